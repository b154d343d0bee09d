"""A repository into what an evidence pack is made from: what had landed by a day, and the schemas and pages of that commit."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from importlib import metadata
from pathlib import Path

from macros.catalogue.schemas import read_schemas
from macros.catalogue.yaml_reader import LARGEST, read_plainly
from macros.evidence.contents import PackContents, PackedRecord, made_up, part_for
from macros.evidence.format import FORMAT, SEALS, Manifest
from macros.evidence.statistics import REGISTER as REQUESTS
from macros.history import git
from macros.history.load import load_history_at
from macros.history.revisions import History, versions_at
from macros.model import PAGES, Key, Schema, Value, Version
from macros.model.errors import KimError
from macros.model.text import natural, nearest
from macros.rules.calendar import end_of_day, local_day, say_date


class PackError(KimError):
    """There is nothing to make a pack from. Says why, in a sentence or two."""


EXPECTATIONS = "expectations"
"""The register that `--for` names a record of."""


def collect(
    repository: git.Repository, asked: date | None, today: date, expectation: str
) -> PackContents:
    """Everything that a pack shows. Raises NotTaken where the day or the expectation isn't there, NoHistory as Git does."""
    whole = load_history_at(repository, "HEAD")
    past = until(whole, asked) if asked else whole
    versions = {
        key: version
        for key, version in versions_at(past, past.landed[-1]).items()
        if key.register != PAGES
    }
    tree = git.tree(repository, past.tip.id)
    schemas = _schemas(repository, tree)
    wanted = (
        part_for(_expectation(expectation, versions), versions, schemas)
        if expectation
        else frozenset(versions)
    )
    records = [
        PackedRecord(key, past.trails[key][-1].file, version) for key, version in versions.items()
    ]
    return PackContents(
        today, asked, _expectation(expectation, versions).id if expectation else "", git.branch(repository), whole.tip, past, schemas,
        _registers([one for one in records if one.key in wanted], schemas, every=not expectation), _pages(repository, tree),
        tuple(sorted((one for one in records if one.key.register == REQUESTS), key=lambda one: natural(one.key.id))),
        len(records), sum(made_up(one.version) for one in records), _said(repository, tree),
    )  # fmt: skip


def until(past: History, day: date) -> History:
    """A history as it was at the end of a day. Raises NotTaken before its first commit."""
    when = end_of_day(day)
    count = sum(landed <= when for landed in past.landed)
    if not count:
        first = say_date(local_day(past.landed[0]))
        raise PackError(
            f"On {say_date(day)} there was nothing: the first commit landed on {first}."
        )
    trails = {
        key: kept
        for key, trail in past.trails.items()
        if (kept := tuple(one for one in trail if one.landed <= when))
    }
    return replace(past, line=past.line[:count], landed=past.landed[:count], trails=trails)


def _expectation(name: str, versions: Mapping[Key, Version]) -> Key:
    known = {key.id: key for key in versions if key.register == EXPECTATIONS}
    found = {id_.casefold(): key for id_, key in known.items()}.get(name.casefold())
    if found is None:
        guess = nearest(name, known)
        hint = f"Did you mean '{guess}'?" if guess else "The register 'expectations' has them."
        raise PackError(f"There was no expectation '{name}'. {hint}")
    return found


def _registers(
    records: list[PackedRecord], schemas: Mapping[str, Schema], *, every: bool
) -> Mapping[str, tuple[PackedRecord, ...]]:
    """Records by register, in the order of the schemas; with `every`, registers that hold none too."""
    found: dict[str, list[PackedRecord]] = (
        {name: [] for name in sorted(schemas, key=lambda name: (schemas[name].order, name))}
        if every
        else {}
    )
    for record in sorted(
        records,
        key=lambda one: (
            schemas[one.key.register].order if one.key.register in schemas else 10**6,
            one.key,
        ),
    ):
        found.setdefault(record.key.register, []).append(record)
    return {
        name: tuple(sorted(of, key=lambda one: (natural(one.key.id), one.key.id)))
        for name, of in found.items()
    }


def _schemas(repository: git.Repository, tree: Mapping[str, str]) -> Mapping[str, Schema]:
    """The schemas as they were. One that can't be used is left out: its records are shown all the same."""
    files = {
        path.removeprefix("schemas/"): path
        for path in tree
        if path.startswith("schemas/") and path.endswith(".schema.json")
    }
    held = _contents(repository, {path: tree[path] for path in files.values()})
    return read_schemas(
        {name: held[path] for name, path in files.items() if len(held[path]) <= LARGEST}
    )[0].registers


def _pages(repository: git.Repository, tree: Mapping[str, str]) -> Mapping[str, str]:
    """The pages that people write, as text, in the order of their files."""
    paths = sorted(path for path in tree if path.startswith("docs/") and path.endswith(".md"))
    return {
        path: content.decode("utf-8", "replace")
        for path, content in _contents(repository, {path: tree[path] for path in paths}).items()
    }


def _said(repository: git.Repository, tree: Mapping[str, str]) -> Mapping[str, Value]:
    blobs = {path: tree[path] for path in ("mkdocs.yml",) if path in tree}
    return next(
        (
            read_plainly(content.decode("utf-8", "replace")) or {}
            for content in _contents(repository, blobs).values()
        ),
        {},
    )


def _contents(repository: git.Repository, blobs: Mapping[str, str]) -> Mapping[str, bytes]:
    held = dict(git.contents(repository, dict.fromkeys(blobs.values())))
    return {path: held[blob] for path, blob in blobs.items()}


# ---------------------------------------------------------------------------------------------------- facts


def facts(repository: git.Repository, taken: PackContents, illustrative: bool) -> Manifest:
    """manifest.json's facts: how the history looks, and how the pack is made."""
    return Manifest(
        FORMAT,
        tool(),
        taken.today.isoformat(),
        taken.asked.isoformat() if taken.asked else "",
        taken.expectation,
        illustrative,
        repository.prefix,
        taken.branch,
        git.object_format(repository),
        taken.tip.id,
        git.resolved(repository, f"{taken.tip.id}^{{tree}}"),
        tuple(git.roots(repository, taken.tip.id)),
        len(git.main_line(repository, taken.tip.id)),
        taken.commit.id,
        tuple(
            {"name": one.name.removeprefix("refs/tags/"), "id": one.id}
            for one in git.references(repository, f"refs/tags/{SEALS}")
        ),
    )


def bundle(repository: git.Repository, tip: str, branch: str) -> bytes:
    """The history up to the tip: its branch, and the tags that lie in it. Nothing of other branches is handed over."""
    own = (
        [
            one
            for one in git.references(repository, f"refs/heads/{branch}")
            if one.name == f"refs/heads/{branch}"
        ]
        if branch
        else []
    )
    return git.bundle(repository, tip, [*own, *git.references(repository, "refs/tags", merged=tip)])


LIBRARIES = ("kim-site", "jinja2", "markdown", "nh3", "xlsxwriter")


def tool() -> str:
    """With what a pack is made: the versions that its bytes depend on, and a sum of this program's own text."""
    home = Path(__file__).parents[1]
    own = hashlib.sha256()
    for path in sorted((*home.rglob("*.py"), *(home / "evidence" / "templates").iterdir())):
        own.update(path.relative_to(home).as_posix().encode() + b"\0" + path.read_bytes())
    versions = ", ".join(f"{name} {_version(name)}" for name in LIBRARIES)
    return f"{versions}, Python {sys.version_info.major}.{sys.version_info.minor}, source {own.hexdigest()[:12]}"


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "unknown"

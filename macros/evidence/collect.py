"""A repository into what a pack is made from: what had landed by a day, and that commit's files."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import NamedTuple

from macros.catalogue.back_refs import asking
from macros.catalogue.register_checks import kind_of
from macros.catalogue.schema_names import bare
from macros.catalogue.schemas import Schemas, read_schemas
from macros.catalogue.text_files import LARGEST
from macros.catalogue.yaml_plain import read_plainly
from macros.evidence.contents import PackContents, PackedRecord, PackScope, part_for
from macros.history import git
from macros.history.load import load_story_at
from macros.history.replay import versions_at
from macros.history.revisions import History
from macros.model import Key, RecordKind, Schema, Trail, Values
from macros.model.errors import KimError
from macros.model.guesses import nearest
from macros.model.text import both, decoded, natural
from macros.rules.calendar import end_of_day, local_day, say_date

RECORDS, CONFIG = (".yml", ".yaml"), "mkdocs.yml"


class PackError(KimError):
    """There is nothing to make a pack from. Says why, in a sentence or two."""


class CommitFiles(NamedTuple):
    """What stands in files of one commit.

    `blobs` has the name of each one's content by its path, and `contents` what has that name.
    """

    blobs: Mapping[str, str]
    contents: Mapping[str, bytes]

    def text(self, path: str) -> str:
        """A file as text, whatever bytes it is."""
        return decoded(self.contents[self.blobs[path]])


def collect(repository: git.Repository, scope: PackScope, branch: str) -> PackContents:
    """Everything that a pack shows. `branch` is what the history is called where it comes from.

    Raises PackError where the day or the record isn't there, HistoryError as Git does.
    """
    whole = load_story_at(repository, "HEAD", scope.today)
    history = until(whole, scope.as_at) if scope.as_at else whole
    files = files_at(repository, history.tip.id, _is_packed)
    then = schemas_in(files)
    now = then if history is whole else schemas_in(files_at(repository, whole.tip.id))
    requests = register_of_kind("request", then, now)
    records = _records(history)
    about = _about(scope.expectation, records, packable(then, now)) if scope.expectation else None
    return PackContents(
        scope=scope._replace(expectation=about.id if about else ""),
        branch=branch,
        tip=whole.tip,
        history=history,
        schemas=then.registers,
        all_records=records,
        requests=tuple(record for record in records if record.key.register == requests),
        registers=_registers(records, then.registers, about),
        pages=_pages(files),
        site_config=site_config(files),
        record_files=_record_files(repository, history.tip.id, files),
        about=about,
    )


# ---------------------------------------------------------------------------------- the history


def until(history: History, day: date) -> History:
    """A history as it was at the end of a day. Raises PackError before its first commit."""
    end = end_of_day(day)
    count = bisect_right(history.landed, end)
    if not count:
        first = say_date(local_day(history.landed[0]))
        raise PackError(
            f"On {say_date(day)} there was nothing: the first commit landed on {first}."
        )
    trails = {key: _before(end, trail) for key, trail in history.trails.items()}
    left_out = {key: _before(end, revisions) for key, revisions in history.left_out.items()}
    return replace(
        history,
        line=history.line[:count],
        landed=history.landed[:count],
        trails={key: trail for key, trail in trails.items() if trail},
        left_out={key: revisions for key, revisions in left_out.items() if revisions},
    )


def _before(end: datetime, trail: Trail) -> Trail:
    return tuple(revision for revision in trail if revision.landed <= end)


def _records(history: History) -> tuple[PackedRecord, ...]:
    """Every record that was there at the history's end."""
    return tuple(
        PackedRecord(key, history.trails[key][-1].file, version)
        for key, version in versions_at(history, history.landed[-1]).items()
        if not key.is_page
    )


# -------------------------------------------------------------------------------- the registers


def register_of_kind(kind: RecordKind, then: Schemas, now: Schemas) -> str:
    """The register whose records are of a kind: as its schema said then or, where none did, now.

    A schema that can't be used says it too, so that no record of its register goes uncounted.
    """
    for name, source in (*then.sources.items(), *now.sources.items()):
        if kind_of(source) == kind:
            return bare(name)
    return ""


def packable(then: Schemas, now: Schemas) -> list[str]:
    """The registers about whose records a pack can be: expectations, and what asks for links."""
    expectations = register_of_kind("expectation", then, now)
    registers = {**now.registers, **then.registers}
    asking_too = [name for name, schema in registers.items() if any(asking(schema))]
    return sorted({*filter(None, [expectations]), *asking_too})


def _about(name: str, records: Iterable[PackedRecord], registers: Sequence[str]) -> Key:
    """The record of that name, in whatever capitals and small letters."""
    known = {record.key.id: record.key for record in records if record.key.register in registers}
    by_name = {id_.casefold(): key for id_, key in known.items()}
    if name.casefold() in by_name:
        return by_name[name.casefold()]
    guess = nearest(name, known)
    hint = f"Did you mean '{guess}'?" if guess else _where(registers)
    raise PackError(f"There was no record '{name}' that a pack can be about. {hint}")


def _where(registers: Sequence[str]) -> str:
    if len(registers) > 1:
        return f"The registers {both([repr(name) for name in registers])} have them."
    if registers:
        return f"The register '{registers[0]}' has them."
    return 'No register has any: the schema of one that does says "kind": "expectation".'


def _registers(
    records: Sequence[PackedRecord], schemas: Mapping[str, Schema], about: Key | None
) -> Mapping[str, tuple[PackedRecord, ...]]:
    """What the pack shows of each register: all registers, or what belongs to one record."""
    if about is None:
        return _by_register(records, schemas, schemas)
    part = part_for(about, {record.key: record.version for record in records}, schemas)
    shown = [record for record in records if record.key in part]
    return _by_register(shown, schemas, ())


def _by_register(
    records: Sequence[PackedRecord], schemas: Mapping[str, Schema], empty: Iterable[str]
) -> Mapping[str, tuple[PackedRecord, ...]]:
    """Records by register, in the order of the schemas. Registers in `empty` may have none."""
    names = {*empty, *(record.key.register for record in records)}
    registers: dict[str, list[PackedRecord]] = {name: [] for name in _in_order(names, schemas)}
    for record in sorted(records, key=lambda record: (natural(record.key.id), record.key.id)):
        registers[record.key.register].append(record)
    return {name: tuple(members) for name, members in registers.items()}


def _in_order(names: Iterable[str], schemas: Mapping[str, Schema]) -> list[str]:
    """Registers as their schemas order them; those that have none come last."""

    def place(name: str) -> tuple[bool, int, str]:
        schema = schemas.get(name)
        return schema is None, schema.order if schema else 0, name

    return sorted(names, key=place)


# ------------------------------------------------------------------------------------ the files


def is_setting(path: str) -> bool:
    """Whether a file says how the others are read."""
    return _is_schema(path) or path == CONFIG


def _is_packed(path: str) -> bool:
    return is_setting(path) or _is_page(path) or _is_record(path)


def files_at(
    repository: git.Repository, commit: str, is_wanted: Callable[[str], bool] = is_setting
) -> CommitFiles:
    """Those files of a commit that are wanted, read at once."""
    tree = git.tree(repository, commit)
    blobs = {path: blob for path, blob in tree.items() if is_wanted(path)}
    return CommitFiles(blobs, dict(git.contents(repository, dict.fromkeys(blobs.values()))))


def schemas_in(files: CommitFiles) -> Schemas:
    """The schemas as they were. One that can't be used is no register's: its records are shown."""
    contents = {path: files.contents[files.blobs[path]] for path in files.blobs if _is_schema(path)}
    small = {path: content for path, content in contents.items() if len(content) <= LARGEST}
    named = {path.removeprefix("schemas/"): content for path, content in small.items()}
    return read_schemas(named)[0]


def _is_schema(path: str) -> bool:
    return path.startswith("schemas/") and path.endswith(".schema.json")


def _pages(files: CommitFiles) -> Mapping[str, str]:
    """The pages that people write, as text, in the order of their files."""
    return {path: files.text(path) for path in sorted(filter(_is_page, files.blobs))}


def _record_files(repository: git.Repository, commit: str, known: CommitFiles) -> bytes:
    """Every record's file, as `git cat-file --batch='=== %(rest)'` prints them one after the other.

    So Git alone can make it again, and nothing else has to be believed.
    """
    files = [
        (id_, path.encode("utf-8", "surrogateescape"))
        for id_, path in git.listed(repository, commit, "registers")
        if path.endswith(RECORDS)
    ]
    return b"".join(b"=== %s\n%s\n" % (path, known.contents[id_]) for id_, path in files)


def _is_record(path: str) -> bool:
    return path.startswith("registers/") and path.endswith(RECORDS)


def _is_page(path: str) -> bool:
    return path.startswith("docs/") and path.endswith(".md")


def site_config(files: CommitFiles) -> Values:
    """mkdocs.yml, every value as text; nothing where there is none or it can't be read."""
    if CONFIG not in files.blobs:
        return {}
    return read_plainly(files.text(CONFIG)) or {}

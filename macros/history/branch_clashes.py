"""Ids that a branch gives to one record and another branch to another, before either is merged.

A branch that somebody else has open can't stop a change, so this is a warning. It is told as long
as both are open: where the second is merged, Git itself finds two files of one name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from macros.history import git
from macros.history.given_again import REGISTERS, as_seen, title_of
from macros.history.versions import Reader, key_of, values_of
from macros.model import Catalogue, Key, Problem, Record, warning
from macros.model.mappings import grouped
from macros.model.text import few, one_line

RULE = "id-on-another-branch"


class _Other(NamedTuple):
    """Another record of an id: the branch that has it, its file and its blob there."""

    branch: str
    path: str
    blob: str


def clashes_at(root: Path, catalogue: Catalogue) -> list[Problem]:
    """The records whose id another branch gives to something else. Nothing without a history."""
    try:
        repository = git.open_repository(root)
    except git.HistoryError:
        return []
    records = {
        record.key.id.casefold(): record
        for register in catalogue.registers.values()
        for record in register.records
    }
    others = grouped(_others(repository, records))
    blobs = {other.blob for those in others.values() for other in those}
    contents = dict(git.contents(repository, sorted(blobs)))
    told = (_told(catalogue, records[id_], those, contents) for id_, those in others.items())
    return [problem for problem in told if problem]


def _others(
    repository: git.Repository, records: Mapping[str, Record]
) -> Iterator[tuple[str, _Other]]:
    """The ids that were given on another branch since it parted from here, and here as well."""
    seen: set[str] = set()
    for branch in git.other_branches(repository):
        base = git.parted(repository, "HEAD", branch.id)
        if branch.id in seen or not base:
            continue
        seen.add(branch.id)
        before = {key.id.casefold() for key in _keys(git.tree(repository, base))}
        there = git.tree(repository, branch.id)
        for key, path in _keys(there).items():
            id_ = key.id.casefold()
            if id_ in records and id_ not in before:
                yield id_, _Other(branch.name, path, there[path])


def _keys(tree: Mapping[str, str]) -> Mapping[Key, str]:
    """The records of a commit, with their files."""
    paths = (path for path in tree if path.startswith(f"{REGISTERS}/"))
    return {key: path for path in paths if (key := key_of(path))}


def _told(
    catalogue: Catalogue, record: Record, others: list[_Other], contents: Mapping[str, bytes]
) -> Problem | None:
    """What is wrong with a record's id; None where the others are the same record."""
    schema = catalogue.registers[record.key.register].schema
    own = as_seen(title_of(schema, record.values))
    titles = {
        other.branch: title_of(
            schema, values_of(Reader().read(other.path, contents[other.blob])) or {}
        )
        for other in others
    }
    unlike = {branch: title for branch, title in titles.items() if title and as_seen(title) != own}
    if not unlike:
        return None
    title = one_line(next(iter(unlike.values())))
    branches = few([f"'{one_line(branch)}'" for branch in unlike])
    places = "branch" if len(unlike) == 1 else "branches"
    message = f"The id '{record.key.id}' is given on the {places} {branches} too, to '{title}'."
    hint = (
        "Whichever is merged second takes the next free id, which "
        f"'kim new {record.key.register}' finds."
    )
    return warning(record.place(("id",)), RULE, message, hint=hint)

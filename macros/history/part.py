"""The part of a log that tells of some records: all that their trails rest on, and no more.

Pure. What became of a record is told by its own versions and, where it got another name, by those
of the other; so a trail that is read from this part is the one that the whole log gives.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from macros.history.git import CommitEntry
from macros.history.versions import key_of
from macros.model import Key

Wanted: TypeAlias = Callable[[Key], bool]
"""Whether a record or a page is asked for."""


def part_about(log: Sequence[CommitEntry], wanted: Wanted) -> list[CommitEntry]:
    """Every commit of a log, with the files of wanted records and of those they may have been.

    Files that hold neither a record nor a page stay.
    """
    keys = _related(log, wanted) | {None}
    kept: list[CommitEntry] = []
    for entry in log:
        files = tuple(file for file in entry.files if key_of(file.path) in keys)
        kept.append(entry._replace(files=files))
    return kept


class _Swap(NamedTuple):
    """What came and what went in one commit: any of it may be any other under another name."""

    came: frozenset[Key]
    went: frozenset[Key]

    @property
    def keys(self) -> frozenset[Key]:
        """All of it."""
        return self.came | self.went


def _related(log: Sequence[CommitEntry], wanted: Wanted) -> set[Key]:
    """The wanted records and pages, and all with which a commit may have changed their names."""
    paths = (file.path for entry in log for file in entry.files)
    related = {key for key in map(key_of, paths) if key and wanted(key)}
    swaps = [swap for entry in log if (swap := _swap(entry)).came and swap.went]
    while reached := [swap for swap in swaps if not related.isdisjoint(swap.keys)]:
        swaps = [swap for swap in swaps if related.isdisjoint(swap.keys)]
        related.update(*(swap.keys for swap in reached))
    return related


def _swap(entry: CommitEntry) -> _Swap:
    return _Swap(
        frozenset(key for file in entry.files if not file.old and (key := key_of(file.path))),
        frozenset(key for file in entry.files if not file.new and (key := key_of(file.path))),
    )


def came_once(line: Sequence[CommitEntry]) -> Mapping[Key, str]:
    """The commit that made each record and page, where no version has to be read to say which.

    That is where one file came, with nothing in the same commit that it can have been before, and
    never went. `line` is the main line.
    """
    by_key: dict[Key, list[str]] = {}
    unsure: set[Key] = set()
    for entry in line:
        came, went = swap = _swap(entry)
        unsure |= swap.keys if came and went else went
        for key in filter(None, (key_of(file.path) for file in entry.files if not file.old)):
            by_key.setdefault(key, []).append(entry.id)
    return {
        key: commits[0]
        for key, commits in by_key.items()
        if len(commits) == 1 and key not in unsure
    }

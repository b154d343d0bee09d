"""Which commit of a rewritten history stands for which of the old one."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from macros.evidence.verify.histories import Histories
from macros.history.git import CommitEntry
from macros.model import Commit
from macros.model.mappings import grouped


class Pair(NamedTuple):
    """A commit of the pack and the one that stands for it now."""

    old: CommitEntry
    new: CommitEntry

    @property
    def was(self) -> Commit:
        """The commit as the pack has it."""
        return self.old.commit

    @property
    def now(self) -> Commit:
        """The commit in its place."""
        return self.new.commit

    def same(self, *parts: Part) -> bool:
        """Whether both say the same in these parts."""
        return all(part(self.old) == part(self.new) for part in parts)


class Pairs(NamedTuple):
    """The pairs, and what is left on either side: what is gone, and what was put in."""

    pairs: Sequence[Pair]
    gone: Sequence[CommitEntry]
    put_in: Sequence[CommitEntry]


# ---------------------------------------------------------------------------------------- parts


def files(entry: CommitEntry) -> frozenset[tuple[str, str]]:
    """What it did to which file."""
    return frozenset((file.path, file.new) for file in entry.files)


def author(entry: CommitEntry) -> Hashable:
    """Who made it, and when."""
    return entry.commit.author.as_recorded, entry.commit.written


def message(entry: CommitEntry) -> Hashable:
    """Why it was made."""
    return entry.commit.subject, entry.commit.body


def committer(entry: CommitEntry) -> Hashable:
    """Who committed it."""
    return entry.commit.committer.as_recorded


def committed(entry: CommitEntry) -> Hashable:
    """When it was committed, by which it counts as landed."""
    return entry.commit.committed


def _files_or_itself(entry: CommitEntry) -> Hashable:
    """Its files. One without any is like no other."""
    return files(entry) or entry.commit.id


Part: TypeAlias = Callable[[CommitEntry], Hashable]
"""What is read of a commit."""

SIGNS: tuple[tuple[Part, ...], ...] = (
    (author, message, files),
    (author, files),
    (message, files),
    (author, message),
    (message,),
    (_files_or_itself,),
)
"""The parts by which two commits are taken for the same, the surest first."""


# ---------------------------------------------------------------------------------------- pairs


def pair_up(lost: Sequence[CommitEntry], added: Sequence[CommitEntry]) -> Pairs:
    """Lost commits with those that stand for them: of several that are alike, the first."""
    heirs: dict[str, CommitEntry] = {}
    left = list(added)
    for parts in SIGNS:
        alike = _by_sign(parts, left)
        for entry in lost:
            candidates = alike.get(_sign(parts, entry))
            if candidates and entry.commit.id not in heirs:
                heirs[entry.commit.id] = candidates.pop(0)
        taken = {heir.commit.id for heir in heirs.values()}
        left = [entry for entry in left if entry.commit.id not in taken]
    pairs = [Pair(entry, heirs[entry.commit.id]) for entry in lost if entry.commit.id in heirs]
    return Pairs(pairs, [entry for entry in lost if entry.commit.id not in heirs], left)


def _sign(parts: Iterable[Part], entry: CommitEntry) -> Hashable:
    return tuple(part(entry) for part in parts)


def _by_sign(
    parts: Iterable[Part], entries: Iterable[CommitEntry]
) -> Mapping[Hashable, list[CommitEntry]]:
    return grouped((_sign(parts, entry), entry) for entry in entries)


def are_alike(histories: Histories) -> bool:
    """Whether two histories without a common commit tell of the same things all the same."""
    old = {message(entry) for entry in histories.old.values()}
    return not old.isdisjoint(message(entry) for entry in histories.new.values())

"""What happened to each record and page on the main line, and to which name it went on."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from itertools import chain

from macros.history.told_once import Shapes, shapes_of
from macros.model import Change, Commit, Key, Pending, Revision, SchemaRevision, Trail

Place = tuple[Key, int]
"""A revision by its place: whose trail, and the number in it."""


def arrives(revision: Revision) -> bool:
    """Whether a record came from another name in this revision."""
    return revision.moved is not None and revision.kind != "deleted"


@dataclass(frozen=True)
class History:
    """Everything that happened on the main line.

    `line` is every commit of it, oldest first, and `landed` the instant at which each came onto it:
    the latest committer date up to there, of those that can be so (see `landings`). `pending` is
    what isn't committed yet. `moves` has what changed in a record while it moved, by its new name
    and the commit. `program` has the folders of neither records nor pages that a commit changed, by
    the commit; one that changed none isn't there. `schemas` is what became of schemas and
    settings. `left_out` has what merges didn't take of their side branches: it changed nothing on
    the main line, so it is no part of a trail.
    """

    line: tuple[Commit, ...]
    landed: tuple[datetime, ...]
    trails: Mapping[Key, Trail]
    tags: Mapping[str, str] = field(default_factory=dict)
    signatures: Mapping[str, str] = field(default_factory=dict)
    pending: Mapping[Key, Pending] = field(default_factory=dict)
    moves: Mapping[tuple[Key, str], tuple[Change, ...]] = field(default_factory=dict)
    program: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    schemas: tuple[SchemaRevision, ...] = ()
    left_out: Mapping[Key, Trail] = field(default_factory=dict)

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Where each commit stands on the main line, counted from 0."""
        return {commit.id: number for number, commit in enumerate(self.line)}

    @cached_property
    def shapes(self) -> Shapes:
        """The fields that schemas gave another name or kind, by register: every story asks."""
        return shapes_of(self.schemas)

    @property
    def tip(self) -> Commit:
        """The last commit of the main line."""
        return self.line[-1]

    @cached_property
    def skewed(self) -> list[Commit]:
        """Commits that are dated otherwise than they landed.

        Somebody's clock was wrong, or the date was set: before one that came earlier, after one
        that came later, before there was Git, or after the day of reading.
        """
        return [commit for commit, landed in self.landings if commit.committed != landed]

    @property
    def landings(self) -> Iterable[tuple[Commit, datetime]]:
        """Each commit of the main line, and when it came onto it."""
        return zip(self.line, self.landed, strict=True)

    @property
    def revisions(self) -> Iterable[Revision]:
        """All that became of records and pages, record by record."""
        return chain.from_iterable(self.trails.values())

    def commit_at(self, when: datetime) -> Commit | None:
        """The last commit that had landed by then; None before the first."""
        number = bisect_right(self.landed, when)
        return self.line[number - 1] if number else None

    def landed_at(self, id_: str) -> datetime:
        """When a commit of the main line came onto it."""
        return self.landed[self.places[id_]]

    @property
    def never_there(self) -> tuple[Key, ...]:
        """What was new on a side branch, and its merge left out: the main line never had it."""
        return tuple(key for key in self.left_out if key not in self.trails)

    def deleted(self, key: Key) -> bool:
        """Whether a record was there once and is no longer. What nobody committed yet never was."""
        trail = self.trails.get(key)
        return trail is not None and trail[-1].kind == "deleted"

    def with_program(self, revision: Revision) -> tuple[str, ...]:
        """The folders of the program that were changed together with a record.

        It goes by the commits that set the record's values: of a merge, by those on its side
        branches. Empty where any of them changed nothing but records, pages and files at the root.
        """
        ids = {(change.by or revision.commit).id for change in revision.changes}
        ids = ids or {revision.commit.id}
        if not ids <= self.program.keys():
            return ()
        return tuple(sorted({folder for id_ in ids for folder in self.program[id_]}))

    def trail(self, key: Key) -> Trail:
        """All revisions of a record, oldest first, also under the names that it had before."""
        backwards = self._backwards(key, len(self.trails.get(key, ())), set())
        return tuple(backwards)[::-1]

    def told(self, key: Key) -> Trail:
        """The same with what merges left out of it, for those who tell the story."""
        whole = [*self.trail(key), *self.left_out.get(key, ())]
        return tuple(sorted(whole, key=lambda revision: self.places[revision.commit.id]))

    def _backwards(self, key: Key, end: int, seen: set[Place]) -> Iterator[Revision]:
        """A record's revisions before a place in its trail, newest first.

        Each comes once, though names may have come and gone: where the record had another name
        before, what it did under that name comes next.
        """
        for number in range(end - 1, -1, -1):
            if (key, number) in seen:
                continue
            seen.add((key, number))
            revision = self.trails[key][number]
            departure = self._departure(revision)
            if departure is None:
                yield revision
            else:
                seen.add(departure)
                yield self._joined(revision, departure)
                yield from self._backwards(*departure, seen)

    def _departure(self, revision: Revision) -> Place | None:
        """Where the trail of a record's former name says that it went on under this one."""
        if revision.moved is None or not arrives(revision):
            return None
        for number, other in enumerate(self.trails.get(revision.moved, ())):
            if other.commit is revision.commit and other.kind == "deleted":
                return revision.moved, number
        return None

    def _joined(self, arrival: Revision, departure: Place) -> Revision:
        """The two halves of a move as one change, from the old file to the new."""
        former, number = departure
        return replace(
            arrival,
            kind="changed",
            changes=self.moves[arrival.key, arrival.commit.id],
            was=self.trails[former][number].file,
        )

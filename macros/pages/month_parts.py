"""A month in which very much changed, cut into its days, and a day into parts.

Cut by what Git has and not by what is told of it today, and from the oldest on: a part once full
stays as it is, and an address once given leads somewhere for good.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import chain, groupby
from typing import NamedTuple

from macros.history.revisions import History
from macros.model import SchemaRevision
from macros.pages.commit_words import Landed, lines_told
from macros.rules.calendar import local_day, say_date

MOST = 1_000
"""Lines on one page: some 40 KB compressed. `benchmarks/README.md` says what more would cost."""


class Part(NamedTuple):
    """A day of such a month, or a part of that day, and what changed in it, newest first.

    `number` counts from 1, the oldest, up to `parts`. `cut` are the ids of commits of which other
    parts have the rest.
    """

    day: date
    number: int
    parts: int
    revisions: Sequence[Landed]
    cut: frozenset[str]

    @property
    def name(self) -> str:
        """26 November 2026, part 2 of 3."""
        part = f", part {self.number} of {self.parts}" if self.parts > 1 else ""
        return f"{say_date(self.day)}{part}"

    @property
    def when(self) -> str:
        """On 26 November 2026, part 2 of 3."""
        return f"on {self.name}"

    @property
    def address(self) -> str:
        """Where its page stands for good, from the site's root."""
        part = f"{self.number}/" if self.number > 1 else ""
        return f"changes/{self.day:%Y-%m}/{self.day:%d}/{part}"


def day_of(revision: Landed) -> date:
    """The day in the United Kingdom on which it landed."""
    return local_day(revision.landed)


def lines_of(past: History) -> Mapping[str, int]:
    """How many lines it takes to tell what each commit did, by the commit's id."""
    lines = Counter[str]()
    every: Iterator[Landed] = chain(
        chain.from_iterable(past.trails.values()),
        chain.from_iterable(past.left_out.values()),
        past.schemas,
    )
    for revision in every:
        lines[revision.commit.id] += lines_told(revision)
    return lines


def parts_of(revisions: Sequence[Landed], lines: Mapping[str, int]) -> Sequence[Part]:
    """The parts of a month, newest first as its revisions are; none where one page holds it."""
    ids = {revision.commit.id for revision in revisions}
    if sum(lines[id_] for id_ in ids) <= MOST:
        return ()
    parts: list[Part] = []
    for day, those in groupby(revisions, day_of):
        parts += _parts_of_day(day, list(those), lines)
    return parts


def _parts_of_day(
    day: date, revisions: Sequence[Landed], lines: Mapping[str, int]
) -> Iterator[Part]:
    sheets: list[list[Landed]] = []
    cut: set[str] = set()
    room = 0
    by_commit = groupby(reversed(revisions), lambda revision: revision.commit.id)
    for id_, those in by_commit:
        pieces = list(_pieces(list(those)[::-1], -(-lines[id_] // MOST)))
        if len(pieces) > 1:
            cut.add(id_)
        for piece in pieces:
            if room < min(lines[id_], MOST):
                sheets.append([])
                room = MOST
            room -= min(lines[id_], MOST)
            sheets[-1][:0] = piece
    for number in range(len(sheets), 0, -1):
        yield Part(day, number, len(sheets), sheets[number - 1], frozenset(cut))


def _pieces(revisions: list[Landed], count: int) -> Iterator[list[Landed]]:
    """What one commit did, in so many pieces, with what belongs to one register together."""
    if count > 1:
        revisions = sorted(revisions, key=_by_register)
    size = -(-len(revisions) // count)
    for start in range(0, len(revisions), size):
        yield revisions[start : start + size]


def _by_register(revision: Landed) -> tuple[bool, object]:
    if isinstance(revision, SchemaRevision):
        return False, revision.file
    return True, revision.key.counted

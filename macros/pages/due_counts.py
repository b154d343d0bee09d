"""How much is to be done: numbers by state, the words for kinds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from macros.view.due_thing import STATES, Due, What

KINDS: Mapping[What, str] = {
    "review": "Check it again",
    "deadline": "Carry it out",
    "link": "Look again",
    "clock": "Keep a time limit",
    "entry": "Write an entry",
    "again": "Do it again",
    "missing": "See that it is there",
    "read": "Have it read again",
    "disposal": "Dispose of it",
}
"""What is to be done, in the words that a filter offers."""


class Count(NamedTuple):
    """How much of something is late, without a report, due, and for later; its page, its calendar.

    Without a calendar, `calendar` is empty.
    """

    name: str
    href: str
    numbers: Sequence[int]
    calendar: str = ""


class Counts(NamedTuple):
    """A table of such numbers, under a heading."""

    anchor: str
    title: str
    of: str
    rows: Sequence[Count]

    @property
    def has_calendars(self) -> bool:
        """Whether any of it is there as a calendar."""
        return any(row.calendar for row in self.rows)


def by_kind(things: Sequence[Due]) -> Iterator[Count]:
    """How much there is of each kind, the kinds that there are."""
    for what, title in KINDS.items():
        if own := [thing for thing in things if thing.what == what]:
            yield Count(title, "", numbers(own))


def numbers(things: Sequence[Due]) -> Sequence[int]:
    """How many stand how, in the order of the states."""
    counts = Counter(thing.state for thing in things)
    return [counts[state] for state in STATES]

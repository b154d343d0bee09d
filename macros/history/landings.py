"""When each commit came onto the main line, by dates of which some can't be so.

Pure. A commit lands at the latest committer date up to it, since a clock may have been slow: no
commit slips into an earlier day. A clock may have been fast as well, or a date may have been set.
So a date has no say where it is before there was Git, or by more than a day after the day of
reading or the date of a commit which came later. Two dates that are out of order don't tell which
of them is wrong: that is told by the longest run of commits whose dates are in order, and of runs
alike in length the one that came first. A commit whose date has no say lands with the next one
whose date has: no later, and no earlier than anybody could show.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Literal, TypeAlias

from macros.rules.calendar import end_of_day

FIRST = datetime(2005, 4, 7, tzinfo=UTC)
"""When Git held its own first commit: no other can have been made before."""

SLACK = timedelta(days=1)
"""How far clocks and time zones differ in good faith."""

Clock: TypeAlias = Literal["", "behind", "ahead", "too old"]
"""What a commit's own date is beside the instant at which it counts as landed."""

CLOCKS: Mapping[Clock, str] = {
    "behind": "before one that came earlier",
    "ahead": "more than a day after one that came later, or after the day of reading",
    "too old": "before there was Git",
}
"""What is said of a commit's own date; it completes 'is dated 1 January 2099, '."""


def landings(dates: Sequence[datetime], read_on: date | None = None) -> list[datetime]:
    """When each commit landed, by the committer dates along the main line, oldest commit first.

    `read_on` is the day on which they are read, where that is known. Where no date can be so, all
    have a say.
    """
    end = end_of_day(read_on).replace(microsecond=0) if read_on else None
    likely = [_is_possible(when, end) for when in dates]
    if not any(likely):
        likely, end = [True] * len(dates), None
    limits = _limits(dates, likely)
    says = [able and when <= limit for when, able, limit in zip(dates, likely, limits, strict=True)]
    return _landings(dates, says, end)


def clock(committed: datetime, landed: datetime) -> Clock:
    """What is wrong with a commit's own date, by the instant at which it counts as landed."""
    if committed == landed:
        return ""
    if committed > landed:
        return "ahead"
    return "too old" if committed < FIRST else "behind"


def _is_possible(when: datetime, end: datetime | None) -> bool:
    return when >= FIRST and (end is None or when <= end + SLACK)


def _limits(dates: Sequence[datetime], likely: Sequence[bool]) -> list[datetime]:
    """For each commit the latest date that can be so: a day after the next in the longest run."""
    run = _longest_run(dates, [number for number, able in enumerate(likely) if able])
    limits: list[datetime] = []
    limit = max(dates)
    for number in range(len(dates) - 1, -1, -1):
        limits.append(limit)
        if number in run:
            limit = dates[number] + SLACK
    return limits[::-1]


def _longest_run(dates: Sequence[datetime], places: Sequence[int]) -> set[int]:
    """The most of these places whose dates are in order; of runs alike in length the first.

    Each place goes onto the pile that is as high as the longest run which ends there. Within a
    pile dates only fall, so the first that fits is found by halving.
    """
    piles: list[list[int]] = []
    tops: list[datetime] = []
    for place in places:
        height = bisect_right(tops, dates[place])
        if height == len(piles):
            piles.append([])
            tops.append(dates[place])
        piles[height].append(place)
        tops[height] = dates[place]
    run = [piles[-1][0]]
    for pile in reversed(piles[:-1]):
        latest = dates[run[-1]]
        run.append(pile[bisect_left(pile, True, key=lambda place: dates[place] <= latest)])
    return set(run)


def _landings(
    dates: Sequence[datetime], says: Sequence[bool], end: datetime | None
) -> list[datetime]:
    """The running maximum of the dates that have a say; who has none waits for who comes next."""
    running: datetime | None = None
    landed: list[datetime | None] = []
    for when, say in zip(dates, says, strict=True):
        if say:
            running = max(when, running or when)
        waits = not say and (running is None or when > running)
        landed.append(None if waits else running)
    last = running or max(dates)
    return _filled(landed, max(last, end) if end else last)


def _filled(landed: Sequence[datetime | None], last: datetime) -> list[datetime]:
    """The same with every gap filled by what follows it, and the last one by `last`."""
    filled: list[datetime] = []
    for when in reversed(landed):
        filled.append(when or (filled[-1] if filled else last))
    return filled[::-1]

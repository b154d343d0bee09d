"""The registers as they stood: on which days people ask for them, and what stood on each.

Pure. A state is dated by the main line: it is what the last commit that had landed by then held
(see `landings`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from macros.history.landings import FIRST, Clock, clock
from macros.history.replay import Records, snapshots_at
from macros.history.revisions import History
from macros.model import PAGES, Commit
from macros.model.text import marks_shown
from macros.rules.calendar import end_of_day, local_day, local_time, quarter_of, say_date

DATED_BY = (
    "By the main line: the last commit that had landed by the end of that day in the United "
    "Kingdom. A commit lands at the latest committer date up to it, since a clock may have been "
    "wrong. A date that can't be so (more than a day after the history is read, or after the date "
    "of a commit that came later, or before there was Git) doesn't count."
)
"""By what a state is dated, in words."""

NOW = "now"
"""The address of the state that the last commit left."""

COMPARE = "compare"
"""The address at which two states are compared: no state may have it."""

LONGEST = 100
"""Letters of a tag's name in an address: no file system takes them all."""


class SnapshotDay(NamedTuple):
    """A state that has a name: a day's end, a tag, or now.

    `until` is its instant, `landed` its last commit's. `address` is its place under as-at/;
    `called` completes 'as at'.
    """

    address: str
    called: str
    tag: str
    until: datetime
    commit: Commit
    landed: datetime


class Snapshot(NamedTuple):
    """Every record as it stood on a day. Pages that people write are left out."""

    day: SnapshotDay
    records: Records


# --------------------------------------------------------------------------------------- days


def say_instant(when: datetime) -> str:
    """An instant in the United Kingdom, as people read it: 30 September 2026, 14:02."""
    return f"{say_date(local_day(when))}, {local_time(when)}"


def on(past: History, day: date) -> SnapshotDay | None:
    """The end of a day in the United Kingdom; None before the first commit landed."""
    until = end_of_day(day)
    commit = past.commit_at(until)
    if commit is None:
        return None
    landed = past.landed_at(commit.id)
    return SnapshotDay(day.isoformat(), say_date(day), "", until, commit, landed)


def days(past: History, today: date) -> list[SnapshotDay]:
    """The end of each quarter before today, each tag on the main line, and now.

    In the main line's order. A history whose first date can't be so has no quarters.
    """
    began = past.landed[0]
    quarter_ends = _quarter_ends(local_day(began), today) if began >= FIRST else ()
    ends = (on(past, end) for end in quarter_ends)
    quarters = [day for day in ends if day]
    named = [*quarters, *_tagged(past, {NOW, COMPARE, *(day.address for day in quarters)})]
    named.sort(key=lambda day: (past.places[day.commit.id], day.until))
    return [*named, _now(past)]


def _now(past: History) -> SnapshotDay:
    return SnapshotDay(NOW, "now", "", past.landed[-1], past.tip, past.landed[-1])


def first_to_come(today: date) -> date:
    """The end of the quarter in which today lies: the next one that will be listed."""
    return quarter_of(today).last


def _quarter_ends(first: date, today: date) -> Iterator[date]:
    end = quarter_of(first).last
    while end < today:
        yield end
        end = quarter_of(end + timedelta(days=1)).last


def _tagged(past: History, addresses: Collection[str]) -> Iterator[SnapshotDay]:
    """The tags on the main line, each at an address of its own."""
    taken = set(addresses)
    for name, id_ in sorted(past.tags.items()):
        if id_ in past.places:
            address = _free(_safe(name), taken)
            taken.add(address)
            landed, commit = past.landed_at(id_), past.line[past.places[id_]]
            shown = f"tag {marks_shown(name)}"
            yield SnapshotDay(address, shown, name, landed, commit, landed)


def _safe(name: str) -> str:
    """A tag's name as a part of an address: plain letters, digits and lines."""
    letters = (letter if letter.isascii() and letter.isalnum() else " " for letter in name.lower())
    return "-".join("".join(letters).split())[:LONGEST].rstrip("-") or "tag"


def _free(name: str, taken: Collection[str]) -> str:
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    return free


class Skew(NamedTuple):
    """A commit whose own date isn't when it landed: for a day that it misleads about.

    `counted` says whether it had landed by then.
    """

    commit: Commit
    landed: datetime
    counted: bool

    @property
    def clock(self) -> Clock:
        """What is wrong with its date."""
        return clock(self.commit.committed, self.landed)


def skew(past: History, day: SnapshotDay) -> list[Skew]:
    """The commits whose own dates mislead about a day.

    Somebody's clock was wrong, or the date was set.
    """
    last = past.places[day.commit.id]
    skewed: list[Skew] = []
    for commit in past.skewed:
        landed, counted = past.landed_at(commit.id), past.places[commit.id] <= last
        if counted or commit.committed <= day.until < landed:
            skewed.append(Skew(commit, landed, counted))
    return skewed


# ------------------------------------------------------------------------------------- states


def snapshots_of(past: History, chosen: Sequence[SnapshotDay]) -> list[Snapshot]:
    """The state of each of these days, which are given in the main line's order."""
    states = snapshots_at(past, [day.commit.id for day in chosen])
    return [Snapshot(day, _records(state)) for day, state in zip(chosen, states, strict=True)]


def _records(state: Records) -> Records:
    return {key: version for key, version in state.items() if key.register != PAGES}

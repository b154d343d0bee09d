"""Clocks of the law: the last day of a time limit, from what happened and on which days.

The day of the event is day zero; day one is the next day that counts. What happened meanwhile is
data, with its reason each time:

- A wait that starts the clock again: more was asked, and the clock counts from the day on which it
  came (Freedom of Information Act 2000, sections 1(3) and 10(6); Environmental Information
  Regulations 2004, regulation 9(4); UK GDPR, Article 12A(2), where it shows who asks).
- A wait that stops it: the first and the last of its days and all between don't count (section
  10(2) of the Act, until a fee is paid; Article 12A, until it is clear what is asked for).
- More time, where the law allows it and it was told before the first limit was over (regulation
  7(3); section 17(2); Article 12(3)).

A limit that was over stays over: what is asked or told after it changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple, TypeAlias

from dateutil.relativedelta import relativedelta

from macros.rules.calendar import ZONE, say_date
from macros.rules.clock_table import LegalClock, Limit

Days: TypeAlias = tuple[date, date]
"""The first day and the last."""

_DAY = timedelta(days=1)


class Wait(NamedTuple):
    """We asked for something and waited: since when, until when, why; `afresh` starts again."""

    asked: date
    answered: date | None
    reason: str
    afresh: bool = False


class Longer(NamedTuple):
    """More time was taken: the day on which it was told (None: not known), why, until when."""

    told: date | None
    reason: str
    until: date | None = None


class Course(NamedTuple):
    """What happened to one clock: when it started, and all that moved its end."""

    start: date
    waits: tuple[Wait, ...] = ()
    longer: Longer | None = None


class Reckoning(NamedTuple):
    """The last day of a limit, or None; the limit; and why it is that day, or why there is none."""

    due: date | None
    limit: Limit
    why: tuple[str, ...]


def reckon(clock: LegalClock, course: Course) -> Reckoning:
    """The last day by which something is to be done, with every reason that moved it."""
    if clock.since and course.start < clock.since:
        words = f"The limit holds for what comes from {say_date(clock.since)} on."
        return Reckoning(None, clock.limit, (words,))
    try:
        return _reckon(clock, course)
    except (OverflowError, ValueError):
        return Reckoning(None, clock.limit, ("The calendar has no such day.",))


def _reckon(clock: LegalClock, course: Course) -> Reckoning:
    first = _run(clock, clock.limit, course)
    longer = course.longer
    if not longer or not clock.longer or first.due is None:
        return first
    if longer.told and longer.told > first.due:
        late = f"More time was told on {say_date(longer.told)}, after the limit was over."
        return Reckoning(first.due, clock.limit, (*first.why, late))
    most = _run(clock, clock.longer, course)
    if most.due is None:
        return most
    due = max(first.due, min(longer.until or most.due, most.due))
    return Reckoning(due, clock.longer, (*most.why, f"More time was taken: {longer.reason}"))


def _run(clock: LegalClock, limit: Limit, course: Course) -> Reckoning:
    """The end of one limit, after all the waits that began before it was over."""
    start, stops, why = course.start, list[Days](), list[str]()
    due = _end(clock, limit, start, stops)
    for wait in sorted(course.waits, key=lambda wait: (wait.asked, wait.answered or date.max)):
        if wait.asked > due:
            why.append(f"Asked on {say_date(wait.asked)}, after the limit was over: {wait.reason}")
            continue
        if wait.answered is None:
            waiting = f"It waits since {say_date(wait.asked)}: {wait.reason}"
            return Reckoning(None, limit, (*why, waiting))
        if wait.afresh:
            start = max(start, wait.answered)
            why.append(f"It counts from {say_date(start)}: {wait.reason}")
        else:
            stops.append((wait.asked, wait.answered))
            days = f"{say_date(wait.asked)} to {say_date(wait.answered)}"
            why.append(f"It stood still from {days}: {wait.reason}")
        due = max(due, _end(clock, limit, start, stops))
    return Reckoning(due, limit, tuple(why))


def _end(clock: LegalClock, limit: Limit, start: date, stops: Sequence[Days]) -> date:
    """The last day of a limit that counts from a day and stands still on some."""

    def counts(day: date) -> bool:
        if any(first <= day <= last for first, last in stops):
            return False
        return limit.unit != "working days" or day in clock.days

    end = _nth(start, _days(limit, start), counts)
    return clock.days.from_day(end) if clock.rolls else end


def _days(limit: Limit, start: date) -> int:
    """How many days that count a limit has, from a day on."""
    match limit.unit:
        case "months":
            return (start + relativedelta(months=limit.number) - start).days
        case "weeks":
            return 7 * limit.number
        case "hours":
            return -(-limit.number // 24)
        case _:
            return limit.number


def _nth(start: date, number: int, counts: Callable[[date], bool]) -> date:
    """The day on which the count is full: day zero itself never counts."""
    day = start
    while number:
        day += _DAY
        number -= counts(day)
    return day


def end_of_hours(clock: LegalClock, known: datetime) -> datetime:
    """The minute at which a limit in hours is over, in UK time.

    Hours are hours, also on the nights on which the clocks change.
    """
    return (known.astimezone(UTC) + timedelta(hours=clock.limit.number)).astimezone(ZONE)

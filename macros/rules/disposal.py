"""Until when a record is kept: a rule, its event and a day into the day, its stages, or why none.

The rule is a group of a retention record, as `retention` describes it; `days` has the day of each
event that has come. Years and months are added first and clamp to the end of a month, days after
them: 29 February and six years is 28 February, 31 August and six months the last of February. The
record is kept to the end of its last day and may go on the next one.

What is counted from a year counts from its end: 31 March for a financial year, 5 April for a tax
year (Income Tax Act 2007, section 4), 31 December for a calendar year. The classes and their times
come from published schedules. That a claim can be brought for six or twelve years is in the
Limitation Act 1980, sections 2, 5 and 8; that personal data isn't kept longer than is needed, in
UK GDPR, Article 5(1)(e).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple, TypeAlias

from dateutil.relativedelta import relativedelta

from macros.model import Values, groups
from macros.rules.calendar import day_in, say_date

Days: TypeAlias = Mapping[str, date]
"""The day of each event that has come, by the event's name; a birth for an age."""

YEAR_ENDS = {
    "end-of-financial-year": (3, 31),
    "end-of-tax-year": (4, 5),
    "end-of-calendar-year": (12, 31),
}
"""Events that are the end of the year in which a day lies: its month and its day."""


class Step(NamedTuple):
    """What is done before the end: on which day, and what, as the rule calls it."""

    day: date
    action: str


class Kept(NamedTuple):
    """Until when a record is kept: the last day, the steps before it, and why that, or why none.

    `for_good` says that no day will ever come.
    """

    until: date | None
    why: str
    steps: tuple[Step, ...] = ()
    for_good: bool = False


_WITHOUT_A_DAY = {
    "permanent": Kept(None, "It is kept for good.", for_good=True),
    "not-stated": Kept(None, "The schedule gives no time."),
    "not-stated event": Kept(None, "The schedule names no event from which the time counts."),
}
"""Kinds of rule and events that never come to a day."""


NO_SUCH_DAY = "The calendar has no such day."


def year_end(event: str, day: date) -> date:
    """The day from which an event counts: the end of the year for events that are one."""
    if event not in YEAR_ENDS:
        return day
    end = date(day.year, *YEAR_ENDS[event])
    return end if day <= end else end + relativedelta(years=1)


def kept(
    rule: Values, event: str, days: Days, later: Sequence[date] = (), condition: int | None = None
) -> Kept:
    """Until when a record is kept.

    `later` are the days of later checks, where the rule counts them. `condition` is the number of
    the other time that holds, where somebody has said that one does.
    """
    try:
        return _kept(rule, event, days, later, condition)
    except (OverflowError, ValueError):
        return Kept(None, NO_SUCH_DAY)


def _kept(
    rule: Values, event: str, days: Days, later: Sequence[date], condition: int | None
) -> Kept:
    if condition is not None:
        other = dict(groups(rule.get("conditions")))[condition]
        term = {"kind": "period", **other}
        return _end(term, str(other.get("from", event)), days, later)
    first = _end(rule, event, days, later)
    start = _start(rule, event, days)
    stages = [stage for _, stage in groups(rule.get("stages"))] if start else []
    steps = [Step(start + _span(stage), str(stage["action"])) for stage in stages if start]
    second = rule.get("alternative")
    if isinstance(second, Mapping):
        first = _of_two(first, second, days)
    return first._replace(steps=(*steps, *first.steps))


def _of_two(first: Kept, second: Values, days: Days) -> Kept:
    """The later or the earlier of two ends."""
    event, which = str(second["from"]), second["whichever"]
    other = _end({"kind": "period", **second}, event, days, ())
    if which == "later" and other.until is None:
        return other
    if first.until is None or other.until is None:
        return other if which == "earlier" and first.until is None else first
    ends = sorted([first, other], key=lambda end: end.until or date.max)
    end = ends[-1] if which == "later" else ends[0]
    return end._replace(why=f"{end.why} It is the {which} of two.", steps=first.steps)


def _end(rule: Values, event: str, days: Days, later: Sequence[date]) -> Kept:
    """The end of one time from one event."""
    kind = rule.get("kind")
    if never := _WITHOUT_A_DAY.get(str(kind)) or _WITHOUT_A_DAY.get(f"{event} event"):
        return never
    start = _start(rule, event, days)
    if start is None:
        words = event.replace("-", " ")
        return Kept(None, f"The time has not started: there is no day for the event '{words}'.")
    if kind == "until-n-further-events":
        return _after_checks(rule, start, later)
    end = start + _span(rule) + relativedelta(years=_number(rule, "plus_years"))
    why = f"The time counts from {say_date(start)}."
    if audit := _number(rule, "audit_years"):
        return Kept(end + relativedelta(years=audit), why, (Step(end, "audit"),))
    return Kept(end, why, (Step(end, "review"),) if kind == "review-at" else ())


def _after_checks(rule: Values, start: date, later: Sequence[date]) -> Kept:
    """Until so many later checks are done, and no sooner than the time that the rule may have."""
    number = _number(rule, "n")
    done = sorted(day for day in later if day > start)
    if len(done) < number:
        return Kept(None, f"{len(done)} of {number} later checks have been done.")
    end = max(done[number - 1], start + _span(rule))
    return Kept(end, f"The last of {number} later checks was on {say_date(done[number - 1])}.")


def _start(rule: Values, event: str, days: Days) -> date | None:
    """The day from which the time counts: of the event, of an age, or the one in the rule."""
    fixed = day_in(rule.get("from_day"))
    day = fixed or days.get(event)
    if day is None:
        return None
    return year_end(event, day) + relativedelta(years=_number(rule, "age"))


def _span(time: Values) -> relativedelta:
    years, months, days = (_number(time, unit) for unit in ("years", "months", "days"))
    return relativedelta(years=years, months=months, days=days)


def _number(time: Values, name: str) -> int:
    number = time.get(name)
    return number if isinstance(number, int) else 0


# ------------------------------------------------------------------ several classes, and holds


class Hold(NamedTuple):
    """Why something stays although its time is up: since when, and until when (None: still).

    `part` says in words which part of it stays; empty where all of it does. Nobody can reckon with
    words, so what may be in that part stays too until somebody has looked.
    """

    name: str
    since: date
    lifted: date | None = None
    part: str = ""


def longest(classes: Mapping[str, Kept]) -> tuple[str, Kept]:
    """Of the classes that a record falls under, the one by which it is kept longest, and why.

    For good is longer than any day, and a time without a day yet than one that has it: nothing
    goes while a class of it may still ask for it.
    """
    name = max(sorted(classes), key=lambda name: _length(classes[name]))
    chosen, others = classes[name], sorted(set(classes) - {name})
    if not others:
        return name, chosen
    why = f"{chosen.why} {name} is the longest; it is under {' and '.join(others)} too."
    return name, chosen._replace(why=why)


def _length(kept: Kept) -> tuple[bool, bool, date]:
    return kept.for_good, kept.until is None, kept.until or date.max


def holding(holds: Sequence[Hold], day: date) -> list[Hold]:
    """The holds that run on a day. One that was lifted on a day still holds on that day."""
    begun = [hold for hold in holds if hold.since <= day]
    return [hold for hold in begun if hold.lifted is None or hold.lifted >= day]


def may_go(kept: Kept, holds: Sequence[Hold], today: date) -> tuple[date | None, str]:
    """From which day a record may go, or None and why not. A hold moves no day: it suspends.

    Where only a part of its kind is on hold, there is no day either until somebody has looked.
    """
    running = sorted(holding(holds, today), key=lambda hold: hold.name)
    if whole := [hold.name for hold in running if not hold.part]:
        return None, f"It is on hold: {' and '.join(whole)}."
    if running:
        return None, look_whether(running)
    if kept.until is None:
        return None, kept.why
    if kept.until == date.max:
        return None, NO_SUCH_DAY
    return kept.until + timedelta(days=1), kept.why


def look_whether(parts: Sequence[Hold]) -> str:
    """What to look at before something goes, where a part of its kind is on hold."""
    names = " and ".join(f"{hold.name} ({hold.part})" for hold in parts)
    return f"A part of its kind is on hold: look whether this is in it. {names}."

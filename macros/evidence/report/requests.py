"""Requests for information and time limits in a report: in numbers by quarter, and what is open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

from macros.evidence.report.content import Block, Heading, Paragraph
from macros.evidence.report.states import QuarterStates
from macros.evidence.report.words import name_of, plain, posts, shortened, table
from macros.model import Register
from macros.model.text import counted, is_or_are
from macros.rules.calendar import Quarter, say_date
from macros.rules.request_numbers import (
    REASONS,
    TITLES,
    RequestNumbers,
    by_quarter,
    numbers_by_quarter,
    reasons,
    request_numbers,
)
from macros.view.due_thing import Due
from macros.view.view import View

QUARTERS = 4
"""Quarters whose numbers stand side by side."""


def requests(made: QuarterStates, most: int) -> Iterator[Block]:
    """The numbers of the last quarters, why something was held back, and limits that run."""
    yield Heading("Requests and time limits")
    for register in made.now.registers.values():
        if register.schema.kind == "request":
            yield from _numbers(made, register, most)
    yield from _running(made.now, most)


def _numbers(made: QuarterStates, register: Register, most: int) -> Iterator[Block]:
    numbers = _of(made, register)
    own = numbers[made.quarter]
    came = counted(own.came, register.schema.singular, register.schema.plural)
    undone = own.running + own.over + own.waiting
    yield Paragraph(
        f"{came} came in {made.quarter}. By law {own.in_time:,} of these had an answer in time and "
        f"{own.late:,} late; {undone:,} {is_or_are(undone)} open, {own.over:,} over the limit."
    )
    rows = [[TITLES[name], *_across(numbers, name)] for name in TITLES]
    head = [("By the quarter in which they came", 5), *((str(quarter), 2) for quarter in numbers)]
    yield from shortened(table("Requests by quarter", head, rows), len(TITLES), "")
    yield from _held_back(made, register, most)


def _across(numbers: Mapping[Quarter, RequestNumbers], name: str) -> list[str]:
    """One number of each quarter."""
    return [f"{getattr(quarter, name):,}" for quarter in numbers.values()]


def quarters(quarter: Quarter) -> list[Quarter]:
    """A report's quarter and those before it, the oldest first."""
    return [quarter_before(quarter, number) for number in reversed(range(QUARTERS))]


def quarter_before(quarter: Quarter, number: int) -> Quarter:
    """The quarter so many quarters before."""
    years, place = divmod(quarter.year * 4 + quarter.number - 1 - number, 4)
    return Quarter(years, place + 1)


def _of(made: QuarterStates, register: Register) -> Mapping[Quarter, RequestNumbers]:
    """The numbers of what came in these quarters; none came in one that has no requests."""
    fields, values = register.schema.fields, [record.values for record in register.records]
    told = numbers_by_quarter(fields, values, made.day)
    none = request_numbers(fields, (), made.day)
    return {quarter: told.get(quarter, none) for quarter in quarters(made.quarter)}


def _held_back(made: QuarterStates, register: Register, most: int) -> Iterator[Block]:
    field = register.schema.field(REASONS)
    if field is None:
        return
    came = by_quarter([record.values for record in register.records], made.day)
    told = (came.get(quarter, ()) for quarter in quarters(made.quarter))
    numbers = reasons(chain.from_iterable(told))
    rows = []
    for reason, number in numbers.items():
        key = made.now.find(field, reason)
        rows.append((plain(made.now.label(key)) if key else plain(reason), f"{number:,}"))
    head = (("Part of the law", 8), ("Requests", 2))
    caption = "Why something was held back, in these quarters"
    yield from shortened(table(caption, head, rows), most, "the register has all of them")


def _running(view: View, most: int) -> Iterator[Block]:
    """The time limits that run on the day, those that are over first."""
    things = sorted(_clocks(view), key=lambda thing: thing.due or view.today)
    over = sum(thing.state == "overdue" for thing in things)
    if not things:
        yield Paragraph("No time limit of the law runs.")
        return
    yield Paragraph(
        f"On {say_date(view.today)}, {counted(len(things), 'time limit')} of the law "
        f"{is_or_are(len(things))} still to be met, of which {over:,} {is_or_are(over)} over."
    )
    rows = [_clock_row(view, thing) for thing in things]
    head = (("What", 5), ("Last day", 2), ("How it stands", 2), ("By whom", 3))
    whole = table("Time limits that run", head, rows)
    yield from shortened(whole, most, "the page 'What is due' has all of them")


def _clocks(view: View) -> Iterator[Due]:
    return (thing for thing in view.due if thing.what == "clock")


def _clock_row(view: View, thing: Due) -> tuple[str, str, str, str]:
    day = say_date(thing.due) if thing.due else ""
    stands = "Over" if thing.state == "overdue" else "In time"
    what = f"{name_of(view, thing.key)}: {plain(thing.detail)}"
    return what, day, stands, posts(view, thing.by)

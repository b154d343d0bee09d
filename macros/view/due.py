"""What is to be done by when: reviews, deadlines, and links whose other end has changed.

Overdue is what was to be done before today. Due is what is to be done within some days from today
(DUE_WITHIN, where nobody says otherwise), today included. The rest is later. A link to be looked
at has no day: it is due from when the other record changed. Nothing is due of a record that is
over, as its register says (`final`).

A deadline that has passed while nobody has reported (`unreported`) is no-report and not overdue:
to call it late would be a claim that nobody has made.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Literal, NamedTuple

from macros.catalogue.confirmations import links
from macros.catalogue.references import label
from macros.model import (
    PAGES,
    Catalogue,
    Field,
    Key,
    Page,
    PeriodFields,
    Record,
    Register,
    Schema,
    Values,
    dotted,
    each,
)
from macros.model.text import upper_first
from macros.rules.calendar import day_in, last_day_in, quarter_of, say_date
from macros.rules.dates import dates
from macros.rules.periods import entry_of, owed
from macros.rules.running_clocks import clocks_of
from macros.view.disposals import by_quarter, waiting

DUE_WITHIN = 30
"""Days ahead that count as due."""

What = Literal["review", "deadline", "link", "clock", "entry", "disposal"]
State = Literal["overdue", "no-report", "due", "later"]


class Due(NamedTuple):
    """One thing to do. `owner_role` answers for the record; `by` are the posts that do it.

    `due` is None where it is due now and no day was set. `field` is the field with the day or the
    link; `target` is the record that changed. `detail` says what is to be done, where the field
    alone doesn't: by which clock of the law, or for which days an entry is owed.
    """

    what: What
    key: Key
    label: str
    owner_role: str
    by: tuple[str, ...]
    due: date | None
    state: State
    field: str
    target: Key | None = None
    detail: str = ""


class Clock(NamedTuple):
    """The day that something is looked at, and how many days ahead count as due."""

    today: date
    within: int = DUE_WITHIN

    def state(self, day: date) -> State:
        """How a day stands by itself."""
        if day < self.today:
            return "overdue"
        return "due" if (day - self.today).days <= self.within else "later"


def all_due(catalogue: Catalogue, today: date, within: int = DUE_WITHIN) -> list[Due]:
    """Everything that is to be done, by day and then by id."""
    clock = Clock(today, within)
    live = {
        record.key: (register.schema, record)
        for register in catalogue.registers.values()
        for record in _live(register)
    }
    things = [*_links(catalogue, live), *entries_owed(catalogue, today)]
    things += _disposals(catalogue, clock)
    for schema, record in live.values():
        things += of_record(schema, record, clock)
    for page in catalogue.pages:
        things += _page(page, clock)
    return sorted(
        things,
        key=lambda due: (due.due or today, due.key.id, due.what, due.field, due.target or due.key),
    )


def _live(register: Register) -> Iterator[Record]:
    return (record for record in register.records if not _over(register.schema, record))


def _over(schema: Schema, record: Record) -> bool:
    """Whether nothing is due of a record any more: it is retired, or its status is final."""
    return record.retired or str(record.values.get("status")) in schema.final


def of_record(schema: Schema, record: Record, clock: Clock) -> Iterator[Due]:
    """The days of one record: its next review, and each deadline (`x-deadline` says whose)."""
    if _over(schema, record):
        return
    name, owner = label(schema, record.values), _owner(record.values)
    if day := dates(schema, record).next_review:
        state = clock.state(day)
        yield Due("review", record.key, name, owner, (owner,), day, state, "next_review")
    for field in schema.fields:
        if field.deadline and (day := last_day_in(record.values.get(field.name))):
            posts, state = _posts(record.values, field.deadline), clock.state(day)
            if state == "overdue" and str(record.values.get("status")) in schema.unreported:
                state = "no-report"
            yield Due("deadline", record.key, name, owner, posts, day, state, field.name)
    for running in clocks_of(schema, record.values, clock.today):
        if running.standing.done is None and (day := running.standing.due):
            at, state = dotted(running.path), clock.state(day)
            yield Due(
                "clock", record.key, name, owner, (owner,), day, state, at, detail=running.what
            )


def entries_owed(catalogue: Catalogue, today: date) -> Iterator[Due]:
    """What a register asks for each quarter (`x-period`) and nobody has written, as no report.

    It is told of whose it is, such as a work area. `field` names the register and the first day.
    """
    for register in catalogue.registers.values():
        for field in register.schema.fields:
            if isinstance(field.period, PeriodFields):
                yield from _owed(catalogue, register, field, field.period, today)


def _owed(
    catalogue: Catalogue, register: Register, field: Field, period: PeriodFields, today: date
) -> Iterator[Due]:
    whose = register.schema.field(period.of)
    entries = [entry for record in _live(register) if (entry := entry_of(record, field))]
    named = [catalogue.registers[name] for name in whose.refs] if whose else []
    areas = {record.key.id: record for register in named for record in _live(register)}
    for missing in owed(list(areas), entries, today):
        record = areas[missing.of]
        schema = catalogue.registers[record.key.register].schema
        owner, at = _owner(record.values), f"{register.schema.name}/{missing.first}"
        days = f"{say_date(missing.first)} to {say_date(missing.last)}"
        detail = f"{upper_first(register.schema.singular)} for {days}"
        name = label(schema, record.values)
        yield Due(
            "entry", record.key, name, owner, (owner,), missing.last, "no-report", at, detail=detail
        )


def _disposals(catalogue: Catalogue, clock: Clock) -> Iterator[Due]:
    """What may go by the end of this quarter and isn't on hold: the list is signed each quarter."""
    last = quarter_of(clock.today).last
    for disposal in by_quarter(waiting(catalogue.registers, clock.today), last):
        if not disposal.holds:
            key, owner, state = disposal.key, disposal.owner_role, clock.state(last)
            detail = f"{disposal.action}: it was kept until {say_date(disposal.until)}"
            yield Due(
                *("disposal", key, disposal.label, owner, (owner,), last, state, disposal.field),
                detail=detail,
            )


def _posts(values: Values, field: str) -> tuple[str, ...]:
    return tuple(str(post) for post in each(values.get(field) or None))


def _owner(values: Values) -> str:
    return str(values.get("owner_role", ""))


def _page(page: Page, clock: Clock) -> Iterator[Due]:
    owner, key = _owner(page.values), Key(PAGES, page.file)
    if day := day_in(page.values.get("next_review")):
        title, state = str(page.values.get("title", "")), clock.state(day)
        yield Due("review", key, title, owner, (owner,), day, state, "next_review")


def _links(catalogue: Catalogue, live: Mapping[Key, tuple[Schema, Record]]) -> Iterator[Due]:
    for link in links(catalogue.registers, catalogue.references, catalogue.pages):
        if link.state != "suspect" or link.source not in live:
            continue
        schema, record = live[link.source]
        owner, name = _owner(record.values), label(schema, record.values)
        field, target = link.field, link.target
        yield Due("link", link.source, name, owner, (owner,), None, "due", field, target)

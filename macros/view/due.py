"""What is to be done by when: all of it, from one function.

Overdue is what was to be done before today. Due is what is to be done within some days from today
(DUE_WITHIN, where nobody says otherwise), today included. The rest is later. What has no day is due
now: a link to be looked at, what is to be read again, what is missing. Nothing is due of a record
that is over, as its register says (`final`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from itertools import chain

from macros.catalogue.confirmations import links
from macros.catalogue.read_again import Why, read_again
from macros.catalogue.references import Links
from macros.model import PAGES, Catalogue, Field, Key, Page, PeriodFields, Record, Register
from macros.model.text import upper_first
from macros.rules.calendar import last_day_in, quarter_of, say_date, say_partial_date
from macros.rules.disposal import look_whether
from macros.rules.periods import entry_of, owed
from macros.view.disposals import by_quarter, waiting
from macros.view.due_record import Owned, of_record, over
from macros.view.due_thing import DUE_WITHIN, Clock, Due
from macros.view.missing_links import missing_links

WHY_AGAIN: Mapping[Why, str] = {
    "changed": "It has changed since it was read.",
    "not confirmed": "Nobody has confirmed which version was read.",
    "counted before": "Readers were counted before the version was confirmed.",
}


def all_due(
    catalogue: Catalogue,
    today: date,
    within: int = DUE_WITHIN,
    made: Mapping[Key, date] | None = None,
) -> list[Due]:
    """Everything that is to be done, by day and then by id.

    `made` is the day on which each record was made, as the history knows it: what nobody has ever
    reviewed is due from then.
    """
    clock, days = Clock(today, within), made or {}
    every = chain.from_iterable(_owned(own, days) for own in catalogue.registers.values())
    live = {owned.record.key: owned for owned in every}
    things = [
        *_links(catalogue, live),
        *_read_again(catalogue, live),
        *entries_owed(catalogue, today),
        *_disposals(catalogue, clock),
        *missing_links(live, Links(catalogue.references, catalogue.used_by)),
    ]
    for owned in live.values():
        things += of_record(owned.schema, owned.record, clock, owned.made)
    for page in catalogue.pages:
        things += _page(page, clock)
    return sorted(
        things,
        key=lambda due: (due.due or today, due.key.id, due.what, due.field, due.target or due.key),
    )


def _live(register: Register) -> Iterator[Record]:
    return (record for record in register.records if not over(register.schema, record))


def _owned(register: Register, made: Mapping[Key, date]) -> Iterator[Owned]:
    schema = register.schema
    return (Owned(schema, record, made.get(record.key)) for record in _live(register))


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
    whole = chain.from_iterable(_owned(own, {}) for own in named)
    areas = {owned.record.key.id: owned for owned in whole}
    for missing in owed(list(areas), entries, today):
        at = f"{register.schema.name}/{missing.first}"
        days = f"{say_date(missing.first)} to {say_date(missing.last)}"
        reason = f"Each quarter has a {register.schema.singular}, and these days have none."
        thing = areas[missing.of].due("entry", missing.last, "no-report", at, reason)
        yield thing._replace(detail=f"{upper_first(register.schema.singular)} for {days}")


def _disposals(catalogue: Catalogue, clock: Clock) -> Iterator[Due]:
    """What may go by the end of this quarter and isn't on hold: the list is signed each quarter.

    What may be in a part that is on hold is there too: somebody has to look.
    """
    last = quarter_of(clock.today).last
    for disposal in by_quarter(waiting(catalogue.registers, clock.today), last):
        if not disposal.stays:
            key, owner, state = disposal.key, disposal.owner_role, clock.state(last)
            look = f" {look_whether(disposal.parts)}" if disposal.parts else ""
            yield Due(
                *("disposal", key, disposal.label, owner, (owner,), last, state, disposal.field),
                detail=disposal.action,
                reason=f"It was kept until {say_date(disposal.until)}.{look}",
            )


def _page(page: Page, clock: Clock) -> Iterator[Due]:
    owner, key = str(page.values.get("owner_role", "")), Key(PAGES, page.file)
    stated = page.values.get("next_review")
    if day := last_day_in(stated):
        title, state = str(page.values.get("title", "")), clock.state(day)
        reason = f"The page says: {say_partial_date(str(stated))}."
        yield Due("review", key, title, owner, (owner,), day, state, "next_review", reason=reason)


def _links(catalogue: Catalogue, live: Mapping[Key, Owned]) -> Iterator[Due]:
    """Links whose other end has changed; what people have read is told apart from them."""
    for link in links(catalogue.registers, catalogue.references, catalogue.pages):
        owned = live.get(link.source)
        if link.state != "suspect" or owned is None or link.field in _of_readers(owned):
            continue
        on = f" on {say_date(link.on)}" if link.on else ""
        reason = f"It has changed since the link was confirmed{on}."
        yield owned.due("link", None, "due", link.field, reason)._replace(target=link.target)


def _of_readers(owned: Owned) -> Collection[str]:
    return [field.name for field in owned.schema.fields if field.read]


def _read_again(catalogue: Catalogue, live: Mapping[Key, Owned]) -> Iterator[Due]:
    """What people have read of an earlier version."""
    for again in read_again(catalogue.registers, catalogue.references, catalogue.pages):
        if owned := live.get(again.link.source):
            thing = owned.due("read", None, "due", again.link.field, WHY_AGAIN[again.why])
            yield thing._replace(target=again.link.target)

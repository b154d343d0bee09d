"""What is to be done by when: reviews, deadlines, and links whose other end has changed.

Overdue is what was to be done before today. Due is what is to be done within some days from today
(DUE_WITHIN, where nobody says otherwise), today included. The rest is later. A link to be looked
at has no day: it is due from when the other record changed. Nothing is due of a record that is
over, as its register says (`final`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Literal, NamedTuple

from macros.catalogue.confirmations import links
from macros.catalogue.references import label
from macros.model import PAGES, Catalogue, Key, Page, Record, Schema, Value
from macros.rules.calendar import day_in, last_day_in
from macros.rules.dates import dates

DUE_WITHIN = 30
"""Days ahead that count as due."""

What = Literal["review", "deadline", "link"]
State = Literal["overdue", "due", "later"]


class Due(NamedTuple):
    """One thing to do. `owner_role` answers for the record; `by` are the posts that do it.

    `due` is None where it is due now and no day was set. `field` is the field with the day or the
    link; `target` is the record that changed.
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


def all_due(catalogue: Catalogue, today: date, within: int = DUE_WITHIN) -> list[Due]:
    """Everything that is to be done, by day and then by id."""

    def state(day: date) -> State:
        return "overdue" if day < today else "due" if (day - today).days <= within else "later"

    live = {
        record.key: (register.schema, record)
        for register in catalogue.registers.values()
        for record in register.records
        if not _over(register.schema, record)
    }
    dated = [one for schema, record in live.values() for one in _days(schema, record)]
    dated += [one for page in catalogue.pages for one in _page(page)]
    found = [
        one._replace(state=state(one.due)) if one.due else one
        for one in (*dated, *_links(catalogue, live))
    ]
    return sorted(
        found,
        key=lambda one: (one.due or today, one.key.id, one.what, one.field, one.target or one.key),
    )


def _over(schema: Schema, record: Record) -> bool:
    """Whether nothing is due of a record any more: it is retired, or in another status that its register calls final."""
    return record.retired or str(record.values.get("status")) in schema.final


def _days(schema: Schema, record: Record) -> Iterator[Due]:
    """The days of one record: its next review, and each field that is a deadline (`x-deadline` says whose)."""
    name, owner = label(schema, record.values), _owner(record.values)
    if review := dates(schema, record).next_review:
        yield Due("review", record.key, name, owner, (owner,), review, "due", "next_review")
    for field in schema.fields:
        day = last_day_in(record.values.get(field.name)) if field.deadline else None
        if day:
            yield Due(
                "deadline",
                record.key,
                name,
                owner,
                _posts(record.values, field.deadline),
                day,
                "due",
                field.name,
            )


def _posts(values: Mapping[str, Value], field: str) -> tuple[str, ...]:
    stated = values.get(field)
    return (
        tuple(str(one) for one in stated)
        if isinstance(stated, list | tuple)
        else (str(stated),)
        if stated
        else ()
    )


def _owner(values: Mapping[str, Value]) -> str:
    return str(values.get("owner_role", ""))


def _page(page: Page) -> Iterator[Due]:
    owner = _owner(page.values)
    if day := day_in(page.values.get("next_review")):
        yield Due(
            "review",
            Key(PAGES, page.file),
            str(page.values.get("title", "")),
            owner,
            (owner,),
            day,
            "due",
            "next_review",
        )


def _links(catalogue: Catalogue, live: Mapping[Key, tuple[Schema, Record]]) -> Iterator[Due]:
    for link in links(catalogue.registers, catalogue.references):
        if link.state == "to be looked at" and link.source in live:
            schema, record = live[link.source]
            owner = _owner(record.values)
            yield Due(
                "link",
                link.source,
                label(schema, record.values),
                owner,
                (owner,),
                None,
                "due",
                link.field,
                link.target,
            )

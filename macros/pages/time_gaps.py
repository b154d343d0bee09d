"""What of the time that a register tells of has no record: for each of those it should tell of.

A log has an entry for each of some areas and each quarter. What nobody entered is shown here, up
to the last quarter that is over: an area without an entry stands in no list of entries.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from macros.model import Key, Record, Register
from macros.pages.first_records import nothing
from macros.pages.fragments import anchor, render
from macros.pages.where import link
from macros.rules.calendar import day_in
from macros.rules.periods import Entry, Owed, owed
from macros.rules.spans import Span, joined, say_span
from macros.view.view import View


class TimeFields(NamedTuple):
    """The fields of a register with whom a record is about, and its first and its last day."""

    by: str
    start: str
    end: str


class Row(NamedTuple):
    """One of those told of: links to its records with their time, and the times without one."""

    name: Markup
    entries: Sequence[tuple[Markup, str]]
    gaps: Sequence[str]


def time_gaps(view: View, register: Register, fields: TimeFields) -> Markup:
    """A table of all that the field names records of, whether the register has any or not.

    The times without a record are the quarters that are owed, as `kim due` tells them.
    """
    field, name = register.schema.field(fields.by), register.schema.name
    entries = [entry for record in register.records if (entry := _entry(record, fields))]
    if not entries:
        return nothing().html
    areas = _told_of(view, field.refs if field else ())
    missing = owed([key.id for key in areas], entries, view.today)
    spans = [*map(_span, entries), *map(_span, missing)]
    return render(
        "time_gaps.html",
        head=field.title if field else fields.by,
        caption=f"{register.schema.title}: the time without a record",
        anchor=anchor("table", name, "time-gaps"),
        whole=say_span(Span(min(spans).first, max(span.last for span in spans))),
        rows=[
            Row(link(view, key), _entries(view, name, key, entries), _gaps(key, missing))
            for key in areas
        ],
        plural=register.schema.plural,
    )


def _entry(record: Record, fields: TimeFields) -> Entry | None:
    """What a record tells of, with its time. What is over tells of nothing."""
    first, last = (day_in(record.values.get(name)) for name in (fields.start, fields.end))
    if first is None or last is None or record.retired:
        return None
    return Entry(str(record.values.get(fields.by, "")), first, last, record.key.id)


def _told_of(view: View, registers: Sequence[str]) -> list[Key]:
    records = (record for name in registers for record in view.registers[name].records)
    return [record.key for record in records if not record.retired]


def _entries(
    view: View, register: str, key: Key, entries: Sequence[Entry]
) -> list[tuple[Markup, str]]:
    """Links to the records about one of those told of, each with its time, in order."""
    own = sorted((entry for entry in entries if entry.of == key.id), key=_span)
    return [
        (link(view, Key(register, entry.name), entry.name), say_span(_span(entry))) for entry in own
    ]


def _gaps(key: Key, missing: Sequence[Owed]) -> list[str]:
    own = map(_span, (gap for gap in missing if gap.of == key.id))
    return list(map(say_span, joined(own)))


def _span(told: Entry | Owed) -> Span:
    return Span(told.first, told.last)

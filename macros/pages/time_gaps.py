"""What of the time that a register tells of has no record: for each of those it should tell of.

A log has an entry for each of some areas and each quarter. What nobody entered is shown here: an
area without an entry stands in no list of entries.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup

from macros.model import Key, Record, Register
from macros.pages import overview
from macros.pages.fragments import anchor, render
from macros.pages.where import link
from macros.rules.calendar import day_in
from macros.rules.spans import Span, say_span, uncovered
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
    """A table of all that the field names records of, whether the register has any or not."""
    field = register.schema.field(fields.by)
    spans = {record.key: span for record in register.records if (span := _span(record, fields))}
    if not spans:
        return overview.nothing().html
    whole = Span(min(spans.values()).first, max(span.last for span in spans.values()))
    about = {key: str(view.records[key].values.get(fields.by, "")) for key in spans}
    rows = []
    for key in _told_of(view, field.refs if field else ()):
        own = {entry: span for entry, span in spans.items() if about[entry] == key.id}
        rows.append(_row(view, key, own, whole))
    return render(
        "time_gaps.html",
        head=field.title if field else fields.by,
        caption=f"{register.schema.title}: the time without a record",
        anchor=anchor("table", register.schema.name, "time-gaps"),
        whole=say_span(whole),
        rows=rows,
        plural=register.schema.plural,
    )


def _span(record: Record, fields: TimeFields) -> Span | None:
    """The time that a record tells of. What is over tells of none."""
    first, last = (day_in(record.values.get(name)) for name in (fields.start, fields.end))
    return Span(first, last) if first and last and not record.retired else None


def _told_of(view: View, registers: Sequence[str]) -> list[Key]:
    records = (record for name in registers for record in view.registers[name].records)
    return [record.key for record in records if not record.retired]


def _row(view: View, key: Key, own: Mapping[Key, Span], whole: Span) -> Row:
    in_order = sorted(own.items(), key=lambda entry: entry[1])
    entries = [(link(view, entry, entry.id), say_span(span)) for entry, span in in_order]
    gaps = [say_span(gap) for gap in uncovered(own.values(), whole)]
    return Row(link(view, key), entries, gaps)

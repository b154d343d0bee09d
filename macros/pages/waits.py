"""Which records wait for which others: boxes with arrows, and the same as a table.

A record stands in the column behind the last of those that it waits for. Only what waits, or is
waited for, is drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from markupsafe import Markup

from macros.model import Field, Key, Record, Register, each
from macros.model.text import both
from macros.pages.fragments import anchor, render
from macros.pages.pictures import LINE, PADDING, SMALL_GAP, Arrow, Box, arrow_between, wrap
from macros.pages.values import show_field
from macros.pages.where import link, quoted
from macros.view.view import View

WIDTH, BETWEEN = 240, 60
"""How wide a box is, and the space between two columns, in which the arrows are."""

LETTERS = 28
"""How many letters a line of a box holds."""


class Row(NamedTuple):
    """One that waits, as the table has it: its time, what it waits for, and the time of that."""

    record: Markup
    time: Markup
    first: Markup
    first_time: Markup


Waits = Mapping[Key, Sequence[Key]]


def waits(view: View, register: Register, by: Field, title: str) -> Markup:
    """What waits for what by field `by`, and the time of each (`x-due-by`)."""
    time = by.due_by
    records = {record.key: record for record in register.records if not record.retired}
    after = {key: list(_first(records, by, record)) for key, record in records.items()}
    waiting = {key: first for key, first in after.items() if first}
    boxes = _boxes(view, waiting)
    rows = [
        _row(view, records[key], records[other], time)
        for key, first in waiting.items()
        for other in first
    ]
    pairs = [f"{key.id} waits for {both([other.id for other in waiting[key]])}" for key in waiting]
    return render(
        "waits.html",
        title=title,
        anchor=anchor("waits", title),
        description=f"{'; '.join(pairs)}." if pairs else "Nothing waits for anything else.",
        boxes=list(boxes.values()),
        arrows=list(_arrows(boxes, waiting)),
        rows=rows,
        heads=(by.title, _title(register, time)),
        width=max((box.x + box.width for box in boxes.values()), default=0) + 10,
        height=max((box.bottom for box in boxes.values()), default=30) + 10,
        line=LINE,
        padding=PADDING,
    )


def _title(register: Register, name: str) -> str:
    field = register.schema.field(name)
    return field.title if field else ""


def _first(records: Mapping[Key, Record], by: Field, record: Record) -> Iterator[Key]:
    """What a record waits for, of the same register."""
    for id_ in each(record.values.get(by.name)):
        key = Key(record.key.register, str(id_))
        if key in records and key != record.key:
            yield key


def _columns(waiting: Waits) -> Mapping[Key, int]:
    """How many come before each in the longest line. A check keeps circles out of the field."""

    @cache
    def column(key: Key) -> int:
        return max((column(other) + 1 for other in waiting.get(key, ())), default=0)

    drawn = dict.fromkeys(other for first in waiting.values() for other in first)
    return {key: column(key) for key in sorted(drawn | dict.fromkeys(waiting))}


def _boxes(view: View, waiting: Waits) -> Mapping[Key, Box]:
    boxes: dict[Key, Box] = {}
    bottoms: dict[int, int] = {}
    for key, column in _columns(waiting).items():
        name = wrap(f"{key.id} {view.label(key)}", LETTERS)
        y = bottoms.get(column, 10 - SMALL_GAP) + SMALL_GAP
        boxes[key] = Box(10 + column * (WIDTH + BETWEEN), y, WIDTH, name)
        bottoms[column] = boxes[key].bottom
    return boxes


def _arrows(boxes: Mapping[Key, Box], waiting: Waits) -> Iterator[Arrow]:
    """From what comes first to what waits for it."""
    for key, first in waiting.items():
        for other in first:
            yield arrow_between(boxes[other], boxes[key])


def _row(view: View, record: Record, first: Record, time: str) -> Row:
    return Row(
        _named(view, record),
        show_field(view, record, time),
        _named(view, first),
        show_field(view, first, time),
    )


def _named(view: View, record: Record) -> Markup:
    aside = Markup(' <span class="kim-aside">{}</span>').format(quoted(record.key))
    return link(view, record.key) + aside

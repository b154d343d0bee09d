"""Rows of old tables, each made once for as many days as it stays the same.

Most records are on most days as they were on the day before. `RowMadeOf` has all that a row shows
and two days can differ in; what is the same on every day, such as today's schemas, isn't in it.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from macros.catalogue.read_again import ReadAgain
from macros.model import Field, Fields, Key, Record
from macros.pages.tables import TableRow, table_row
from macros.pages.time_limits import COLUMN
from macros.view.view import View


class NamedRecord(NamedTuple):
    """What a row shows of a record that its own names: its name, and where it is sorted."""

    key: Key
    label: str
    retired: bool
    place: int


class RowMadeOf(NamedTuple):
    """A row's columns and filters, and what they show of its day beside the record itself.

    `registers` are those that a page may be the page of. `day` is None where none is looked at.
    """

    fields: Fields
    facets: Fields
    named: tuple[NamedRecord, ...]
    again: tuple[ReadAgain, ...]
    registers: tuple[str, ...]
    day: date | None


class Asked(NamedTuple):
    """A table's columns and filters, and whether any of them looks at readers or at the day."""

    fields: Fields
    facets: Fields
    readers: bool
    day: bool


class OldRows:
    """The row of each record, as it was on the last day that was asked for."""

    def __init__(self) -> None:
        self._asked = Asked((), (), readers=False, day=False)
        self._rows: dict[Key, tuple[Record, RowMadeOf, TableRow]] = {}
        self._registers: tuple[View | None, tuple[str, ...]] = None, ()
        self._named: dict[Key, tuple[Record, NamedRecord]] = {}

    def row(self, view: View, record: Record, fields: Fields, facets: Fields) -> TableRow:
        """A record's row on the day of a view: the last one, where it is made of the same.

        A record is the same where it is the same object (see `OldRecords`): 1 and 1.0 are equal,
        and look otherwise.
        """
        if self._asked.fields is not fields or self._asked.facets is not facets:
            self._asked = _asked(fields, facets)
        made_of = self._made_of(view, record)
        last, was_made_of, row = self._rows.get(record.key, (None, None, None))
        if row is None or last is not record or was_made_of != made_of:
            row = table_row(view, record, fields, facets)
            self._rows[record.key] = record, made_of, row
        return row

    def _made_of(self, view: View, record: Record) -> RowMadeOf:
        asked = self._asked
        return RowMadeOf(
            asked.fields,
            asked.facets,
            tuple(self._named_by(view, link.target) for link in view.references[record.key]),
            view.confirmed.readers.get(record.key, ()) if asked.readers else (),
            self._registers_of(view),
            view.today if asked.day else None,
        )

    def _registers_of(self, view: View) -> tuple[str, ...]:
        if self._registers[0] is not view:
            self._registers = view, tuple(view.registers)
        return self._registers[1]

    def _named_by(self, view: View, key: Key) -> NamedRecord:
        """What a row shows of a record on the day of a view: made of the same, the same object."""
        record, place = view.records[key], view.places[key]
        last, named = self._named.get(key, (None, None))
        if named is None or last is not record or named.place != place:
            named = NamedRecord(key, view.label(key), record.retired, place)
            self._named[key] = record, named
        return named


def _asked(fields: Fields, facets: Fields) -> Asked:
    return Asked(
        fields,
        facets,
        readers=any(field.read for field in fields),
        day=any(map(_looks_at_the_day, (*fields, *facets))),
    )


def _looks_at_the_day(field: Field) -> bool:
    """Whether a cell says what is over by the day, or what the law allows until when."""
    return field is COLUMN or bool(field.ends) or any(map(_looks_at_the_day, field.inside))

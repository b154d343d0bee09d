"""Records counted by two fields: the numbers behind a picture, and the table beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import product
from typing import NamedTuple

from macros.model import Field, Record, Value
from macros.pages.sorting import NOTHING, Rank, SortKey, order
from macros.pages.tables import group_name, values_in
from macros.rules.calendar import Quarter, day_in, quarter_of, read_quarter
from macros.view.view import View

Named = Iterator[tuple[str, SortKey]]
"""Values in words, and what each is sorted by."""


UNSAID = "Not stated"
"""What records are counted as that say nothing. Not every title of a field goes after "No"."""

HOW_MANY = "How many"
"""The one column of records that are counted by one field alone."""


class Axis(NamedTuple):
    """What records are counted by: what that is called, and its values in words, in order."""

    title: str
    names: Sequence[str]


class Tally(NamedTuple):
    """How many records have each pair of values. A record with several values counts in each."""

    rows: Axis
    columns: Axis
    numbers: Mapping[tuple[str, str], int]

    def line(self, row: str) -> Sequence[int]:
        """The numbers of one row, in the order of the columns."""
        return [self.numbers.get((row, column), 0) for column in self.columns.names]


def once(record: Record) -> int:
    """That a record counts as one."""
    return 1


def tally(
    view: View,
    records: Sequence[Record],
    rows: Field,
    columns: Field | None,
    every: bool = False,
    worth: Callable[[Record], int] = once,
) -> Tally:
    """Records by one or two of their fields, rows first. By one alone, there is one column.

    A day counts in its quarter of the financial year. The quarters between the first and the last
    are all there, and with `every` so is each record that a row could name: what is missing is
    what a reader looks for. A record counts for what it is worth.
    """
    row_names = dict(_all_named(view, rows)) if every else {}
    row_names |= _between(view, records, rows)
    column_names = dict(_between(view, records, columns))
    numbers: Counter[tuple[str, str]] = Counter()
    for record in records:
        in_rows, in_columns = dict(_named(view, record, rows)), dict(_named(view, record, columns))
        row_names |= in_rows
        column_names |= in_columns
        numbers.update(dict.fromkeys(product(in_rows, in_columns), worth(record)))
    return Tally(_axis(rows, row_names), _axis(columns, column_names), numbers)


def _axis(field: Field | None, names: Mapping[str, SortKey]) -> Axis:
    title = field.title if field else ""
    return Axis(title, sorted(names, key=lambda name: (names[name], name)))


def _named(view: View, record: Record, field: Field | None) -> Named:
    """What a field of the record says, in words."""
    if field is None:
        yield HOW_MANY, NOTHING
        return
    for value in values_in(record.values.get(field.name)):
        if quarter := _quarter(field, value):
            yield _quarter_named(view, quarter)
        else:
            name = UNSAID if value is None else group_name(view, field, value)
            yield name, order(view, field.inner, value)


def _quarter(field: Field, value: Value | None) -> Quarter | None:
    """The quarter that a value lies in, or is."""
    if field.format == "date":
        day = day_in(value)
        return quarter_of(day) if day else None
    quarter = read_quarter(value) if isinstance(value, str) else None
    return quarter if isinstance(quarter, Quarter) else None


def _quarter_named(view: View, quarter: Quarter) -> tuple[str, SortKey]:
    """Staff read quarters, and the public months."""
    name = quarter.months if view.is_public else str(quarter)
    return name, SortKey(Rank.MEASURED, (quarter.last.isoformat(),))


def _between(view: View, records: Sequence[Record], field: Field | None) -> Named:
    """Each quarter from the first to the last that a record has."""
    if field is None:
        return
    values = [record.values.get(field.name) for record in records]
    quarters = [quarter for value in values if (quarter := _quarter(field, value))]
    quarter = min(quarters, default=None)
    while quarter and quarter <= max(quarters):
        yield _quarter_named(view, quarter)
        quarter = quarter_of(quarter.last + timedelta(days=1))


def _all_named(view: View, field: Field) -> Named:
    """Each record in force that a field could name."""
    for register in field.refs:
        for record in view.registers[register].records if register in view.registers else ():
            if not record.retired:
                id_ = record.key.id
                yield group_name(view, field, id_), order(view, field, id_)

"""A register as a workbook that people can fill in: drop-downs, a frozen heading, and no formula.

Every text is written as text, in cells that are formatted as text: what begins with "=" stays what
it is, also when somebody edits it in Excel.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import chain
from typing import Any, NamedTuple

import xlsxwriter

from macros.catalogue.sheets.choices import choices
from macros.catalogue.sheets.columns import Column
from macros.catalogue.sheets.sheet import LISTS, MEANINGS
from macros.catalogue.sheets.shown import Titles
from macros.model import Field, Register
from macros.model.cells import Cell, fitting
from macros.rules.calendar import say_date

SHEET_NAME = 31
"""Letters in the name of a sheet (Excel's limit)."""

NARROW, WIDE = 12, 60
"""How many letters wide a column is."""

LINES = 6
"""How many lines of a cell are seen at once; the rest is there when it is opened."""

LINE_HEIGHT = 15

SPARE_ROWS = 500
"""Rows for new records that have drop-downs too."""


class Filled(NamedTuple):
    """A register as a table: its columns, a row for each record, and what it can name."""

    register: Register
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    titles: Titles
    day: date


class Styles(NamedTuple):
    """How cells look."""

    heading: Any
    text: Any
    number: Any
    day: Any


def workbook(table: Filled) -> bytes:
    """The bytes of the workbook; the same for the same table."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        created = datetime(table.day.year, table.day.month, table.day.day, tzinfo=UTC)
        book.set_properties({"title": table.register.schema.title, "created": created})
        styles = _styles(book)
        sheet = book.add_worksheet(_sheet_name(table.register.schema.title))
        meanings = book.add_worksheet(MEANINGS)
        lists = book.add_worksheet(LISTS)
        lists.hide()
        _write_rows(sheet, table, styles)
        _lay_out(sheet, table, styles)
        _add_drop_downs(sheet, lists, table)
        _write_meanings(meanings, table, styles)
    return out.getvalue()


def _styles(book: Any) -> Styles:
    plain = {"text_wrap": True, "valign": "top"}
    return Styles(
        book.add_format({**plain, "bold": True, "bg_color": "#E8EEF4", "bottom": 1}),
        book.add_format({**plain, "num_format": "@"}),
        book.add_format(plain),
        book.add_format({**plain, "num_format": "d mmmm yyyy", "align": "left"}),
    )


def _sheet_name(title: str) -> str:
    return re.sub(r"[\[\]:*?/\\']", "-", title)[:SHEET_NAME]


# ------------------------------------------------------------------------------------- the register


def _write_rows(sheet: Any, table: Filled, styles: Styles) -> None:
    for number, column in enumerate(table.columns):
        sheet.write_string(0, number, column.heading, styles.heading)
    for row, cells in enumerate(table.rows, 1):
        sheet.set_row(row, LINE_HEIGHT * min(LINES, max(map(_lines, cells))))
        for number, cell in enumerate(cells):
            _write(sheet, row, number, cell, styles)


def _lines(cell: Cell) -> int:
    """How many lines a cell takes when its column is as wide as it gets."""
    texts = str("" if cell is None else cell).split("\n")
    return sum(1 + len(text) // WIDE for text in texts)


def _write(sheet: Any, row: int, number: int, cell: Cell, styles: Styles) -> None:
    if isinstance(cell, date):
        moment = datetime(cell.year, cell.month, cell.day)  # noqa: DTZ001 - cells know no zones
        sheet.write_datetime(row, number, moment, styles.day)
    elif isinstance(cell, str):
        sheet.write_string(row, number, fitting(cell), styles.text)
    elif cell is not None:
        sheet.write_number(row, number, cell, styles.number)


def _lay_out(sheet: Any, table: Filled, styles: Styles) -> None:
    """Columns as wide as what stands in them, and a heading and an id that stay in sight."""
    for number, column in enumerate(table.columns):
        cells = (row[number] for row in table.rows)
        width = max([NARROW, len(column.heading) // 2, *map(_width, cells)])
        sheet.set_column(number, number, min(width + 2, WIDE), _style_of(column, styles))
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(table.rows), 1), len(table.columns) - 1)


def _width(cell: Cell) -> int:
    if isinstance(cell, date):
        return len(say_date(cell))
    return max(map(len, str("" if cell is None else cell).split("\n")))


def _style_of(column: Column, styles: Styles) -> Any:
    """How a cell looks that isn't filled yet, so that what is typed there stays as it is typed."""
    if column.field.kind in ("integer", "number"):
        return styles.number
    return styles.day if column.field.format == "date" else styles.text


# --------------------------------------------------------------------------------------- drop-downs


def _add_drop_downs(sheet: Any, lists: Any, table: Filled) -> None:
    """A list to choose from where a column has one; the lists stand on a sheet of their own."""
    places: dict[tuple[str, ...], str] = {}
    for number, column in enumerate(table.columns):
        offered = tuple(_offered(column.field, table.titles))
        if not offered or column.kind != "value":
            continue
        if offered not in places:
            places[offered] = _write_list(lists, len(places), offered)
        several = column.field.kind == "array"
        rule = {"validate": "list", "source": places[offered], "show_error": not several}
        wrong = "Choose one from the list."
        words = {"error_title": "Not in the list", "error_message": wrong}
        last = len(table.rows) + SPARE_ROWS
        sheet.data_validation(1, number, last, number, {**rule, **words})


def _offered(field: Field, titles: Titles) -> Iterable[str]:
    """What a field can hold, as its cells have it; nothing where that is no list."""
    if field.kind == "boolean":
        return ("Yes", "No")
    inner = field.inner
    if inner.options:
        return choices(inner).values()
    named = chain.from_iterable(
        own for register, own in titles.by_register.items() if register in inner.refs
    )
    return (f"{key.id} ({title})" for key, title in named)


def _write_list(lists: Any, number: int, offered: Sequence[str]) -> str:
    """Where in the workbook a list stands, as a formula."""
    for row, words in enumerate(offered):
        lists.write_string(row, number, words)
    column = xlsxwriter.utility.xl_col_to_name(number)
    return f"={LISTS}!${column}$1:${column}${len(offered)}"


# ----------------------------------------------------------------------------------------- meanings


def _write_meanings(sheet: Any, table: Filled, styles: Styles) -> None:
    """What belongs in each column, on a sheet to read beside the table."""
    sheet.freeze_panes(1, 1)
    for number, (heading, width) in enumerate(_MEANINGS.items()):
        sheet.set_column(number, number, width)
        sheet.write_string(0, number, heading, styles.heading)
    for row, column in enumerate(table.columns, 1):
        for number, text in enumerate(_meaning(column)):
            sheet.write_string(row, number, text, styles.text)


_MEANINGS: Mapping[str, int] = {"Heading": 36, "What belongs there": 80, "How to write it": 44}


def _meaning(column: Column) -> tuple[str, str, str]:
    field = column.field
    if column.kind == "sentence":
        return column.heading, "The parts beside it in a sentence.", "Leave it: change the parts."
    if field.kind == "array" and field.inner.parts:
        form = "A line for each part, and an empty line before the next group."
    elif field.kind == "array":
        form = "One on each line."
    elif field.format == "date":
        form = "A day: 3 April 2026 or 3/4/2026, the day first."
    else:
        form = "Choose from the list." if field.options or field.refs else ""
    return column.heading, field.description, form

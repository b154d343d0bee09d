"""Registers as JSON, CSV and a workbook. A cell is text, and no program may run it as a formula."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import count
from typing import Any

import xlsxwriter

from macros.evidence.contents import PackContents, PackedRecord, columns
from macros.evidence.format import Json, as_json
from macros.model import Unreadable, Value, is_list
from macros.model.cells import fitting, guarded

UNREADABLE = "(unreadable) "
"""Before the text of a version that is no record, in a table."""

SHEET_NAME = 31
"""Letters in the name of a sheet (Excel's limit)."""

RESERVED = "history"
"""What no sheet may be called in Excel."""


def register_json(contents: PackContents, name: str) -> bytes:
    """A register: each record with its file and its values, or the text that can't be read."""
    return as_json(
        {
            "register": name,
            "title": contents.title(name),
            "as_at": contents.day.isoformat(),
            "commit": contents.commit.id,
            "records": [_record(record) for record in contents.registers[name]],
        }
    )


def _record(record: PackedRecord) -> Mapping[str, Json]:
    place: Mapping[str, Json] = {"id": record.key.id, "file": record.file}
    if isinstance(record.version, Unreadable):
        return {**place, "unreadable": record.version.text}
    return {**place, "values": record.version}


# ----------------------------------------------------------------------------------------- rows


def _rows(contents: PackContents, name: str) -> list[list[str]]:
    """A register's table: its heading, and a row for each record."""
    records = contents.registers[name]
    fields = columns(contents.schemas.get(name), records)
    return [fields, *(_row(record, fields) for record in records)]


def _row(record: PackedRecord, fields: Sequence[str]) -> list[str]:
    """A record's cells, its id first. The text of one that can't be read stands beside its id."""
    if isinstance(record.version, Unreadable):
        text = UNREADABLE + record.version.text
        return [record.key.id, text, *[""] * len(fields)][: len(fields)]
    values = record.values
    cells = [cell_text(values[name]) if name in values else "" for name in fields[1:]]
    return [record.key.id, *cells]


def cell_text(value: Value) -> str:
    """A value as one text: a list has a line for each, a group its names."""
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {cell_text(part)}" for name, part in value.items())
    if is_list(value):
        return "\n".join(map(cell_text, value))
    return str(value)


# ------------------------------------------------------------------------------------------ CSV


def register_csv(contents: PackContents, name: str) -> bytes:
    """A register as a table, in UTF-8 with a mark that spreadsheets know it by."""
    return table_csv(_rows(contents, name))


def table_csv(rows: Sequence[Sequence[str]]) -> bytes:
    """Rows as CSV (RFC 4180), each cell quoted and guarded."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return codecs.BOM_UTF8 + out.getvalue().encode()


# ----------------------------------------------------------------------------------- a workbook


def workbook(contents: PackContents) -> bytes:
    """All registers as one workbook, a sheet for each. Every cell is written as text."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        title, today = f"{contents.landlord}: registers", contents.scope.today
        created = datetime(today.year, today.month, today.day, tzinfo=UTC)
        book.set_properties({"title": title, "created": created})
        heading = book.add_format({"bold": True, "text_wrap": True})
        plain = book.add_format({"text_wrap": True, "valign": "top"})
        for name, sheet_name in sheet_names(contents.registers).items():
            sheet = book.add_worksheet(sheet_name)
            sheet.freeze_panes(1, 1)
            for number, row in enumerate(_rows(contents, name)):
                _write(sheet, number, row, plain if number else heading)
        if not contents.registers:
            book.add_worksheet("No registers")
    return out.getvalue()


def _write(sheet: Any, number: int, row: Sequence[str], style: Any) -> None:
    for column, cell in enumerate(row):
        sheet.write_string(number, column, fitting(cell), style)


def sheet_names(names: Iterable[str]) -> Mapping[str, str]:
    """For each register the name of its sheet: no sign that Excel forbids, no two alike."""
    taken, sheets = {RESERVED}, {}
    for name in names:
        plain = re.sub(r"[\[\]:*?/\\']", "-", name)
        sheets[name] = next(sheet for sheet in _numbered(plain) if sheet.casefold() not in taken)
        taken.add(sheets[name].casefold())
    return sheets


def _numbered(name: str) -> Iterator[str]:
    """A sheet's name, and with a number for each time that it is taken: 31 letters at most."""
    yield name[:SHEET_NAME]
    for number in count(2):
        end = f"-{number}"
        yield name[: SHEET_NAME - len(end)] + end

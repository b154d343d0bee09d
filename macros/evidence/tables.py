"""Registers as JSON, CSV and a spreadsheet. A cell is text, and no program may run it as a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import xlsxwriter

from macros.evidence.contents import PackContents, PackedRecord, columns
from macros.evidence.format import Json, as_json
from macros.model import Unreadable, Value

UNREADABLE = "(unreadable) "
"""Before the text of a version that is no record, in a table."""

LONGEST = 32_767
"""Characters in a cell of a spreadsheet (Excel's limit)."""

CUT = " […cut here: the JSON has all of it]"

FORMULA = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b'")
"""What a cell must not begin with: the signs that spreadsheets take for a formula's start (OWASP, "CSV
Injection", with the wide and the small forms), and the sign that is put before them, so that it can be taken off again."""


def register_json(taken: PackContents, name: str) -> bytes:
    """A register: each record with its file and its values as they were, or with the text that can't be read."""
    return as_json(
        {
            "register": name,
            "title": taken.title(name),
            "as_at": taken.day.isoformat(),
            "commit": taken.commit.id,
            "records": [_record(record) for record in taken.registers[name]],
        }
    )


def _record(record: PackedRecord) -> Mapping[str, Json]:
    held: Mapping[str, Json] = (
        {"unreadable": record.version.text}
        if isinstance(record.version, Unreadable)
        else {"values": record.version}
    )
    return {"id": record.key.id, "file": record.file, **held}


def register_csv(taken: PackContents, name: str) -> bytes:
    """A register as a table, in UTF-8 with a mark that spreadsheets know it by."""
    return table_csv(_rows(taken, name))


def table_csv(rows: Sequence[Sequence[str]]) -> bytes:
    """Rows as CSV (RFC 4180), each cell quoted and guarded."""
    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(
        [guarded(cell) for cell in row] for row in rows
    )
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def guarded(cell: str) -> str:
    """A cell that is text wherever it is opened: an apostrophe stands before what could start a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def workbook(taken: PackContents) -> bytes:
    """All registers as one workbook, a sheet for each. Every cell is written as text."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties(
            {
                "title": f"{taken.landlord}: registers",
                "created": datetime(
                    taken.today.year, taken.today.month, taken.today.day, tzinfo=UTC
                ),
            }
        )
        heading, wrapped = (
            book.add_format({"bold": True, "text_wrap": True}),
            book.add_format({"text_wrap": True, "valign": "top"}),
        )
        for name, sheet_name in sheet_names(list(taken.registers)).items():
            sheet = book.add_worksheet(sheet_name)
            sheet.freeze_panes(1, 1)
            for number, row in enumerate(_rows(taken, name)):
                for place, cell in enumerate(row):
                    sheet.write_string(
                        number, place, _fitting(cell), wrapped if number else heading
                    )
        if not taken.registers:
            book.add_worksheet("No registers")
    return out.getvalue()


def sheet_names(names: Sequence[str]) -> Mapping[str, str]:
    """For each register the name of its sheet: 31 letters, none that Excel forbids, no two alike."""
    found: dict[str, str] = {}
    for name in names:
        plain = re.sub(r"[\[\]:*?/\\']", "-", name)
        number, sheet = 1, plain[:31]
        while sheet.casefold() in {one.casefold() for one in found.values()} | {"history"}:
            number += 1
            sheet = f"{plain[: 30 - len(str(number))]}-{number}"
        found[name] = sheet
    return found


def _fitting(cell: str) -> str:
    return cell if len(cell) <= LONGEST else cell[: LONGEST - len(CUT)] + CUT


def _rows(taken: PackContents, name: str) -> list[list[str]]:
    records = taken.registers[name]
    fields = columns(taken.schemas.get(name), records)
    return [fields, *(_row(record, fields) for record in records)]


def _row(record: PackedRecord, fields: Sequence[str]) -> list[str]:
    version = record.version
    if isinstance(version, Unreadable):
        return [record.key.id, UNREADABLE + version.text, *[""] * (len(fields) - 2)][: len(fields)]
    return [
        record.key.id,
        *(said(version[field]) if field in version else "" for field in fields[1:]),
    ]


def said(value: Value) -> str:
    """A value as one text: a list has a line for each, a group its names."""
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {said(one)}" for name, one in value.items())
    if isinstance(value, list | tuple):
        return "\n".join(said(one) for one in value)
    return str(value)

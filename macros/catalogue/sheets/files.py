"""A file's bytes into sheets: XLSX, ODS and XLS by python-calamine, and CSV.

One library reads all three kinds of workbook, gives days as days, and knows what is merged; which
rows are hidden it doesn't say, and `hidden_rows` reads that.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

import python_calamine as calamine

from macros.catalogue.sheets.hidden_rows import hidden_rows
from macros.catalogue.sheets.sheet import Area, Sheet, SheetError
from macros.model.cells import Cell, unguarded

LARGEST = 20 * 1024 * 1024
"""Bytes of a file, which is ten times the largest that a register gives."""

UNPACKED = 300 * 1024 * 1024
"""Bytes of all that is packed in a workbook."""

MOST_ROWS, MOST_COLUMNS = 50_000, 500

WORKBOOKS = (".xlsx", ".xlsm", ".ods", ".xls")

_CONTAINER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a file starts in which Windows of old keeps several parts."""

DELIMITERS = (",", ";", "\t")

_KINDS = "a workbook (.xlsx, .ods, .xls) or a table (.csv, .tsv, .txt)"


def sheets_in(content: bytes, name: str) -> list[Sheet]:
    """The sheets of a file called `name`. Raises SheetError where it is no spreadsheet."""
    if len(content) > LARGEST:
        raise SheetError(
            f"{name} is larger than {LARGEST // 1024**2} MB: leave out what isn't needed."
        )
    ending = f".{name.rsplit('.', 1)[-1].lower()}"
    if ending in WORKBOOKS:
        return _workbook(content, name)
    if content[:2] == b"PK" or ending not in (".csv", ".tsv", ".txt"):
        raise SheetError(f"{name} can't be read: give {_KINDS}.")
    rows = table_rows(decoded_table(content))
    _refuse_large(name, len(rows), max(map(len, rows), default=0))
    return [Sheet("", rows)]


# ---------------------------------------------------------------------------------------- workbooks


def _workbook(content: bytes, name: str) -> list[Sheet]:
    _refuse_bomb(content, name)
    if _is_locked(content):
        raise _locked(name)
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [_sheet(book, number, content, name) for number in _with_cells(book)]
    except calamine.PasswordError as error:
        raise _locked(name) from error
    except calamine.CalamineError as error:
        hint = "Open it in a spreadsheet program and save it anew."
        raise SheetError(f"{name} can't be read as a workbook. {hint}") from error


def _refuse_bomb(content: bytes, name: str) -> None:
    """A workbook that would fill the memory isn't opened."""
    if content[:2] != b"PK":
        return
    try:
        packed = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except zipfile.BadZipFile:
        return  # what reads it says so
    if sum(entry.file_size for entry in packed) > UNPACKED:
        raise SheetError(f"{name} holds more than {UNPACKED // 1024**2} MB once it is unpacked.")


def _is_locked(content: bytes) -> bool:
    """Whether a password keeps what is in a workbook: calamine takes that for no workbook.

    Excel puts the locked one into a container of old, in a part that bears this name.
    """
    if content[:8] == _CONTAINER:
        return "EncryptedPackage".encode("utf-16-le") in content
    try:
        packed = zipfile.ZipFile(io.BytesIO(content))
        return b"encryption-data" in packed.read("META-INF/manifest.xml")
    except (zipfile.BadZipFile, KeyError):
        return False


def _locked(name: str) -> SheetError:
    hint = "Open it, take the password off, and save it under another name."
    return SheetError(f"{name} is locked with a password. {hint}")


def _with_cells(book: calamine.CalamineWorkbook) -> Iterable[int]:
    """The numbers of the sheets that hold cells, and no chart."""
    kinds = (sheet.typ for sheet in book.sheets_metadata)
    return (number for number, kind in enumerate(kinds) if kind == calamine.SheetTypeEnum.WorkSheet)


def _sheet(book: calamine.CalamineWorkbook, number: int, content: bytes, name: str) -> Sheet:
    sheet = book.get_sheet_by_index(number)
    _refuse_large(name, sheet.total_height, sheet.total_width)
    about = book.sheets_metadata[number]
    rows = [[_cell(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    merged = [Area(*start, *end) for start, end in sheet.merged_cell_ranges or ()]
    hidden = about.visible != calamine.SheetVisibleEnum.Visible
    return Sheet(about.name, rows, merged, hidden_rows(content, number), hidden)


def _cell(cell: str | float | bool | date | time | timedelta) -> Cell:
    if cell == "":
        return None
    if isinstance(cell, time | timedelta):
        return str(cell)
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date()
    return cell


def _refuse_large(name: str, rows: int, columns: int) -> None:
    """A table that nobody can have meant isn't laid out: one stray cell far below makes it."""
    if rows > MOST_ROWS or columns > MOST_COLUMNS:
        hint = "Leave out what isn't needed; a stray cell far below or to the right counts too."
        most = f"{MOST_ROWS:,} rows or {MOST_COLUMNS} columns"
        raise SheetError(f"{name} has more than {most}. {hint}")


# ------------------------------------------------------------------------------------------- tables


def decoded_table(content: bytes) -> str:
    """A table's text: UTF-8 or UTF-16 with a mark, UTF-8 without, or what old Windows writes."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def table_rows(text: str) -> list[list[Cell]]:
    """The rows of a table, parted by the sign that makes the most even one of it."""
    first, _, rest = text.partition("\n")
    if first.strip().strip('"').casefold() in [f"sep={sign}" for sign in DELIMITERS]:
        return [[], *_rows(rest, first.strip().strip('"')[-1])]
    tables = [_rows(text, sign) for sign in DELIMITERS]
    return max(tables, key=_evenness)


def _rows(text: str, delimiter: str) -> list[list[Cell]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        return [_row(cells) for cells in reader]
    except csv.Error as error:
        raise SheetError(f"The table can't be read: {error}.") from error


def _row(cells: Iterable[str]) -> list[Cell]:
    return [unguarded(cell) or None for cell in cells]


def _evenness(rows: Sequence[Sequence[Cell]]) -> tuple[int, int]:
    """How many rows have the width that most have, and how wide that is; one cell is no width."""
    widths = Counter(len(row) for row in rows if len(row) > 1)
    return (*widths.most_common(1)[0][::-1],) if widths else (0, 0)

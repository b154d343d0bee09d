"""Tables that everybody may take away: a CSV file made anew, or why it can't be published.

The bounds are those of a page and of a telephone; a spreadsheet may not run anything in one.
"""

from __future__ import annotations

import codecs
import csv
import io
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import PurePosixPath

from macros.catalogue.remade import FileFault, Remade
from macros.model import OpenTable
from macros.model.cells import guarded, may_run
from macros.model.text import counted

ENDING = ".csv"
TABLES = PurePosixPath("docs/public/disclosed")
"""Where they lie."""

LARGEST = 1024 * 1024
MOST_COLUMNS = 50
LONGEST = 2000
"""Letters in a cell."""

_AGAIN = "Save it again as 'CSV UTF-8', with commas between the cells."


def tables_in(docs: Mapping[str, bytes]) -> Mapping[str, OpenTable]:
    """The tables beside the pages, by name: those that can be read."""
    paths = (PurePosixPath(file) for file in docs)
    files = [path for path in paths if path.parent == TABLES and path.suffix == ENDING]
    tables = ((path.name, read(docs[str(path)])) for path in files)
    return {name: table for name, table in tables if not isinstance(table, FileFault)}


@lru_cache(maxsize=64)
def made_anew(content: bytes) -> Remade | FileFault:
    """The table as a new file, in which no cell runs. What was changed is told."""
    rows = read(content)
    if isinstance(rows, FileFault):
        return rows
    started = [
        f"a formula's start ('{cell[:1].strip()}' in row {row}, column {column})"
        for row, column, cell in _cells(rows)
        if may_run(cell)
    ]
    return Remade(_written(rows), started)


def read(content: bytes) -> OpenTable | FileFault:
    """The rows of a table, its heading first."""
    if len(content) > LARGEST:
        size = f"The table has {len(content) / 1024 / 1024:.1f} MB"
        return FileFault(f"{size}, and 1 MB is the most.", "Give it in parts, or give totals.")
    try:
        text = content.removeprefix(codecs.BOM_UTF8).decode("utf-8")
        rows = [row for row in csv.reader(io.StringIO(text, newline=""), strict=True) if row]
    except UnicodeDecodeError:
        return FileFault("The table isn't in UTF-8.", _AGAIN)
    except csv.Error as reason:
        return FileFault(f"The table can't be read: {reason}.", _AGAIN)
    fault = next(_faults(rows), None)
    return fault or tuple(tuple(cell.strip() for cell in row) for row in rows)


def _cells(rows: OpenTable) -> Iterator[tuple[int, int, str]]:
    """Each cell, with the numbers of its row and its column."""
    for row, cells in enumerate(rows, 1):
        yield from ((row, column, cell) for column, cell in enumerate(cells, 1))


def _faults(rows: Sequence[Sequence[str]]) -> Iterator[FileFault]:
    if len(rows) < 2:
        yield FileFault("The table has no rows.", "Write the names of its columns, then its rows.")
        return
    heading = [cell.strip() for cell in rows[0]]
    if "" in heading or len(set(heading)) < len(heading):
        message = "A column of the table has no name, or the name of another."
        yield FileFault(message, "Give each column a name of its own in the first row.")
    if len(heading) > MOST_COLUMNS:
        message = f"The table has {len(heading)} columns, and {MOST_COLUMNS} is the most."
        yield FileFault(message, "Leave out what nobody asked for.")
    for number, row in enumerate(rows, 1):
        yield from _faults_of(number, row, len(heading))


def _faults_of(number: int, row: Sequence[str], columns: int) -> Iterator[FileFault]:
    if len(row) != columns:
        message = f"Row {number} has {counted(len(row), 'cell')}, and the heading has {columns}."
        yield FileFault(message, f"Give each row a cell for each column. {_AGAIN}")
    for cell in row:
        if len(cell) > LONGEST:
            message = f"A cell of row {number} has {len(cell)} letters, and {LONGEST} is the most."
            yield FileFault(message, "Write a text as the record's own, not as a cell.")
        if any(_is_unseen(letter) for letter in cell):
            message = f"A cell of row {number} holds a character that nobody sees."
            yield FileFault(message, "Type the cell again.")


def _is_unseen(letter: str) -> bool:
    """A control character, or one that turns text round. A line may break in a cell."""
    return unicodedata.category(letter) in ("Cc", "Cf", "Co", "Cn") and letter not in "\r\n\t"


def _harmless(cell: str) -> str:
    return guarded(cell) if may_run(cell) else cell


def _written(rows: OpenTable) -> bytes:
    """A table as spreadsheets know it (RFC 4180), with no cell that runs."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([*map(_harmless, row)] for row in rows)
    return codecs.BOM_UTF8 + out.getvalue().encode()

"""The file that somebody gave, with what is wrong beside each row, to be mended and given back."""

from __future__ import annotations

import csv
import io
import warnings
from collections.abc import Iterable, Mapping, Sequence

import xlsxwriter
from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from macros.catalogue.sheets.problem import SheetProblem
from macros.catalogue.sheets.read_cells import plain
from macros.catalogue.sheets.sheet import Sheet
from macros.catalogue.sheets.table import Table
from macros.model import cells
from macros.model.cells import guarded
from macros.model.mappings import grouped

HEADING = "What is wrong"

_MARKED = PatternFill("solid", fgColor="FFE699")

Rows = Mapping[tuple[str, int], Sequence[SheetProblem]]
"""What is wrong, by the name of the sheet and the number of the row."""


def with_errors(
    content: bytes,
    ending: str,
    sheets: Sequence[Sheet],
    tables: Iterable[Table],
    wrong: Sequence[SheetProblem],
) -> bytes:
    """The bytes of the same file with a column of errors.

    A .csv stays one and an .xlsx keeps its looks; others are given back as .xlsx.
    """
    rows = grouped(((problem.spot.sheet, problem.spot.row), problem) for problem in wrong)
    headers = {table.sheet.name: table.header for table in tables}
    if ending in (".xlsx", ".xlsm"):
        return _in_workbook(content, rows, headers, sheets)
    tagged = {sheet.name: _tagged(sheet, rows, headers.get(sheet.name)) for sheet in sheets}
    return (
        _as_workbook(tagged) if ending in (".ods", ".xls") else _as_csv(next(iter(tagged.values())))
    )


def _say(problems: Sequence[SheetProblem]) -> str:
    return "\n".join(dict.fromkeys(problem.sentence for problem in problems))


def _width(sheet: Sheet) -> int:
    return max(map(len, sheet.rows), default=0)


def _in_workbook(
    content: bytes, rows: Rows, headers: Mapping[str, int], sheets: Sequence[Sheet]
) -> bytes:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what openpyxl doesn't keep is no cell
        book = load_workbook(io.BytesIO(content))
    widths = {sheet.name: _width(sheet) for sheet in sheets}
    for name, header in headers.items():
        book[name].cell(header + 1, widths[name] + 1).value = HEADING
    for (name, row), problems in rows.items():
        column = widths[name] + 1
        book[name].cell(row + 1, column).value = guarded(_say(problems))
        for problem in problems:
            cell = book[name].cell(row + 1, problem.spot.column + 1)
            if isinstance(cell, Cell):  # of merged cells only the first can be marked
                cell.fill = _MARKED
                cell.comment = Comment(problem.sentence, HEADING)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _tagged(sheet: Sheet, rows: Rows, header: int | None) -> list[list[cells.Cell]]:
    """The rows of a sheet with what is wrong behind each."""
    width = _width(sheet)
    tagged = []
    for number, row in enumerate(sheet.rows):
        words = HEADING if number == header else _say(rows.get((sheet.name, number), ()))
        tagged.append([*row, *[None] * (width - len(row)), words or None])
    return tagged


def _as_csv(rows: Iterable[Sequence[cells.Cell]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    for row in rows:
        writer.writerow([guarded(plain(cell)) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def _as_workbook(sheets: Mapping[str, Sequence[Sequence[cells.Cell]]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    sheet.write_string(number, column, plain(cell))
    return out.getvalue()

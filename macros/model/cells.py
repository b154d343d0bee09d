"""Tables for everybody, and cells of a table that no spreadsheet runs as a formula."""

from __future__ import annotations

import re
from datetime import date
from typing import TypeAlias

OpenTable: TypeAlias = tuple[tuple[str, ...], ...]
"""A table that everybody may take away: the names of its columns, then its rows."""

Cell: TypeAlias = "str | int | float | bool | date | None"
"""What a cell of a spreadsheet holds; None where it is blank."""

FORMULA = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b'")
"""What a cell must not begin with: the signs that spreadsheets take for a formula's start (OWASP,
"CSV Injection", with the wide and the small forms), and the sign that is put before them, so that
it can be taken off again."""

LONGEST = 32_767
"""Characters in a cell of a spreadsheet (Excel's limit)."""

CUT = " […cut here: the JSON has all of it]"

_NUMBER = re.compile(r"[+-](?:£?[0-9][0-9,]*(?:\.[0-9]+)?%?)?")
"""A number with its sign, or a sign by itself: no spreadsheet makes anything else of it."""


def guarded(cell: str) -> str:
    """A cell that is text wherever it is opened: an apostrophe stands before a formula's start."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def unguarded(cell: str) -> str:
    """What `guarded` made a cell of."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell


def may_run(cell: str) -> bool:
    """Whether a spreadsheet may take a cell for a formula."""
    return cell.startswith(FORMULA) and not _NUMBER.fullmatch(cell)


def fitting(text: str) -> str:
    """A text as it fits a cell of a workbook."""
    return text if len(text) <= LONGEST else text[: LONGEST - len(CUT)] + CUT

"""What a sheet of a spreadsheet is, and what its cells are called."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from macros.model.cells import Cell
from macros.model.errors import KimError

LISTS, MEANINGS = "Lists", "What each column means"
"""The sheets beside the table in a workbook that was exported."""


class SheetError(KimError):
    """The file can't be read as a spreadsheet."""


class Area(NamedTuple):
    """Cells that are merged into one: its corners, counted from 0."""

    top: int
    left: int
    bottom: int
    right: int


class Sheet(NamedTuple):
    """A sheet as it was read: its name, its rows from the first on, and what isn't seen of it.

    A table that is no workbook is one sheet without a name.
    """

    name: str
    rows: Sequence[Sequence[Cell]]
    merged: Sequence[Area] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden: bool = False


class Spot(NamedTuple):
    """A cell's place, counted from 0."""

    sheet: str
    row: int
    column: int

    def __str__(self) -> str:
        """The place as spreadsheets name it: Schedule!C7."""
        cell = f"{letters(self.column)}{self.row + 1}"
        return f"{self.sheet}!{cell}" if self.sheet else cell


def letters(column: int) -> str:
    """What spreadsheets call a column: A, B, ... Z, AA."""
    name, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        name = chr(ord("A") + letter) + name
    return name

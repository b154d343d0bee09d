"""A row of a table in its parts: what it says in each column of the register."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from macros.catalogue.sheets.columns import Column
from macros.catalogue.sheets.matching import Cells
from macros.catalogue.sheets.sheet import Spot
from macros.catalogue.sheets.table import Table, TableRow
from macros.catalogue.sheets.ticks import Tick
from macros.model.cells import Cell


class Cut(NamedTuple):
    """A row in its parts: where it stands, its cells, and the place and the heading of each."""

    spot: Spot
    cells: Cells
    spots: Mapping[Column, Spot]
    ticks: Mapping[Column, Sequence[Tick]]


def cut_row(table: Table, row: TableRow) -> Cut:
    """The parts of a row; headings that are values of one list go together."""
    cells: dict[Column, Cell] = {}
    spots: dict[Column, Spot] = {}
    ticks: dict[Column, list[Tick]] = {}
    for heading in table.headings:
        if heading.column is None:
            continue
        cell = row.cells.get(heading.number)
        if heading.tick:
            ticks.setdefault(heading.column, []).append(Tick(heading.tick, cell))
        else:
            cells[heading.column] = cell
        spots.setdefault(heading.column, Spot(table.sheet.name, row.number, heading.number))
    first = min((spot.column for spot in spots.values()), default=0)
    return Cut(Spot(table.sheet.name, row.number, first), cells, spots, ticks)

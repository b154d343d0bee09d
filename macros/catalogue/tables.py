"""Tables as texts, a row at a time, in which each value stands behind the name of its column."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import TypeAlias

Row: TypeAlias = tuple[str, int]
"""A row as text, and its number."""

APART = " | "
"""Stands between the cells of a row."""


def table_of(text: str, delimiter: str) -> Iterator[Row]:
    """The rows of a table whose cells are set apart by a sign; the text itself where it is none."""
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    names: Sequence[str] = ()
    started = 1
    try:
        for cells in reader:
            yield told(names, cells), started
            names, started = names or cells, reader.line_num + 1
    except csv.Error:
        yield text, 1


def told(names: Sequence[str], cells: Sequence[str]) -> str:
    """A row in which each value has its column's name before it."""
    if len(names) != len(cells):
        return APART.join(cells)
    pairs = zip(names, cells, strict=True)
    return APART.join(f"{name}: {cell}" if cell else "" for name, cell in pairs)


def column_of(row: str, offset: int) -> int:
    """The number of the cell in which something stands."""
    return row.count(APART, 0, offset) + 1

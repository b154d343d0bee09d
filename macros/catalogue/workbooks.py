"""Spreadsheets as texts, a row at a time, hidden sheets too."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from openpyxl import load_workbook

from macros.catalogue.tables import Row, told


def workbook(content: bytes) -> Iterator[tuple[str, str, int]]:
    """Each row of each sheet: the sheet's title, the row as text, and its number."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what a workbook has besides cells is read elsewhere
        try:
            sheets = load_workbook(io.BytesIO(content), read_only=True, data_only=True).worksheets
            for sheet in sheets:
                for row, number in _rows(sheet.iter_rows(values_only=True)):
                    yield sheet.title, row, number
        except Exception:  # noqa: BLE001 - damaged ones fail in many ways; their parts are read
            return


def _rows(rows: Iterable[Sequence[Any]]) -> Iterator[Row]:
    names: Sequence[str] = ()
    for number, values in enumerate(rows, 1):
        cells = ["" if value is None else str(value) for value in values]
        if any(cells):
            yield told(names, cells), number
            names = names or cells

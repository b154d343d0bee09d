"""Spreadsheets as texts, a row at a time, hidden sheets too."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from openpyxl import load_workbook

from macros.catalogue.tables import Row, told


def workbook(content: bytes) -> Iterator[Row]:
    """The rows of each sheet, hidden ones too. The line is the row's number."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what a workbook has besides cells is read elsewhere
        try:
            sheets = load_workbook(io.BytesIO(content), read_only=True, data_only=True).worksheets
            for sheet in sheets:
                yield from _rows(sheet.iter_rows(values_only=True))
        except Exception:  # noqa: BLE001 - damaged ones fail in many ways; their parts are read
            return


def _rows(rows: Iterable[Sequence[Any]]) -> Iterator[Row]:
    names: Sequence[str] = ()
    for number, values in enumerate(rows, 1):
        cells = ["" if value is None else str(value) for value in values]
        if any(cells):
            yield told(names, cells), "text", number
            names = names or cells

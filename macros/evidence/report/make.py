"""A quarter's report into files, shortened until it fits on the sheets that a board reads."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from typing import NamedTuple

from pypdf import PdfReader

from macros.evidence.report.compose import compose
from macros.evidence.report.content import Report
from macros.evidence.report.docx import as_docx
from macros.evidence.report.page import as_html
from macros.evidence.report.pdf import SHEETS, TypesetError, as_pdf
from macros.evidence.report.states import QuarterStates

ROWS = (30, 20, 14, 10, 7, 5, 3)
"""How many rows of a table are tried, one after the other, until all fits."""

FORMS: Mapping[str, Callable[[Report], bytes]] = {
    ".pdf": as_pdf,
    ".html": as_html,
    ".docx": as_docx,
}
"""The forms of a report, by the ending of a file's name."""


class Fitting(NamedTuple):
    """A report that fits, and on how many sheets."""

    report: Report
    sheets: int


def fitting(made: QuarterStates) -> Fitting:
    """The longest report that fits. Raises TypesetError where none does."""
    for most in ROWS:
        report = compose(made, most)
        sheets = len(PdfReader(io.BytesIO(as_pdf(report))).pages)
        if sheets <= SHEETS:
            return Fitting(report, sheets)
    raise TypesetError(f"The report does not fit on {SHEETS} sheets, however short its tables.")

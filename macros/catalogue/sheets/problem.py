"""What is wrong with a cell or a row of a spreadsheet, in words."""

from __future__ import annotations

from typing import NamedTuple

from macros.catalogue.sheets.sheet import Spot
from macros.model import Severity
from macros.rules.calendar import Fault


class SheetProblem(NamedTuple):
    """What is wrong at a place of a spreadsheet, under which heading, and what would be right."""

    spot: Spot
    heading: str
    message: str
    hint: str = ""
    severity: Severity = "error"

    @property
    def sentence(self) -> str:
        """The whole of it in one line, without its place."""
        words = f"{self.message} {self.hint}".strip()
        return f"{self.heading}: {words}" if self.heading else words


def faulty(spot: Spot, heading: str, fault: Fault) -> SheetProblem:
    """The same of a fault that a reader found."""
    return SheetProblem(spot, heading, fault.message, fault.hint)

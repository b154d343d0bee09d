"""What a row of a spreadsheet comes to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple, TypeAlias

from macros.catalogue.sheets.problem import SheetProblem
from macros.catalogue.sheets.sheet import Spot
from macros.model import Record, Values

Existing: TypeAlias = Literal["update", "skip", "stop"]
"""What becomes of a row whose record is there already."""

Outcome: TypeAlias = Literal["new", "changed", "same", "skipped", "wrong"]


class Changed(NamedTuple):
    """One value that a row changes, in words as cells have them."""

    heading: str
    old: str
    new: str


class Proposal(NamedTuple):
    """What a row comes to. `spots` are its cells by the names of their columns."""

    spot: Spot
    outcome: Outcome
    id: str
    record: Record | None
    values: Values
    changes: Sequence[Changed] = ()
    spots: Mapping[str, Spot] = {}
    problems: Sequence[SheetProblem] = ()

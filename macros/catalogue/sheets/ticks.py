"""Columns of ticks: a heading that is one value of a list, as a matrix of training has posts.

"For: Housing officer", from two rows of headings or from a map, stands for that post in the list
"For" of each row with a tick below it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, TypeAlias

from macros.catalogue.sheets.choices import read_choice
from macros.catalogue.sheets.columns import Column
from macros.catalogue.sheets.named import Names
from macros.catalogue.sheets.read_cells import NO, YES, is_blank, plain
from macros.model import Field, Value, each
from macros.model.cells import Cell
from macros.rules.calendar import Fault

IS = " = "
"""Between a column and a value of it, in a map: 'audience_roles = ROLE-officer'."""

UNTICKED = ("-", "\u2013", "n/a", "na", "not required", "none")

ValueOf: TypeAlias = Callable[[Field, str], str | None]
"""The value of a list that some words mean, where they mean one."""


class Tick(NamedTuple):
    """A value of a list that a heading stands for, and the cell below it in a row."""

    value: str
    cell: Cell


def value_of(names: Names) -> ValueOf:
    """How words are understood as a value of a list."""

    def understood(field: Field, text: str) -> str | None:
        if field.kind != "array":
            return None
        if field.inner.refs:
            named = names.read(field.inner, text)
            return None if isinstance(named, Fault) else named
        return read_choice(field.inner, text) if field.inner.options else None

    return understood


def split(text: str, sign: str) -> tuple[str, str]:
    """What stands before and behind a sign in a heading; nothing behind it where it isn't there."""
    before, found_sign, after = text.partition(sign)
    return (before.strip(), after.strip()) if found_sign else (text, "")


def ticked(ticks: Iterable[Tick]) -> tuple[list[str], list[str]]:
    """The values that are ticked, and the words in cells that are no ticks."""
    values, odd = [], []
    for tick in ticks:
        word = plain(tick.cell).casefold().rstrip(".")
        if word in YES:
            values.append(tick.value)
        elif not (is_blank(tick.cell) or word in NO or word in UNTICKED):
            odd.append(plain(tick.cell))
    return values, odd


def with_ticks(before: Value | None, ticks: Sequence[Tick], values: Sequence[str]) -> Value | None:
    """A list with what is ticked in it and without what isn't; what has no heading stays."""
    headed = {tick.value for tick in ticks}
    kept = [part for part in each(before) if part not in headed or part in values]
    return [*kept, *(part for part in values if part not in kept)] or None


def tick_fault(column: Column, word: str) -> Fault:
    """What to say of a word where a tick belongs."""
    return Fault(
        f"'{word}' is no tick for '{column.heading}'.", "Write 'Yes' or 'No', or leave it."
    )

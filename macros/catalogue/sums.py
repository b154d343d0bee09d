"""Numbers that make up another (`x-adds-up-to`): which of a record belong together, and their sum.

What a list leaves out isn't there; a field beside the others that is empty was left out, and then
the sum may fall short of the whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from macros.catalogue.filled import Filled, Group, each_filled
from macros.catalogue.project import Project
from macros.model import Field, Path, Place


class Sum(NamedTuple):
    """Numbers that make up another, which is one of the fields of a group, and that other."""

    parts: Sequence[Filled]
    whole: Group
    name: str
    total: Decimal

    @property
    def sum(self) -> Decimal:
        """What the parts add up to."""
        return sum((amount(part.value) or Decimal(0) for part in self.parts), Decimal(0))

    @property
    def rest(self) -> Decimal:
        """What is missing to the whole; less than 0 where there is too much."""
        return self.total - self.sum

    @property
    def over(self) -> bool:
        """Whether the parts are more than the whole."""
        return self.rest < 0

    @property
    def left_out(self) -> Sequence[Field]:
        """Parts that are fields of the group itself, and that are empty."""
        return [
            field
            for field in self.whole.fields
            if field.adds_up_to == self.name and field.name not in self.whole.values
        ]

    @property
    def named_total(self) -> str:
        """The whole and its number, in words."""
        field = self.whole.field(self.name)
        return f"'{field.title if field else self.name}' is {self.total}"

    @property
    def place(self) -> Place:
        """Where the whole stands."""
        return self.parts[0].record.place((*self.whole.path, self.name))


def sums(project: Project) -> Iterator[Sum]:
    """All numbers that make up another, of every record.

    Without that other there is no sum, nor where one of them is no number.
    """
    together: dict[tuple[str, Path, str], tuple[Group, list[Filled]]] = {}
    for filled in each_filled(project, lambda field: field.adds_up_to):
        name = filled.field.adds_up_to
        whole = filled.holder(name)
        if whole:
            key = (filled.record.file, whole.path, name)
            together.setdefault(key, (whole, []))[1].append(filled)
    for (_, _, name), (whole, parts) in together.items():
        total = amount(whole.values.get(name))
        if total is not None and all(amount(part.value) is not None for part in parts):
            yield Sum(parts, whole, name, total)


def amount(value: object) -> Decimal | None:
    """The number in a field, where it holds one. `true` is none."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    number = Decimal(str(value))
    return number if number.is_finite() else None

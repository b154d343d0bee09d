"""The columns of a register: one for each field, and for a group one for each of its parts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple, TypeAlias

from macros.model import Field, Fields, Schema, dotted

RULE = "retention-rule"
"""The format of a group that can be said in a sentence as well."""

Steps: TypeAlias = tuple[str, ...]
"""The way to a value through groups: ("rule", "years")."""


class Column(NamedTuple):
    """A column: the way to its value, its heading, and the field that stands there.

    A `sentence` says a whole group in words. A `version` says which state of a record a row is of.
    """

    path: Steps
    heading: str
    field: Field
    kind: Literal["value", "sentence", "version"] = "value"

    def __hash__(self) -> int:
        return hash((self.path, self.kind))

    @property
    def name(self) -> str:
        """The column as people write it in a map: rule.years."""
        return dotted(self.path)


VERSION = Column(
    ("version",),
    "Version (leave as it is)",
    Field("version", "Version", "By this the program sees whether the record changed since.", ""),
    "version",
)
"""The last column of a table for staff."""


def columns(schema: Schema) -> Sequence[Column]:
    """The columns of a register in the order of its schema, no two with one heading."""
    plain = list(_columns(schema.fields, (), ""))
    often = Counter(column.heading.casefold() for column in plain)
    return [
        column._replace(heading=f"{column.heading} ({column.name})")
        if often[column.heading.casefold()] > 1
        else column
        for column in plain
    ]


def _columns(fields: Fields, path: Steps, before: str) -> Iterator[Column]:
    for field in fields:
        steps, heading = (*path, field.name), f"{before}{field.title}"
        if not field.parts:
            yield Column(steps, heading, field)
            continue
        if field.format == RULE:
            yield Column(steps, heading, field, "sentence")
        yield from _columns(field.parts, steps, f"{heading}: ")

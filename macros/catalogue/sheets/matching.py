"""The record that a row is of: by its id, by the source's own number, or by its title."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from macros.catalogue.references import label
from macros.catalogue.sheets.choices import as_key
from macros.catalogue.sheets.columns import Column
from macros.catalogue.sheets.read_cells import is_blank, plain
from macros.model import Record, Register, Schema
from macros.model.cells import Cell
from macros.model.mappings import grouped
from macros.model.text import few
from macros.rules.calendar import Fault

OWN_NUMBERS = ("source_number", "own_reference")
"""Fields of the number that a row has where it comes from, though two may share one."""

Cells: TypeAlias = Mapping[Column, Cell]
"""What a row says, by the columns of the register."""


class Means(NamedTuple):
    """A way to know a record again: the columns that it needs, and what it goes by."""

    words: str
    names: Sequence[str]
    key: Callable[[str], str]


class Matcher:
    """The records of a register, by each way in which a row can mean them."""

    def __init__(self, register: Register) -> None:
        self._means = list(_means(register.schema))
        self._records = [self._known_by(means, register) for means in self._means]

    def _known_by(self, means: Means, register: Register) -> Mapping[str, Sequence[Record]]:
        schema, records = register.schema, register.records
        return grouped((means.key(_stated(schema, means, record)), record) for record in records)

    def find(self, cells: Cells) -> tuple[Record | None, str] | Fault:
        """The record that a row is of and by what it was known; no record where it is a new one."""
        words = {column.name: plain(cell) for column, cell in cells.items() if not is_blank(cell)}
        for means, records in zip(self._means, self._records, strict=True):
            if not all(name in words for name in means.names):
                continue
            text = " ".join(words[name] for name in means.names)
            matching = records.get(means.key(text), [])
            if len(matching) > 1:
                ids = few([record.key.id for record in matching])
                hint = f"Write the id of the one that is meant: {ids}."
                return Fault(f"{len(matching)} records have {means.words} '{text}'.", hint)
            if matching:
                return matching[0], means.words
            if means.names == ("id",):
                break  # a row with an id of its own is that record and no other
        return None, ""


def _means(schema: Schema) -> Iterable[Means]:
    yield Means("the id", ("id",), str.casefold)
    for field in schema.fields:
        own = field.unique and field.kind == "string" and field.name not in ("id", *schema.label)
        if own or field.name in OWN_NUMBERS:
            yield Means(f"the {field.title.lower()}", (field.name,), as_key)
    yield Means("the title", schema.label, as_key)


def _stated(schema: Schema, means: Means, record: Record) -> str:
    """What a record says in the fields by which it is known; a sign that no row has if nothing."""
    if means.names == ("id",):
        return record.key.id
    if means.names == schema.label:
        return label(schema, record.values)
    return str(record.values.get(means.names[0], "\0"))

"""A value as the cell of a spreadsheet, with records by their ids and titles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from macros.catalogue.references import label, resolve
from macros.catalogue.sheets.choices import choice_words
from macros.catalogue.sheets.columns import Column
from macros.catalogue.sheets.outline import group, labels, listed
from macros.catalogue.sheets.version import version_of
from macros.model import Field, Key, Record, Register, Value, Values, is_list, stated
from macros.model.cells import Cell
from macros.model.mappings import grouped
from macros.model.text import upper_first
from macros.rules.calendar import day_in
from macros.rules.retention import say_rule, wording

FIRST_DAY = date(1900, 3, 1)
"""The first day that every spreadsheet counts alike: Excel has a 29 February 1900."""


@dataclass(frozen=True)
class Titles:
    """What records are called that cells can name."""

    by_key: Mapping[Key, str]

    @cached_property
    def by_register(self) -> Mapping[str, Sequence[tuple[Key, str]]]:
        """The same, register by register."""
        return grouped((key.register, (key, title)) for key, title in self.by_key.items())

    def named(self, field: Field, text: str) -> str:
        """A reference by its id and its title; by its id alone where nothing has it."""
        key = resolve(field, text, self.by_key)
        return f"{text} ({self.by_key[key]})" if key else text


def titles_of(registers: Mapping[str, Register]) -> Titles:
    """The titles of all records, each on one line."""
    records = (
        (register.schema, record) for register in registers.values() for record in register.records
    )
    return Titles(
        {record.key: " ".join(label(schema, record.values).split()) for schema, record in records}
    )


def shown(column: Column, record: Record, titles: Titles) -> Cell:
    """What stands in a column for a record; None where the record says nothing there."""
    if column.kind == "version":
        return version_of(record.values)
    value = at(record.values, column.path)
    if value is None:
        return None
    if column.kind == "sentence":
        return say_group(column.field, value)
    return cell(column.field, value, titles)


def at(values: Values, path: tuple[str, ...]) -> Value | None:
    """The value at the end of a way through groups, if there is one."""
    value: Value | None = values
    for step in path:
        value = value.get(step) if isinstance(value, Mapping) else None
    return value


def say_group(field: Field, value: Value) -> Cell:
    """A rule in a sentence."""
    return upper_first(say_rule(value, wording(field))) if isinstance(value, Mapping) else None


def cell(field: Field, value: Value, titles: Titles) -> Cell:
    """A value as a cell: a number as a number, a day as a day, all else as text."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    day = day_in(value) if field.format == "date" else None
    return day if day and day >= FIRST_DAY else words(field, value, titles)


def words(field: Field, value: Value, titles: Titles) -> str:
    """A value as text: a list has a line for each, a group a label before each part."""
    if isinstance(value, str):
        return _single(field, value, titles)
    if isinstance(value, Mapping):
        names = labels(field.parts)
        return group(
            (names[part.name], words(part, inner, titles))
            for part, inner in stated(field.parts, value)
        )
    if not is_list(value):
        return _single(field, value, titles)
    texts = [words(field.inner, part, titles) for part in value]
    return "\n\n".join(texts) if field.inner.parts else listed(texts)


def _single(field: Field, value: Value, titles: Titles) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    text = str(value)
    if field.refs:
        return titles.named(field, text)
    return choice_words(field, text) if text in field.options else text

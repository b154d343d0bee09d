"""Registers whose schema asks for a table in the report (`report`): risks, audits, training."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from math import ceil

from macros.evidence.report.content import Block, Heading, Paragraph
from macros.evidence.report.states import QuarterStates
from macros.evidence.report.words import NOTHING, name_of, say, shortened, table
from macros.model import Field, Record, Register, ReportPart
from macros.model.text import counted, few, is_or_are
from macros.pages.values import words
from macros.rules.calendar import (
    Quarter,
    last_day_in,
    quarter_of,
    read_partial_date,
    read_quarter,
    say_date,
)
from macros.view.view import View

NARROW, WIDE, LETTERS = 3, 8, 6
"""The least and the most of a column's share of the width, and how many letters are one share.

A share holds half as many letters in one line, and no word may be broken.
"""


def registers(view: View, part: ReportPart) -> list[Register]:
    """The registers whose records stand in a part of the report, in the menu's order."""
    asked = (own for own in view.registers.values() if own.schema.reporting.part == part)
    return sorted(asked, key=lambda register: register.schema.order)


def risks(made: QuarterStates, most: int) -> Iterator[Block]:
    """The risks, those that were passed up furthest first, and what changed of them."""
    for register in registers(made.now, "risk"):
        yield Heading(register.schema.title)
        records = chosen(made.now, register, made.quarter)
        yield Paragraph(" ".join(_changes(made, register, records)))
        yield from _table(made.now, register, records, most)


def _changes(made: QuarterStates, register: Register, records: Sequence[Record]) -> Iterator[str]:
    schema, compared = register.schema, made.compared
    number = len(records)
    yield f"{counted(number, schema.singular, schema.plural)} {is_or_are(number)} in force."
    added = [key for key in compared.added if key.register == schema.name]
    changed = [change for change in compared.changed if change.key.register == schema.name]
    if not added and not changed:
        yield "None is new, and none has changed."
        return
    yield f"New since {say_date(made.then)}: {_names(key.id for key in added)}."
    yield f"Changed: {_names(change.key.id for change in changed)}."


def _names(ids: Iterator[str]) -> str:
    return few(list(ids)) or "none"


def learning(made: QuarterStates, most: int) -> Iterator[Block]:
    """Audits, training and whatever else teaches: of the quarter, or what is in force."""
    asked = registers(made.now, "learning")
    if asked:
        yield Heading("Audits and learning")
    for register in asked:
        records = chosen(made.now, register, made.quarter)
        if records or not register.schema.reporting.when:
            yield from _table(made.now, register, records, most)
        else:
            yield Paragraph(_none(made.now, register, made.quarter))


def _none(view: View, register: Register, quarter: Quarter) -> str:
    """That nothing is on record for the quarter, and of when the latest is."""
    schema = register.schema
    field = schema.field(schema.reporting.when)
    days = {record.key: _quarter(record, schema.reporting.when) for record in register.records}
    earlier = [key for key, when in days.items() if when and when < quarter]
    sentence = f"No {schema.singular} is on record for {quarter}."
    if not earlier or field is None:
        return sentence
    last = max(earlier, key=lambda key: (days[key] or quarter, key.id))
    when = words(view, field, view.records[last].values.get(field.name))
    return f"{sentence} The latest is of {when}: {name_of(view, last)}."


def chosen(view: View, register: Register, quarter: Quarter) -> list[Record]:
    """The records that are told of, those that the schema wants first before the others."""
    reporting = register.schema.reporting
    live = [record for record in register.records if not record.retired]
    if reporting.when:
        live = [record for record in live if _quarter(record, reporting.when) == quarter]
    fields = [field for name in reporting.first if (field := register.schema.field(name))]
    return sorted(live, key=lambda record: [_rank(record, field) for field in fields], reverse=True)


def _rank(record: Record, field: Field) -> float:
    """Where a value stands: a number by its size, a choice by its place among the choices."""
    value = record.values.get(field.name)
    if isinstance(value, int | float):
        return float(value)
    return float(field.options.index(str(value))) if str(value) in field.options else -1.0


def _quarter(record: Record, name: str) -> Quarter | None:
    """The quarter of a record: its own, or that in which its day or month lies."""
    text = str(record.values.get(name, ""))
    quarter = read_quarter(text)
    if isinstance(quarter, Quarter):
        return quarter
    day = last_day_in(text) or read_partial_date(text)
    return quarter_of(day) if isinstance(day, date) else None


def _table(view: View, register: Register, records: Sequence[Record], most: int) -> Iterator[Block]:
    schema = register.schema
    fields = [field for name in schema.reporting.columns if (field := schema.field(name))]
    rows = [[_cell(view, record, field) for field in fields] for record in records]
    head = [(field.title, _share(column)) for field, column in _columns(fields, rows)]
    whole = table(schema.title, head, rows)
    yield from shortened(whole, most, f"the register '{schema.title}' has all of them")


def _columns(
    fields: Sequence[Field], rows: Sequence[Sequence[str]]
) -> Iterator[tuple[Field, Sequence[str]]]:
    """Each field, with its title and its cells."""
    for place, field in enumerate(fields):
        yield field, [field.title, *(row[place] for row in rows)]


def _share(column: Sequence[str]) -> int:
    """A column's share of the width: by its longest text, and no less than its longest word."""
    text = max(map(len, column))
    word = max(map(len, " ".join(column).split()))
    return min(max(text // LETTERS, ceil(word * 2 / LETTERS), NARROW), WIDE)


def _cell(view: View, record: Record, field: Field) -> str:
    if field.name in view.schema(record.key).label:
        return name_of(view, record.key)
    return say(view, field, record.values.get(field.name)) or NOTHING

"""The data dictionary: every field of every register, from the schemas."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from macros.model import Field, Fields, Schema
from macros.model.fields import humanise
from macros.model.text import lower_first
from macros.pages.fragments import ROOT, Fragment, Heading, anchor, render
from macros.pages.overview import in_order
from macros.view.view import View


class Definition(NamedTuple):
    """One field in the dictionary."""

    name: str
    field: Field
    holds: str
    depth: int


class DictionarySection(NamedTuple):
    """A register in the dictionary."""

    heading: Heading
    schema: Schema
    fields: Sequence[Definition]


def dictionary(view: View) -> Fragment:
    """What each field is called, what it is for, and what it may hold."""
    sections = [_section(view, register.schema) for register in in_order(view)]
    html = render("dictionary.html", sections=sections, root=ROOT)
    return Fragment(html, tuple(section.heading for section in sections))


def _section(view: View, schema: Schema) -> DictionarySection:
    heading = Heading(2, anchor("dictionary", schema.name), schema.title)
    return DictionarySection(heading, schema, list(_definitions(view, schema.fields)))


def _definitions(
    view: View, fields: Fields, depth: int = 0, before: str = ""
) -> Iterator[Definition]:
    """These fields, each followed by the fields inside it. `before` is the way to them."""
    for field in fields:
        name = before + field.name
        yield Definition(name, field, _holds(view, field), depth)
        group = field.each if field.each and field.each.parts else field
        yield from _definitions(view, group.parts, depth + 1, f"{name}.")


def _holds(view: View, field: Field) -> str:
    """What a field may hold, in words."""
    if field.refs:
        references = "References" if field.kind == "array" else "A reference"
        return f"{references} to {_targets(view, field)}"
    if field.kind == "array" and field.each:
        return f"A list: {_each_holds(view, field.each)}"
    if field.options:
        return "One of: " + ", ".join(humanise(field, option) for option in field.options)
    if field.kind == "object":
        return "A group of the fields below"
    return _KINDS.get(field.format or field.kind, "Text")


def _targets(view: View, field: Field) -> str:
    registers = [view.registers[name] for name in field.refs if name in view.registers]
    return " or ".join(register.schema.title for register in registers)


def _each_holds(view: View, field: Field) -> str:
    return "each with the fields below" if field.parts else lower_first(_holds(view, field))


_KINDS = {
    "string": "Text",
    "line": "One line of text",
    "markdown": "Text with formatting",
    "integer": "A whole number",
    "number": "A number",
    "boolean": "Yes or no",
    "date": "A date",
    "partial-date": "A year, a month or a date",
    "quarter": "A quarter of the financial year",
    "timescale": "A quarter, a date, 'Ongoing' or 'To be determined'",
    "when": "A date, or a year, a month or a quarter",
    "url": "A web address",
}

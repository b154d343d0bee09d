"""The data dictionary, from the schemas: all registers, and a page for the fields of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from macros.model import Field, Fields, Schema
from macros.model.fields import humanise
from macros.model.text import lower_first
from macros.pages.fragments import ROOT, Fragment, GeneratedPage, anchor, page_address, render
from macros.pages.overview import in_order
from macros.view.view import View

ADDRESS = "dictionary/"
"""Where all registers are listed, from the site's root."""

UNDER = "dictionary.md"
"""The written page that lists them."""


class Definition(NamedTuple):
    """One field in the dictionary."""

    name: str
    field: Field
    holds: str
    depth: int

    @property
    def words(self) -> list[str]:
        """The name, cut where a line may end: behind a stroke and behind a dot."""
        return re.findall(r"[^._]+[._]?", self.name)


class DictionaryLine(NamedTuple):
    """A register in the dictionary: where its fields are told, and how many there are."""

    anchor: str
    schema: Schema
    address: str
    fields: int


def dictionary(view: View) -> Fragment:
    """Every register, what it holds, and the way to what its fields mean."""
    lines = [_line(view, register.schema) for register in in_order(view)]
    return Fragment(render("dictionary.html", lines=lines, root=ROOT))


def dictionary_pages(view: View) -> Iterator[GeneratedPage]:
    """For staff, a page for each register: what its fields are called, are for, and may hold."""
    if view.is_public:
        return
    for register in in_order(view):
        schema = register.schema
        make = partial(_page, view, schema)
        yield GeneratedPage(fields_address(schema.name), f"Fields of {schema.title}", make, UNDER)


def fields_address(register: str) -> str:
    """Where the fields of a register are told, from the site's root."""
    return f"{ADDRESS}{register}/"


def _line(view: View, schema: Schema) -> DictionaryLine:
    fields = sum(1 for _ in _definitions(view, schema.fields))
    place = anchor("dictionary", schema.name)
    return DictionaryLine(place, schema, fields_address(schema.name), fields)


def _page(view: View, schema: Schema) -> Fragment:
    fields = list(_definitions(view, schema.fields))
    home = page_address(view.home(schema))
    return Fragment(
        render("dictionary_page.html", schema=schema, fields=fields, home=home, root=ROOT)
    )


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

"""The guide's list of macros, made from the table: for each an example that works here and now."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from markupsafe import Markup

from macros.catalogue.macro_parts import SAYS, Argument, Macro
from macros.catalogue.macro_table import MACROS
from macros.catalogue.macro_values import FITS, has_field
from macros.model import Field, Record, Register, Schema
from macros.pages.fragments import render
from macros.view.view import View


class MacroRow(NamedTuple):
    """One macro in the list: how it is written, what it shows, and what else it takes."""

    example: str
    shows: str
    also: str


def macros_list(view: View) -> Markup:
    """Every macro, with an example from the registers that there are."""
    macros = MACROS.values()
    rows = [MacroRow(example(macro, view.registers), macro.shows, _also(macro)) for macro in macros]
    return render("macros_list.html", rows=rows)


def _also(macro: Macro) -> str:
    left_out = [argument for argument in macro.takes if not argument.in_guide]
    more = [f"{argument.name} ({SAYS[argument.names]})" for argument in left_out]
    return ", ".join(more)


def example(macro: Macro, registers: Mapping[str, Register]) -> str:
    """A call that works with the first register that has what it needs, or else its outline."""
    for register in registers.values():
        if register.records and (values := _values(macro, register)) is not None:
            return _call(macro, values)
    needed = [argument for argument in macro.takes if argument.needed]
    return _call(macro, [(argument, json.dumps("...")) for argument in needed])


def _call(macro: Macro, values: list[tuple[Argument, str]]) -> str:
    """Needed values stand first and without their names, but for words: those are named."""
    parts = []
    for place, (argument, value) in enumerate(values):
        in_order = argument.needed and macro.takes[place] == argument and place == 0
        parts.append(value if in_order else f"{argument.name}={value}")
    return f"{{{{ {macro.name}({', '.join(parts)}) }}}}"


def _values(macro: Macro, register: Register) -> list[tuple[Argument, str]] | None:
    values = []
    for argument in macro.takes:
        value = _value(argument, register) if argument.in_guide else ""
        if argument.needed and not value:
            return None
        if value:
            values.append((argument, value))
    return values


def _value(argument: Argument, register: Register) -> str:
    """One value of an example, as it is written; empty where the register has nothing for it."""
    schema, record = register.schema, register.records[0]
    fields = list(_fields(argument, schema, record))
    names = [field.name for field in fields]
    value: object = argument.example
    match argument.names:
        case "register":
            suits = not argument.fits or has_field(schema, argument.fits)
            value = schema.name if suits else None
        case "record":
            value = record.key.id
        case "field":
            value = names[0] if names else None
        case "fields":
            value = names[:2] if argument.fits else ["id", *schema.label, *names[:2]]
        case "values":
            value = {name: record.values[name] for name in names[:1]}
        case "yes or no":
            value = argument.example == "true"
    return "" if value in (None, [], {}) else json.dumps(value, ensure_ascii=False)


def _fields(argument: Argument, schema: Schema, record: Record) -> Iterator[Field]:
    """The fields that suit an argument, those that the record has; few records wait for another."""
    by_name = {field.name: field for field in schema.fields}
    facets = [by_name[name] for name in schema.facets]
    if argument.names == "values":
        fields = [field for field in facets if field.options]
    elif argument.fits == "text":
        texts = [field for field in schema.fields if _is_text(field)]
        fields = [field for field in texts if field.name not in schema.label]
    elif argument.fits == "groups":
        fields = facets
    elif argument.fits in FITS:
        fields = [field for field in schema.fields if FITS[argument.fits](field)]
    else:
        fields = [by_name[name] for name in schema.columns if name not in ("id", *schema.label)]
    several = argument.names == "fields" or argument.fits in ("waits", "chain")
    return (field for field in fields if several or field.name in record.values)


def _is_text(field: Field) -> bool:
    plain = field.kind == "string" and field.name != "id"
    return plain and field.format in ("", "markdown") and not (field.refs or field.options)

"""Tables of records: they read without JavaScript, and sort and filter with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from macros.model import Field, Record, Register, Value
from macros.model.text import counted
from macros.pages.fragments import Fragment, Heading, address, anchor, render
from macros.pages.sorting import SortKey, order, sort_key
from macros.pages.values import cell, words
from macros.view.view import View

FEW = 5
"""Rows that are seen at a glance: a table of so few needs no filters."""


class Cell(NamedTuple):
    """One cell: what it says, and what it sorts by."""

    field: Field
    html: Markup
    key: str


class Row(NamedTuple):
    """One record in a table, with the words that each filter goes by."""

    href: str
    cells: Sequence[Cell]
    facets: Sequence[str]
    illustrative: bool
    retired: bool


def table(
    view: View,
    register: Register,
    columns: Sequence[str] = (),
    records: Sequence[Record] | None = None,
    caption: str = "",
    filters: bool = True,
) -> Markup:
    """A register, or some of its records, as a table with a caption.

    `columns` are names of fields; without them the schema's own are shown. Names of fields that this
    audience can't see are passed over.
    """
    schema = register.schema
    fields = [field for name in (columns or schema.columns) if (field := schema.field(name))]
    facets = [field for name in schema.facets if filters and (field := schema.field(name))]
    chosen = register.records if records is None else records
    rows = [_row(view, record, fields, facets) for record in chosen]
    staff = view.audience == "staff"
    one, many = ("record", "records") if staff else (schema.singular, schema.plural)
    caption = caption or f"{schema.title}: {counted(len(chosen), one, many)}"
    return render(
        "table.html",
        caption=caption,
        anchor=anchor("table", schema.name, caption),
        fields=fields,
        facets=facets if len(rows) > FEW else [],
        find=filters and len(rows) > FEW,
        rows=rows,
        one=one,
        many=many,
        staff=staff,
        examples=not staff and any(row.illustrative for row in rows),
        head="id"
        if any(field.name == "id" for field in fields)
        else fields[0].name
        if fields
        else "",
    )


def _row(view: View, record: Record, fields: Sequence[Field], facets: Sequence[Field]) -> Row:
    values = record.values
    return Row(
        address(record.key),
        [
            Cell(
                field,
                cell(view, field, values.get(field.name)),
                sort_key(view, field, values.get(field.name)),
            )
            for field in fields
        ],
        ["|".join(_facet(view, field, values.get(field.name))) for field in facets],
        values.get("illustrative") is True,
        record.retired,
    )


def _facet(view: View, field: Field, value: Value | None) -> list[str]:
    """Each word that a filter on this field finds the record under."""
    if value is None:
        return []
    if isinstance(value, list | tuple):
        return [words(view, field.inner, part) for part in value]
    return [words(view, field, value)]


def groups(view: View, register: Register, by: str, columns: Sequence[str] = ()) -> Fragment:
    """A register in groups by one field, a heading and a table for each, in the field's own order.

    A record with several values stands in each of its groups.
    """
    field = register.schema.field(by)
    if field is None:
        return Fragment(table(view, register, columns))
    by_name: dict[str, tuple[SortKey, list[Record]]] = {}
    for record in register.records:
        for value in _values(record.values.get(by)):
            name = _group_name(view, field, value)
            by_name.setdefault(name, (order(view, field, value), []))[1].append(record)
    schema = register.schema
    sections = []
    for name, (_, records) in sorted(by_name.items(), key=lambda item: (item[1][0], item[0])):
        caption = f"{name}: {counted(len(records), schema.singular, schema.plural)}"
        html = table(view, register, columns, records, caption, filters=False)
        sections.append((Heading(2, anchor(by, name), name), html))
    headings = tuple(heading for heading, _ in sections)
    return Fragment(render("groups.html", sections=sections), headings)


def _group_name(view: View, field: Field, value: Value | None) -> str:
    """What the records are called that share a value, or that have none."""
    return f"No {field.title.lower()}" if value is None else words(view, field.inner, value)


def _values(value: Value | None) -> Sequence[Value | None]:
    if isinstance(value, list | tuple):
        return list(value)
    return [value]

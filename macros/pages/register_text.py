"""A register as a text to read, from top to bottom: for each record a heading and what it names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from markupsafe import Markup

from macros.model import Field, Key, Record, Register, Schema, each
from macros.pages.fragments import Fragment, Heading, render
from macros.pages.values import show_field
from macros.pages.where import link, spot, where
from macros.view.view import View


class ReadingSection(NamedTuple):
    """One record: its heading and page, its text, and the records that it names, field by field.

    `caveat` is how far the text goes, where the record says so.
    """

    heading: Heading
    href: str
    text: Markup
    caveat: Markup
    lists: Sequence[tuple[str, Sequence[NamedRecord]]]


class NamedRecord(NamedTuple):
    """A record that a text names, with a line of what it says."""

    name: Markup
    text: str


def reading(view: View, register: Register, body: str, lists: Sequence[str]) -> Fragment:
    """The register. `body` names the field with the text, `lists` the fields that name records."""
    sections = [_section(view, register.schema, record, body, lists) for record in register.records]
    html = render("reading.html", sections=sections, singular=register.schema.singular)
    return Fragment(html, tuple(section.heading for section in sections))


def _section(
    view: View, schema: Schema, record: Record, body: str, lists: Sequence[str]
) -> ReadingSection:
    return ReadingSection(
        Heading(2, spot(record.key), view.label(record.key)),
        "" if view.together(schema) else where(view, record.key),
        show_field(view, record, body),
        show_field(view, record, "caveat"),
        list(_named(view, schema, record, lists)),
    )


def _named(
    view: View, schema: Schema, record: Record, lists: Sequence[str]
) -> Iterator[tuple[str, list[NamedRecord]]]:
    """The title of each of these fields, and the records that it names: those that can be seen."""
    for field in filter(None, map(schema.field, lists)):
        ids = [str(value) for value in each(record.values.get(field.name))]
        keys = [key for id_ in ids if (key := view.find(field, id_))]
        if keys:
            yield field.title, [_named_record(view, key) for key in keys]


def _named_record(view: View, key: Key) -> NamedRecord:
    return NamedRecord(link(view, key), _statement(view, key))


def _statement(view: View, key: Key) -> str:
    """The first plain text of a record that isn't its label: 'text', 'action', 'meaning'."""
    schema, values = view.schema(key), view.records[key].values
    for field in schema.fields:
        if field.name in values and _is_statement(schema, field):
            return " ".join(str(values[field.name]).split())
    return ""


def _is_statement(schema: Schema, field: Field) -> bool:
    is_plain = field.kind == "string" and not (field.refs or field.options or field.format)
    return is_plain and field.name not in (*schema.label, "id")

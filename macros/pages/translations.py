"""Texts in other languages: all of them on one page, and the way to each from every page.

Each is headed by the language's own name, since that is what its speakers look for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from markupsafe import Markup

from macros.model import Field, Record, Register, each, register_of
from macros.pages.fragments import Fragment, Heading, render
from macros.pages.languages import direction
from macros.pages.values import show_field
from macros.pages.where import from_root, spot
from macros.view.view import View

_UNCHECKED = "if_unchecked"


class Part(NamedTuple):
    """A field of a text: its place on the page, its value, and whether it is in English."""

    place: str
    html: Markup
    is_english: bool


class Section(NamedTuple):
    """One text: the language as its speakers write it and in English, and what the text says.

    `unchecked` says in the language that no translator has checked the text; empty once one has.
    """

    heading: Heading
    own_name: str
    name: str
    language: str
    direction: str
    earlier: Markup
    unchecked: Markup
    parts: Sequence[Part]


class Offered(NamedTuple):
    """The way to a text from every page. `href` is its address from the site's root."""

    own_name: str
    language: str
    direction: str
    href: str


def each_language(view: View, register: Register, own: str) -> Fragment:
    """Every record of a register in full, under the language's name in the field `own`."""
    sections = [_section(view, record, own) for record in register.records]
    html = render("translations.html", sections=sections)
    return Fragment(html, tuple(section.heading for section in sections))


def _section(view: View, record: Record, own: str) -> Section:
    field = view.schema(record.key).field(own)
    own_name, name = str(record.values.get(own, "")), view.label(record.key)
    return Section(
        heading=Heading(2, spot(record.key), f"{own_name} ({name})"),
        own_name=own_name,
        name=name,
        language=str(record.values.get(field.language, "")) if field else "",
        direction=direction(own_name),
        earlier=show_field(view, record, view.earlier.get(record.key, "")),
        unchecked=show_field(view, record, _UNCHECKED),
        parts=list(_parts(view, record)),
    )


def _parts(view: View, record: Record) -> Iterator[Part]:
    """What is said, in the order of the schema; of whom to call, the number alone."""
    for field in view.schema(record.key).fields:
        if field.name not in record.values or field.name == _UNCHECKED:
            continue
        if field.place in ("lead", "body"):
            html = show_field(view, record, field.name)
            yield Part(field.place, html, is_english=not field.language)
        elif field.place == "contact":
            yield Part(field.place, _numbers(view, field, record), is_english=True)


def _numbers(view: View, field: Field, record: Record) -> Markup:
    keys = (view.find(field, str(name)) for name in each(record.values.get(field.name)))
    numbers = (show_field(view, view.records[key], "telephone") for key in keys if key)
    return Markup(" ").join(filter(None, numbers))


def offered(view: View) -> list[Offered]:
    """The texts that an audience can read, each by the language's own name."""
    register = register_of(view.registers, "translation")
    if register is None:
        return []
    return [_offered(view, record) for record in register.records if not record.retired]


def _offered(view: View, record: Record) -> Offered:
    own_name = str(record.values.get("own_name", ""))
    language = str(record.values.get("language", ""))
    return Offered(own_name, language, direction(own_name), from_root(view, record.key))

"""Registers of contacts, and of what to do in danger, as pages of cards."""

from __future__ import annotations

from markupsafe import Markup

from macros.model import Field, Record, Register
from macros.pages.contacts import as_cards, named
from macros.pages.fragments import Fragment, Heading, anchor, render
from macros.pages.together import rest
from macros.pages.values import show_field, words
from macros.pages.where import spot
from macros.view.view import View


def cards(view: View, register: Register, by: str = "") -> Fragment:
    """Every record of a register in full, under a heading of its own.

    Where `by` names a field, there is a heading for each of its values instead.
    """
    if by:
        return _grouped(view, register, by)
    headings = [Heading(2, spot(record.key), view.label(record.key)) for record in register.records]
    bodies = [_body(view, record) for record in register.records]
    html = render("cards.html", cards=list(zip(headings, bodies, strict=True)))
    return Fragment(html, tuple(headings))


def _body(view: View, record: Record) -> Markup:
    """What a record says, in the order of its schema; whom to call, as cards."""
    fields = [field for field in view.schema(record.key).fields if field.name in record.values]
    placed = [field for field in fields if field.place in ("lead", "body", "contact")]
    return Markup("\n").join(_part(view, field, record) for field in placed)


def _part(view: View, field: Field, record: Record) -> Markup:
    if field.place == "contact":
        return named(view, field, record)
    return Markup('<div class="kim-lead">{}</div>').format(show_field(view, record, field.name))


def _grouped(view: View, register: Register, by: str) -> Fragment:
    groups: dict[str, list[Record]] = {}
    field = register.schema.field(by)
    for record in register.records:
        name = words(view, field, record.values.get(by)) if field else ""
        groups.setdefault(name, []).append(record)
    headings = [Heading(2, anchor(register.schema.name, name), name) for name in groups]
    is_here = view.together(register.schema)
    places = {record.key.id: rest(view, record) for record in register.records if is_here}
    bodies = [as_cards(view, records, places) for records in groups.values()]
    html = render("cards.html", cards=list(zip(headings, bodies, strict=True)))
    return Fragment(html, tuple(headings))

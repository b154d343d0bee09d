"""How a service is reached, as a card: in the answer that names it, and on a page of its own.

A card shows the number first, and when somebody answers. Everything else is folded below it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from markupsafe import Markup

from macros.model import Field, Record, Register, each, records_of
from macros.pages.fragments import Fragment, Heading, address, anchor, render
from macros.pages.values import show, show_field, telephone_address, words
from macros.view.view import View

FIRST = ("telephone", "cost", "answered")
"""What a card shows unfolded, in this order, where the record has it."""

_APART = (*FIRST, "id", "title", "owner_role", "status", "illustrative", "sources")
_OF_REVIEW = ("review_cycle", "last_reviewed", "next_review", "superseded_by")
"""What a card leaves to the page of the record itself."""


class Card(NamedTuple):
    """A contact: a link to it, what it is for, how to call it, other ways by their titles."""

    href: str
    label: str
    text: Markup
    first: Sequence[Markup]
    more: Sequence[tuple[str, Markup]]
    is_example: bool


class MainContact(NamedTuple):
    """The one contact that stands at the foot of each page, in plain words."""

    title: str
    telephone: str
    call: str
    answered: str


def named(view: View, field: Field, record: Record) -> Markup:
    """The contacts that a field of a record names, each as a card."""
    keys = (view.find(field, str(name)) for name in each(record.values.get(field.name)))
    return _as_html(view, [view.records[key] for key in keys if key])


def _as_html(view: View, records: Sequence[Record]) -> Markup:
    return render("contacts.html", contacts=[_card(view, record) for record in records])


def _card(view: View, record: Record) -> Card:
    shown = [show_field(view, record, name) for name in FIRST]
    return Card(
        href=address(record.key),
        label=view.label(record.key),
        text=_lead(view, record),
        first=[html for html in shown if html],
        more=list(_more(view, record)),
        is_example=bool(record.values.get("illustrative")),
    )


def _lead(view: View, record: Record) -> Markup:
    fields = (field for field in view.schema(record.key).fields if field.place == "lead")
    return Markup(" ").join(show_field(view, record, field.name) for field in fields)


def _more(view: View, record: Record) -> Iterator[tuple[str, Markup]]:
    for field in view.schema(record.key).fields:
        value = record.values.get(field.name)
        is_apart = field.name in (*_APART, *_OF_REVIEW) or field.place or field.options
        if value is not None and not is_apart:
            yield field.title, show(view, field, value)


def cards(view: View, register: Register, by: str = "") -> Fragment:
    """Every record of a register in full, under a heading of its own.

    Where `by` names a field, there is a heading for each of its values instead.
    """
    if by:
        return _grouped(view, register, by)
    headings = [
        Heading(2, anchor(record.key.id), view.label(record.key)) for record in register.records
    ]
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
    bodies = [_as_html(view, records) for records in groups.values()]
    html = render("cards.html", cards=list(zip(headings, bodies, strict=True)))
    return Fragment(html, tuple(headings))


def main_contact(view: View) -> MainContact | None:
    """The contact that says that it stands on every page, if there is one."""
    for record in records_of(view.registers, "contact"):
        if record.values.get("every_page"):
            number = str(record.values.get("telephone", ""))
            answered = str(record.values.get("answered", ""))
            return MainContact(view.label(record.key), number, telephone_address(number), answered)
    return None

"""How a service is reached, as a card: in the answer that names it, and on the page of all.

A card shows the number first, and when somebody answers. Everything else is folded below it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup

from macros.model import Field, Record, each, records_of
from macros.pages.fragments import render
from macros.pages.values import show, show_field, telephone_address
from macros.pages.where import spot, where
from macros.view.view import View

FIRST = ("telephone", "cost", "answered")
"""What a card shows unfolded, in this order, where the record has it."""

_APART = (*FIRST, "id", "title", "owner_role", "status", "illustrative", "sources")
_OF_REVIEW = ("review_cycle", "last_reviewed", "next_review", "superseded_by")
"""What a card leaves to the page of the record itself."""


class Card(NamedTuple):
    """A contact: a link to it, what it is for, how to call it, other ways by their titles.

    One that stands on this page has its place here, and all the rest in place of the other ways.
    """

    href: str
    spot: str
    rest: Markup
    label: str
    text: Markup
    first: Sequence[Markup]
    more: Sequence[tuple[str, Markup]]
    is_example: bool


class MainContact(NamedTuple):
    """The one contact that stands at the foot of each page, in plain words.

    `href` is the address of its record, or its place on a page, from the site's root.
    """

    title: str
    telephone: str
    call: str
    answered: str
    href: str


def named(view: View, field: Field, record: Record) -> Markup:
    """The contacts that a field of a record names, each as a card."""
    keys = (view.find(field, str(name)) for name in each(record.values.get(field.name)))
    return as_cards(view, [view.records[key] for key in keys if key], {})


def as_cards(view: View, records: Sequence[Record], places: Mapping[str, Markup]) -> Markup:
    """Records as cards. Where a card is all that stands of one, `places` has the rest, by id."""
    cards = [_card(view, record, places) for record in records]
    return render("contacts.html", contacts=cards)


def _card(view: View, record: Record, places: Mapping[str, Markup]) -> Card:
    shown = [show_field(view, record, name) for name in FIRST]
    return Card(
        href=where(view, record.key),
        spot=spot(record.key) if record.key.id in places else "",
        rest=places.get(record.key.id, Markup()),
        label=view.label(record.key),
        text=_lead(view, record),
        first=[html for html in shown if html],
        more=list(_more(view, record)),
        is_example=record.is_example,
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


def main_contact(view: View) -> MainContact | None:
    """The contact that says that it stands on every page, if there is one."""
    for record in records_of(view.registers, "contact"):
        if record.values.get("every_page"):
            number = str(record.values.get("telephone", ""))
            answered = str(record.values.get("answered", ""))
            href = where(view, record.key)
            return MainContact(
                view.label(record.key), number, telephone_address(number), answered, href
            )
    return None

"""The page of one record: labelled fields in schema order, references both ways, and what isn't known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from markupsafe import Markup

from macros.model import Field, Key, Record, Schema, groups
from macros.model.text import counted
from macros.pages.fragments import ROOT, Fragment, address, render
from macros.pages.history_page import story
from macros.pages.values import show, words
from macros.rules.calendar import say_date
from macros.rules.dates import cycle, dates
from macros.rules.reviews import say_cycle
from macros.view.due import Clock, of_record
from macros.view.view import View

FRAME = (
    "id",
    "owner_role",
    "publish",
    "illustrative",
    "sources",
    "review_cycle",
    "last_reviewed",
    "next_review",
    "superseded_by",
    "confirmed",
)
"""Fields that every register has and that the page shows in places of their own."""


class ShownField(NamedTuple):
    """A field and its finished value."""

    field: Field
    html: Markup


def record_page(view: View, record: Record) -> Fragment:
    """Everything that this audience may see of a record."""
    schema = view.schema(record.key)
    users = _used_by(view, record.key)
    shown = [
        ShownField(field, show(view, field, record.values[field.name]))
        for field in schema.fields
        if field.name not in (*FRAME, *_heading(schema), *_quiet(schema))
        and field.name in record.values
    ]
    html = render(
        "record.html" if view.audience == "staff" else "public_record.html",
        schema=schema,
        record=record,
        root=ROOT,
        fields=[one for one in shown if view.audience == "staff" or not one.field.place],
        lead=[one for one in shown if one.field.place == "lead"],
        body=[one for one in shown if one.field.place == "body"],
        sought=[
            (one.field.title, words(view, one.field, record.values[one.field.name]))
            for one in shown
            if one.field.place == "search"
        ],
        draft=schema.field("tested_with") is not None and "tested_with" not in record.values,
        gaps=_gaps(schema, record),
        frame={
            field.name: ShownField(field, show(view, field, record.values[field.name]))
            for field in schema.fields
            if field.name in FRAME and field.name in record.values
        },
        sources=list(_sources(view, schema, record)),
        review=review(schema, record),
        deadlines=list(passed(schema, record, view.today)),
        checked=checked(schema, record),
        changed=[
            (say_date(one.day), ", ".join(one.fields)) for one in view.changed.get(record.key, ())
        ],
        used_by=users,
        used_in=_used_in(users),
        folded_above=FOLDED_ABOVE,
        warnings=view.warnings.get(record.file, ()),
        doubts=_doubts(view, record.key),
        staff=view.audience == "staff",
    )
    told = story(view, record.key)
    return Fragment(html + told.html, told.headings)


def _quiet(schema: Schema) -> tuple[str, ...]:
    """'Current' goes without saying, and 'retired' is said at the head of the page."""
    status = schema.field("status")
    return ("status",) if status and status.options == ("current", "retired") else ()


def _heading(schema: Schema) -> tuple[str, ...]:
    """The field that is the page's heading, where one field is: it needs not be said twice."""
    return schema.label if len(schema.label) == 1 else ()


def _sources(view: View, schema: Schema, record: Record) -> Iterator[tuple[Markup, str]]:
    """Each source as the document and the part of it."""
    field = schema.field("sources")
    document = field.each.part("document") if field and field.each else None
    for _, source in groups(record.values.get("sources")):
        if document:
            yield show(view, document, source.get("document", "")), str(source.get("part", ""))


def _gaps(schema: Schema, record: Record) -> list[str]:
    """The titles of what could be recorded and isn't: a gap is shown, not hidden."""
    quiet = (*FRAME, "notes", "status", "status_date")
    return [
        field.title
        for field in schema.fields
        if field.name not in record.values and field.name not in quiet
    ]


def review(schema: Schema, record: Record) -> str:
    """When the record was last checked and when it is to be checked again, in a sentence or two."""
    known = dates(schema, record)
    last, due = known.last_review, known.next_review
    said = (
        f"Last checked on {say_date(last)}."
        if last
        else "Nobody has recorded a check of this record."
    )
    if due:
        return f"{said} To be checked again by {say_date(due)}."
    if cycle(schema, record) == "to-be-determined":
        return f"{said} How often it is to be checked has not been set."
    often = say_cycle(cycle(schema, record))
    return f"{said} It is to be checked {often}." if often else said


def passed(schema: Schema, record: Record, today: date) -> Iterator[str]:
    """What should have been done by now, in a sentence each; late only where somebody has reported."""
    for due in of_record(schema, record, Clock(today)):
        field = schema.field(due.field)
        if due.what != "deadline" or due.due is None or field is None:
            continue
        day = say_date(due.due)
        if due.state == "no-report":
            yield f"{field.title}: {day}. No report since then."
        elif due.state == "overdue":
            yield f"{field.title}: overdue since {day}."


def checked(schema: Schema, record: Record) -> str:
    """For the public: the day of the last check, or that there is none on record."""
    last = dates(schema, record).last_review
    return say_date(last) if last else "We have not recorded when we last checked this."


class SuspectLink(NamedTuple):
    """A link of this record, or to it, that was confirmed before the other end changed."""

    href: str
    label: str
    id: str
    own: bool
    since: str


def _doubts(view: View, key: Key) -> list[SuspectLink]:
    """The links to be looked at, this record's own first."""
    found = []
    for link in view.suspect_links.get(key, ()):
        other = link.target if link.source == key else link.source
        since = f" on {say_date(link.on)}" if link.on else ""
        found.append(
            SuspectLink(address(other), view.label(other), other.id, link.source == key, since)
        )
    return sorted(found, key=lambda one: not one.own)


LISTED = 20
"""Records. What more of them name has a table for each register: a list of hundreds buries a page."""

FOLDED_ABOVE = 5
"""Records of one register. A table of more is folded."""


class User(NamedTuple):
    """A record that names this one, and the titles of the fields in which it does."""

    href: str
    label: str
    id: str
    fields: str


def _used_in(groups: Sequence[tuple[str, Sequence[User]]]) -> str:
    """How many records name this one, where they are too many for a list; else empty."""
    number = sum(len(users) for _, users in groups)
    if number <= LISTED:
        return ""
    return f"{counted(number, 'record')} of {counted(len(groups), 'register')} name this one."


def _used_by(view: View, key: Key) -> list[tuple[str, list[User]]]:
    """The records that name this one, by register, in the registers' order."""
    found: dict[Key, list[str]] = {}
    for reference in view.used_by.get(key, ()):
        field = view.schema(reference.source).field(str(reference.path[0]))
        title = field.title if field else str(reference.path[0])
        titles = found.setdefault(reference.source, [])
        if title not in titles:
            titles.append(title)
    groups: list[tuple[str, list[User]]] = []
    named_in = {one.register for one in found}
    for register in (one for name, one in view.registers.items() if name in named_in):
        users = [
            User(address(one.key), view.label(one.key), one.key.id, ", ".join(found[one.key]))
            for one in register.records
            if one.key in found
        ]
        if users and view.listed(register.schema):
            groups.append((register.schema.title, users))
    return groups

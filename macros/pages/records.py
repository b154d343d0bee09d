"""The page of one record: labelled fields in schema order, references both ways, and gaps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from markupsafe import Markup

from macros.model import Field, Fields, Record, Schema, groups, is_list
from macros.model.text import upper_first
from macros.pages import contacts
from macros.pages.asked_links import asked_links, told_apart
from macros.pages.easy_read import forms
from macros.pages.fragments import ROOT, Fragment, render
from macros.pages.history_page import story
from macros.pages.how_to import ways_to_do
from macros.pages.kept_until import kept_until
from macros.pages.notices import notices
from macros.pages.plans import passed_plans
from macros.pages.record_dates import last_checked, passed, review
from macros.pages.record_links import FOLDED_ABOVE, suspect_links, used_by, used_in
from macros.pages.time_limits import limits
from macros.pages.values import show, show_field
from macros.rules.calendar import say_date
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
    staff = view.is_staff
    shown = shown_fields(view, record)
    frame = _shown(view, record, [field for field in _filled(schema, record) if _is_frame(field)])
    users = used_by(view, record.key)
    ways = _ways(record, shown)
    html = render(
        "record.html" if staff else "public_record.html",
        schema=schema,
        record=record,
        root=ROOT,
        fields=[each for each in shown if each not in ways] if staff else placed(shown, ""),
        ways=ways if staff else [],
        lead=placed(shown, "lead"),
        body=placed(shown, "body"),
        reached=list(_reached(view, record, shown)),
        draft=schema.field("tested_with") is not None and "tested_with" not in record.values,
        earlier=show_field(view, record, view.earlier.get(record.key, "")),
        plans=[upper_first(plan) for plan in passed_plans(view, record)],
        gaps=_gaps(schema, record),
        forms=forms(view, record),
        frame={field.name: ShownField(field, value) for field, value in frame},
        sources=list(sources_of(view, schema, record)),
        review=review(schema, record, view.made.get(record.key)),
        limits=list(limits(schema, record, view.today)) if staff else [],
        kept=kept_until(view, schema, record) if staff else "",
        deadlines=list(passed(schema, record, view.today)),
        checked=last_checked(schema, record),
        changed=list(_changed(view, record)),
        asked=asked_links(view, record),
        used_by=users,
        used_in=used_in(users),
        folded_above=FOLDED_ABOVE,
        how_to=ways_to_do(view, schema, record),
        warnings=view.warnings.get(record.file, ()),
        notices=list(notices(view, record.key)),
        suspect_links=suspect_links(view, record.key),
        staff=staff,
    )
    history = story(view, record.key)
    return Fragment(html + history.html, history.headings)


def shown_fields(view: View, record: Record) -> list[ShownField]:
    """What a record's page shows as fields, each with its finished value."""
    schema = view.schema(record.key)
    asked = told_apart(schema) if view.is_staff else ()
    apart = {*FRAME, *_heading(schema), *_quiet(schema), *asked}
    fields = [field for field in _filled(schema, record) if field.name not in apart]
    return _shown(view, record, fields)


def _filled(schema: Schema, record: Record) -> Fields:
    return [field for field in schema.fields if field.name in record.values]


def _is_frame(field: Field) -> bool:
    return field.name in FRAME


def _shown(view: View, record: Record, fields: Fields) -> list[ShownField]:
    return [ShownField(field, show_field(view, record, field.name)) for field in fields]


def _ways(record: Record, shown: Sequence[ShownField]) -> list[ShownField]:
    """How people ask for the record: for staff they fold, and the matching alone has them."""
    return [each for each in placed(shown, "search") if is_list(record.values[each.field.name])]


def placed(shown: Sequence[ShownField], place: str) -> list[ShownField]:
    """The fields that the schema gives a place on the page of its own, or none ("")."""
    return [each for each in shown if each.field.place == place]


def _reached(view: View, record: Record, shown: Sequence[ShownField]) -> Iterator[ShownField]:
    """How to reach what the record names, in full."""
    for field, _ in placed(shown, "contact"):
        if html := contacts.named(view, field, record):
            yield ShownField(field, html)


def _changed(view: View, record: Record) -> Iterator[tuple[str, str]]:
    """For the public: the days on which what the record says changed, and the titles of that.

    What the frame says (its source, that it is an example) changes nothing for who reads it, nor
    does what the page doesn't show, but the search has.
    """
    fields = view.schema(record.key).fields
    unseen = {field.title for field in fields if _is_frame(field) or field.place == "search"}
    for change in view.changed.get(record.key, ()):
        titles = [title for title in change.fields if title not in unseen]
        if titles or not change.fields:
            yield say_date(change.day), ", ".join(titles)


def _quiet(schema: Schema) -> tuple[str, ...]:
    """'Current' goes without saying, and 'retired' is said at the head of the page."""
    status = schema.field("status")
    return ("status",) if status and status.options == ("current", "retired") else ()


def _heading(schema: Schema) -> tuple[str, ...]:
    """The field that is the page's heading, where one field is: it needs not be said twice."""
    return schema.label if len(schema.label) == 1 else ()


def sources_of(view: View, schema: Schema, record: Record) -> Iterator[tuple[Markup, str]]:
    """Each source as the document and the part of it."""
    field = schema.field("sources")
    document = field.each.part("document") if field and field.each else None
    for _, source in groups(record.values.get("sources")):
        if document:
            yield show(view, document, source.get("document", "")), str(source.get("part", ""))


def _gaps(schema: Schema, record: Record) -> list[str]:
    """The titles of what could be recorded and isn't: a gap is shown, not hidden."""
    known = {*FRAME, "notes", "status", "status_date", *record.values, *told_apart(schema)}
    return [field.title for field in schema.fields if field.name not in known]

"""A register whose records stand together on one page for tenants: each whole, at its own place.

What its table would show stands open. The rest folds, so that a reader meets what they came for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from markupsafe import Markup

from macros.model import Key, Record, Register, Schema, each
from macros.model.text import upper_first
from macros.pages.fragments import Fragment, Heading, anchor, render
from macros.pages.plans import passed_plans
from macros.pages.record_dates import last_checked
from macros.pages.records import ShownField, placed, shown_fields, sources_of
from macros.pages.sorting import NOTHING, SortKey, order
from macros.pages.values import show_field, words
from macros.pages.where import link, spot
from macros.view.view import View

ALWAYS_OPEN = ("caveat",)
"""Fields that no record folds: how far what it says goes."""


class Part(NamedTuple):
    """One record: its heading, what stands open, and the rest, which folds."""

    heading: Heading
    name: Markup
    is_example: bool
    plans: Sequence[str]
    lead: Sequence[ShownField]
    body: Sequence[ShownField]
    open: Sequence[ShownField]
    rest: Markup


class Group(NamedTuple):
    """The records that say the same in one field, under a heading."""

    heading: Heading
    parts: Sequence[Part]


def whole_register(view: View, register: Register, by: str = "") -> Fragment:
    """Every record whole. Where `by` names a field, there is a heading for each first value."""
    level = 3 if by else 2
    groups = [
        Group(heading, [_part(view, register, record, level) for record in records])
        for heading, records in _by_value(view, register, by)
    ]
    html = render(
        "whole_register.html",
        groups=groups,
        headed=bool(by),
        unchecked=unchecked(register),
        examples=any(record.is_example for record in register.records),
    )
    parts = (part for group in groups for part in group.parts)
    headings = (group.heading for group in groups) if by else (part.heading for part in parts)
    return Fragment(html, tuple(headings))


def unchecked(register: Register) -> str:
    """What is said once of a list where the day of the last check isn't known of all of it."""
    known = [bool(last_checked(register.schema, record)) for record in register.records]
    if all(known):
        return ""
    if any(known):
        return "Where we know when we last checked something here, it says so."
    return "We have not recorded when we last checked what is on this list."


def _by_value(
    view: View, register: Register, by: str
) -> Iterator[tuple[Heading, Sequence[Record]]]:
    """The records by the first thing that they say in a field, in that field's order."""
    groups: dict[str, list[Record]] = defaultdict(list)
    keys: dict[str, SortKey] = {}
    for record in register.records:
        name, key = _first(view, register, record, by)
        keys.setdefault(name, key)
        groups[name].append(record)
    for name in sorted(groups, key=lambda name: (keys[name], name)):
        yield Heading(2, anchor(register.schema.name, name), name), groups[name]


def _first(view: View, register: Register, record: Record, by: str) -> tuple[str, SortKey]:
    field, value = register.schema.field(by), record.values.get(by)
    if field is None or value is None:
        return "", NOTHING
    first = next(iter(each(value)), "")
    return words(view, field.inner, first), order(view, field.inner, first)


def _part(view: View, register: Register, record: Record, level: int) -> Part:
    fields = shown_fields(view, record)
    return Part(
        heading=Heading(level, spot(record.key), view.label(record.key)),
        name=_name(view, record.key),
        is_example=record.is_example,
        plans=[upper_first(plan) for plan in passed_plans(view, record)],
        lead=placed(fields, "lead"),
        body=placed(fields, "body"),
        open=[shown for shown in placed(fields, "") if _is_open(register.schema, shown)],
        rest=rest(view, record),
    )


def rest(view: View, record: Record) -> Markup:
    """What is said of a record besides what stands open, where it folds."""
    schema = view.schema(record.key)
    fields = shown_fields(view, record)
    return render(
        "rest.html",
        label=view.label(record.key),
        folded=[shown for shown in placed(fields, "") if not _is_open(schema, shown)],
        sources=list(sources_of(view, schema, record)),
        owner=show_field(view, record, "owner_role"),
        checked=last_checked(schema, record),
        id=record.key.id,
    )


def _is_open(schema: Schema, shown: ShownField) -> bool:
    return shown.field.name in (*schema.columns, *ALWAYS_OPEN)


def _name(view: View, key: Key) -> Markup:
    """Where a register stands together elsewhere too, its records are there to be followed."""
    return (
        Markup("{}").format(view.label(key)) if view.together(view.schema(key)) else link(view, key)
    )

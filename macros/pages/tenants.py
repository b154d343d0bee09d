"""Pieces for people who read, and don't look records up: questions and answers, how long we keep things, the ask box."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from markupsafe import Markup

from macros.model import Key, Record, Register, each
from macros.pages.fragments import ROOT, Fragment, Heading, address, anchor, render
from macros.pages.records import record_page
from macros.pages.sorting import NOTHING, SortKey, order
from macros.pages.values import show, words
from macros.rules.calendar import say_date
from macros.rules.retention import say_rule
from macros.view.view import View


class Item(NamedTuple):
    """A link to a record, and what the record says first."""

    href: str
    label: str
    text: Markup


def listing(view: View, register: Register, text: str, by: str = "") -> Fragment:
    """The records of a register as links, each with one of its fields in full; under headings where `by` names a field."""
    field = register.schema.field(text)
    groups: dict[str, tuple[tuple[object, ...], list[Item]]] = {}
    for record in register.records:
        for name, rank in _group(view, register, record, by):
            shown = (
                show(view, field, record.values[text])
                if field and text in record.values
                else Markup()
            )
            groups.setdefault(name, (rank, []))[1].append(
                Item(address(record.key), view.label(record.key), shown)
            )
    found = [
        (Heading(2, anchor(register.schema.name, name), name), items)
        for name, (_, items) in sorted(groups.items(), key=lambda one: one[1][0])
    ]
    return Fragment(
        render("listing.html", groups=found, headed=bool(by)),
        tuple(heading for heading, _ in found) if by else (),
    )


def _group(view: View, register: Register, record: Record, by: str) -> list[tuple[str, SortKey]]:
    field = register.schema.field(by)
    value = record.values.get(by)
    if field is None or value is None:
        return [("", NOTHING)]
    return [(words(view, field, part), order(view, field, part)) for part in each(value)]


def how_long(view: View, register: Register) -> Fragment:
    """The retention schedule in sentences: what, how long, from when, and what happens then; by kind of work."""
    groups: dict[str, list[tuple[str, str]]] = {}
    by = register.schema.field("function")
    for record in register.records:
        name = words(view, by, record.values.get("function")) if by else ""
        groups.setdefault(name, []).append((address(record.key), _sentence(view, register, record)))
    found = [(Heading(2, anchor("keep", name), name), entries) for name, entries in groups.items()]
    labels = {address(record.key): view.label(record.key) for record in register.records}
    return Fragment(
        render("how_long.html", groups=found, labels=labels), tuple(heading for heading, _ in found)
    )


TIMED = ("period", "period-plus-audit", "review-at")
"""Kinds of rule whose time runs from an event; the others end with an event."""


def _sentence(view: View, register: Register, record: Record) -> str:
    """We keep it for 6 years. The time starts when the tenancy ends. Then we delete it."""
    rule = record.values.get("rule")
    kind, kept = (str(rule.get("kind")), say_rule(rule)) if isinstance(rule, Mapping) else ("", "")
    since, then = (
        _said(view, register, record, name) for name in ("trigger_event", "disposal_action")
    )
    said = [
        f"We look at it again after {kept.rpartition('after ')[2]}."
        if kind == "review-at"
        else f"We keep it {'for ' if kept[:1].isdigit() else ''}{kept}."
    ]
    if since and kind in TIMED:
        said.append(f"The time starts {since}.")
    if then and kind != "permanent":
        lower = then[:1].lower() + then[1:]
        said.append(f"Then {lower}." if then.startswith("The ") else f"Then we {lower}.")
    return " ".join(said)


def _said(view: View, register: Register, record: Record, name: str) -> str:
    field = register.schema.field(name)
    return words(view, field, record.values.get(name)) if field and name in record.values else ""


def whole(view: View, key: Key) -> Fragment:
    """All of a record's page, inside another page."""
    return record_page(view, view.records[key])


def ask_box() -> Fragment:
    """One box: has this been answered? It works in the reader's browser and sends nothing anywhere."""
    return Fragment(render("ask_box.html", root=ROOT))


def last_changed(view: View, key: Key) -> Markup:
    """When a page's own words last changed: a day, and nothing else."""
    changed = view.changed.get(key, ())
    return (
        Markup(
            '<p class="kim-aside" data-pagefind-ignore>The words of this page last changed on {}.</p>'
        ).format(say_date(changed[0].day))
        if changed
        else Markup()
    )

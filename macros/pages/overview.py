"""Pages about all registers: the list of them, each one's own page, the data dictionary, what is sourced."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from markupsafe import Markup

from macros.model import Field, Key, Record, Register, Schema, each
from macros.model.text import counted
from macros.pages.fragments import ROOT, Fragment, Heading, address, anchor, page_address, render
from macros.pages.tables import table
from macros.pages.values import cell, humanise, show, words
from macros.rules.calendar import say_date
from macros.rules.reviews import say_cycle
from macros.view.view import View

GROUPS = {
    "strategy": "Strategy",
    "governance": "Governance",
    "delivery": "Delivery",
    "information": "Information we hold",
    "answers": "Questions and answers",
    "project": "This site",
}
"""The groups of registers, in the order in which they are shown."""


def grouped(view: View) -> list[tuple[str, str, list[Register]]]:
    """The registers that can be seen, by group: (group, its title, registers)."""
    found = [
        (
            name,
            title,
            [register for register in view.registers.values() if register.schema.group == name],
        )
        for name, title in GROUPS.items()
    ]
    return [(name, title, registers) for name, title, registers in found if registers]


def registers_list(view: View) -> Fragment:
    """Every register, by group, with what it is for and how much it holds."""
    headings = tuple(Heading(2, anchor("group", name), title) for name, title, _ in grouped(view))
    empty = not view.records
    return Fragment(
        render(
            "registers.html",
            groups=grouped(view),
            root=ROOT,
            counted=counted,
            anchor=anchor,
            empty=empty,
        ),
        headings,
    )


def register_page(view: View, register: Register) -> Fragment:
    """What a register is for, who keeps it, how often it is looked at, and all its records."""
    schema = register.schema
    return Fragment(
        render(
            "register.html",
            schema=schema,
            root=ROOT,
            keepers=_keepers(view, register),
            cycle=say_cycle(schema.review),
            guidance=page_address(schema.guidance),
            table=table(view, register),
            counted=counted,
            count=len(register.records),
            singular="record" if view.audience == "staff" else schema.singular,
            plural="records" if view.audience == "staff" else schema.plural,
            illustrative=sum(
                record.values.get("illustrative") is True for record in register.records
            ),
            staff=view.audience == "staff",
        )
    )


def _keepers(view: View, register: Register) -> list[Markup]:
    """The posts that own the register's records, most records first."""
    field = register.schema.field("owner_role")
    found: dict[str, int] = {}
    for record in register.records:
        owner = str(record.values.get("owner_role", ""))
        found[owner] = found.get(owner, 0) + 1
    return (
        [
            cell(view, field, owner)
            for owner in sorted(found, key=lambda one: (-found[one], one))
            if owner
        ]
        if field
        else []
    )


def reading(view: View, register: Register, body: str, lists: Sequence[str]) -> Fragment:
    """A register as a text to read from top to bottom, a heading for each record, with what it names."""
    schema = register.schema
    sections = []
    headings = []
    field = schema.field(body)
    for record in register.records:
        heading = Heading(2, anchor(record.key.id), view.label(record.key))
        headings.append(heading)
        text = (
            show(view, field, record.values[body]) if field and body in record.values else Markup()
        )
        sections.append(
            (heading, address(record.key), text, list(_named(view, schema, record, lists)))
        )
    return Fragment(
        render("reading.html", sections=sections, singular=schema.singular), tuple(headings)
    )


class Entry(NamedTuple):
    """A record that a text names, with a line of what it says."""

    href: str
    label: str
    text: str


def _named(
    view: View, schema: Schema, record: Record, lists: Sequence[str]
) -> Iterator[tuple[str, list[Entry]]]:
    for name in lists:
        field = schema.field(name)
        found = (
            [view.find(field, str(text)) for text in each(record.values.get(name))] if field else []
        )
        entries = [
            Entry(address(key), view.label(key), _statement(view, key)) for key in found if key
        ]
        if field and entries:
            yield field.title, entries


def _statement(view: View, key: Key) -> str:
    """The first sentence-like field of a record that isn't its label: 'text', 'action', 'meaning'."""
    schema, values = view.schema(key), view.records[key].values
    for field in schema.fields:
        if (
            field.name not in (*schema.label, "id")
            and field.kind == "string"
            and not (field.refs or field.options or field.format)
            and field.name in values
        ):
            return " ".join(str(values[field.name]).split())
    return ""


def dictionary(view: View) -> Fragment:
    """Every field of every register, from the schemas: what it is called, what it is for, what it may hold."""
    sections = []
    headings = []
    for _, _, registers in grouped(view):
        for register in registers:
            schema = register.schema
            heading = Heading(2, anchor("dictionary", schema.name), schema.title)
            headings.append(heading)
            sections.append((heading, schema, list(_entries(view, schema.fields))))
    return Fragment(render("dictionary.html", sections=sections, root=ROOT), tuple(headings))


class Definition(NamedTuple):
    """One field in the dictionary."""

    name: str
    field: Field
    holds: str
    depth: int


def _entries(
    view: View, fields: Sequence[Field], depth: int = 0, before: str = ""
) -> Iterator[Definition]:
    for field in fields:
        yield Definition(before + field.name, field, _holds(view, field), depth)
        inner = field.each if field.each and field.each.parts else field
        yield from _entries(view, inner.parts, depth + 1, f"{before}{field.name}.")


def _holds(view: View, field: Field) -> str:
    if field.refs:
        targets = " or ".join(
            view.registers[name].schema.title for name in field.refs if name in view.registers
        )
        return f"{'References' if field.kind == 'array' else 'A reference'} to {targets}"
    if field.kind == "array" and field.each:
        return "A list: " + (
            _holds(view, field.each)[:1].lower() + _holds(view, field.each)[1:]
            if not field.each.parts
            else "each with the fields below"
        )
    if field.options:
        return "One of: " + ", ".join(humanise(field, option) for option in field.options)
    if field.kind == "object":
        return "A group of the fields below"
    return _KINDS.get(field.format or field.kind, "Text")


_KINDS = {
    "string": "Text",
    "line": "One line of text",
    "markdown": "Text with formatting",
    "integer": "A whole number",
    "number": "A number",
    "boolean": "Yes or no",
    "date": "A date",
    "partial-date": "A year, a month or a date",
    "quarter": "A quarter of the financial year",
    "timescale": "A quarter, a date, 'Ongoing' or 'To be determined'",
    "url": "A web address",
}


class Origin(NamedTuple):
    """How many of a register's records come from where."""

    schema: Schema
    records: int
    sourced: int
    partly: int
    wholly: int


def provenance(view: View) -> Fragment:
    """How many records of each register come from a published source, and how many are illustrative."""
    rows = [_origin(register) for _, _, registers in grouped(view) for register in registers]
    total = [
        sum(row.records for row in rows),
        sum(row.sourced for row in rows),
        sum(row.partly for row in rows),
        sum(row.wholly for row in rows),
    ]
    return Fragment(
        render("provenance.html", rows=rows, total=total, root=ROOT, today=say_date(view.today))
    )


def _origin(register: Register) -> Origin:
    made_up = [record for record in register.records if record.values.get("illustrative") is True]
    partly = sum("sources" in record.values for record in made_up)
    return Origin(
        register.schema,
        len(register.records),
        len(register.records) - len(made_up),
        partly,
        len(made_up) - partly,
    )


def warnings(view: View) -> Fragment:
    """What the checks warn of: it doesn't stop the build, and it is not hidden either."""
    found = [
        (record, view.label(record.key), address(record.key), words_)
        for record in view.records.values()
        for words_ in view.warnings.get(record.file, ())
    ]
    return Fragment(render("warnings.html", found=found))


def all_pages(view: View) -> Fragment:
    """A plain list of every register and record that is for reading, for when search can't run."""
    groups = [
        (
            register.schema,
            [
                (address(record.key), view.label(record.key), record.key.id)
                for record in register.records
            ],
        )
        for _, _, registers in grouped(view)
        for register in registers
        if view.listed(register.schema)
    ]
    return Fragment(
        render(
            "all_pages.html",
            groups=groups,
            root=ROOT,
            counted=counted,
            staff=view.audience == "staff",
        )
    )


def say(view: View, key: Key, name: str) -> str:
    """One field of one record, in words."""
    field = view.schema(key).field(name)
    return words(view, field, view.records[key].values.get(name)) if field else ""


def nothing() -> Fragment:
    """What stands where a register has nothing to show."""
    return Fragment(Markup('<p class="kim-empty">No records yet.</p>'))


def link(view: View, key: Key) -> Markup:
    """A link to a record, with its label."""
    return Markup('<a href="{}">{}</a>').format(address(key), view.label(key))

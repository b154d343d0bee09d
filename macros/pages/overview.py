"""Pages about all registers: a list of them, a page of each, what is sourced, what is warned of."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from macros.model import Register, Schema
from macros.model.text import counted
from macros.pages.first_records import most_needed, no_records
from macros.pages.fragments import ROOT, Fragment, Heading, address, anchor, page_address, render
from macros.pages.how_to import ways_to_do
from macros.pages.register_files import file_links
from macros.pages.schema_pages import schema_address
from macros.pages.table_pages import first_rows
from macros.pages.tables import nouns
from macros.pages.values import cell
from macros.pages.where import where
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


class RegisterGroup(NamedTuple):
    """A group, and those of its registers that can be seen."""

    name: str
    title: str
    registers: Sequence[Register]


def grouped(view: View) -> list[RegisterGroup]:
    """The registers that can be seen, by group; a group without one is left out."""
    by_group: dict[str, list[Register]] = defaultdict(list)
    for register in view.readable.values():
        by_group[register.schema.group].append(register)
    return [
        RegisterGroup(name, title, by_group[name])
        for name, title in GROUPS.items()
        if name in by_group
    ]


def in_order(view: View) -> list[Register]:
    """The registers that can be seen, as the groups have them."""
    return [register for group in grouped(view) for register in group.registers]


def registers_list(view: View) -> Fragment:
    """Every register, by group, with what it is for and how much it holds."""
    groups = grouped(view)
    html = render(
        "registers.html",
        groups=groups,
        root=ROOT,
        counted=counted,
        anchor=anchor,
        empty=not view.records,
        first=most_needed(view),
    )
    headings = (Heading(2, anchor("group", group.name), group.title) for group in groups)
    return Fragment(html, tuple(headings))


def register_page(view: View, register: Register) -> Fragment:
    """What a register is for, who keeps it, how often it is looked at, and all its records."""
    schema = register.schema
    singular, plural = nouns(view, schema)
    html = render(
        "register.html",
        schema=schema,
        root=ROOT,
        keepers=_keepers(view, register),
        cycle=say_cycle(schema.review),
        guidance=page_address(schema.guidance),
        how_to=ways_to_do(view, schema),
        table=first_rows(view, register) if register.records else no_records(view, register).html,
        counted=counted,
        count=len(register.records),
        singular=singular,
        plural=plural,
        illustrative=_origin(register).illustrative,
        readings=_our_readings(register),
        staff=view.is_staff,
        schema_history=_schema_history(view, schema.name),
        files=file_links(view, schema.name),
    )
    return Fragment(html)


def _our_readings(register: Register) -> list[tuple[int, str]]:
    """How many records are in part our own reading, by the field that says so (`x-our-reading`)."""
    fields = [field for field in register.schema.fields if field.our_reading]
    numbers = [
        (_how_many(register, field.name, field.our_reading), field.title) for field in fields
    ]
    return [(number, title) for number, title in numbers if number]


def _how_many(register: Register, name: str, value: str) -> int:
    """How many records have a value in a field."""
    return sum(record.values.get(name) == value for record in register.records)


def _schema_history(view: View, register: str) -> str:
    """Where the history of its schema is told, for staff; empty where nothing is committed."""
    told = view.past.schemas if view.past else ()
    known = any(revision.register == register for revision in told)
    return schema_address(register) if known else ""


def _keepers(view: View, register: Register) -> list[Markup]:
    """The posts that own the register's records, most records first."""
    field = register.schema.field("owner_role")
    if field is None:
        return []
    counts = Counter(str(record.values.get("owner_role", "")) for record in register.records)
    owners = sorted(filter(None, counts), key=lambda owner: (-counts[owner], owner))
    return [cell(view, field, owner) for owner in owners]


class Origin(NamedTuple):
    """How many of a register's records come from where."""

    schema: Schema
    records: int
    sourced: int
    partly: int
    wholly: int

    @property
    def illustrative(self) -> int:
        """How many are made up, in part or wholly."""
        return self.partly + self.wholly


def provenance(view: View) -> Fragment:
    """How many records of each register have a published source, and how many are illustrative."""
    rows = [_origin(register) for register in in_order(view)]
    total = [
        sum(row.records for row in rows),
        sum(row.sourced for row in rows),
        sum(row.partly for row in rows),
        sum(row.wholly for row in rows),
    ]
    today = say_date(view.today)
    return Fragment(render("provenance.html", rows=rows, total=total, root=ROOT, today=today))


def _origin(register: Register) -> Origin:
    total = len(register.records)
    made_up = [record for record in register.records if record.is_example]
    partly = sum("sources" in record.values for record in made_up)
    wholly = len(made_up) - partly
    return Origin(register.schema, total, total - len(made_up), partly, wholly)


def warnings(view: View) -> Fragment:
    """What the checks warn of: it doesn't stop the build, and it is not hidden either."""
    rows = [
        (record, view.label(record.key), address(record.key), warning)
        for record in view.records.values()
        for warning in view.warnings.get(record.file, ())
    ]
    return Fragment(render("warnings.html", rows=rows))


class RegisterLinks(NamedTuple):
    """A register, the page that lists it, how many records it has, and how to name each of them.

    A link is an address, a label and an id.
    """

    schema: Schema
    home: str
    many: str
    links: Sequence[tuple[str, str, str]]


def all_pages(view: View) -> Fragment:
    """A plain list of every record with a page of its own, for when search can't run."""
    listed = (register for register in in_order(view) if register.schema.name in view.paged)
    groups = [_links(view, register) for register in listed]
    return Fragment(render("all_pages.html", groups=groups, root=ROOT, staff=view.is_staff))


def _links(view: View, register: Register) -> RegisterLinks:
    keys = [record.key for record in register.records]
    many = counted(len(keys), *nouns(view, register.schema))
    links = [(where(view, key), view.label(key), key.id) for key in keys]
    home = page_address(view.home(register.schema))
    return RegisterLinks(register.schema, home, many, links)

"""The tables of past days: what each register's shows, and on which days in a row it is the same.

A table is made once for all of them. Two are the same where all that a reader sees is: the columns,
the filters, the rows with their marks, and what can't be read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple, TypeAlias

from markupsafe import Markup

from macros.history.old_registers import OldRecords, gone_register, old_state
from macros.history.snapshots import NOW, Snapshot, SnapshotDay
from macros.model import Catalogue, Field, Register, Unreadable
from macros.model.mappings import grouped
from macros.model.text import counted
from macros.pages.as_at_addresses import day_address, register_folders
from macros.pages.old_rows import OldRows
from macros.pages.old_values import href_of, register_schema, todays_schemas
from macros.pages.tables import TableRow, TableShown, facets_of, shown_of, table_of_rows
from macros.rules.calendar import local_day
from macros.view.confirmed import Confirmed
from macros.view.view import View


class UnreadableVersion(NamedTuple):
    """A version that can't be read, as it was."""

    href: str
    id: str
    text: str


class OldTable(NamedTuple):
    """All that is shown of a register on a day, but for what says which day it is."""

    fields: Sequence[Field]
    facets: Sequence[Field]
    rows: tuple[TableRow, ...]
    unreadable: Sequence[UnreadableVersion]


class Stood(NamedTuple):
    """A table, its address from the site's root, and the days in a row, as listed, that it is of.

    `days` grows while later days are looked at.
    """

    address: str
    table: OldTable
    days: list[SnapshotDay]


Standing: TypeAlias = Mapping[str, Mapping[str, Stood]]
"""How each register stood: by the address of a day, and by the register's name."""


def standing(view: View, snapshots: Iterable[Snapshot]) -> Standing:
    """How each register stood on each of these days before now, given oldest first."""
    rows, made = OldRows(), OldRecords()
    by_day: dict[str, Mapping[str, Stood]] = {}
    stood: Mapping[str, Stood] = {}
    for snapshot in snapshots:
        if snapshot.day.address != NOW:
            stood = dict(_stood_on(view, snapshot, stood, rows, made))
            by_day[snapshot.day.address] = stood
    return by_day


def _stood_on(
    view: View, snapshot: Snapshot, before: Mapping[str, Stood], rows: OldRows, made: OldRecords
) -> Iterator[tuple[str, Stood]]:
    """How each register stood on a day. `before` is how they stood on the one before it."""
    day, seen = snapshot.day, view_then(view, snapshot, made)
    unreadable = _unreadable(view, snapshot)
    for name, folder in register_folders(snapshot).items():
        table = old_table(seen, name, unreadable.get(name, ()), rows)
        stood = before.get(name)
        if stood is None or stood.table != table:
            stood = Stood(f"{day_address(day)}{folder}/", table, [])
        stood.days.append(day)
        yield name, stood


def view_then(view: View, snapshot: Snapshot, made: OldRecords) -> View:
    """The registers as they stood, as staff saw them on that day, by the schemas of today.

    What only a record's own page shows is left out. `made` are the records of the days before.
    """
    registers, references = old_state(todays_schemas(view), snapshot.records, made)
    confirmed = Confirmed(Catalogue(registers, references, {}, (), ()))
    day = local_day(snapshot.day.until)
    return View("staff", day, registers, references, {}, {}, confirmed=confirmed)


def _unreadable(view: View, snapshot: Snapshot) -> Mapping[str, Sequence[UnreadableVersion]]:
    """What can't be read of each register on a day, in the order of the records' numbers."""
    texts = {
        key: record.version.text
        for key, record in snapshot.records.items()
        if isinstance(record.version, Unreadable)
    }
    keys = sorted(texts, key=attrgetter("counted"))
    return grouped(
        (key.register, UnreadableVersion(href_of(view, key), key.id, texts[key])) for key in keys
    )


def old_table(
    seen: View, name: str, unreadable: Sequence[UnreadableVersion], rows: OldRows
) -> OldTable:
    """What is shown of a register on the day of a view.

    `rows` are those of the days before, which are mostly the same.
    """
    register = seen.registers.get(name) or Register(gone_register(name), ())
    shown = shown_of(seen, register)
    facets = facets_of(shown)
    own = tuple(rows.row(seen, record, shown.fields, facets) for record in register.records)
    return OldTable(shown.fields, shown.facets, own, unreadable)


def table_html(view: View, name: str, table: OldTable, called: str) -> Markup:
    """A register's table on a day that is `called` so; nothing where no record could be read."""
    schema = register_schema(view, name)
    records = counted(len(table.rows), "record")
    if table.unreadable:
        records += f", and {len(table.unreadable)} that can't be read"
    caption = f"{schema.title} as at {called}: {records}"
    shown = TableShown(schema, caption, table.fields, table.facets, (), filters=True)
    return table_of_rows(view, shown, table.rows, len(table.rows)) if table.rows else Markup()

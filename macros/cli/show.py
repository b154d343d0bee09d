"""kim show: one record, today or as it stood on a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

import click

from macros.catalogue.read import read
from macros.catalogue.read_near import read_near
from macros.cli import completion
from macros.cli.past import days_made, key_on, snapshot_on
from macros.cli.start import DayType, as_json, main, project_root, unknown, with_form, with_today
from macros.cli.streams import say
from macros.history import old_registers
from macros.history.describe import SENTENCE, sentence
from macros.history.git import HistoryError
from macros.history.made import made_on
from macros.history.snapshots import Snapshot
from macros.model import (
    Catalogue,
    Field,
    Key,
    Record,
    Reference,
    Schema,
    Unreadable,
    Value,
    dotted,
    is_list,
)
from macros.model.errors import KimError
from macros.model.text import natural
from macros.pages.notices import notices
from macros.rules.calendar import local_day, say_date
from macros.rules.dates import cycle, dates
from macros.rules.kept_records import kept_record, kinds_in
from macros.rules.reviews import STEPS
from macros.rules.running_clocks import clocks_of
from macros.view.view import View, view

COMPUTED = ("due", "next_review", "disposal_due")
"""Days that follow from what a record says, in the contract of `kim show --format json`."""


@main.command()
@click.argument("name", metavar="ID", shell_complete=completion.ids)
@click.option(
    "--as-at",
    "day",
    type=DayType(),
    default=None,
    help="The record as it stood at the end of that day, as year-month-day.",
)
@with_form("How to print the record.", "json")
@with_today
def show(name: str, day: date | None, form: str, today: date) -> None:
    """Print one record and what follows from it.

    That is its fields, the days that follow from them, what it names and what names it.

    Example: kim show IA3 --as-at 2026-03-31
    """
    root = project_root()
    if day:
        schemas = read(root)[1].registers
        past, state = snapshot_on(root, day, today)
        key = key_on(past, state, name)
        trail = [revision for revision in past.trail(key) if revision.landed <= state.day.until]
        say(_as_it_stood(schemas, state, key, made_on(trail), form))
        return
    catalogue = read_near(root, name) or read(root)[0]
    staff = view(catalogue, "staff", today)
    record = _find(catalogue, staff, name)
    say(_printed(Shown(staff, record, _made(root, staff, record)), form))


class Shown(NamedTuple):
    """A record, as staff see it, and the day on which it was made, where that matters."""

    staff: View
    record: Record
    made: date | None

    @property
    def schema(self) -> Schema:
        """The schema of its register."""
        return self.staff.schema(self.record.key)


def _made(root: Path, staff: View, record: Record) -> date | None:
    """The day on which a record was made, where its next review counts from then.

    The history isn't read for any other, since that takes a while.
    """
    schema = staff.schema(record.key)
    if dates(schema, record).last_review or cycle(schema, record) not in STEPS:
        return None
    try:
        return days_made(root, staff.today, lambda key: key == record.key).get(record.key)
    except HistoryError:
        return None


def _find(catalogue: Catalogue, staff: View, name: str) -> Record:
    """The record that an id means, in whatever capitals."""
    for key, record in staff.records.items():
        if key.id.casefold() == name.casefold():
            return record
    error = unknown(f"There is no record '{name}'.", name, [key.id for key in staff.records])
    if catalogue.errors:
        error = KimError(f"{error} Some files could not be read: run kim check.")
    raise error


def _printed(shown: Shown, form: str) -> str:
    return _for_programs(shown) if form == "json" else _for_people(shown)


# ------------------------------------------------------------------------------ for programs


def _for_programs(shown: Shown) -> str:
    """The contract of `kim show --format json`."""
    staff, record, _ = shown
    key = record.key
    references, used_by = staff.references.get(key, ()), staff.used_by.get(key, ())
    return as_json(
        {
            "id": key.id,
            "register": key.register,
            "publish": record.values.get("publish", "staff"),
            "fields": record.values,
            "computed": _computed(shown),
            "references": [_end(reference, reference.target) for reference in references],
            "used_by": [_end(reference, reference.source) for reference in used_by],
            "notices": list(_notices(staff, key)),
        }
    )


def _notices(staff: View, key: Key) -> Iterator[str]:
    """What other records say at the top of this one's page, in plain words."""
    for notice in notices(staff, key):
        yield f"{notice.words} {notice.name.striptags()} ({notice.id}) {notice.more}"


def _end(reference: Reference, key: Key) -> Mapping[str, str]:
    """One end of a reference, and the field that makes it."""
    return {"field": dotted(reference.path), "id": key.id, "register": key.register}


def _computed(shown: Shown) -> Mapping[str, object]:
    """What follows from a record's own fields: days, and how each clock of the law stands."""
    clocks = clocks_of(shown.schema, shown.record.values, shown.staff.today)
    return {**_days(shown), "clocks": [clock.as_json() for clock in clocks]}


def _days(shown: Shown) -> Mapping[str, str | None]:
    """The days among it, as year-month-day."""
    known = dates(shown.schema, shown.record, shown.made)
    until = kept_record(shown.schema, shown.record, kinds_in(shown.staff.registers))
    days = (known.due, known.next_review, until.kept.until if until else None)
    words = (day.isoformat() if day else None for day in days)
    return dict(zip(COMPUTED, words, strict=True))


# -------------------------------------------------------------------------------- for people


def _for_people(shown: Shown) -> str:
    staff, record, _ = shown
    schema = shown.schema
    fields = [field for field in schema.fields if field.name in record.values]
    days = _days(shown)
    lines = [f"{record.key.id} ({schema.singular}, {record.file})", ""]
    lines += [f"! {words}" for words in _notices(staff, record.key)]
    lines += [f"{field.title}: {_worded(field, record.values[field.name])}" for field in fields]
    lines += [f"{name}: {day}" for name, day in days.items() if day]
    clocks = clocks_of(schema, record.values, staff.today)
    lines += [f"{clock.what}: {clock.standing}" for clock in clocks]
    if used_by := staff.used_by.get(record.key):
        lines.append(f"Used by: {_sources(used_by)}")
    return "\n".join(lines)


def _sources(references: Iterable[Reference]) -> str:
    return ", ".join(sorted({reference.source.id for reference in references}, key=natural))


def _worded(field: Field, value: Value) -> str:
    """A value as it stands in the file, but a group that has a sentence as that."""
    if field.format == SENTENCE and isinstance(value, Mapping):
        return sentence(field, value)
    return _plain(value)


def _plain(value: object) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{name} {_plain(part)}" for name, part in value.items())
    if is_list(value):
        return ", ".join(_plain(element) for element in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " ".join(str(value).split())


# --------------------------------------------------------------------------- as it once stood


def _as_it_stood(
    schemas: Mapping[str, Schema], state: Snapshot, key: Key, made: date, form: str
) -> str:
    """One record on a day, in the same form as today's."""
    version, last = state.records[key]
    if isinstance(version, Unreadable):
        if form == "json":
            return _unreadable(key, version.text)
        words = f"As at {state.day.called}, {last.file} could not be read as a record. It held:"
        return f"{words}\n\n{version.text}"
    then = old_registers.catalogue(schemas, state.records)
    staff = view(then, "staff", local_day(state.day.until))
    words = _printed(Shown(staff, staff.records[key], made), form)
    if form == "json":
        return words
    changed = f"last changed on {say_date(local_day(last.landed))}, in commit {last.commit.id[:10]}"
    return f"As at {state.day.called}; {changed}.\n{words}"


def _unreadable(key: Key, text: str) -> str:
    """A version that is no record, in the same contract, with the text that it was."""
    return as_json(
        {
            "id": key.id,
            "register": key.register,
            "publish": "staff",
            "fields": {},
            "computed": {**dict.fromkeys(COMPUTED), "clocks": []},
            "references": [],
            "used_by": [],
            "notices": [],
            "unreadable": text,
        }
    )

"""Past days as JSON: all registers of a day to take away, and what the browser compares days by."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TypeAlias
from urllib.parse import quote

from macros.history.compare_days import OWNER, STATUS, lineage, word
from macros.history.describe import heading
from macros.history.fingerprints import Fingerprint, Fingerprints, fingerprints
from macros.history.replay import Records, RecordVersion
from macros.history.snapshots import Snapshot
from macros.history.told_once import UNCHANGED, Reshaped
from macros.history.versions import values_of
from macros.model import Key, Schema, Unreadable, Values, Version
from macros.model.latest import Latest
from macros.pages.old_values import (
    page_of,
    register_schema,
    say_old_value,
    title_then,
    todays_order,
)
from macros.view.view import View

NONE = -1
"""In place of a record's number: there is none."""

OldLines: TypeAlias = Latest[Key, RecordVersion, str]
"""The line of each record as it last was."""


def registers_json(view: View, snapshot: Snapshot, made: OldLines) -> str:
    """All registers as they stood, every value as the text that it was.

    Each record is one line, so that two days can be compared line by line. `made` are the lines of
    the days before.
    """
    day = snapshot.day
    names = todays_order(view, {key.register for key in snapshot.records})
    registers: dict[str, list[str]] = {name: [] for name in names}
    for key, record in sorted(snapshot.records.items()):
        line = made.of(key, record, partial(_line, key, record))
        registers[key.register].append(line)
    state = {
        "as_at": day.called,
        "until": day.until.isoformat(),
        "commit": day.commit.id,
        "landed": day.landed.isoformat(),
    }
    parts = [f"{_as_json(name)}: {_on_lines('[', lines, ']')}" for name, lines in registers.items()]
    facts = [f"{_as_json(name)}: {_as_json(value)}" for name, value in state.items()]
    return _on_lines("{", [*facts, f'"registers": {_on_lines("{", parts, "}")}'], "}\n")


def _line(key: Key, record: RecordVersion) -> str:
    return _as_json({"id": key.id, "file": record.last.file, **_contents(record.version)})


def _as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _on_lines(start: str, parts: Sequence[str], end: str) -> str:
    """A list or group in JSON, each part of it on a line of its own."""
    return "\n".join((start, ",\n".join(parts), end))


def _contents(version: Version) -> Values:
    if isinstance(version, Unreadable):
        return {"unreadable": version.text}
    return {"fields": version}


def compare_json(view: View) -> str:
    """What the browser needs to say what became of the records between any two days.

    Its shape is a contract with assets/kim-as-at.js, and takes little room: registers and records
    are named by their place in the list, values by the numbers of `fingerprints`.
    """
    assert view.past
    known = lineage(view.past)
    states = [snapshot.records for snapshot in view.snapshots]
    fields = _fields_by_register(view, states)
    registers = todays_order(view, fields)
    records = sorted(fingerprints(states, fields, known), key=lambda record: record.key.counted)
    places = {record.key: place for place, record in enumerate(records)}
    names = known.names
    former_places = {key: places.get(names[key], NONE) for key in places if key in names}
    contents = {
        "days": [[snapshot.day.address, snapshot.day.called] for snapshot in view.snapshots],
        "registers": [
            _register(view, name, fields[name], known.shapes.get(name, UNCHANGED))
            for name in registers
        ],
        "owners": _owners(view, records),
        "records": [
            _record(
                view,
                record,
                register=registers.index(record.key.register),
                was=former_places.get(record.key, NONE),
            )
            for record in records
        ],
    }
    return json.dumps(contents, ensure_ascii=False, separators=(",", ":"))


def _fields_by_register(view: View, states: Iterable[Records]) -> Mapping[str, list[str]]:
    """Each register's fields, today's first and then those that only old versions have."""
    fields: dict[str, dict[str, None]] = {}
    for state in states:
        for key, record in state.items():
            if key.register not in fields:
                schema = register_schema(view, key.register)
                fields[key.register] = dict.fromkeys(field.name for field in schema.fields)
            fields[key.register].update(dict.fromkeys(values_of(record.version) or ()))
    for names in fields.values():
        names.pop("id", None)
        names.pop(OWNER, None)  # a new owner is told apart from other changes
    return {register: list(names) for register, names in fields.items()}


def _register(
    view: View, name: str, fields: Sequence[str], shape: Reshaped
) -> Mapping[str, object]:
    """A register, with the earlier name of each field that had one, and what got another kind."""
    schema = register_schema(view, name)
    titles = [[field, heading(schema, (field,))] for field in fields]
    reshaped = {"renamed": shape.names, "retyped": sorted(shape.kinds)}
    return {"name": name, "title": schema.title, "fields": titles, **reshaped}


def _owners(view: View, records: Iterable[Fingerprints]) -> Mapping[str, str]:
    """What each owner is called today, of all that there were."""
    schema = _schema_with_owners(view)
    owners = {owner for record in records for owner in _owners_of(record)}
    return {owner: say_old_value(view, schema, (OWNER,), owner) for owner in sorted(owners)}


def _owners_of(record: Fingerprints) -> Iterator[str]:
    for fingerprint in record.versions:
        values = values_of(fingerprint.version)
        if values and OWNER in values:
            yield word(values[OWNER])


def _schema_with_owners(view: View) -> Schema | None:
    """A register whose records have owners: from it comes how an owner is called."""
    schemas = (register.schema for register in view.registers.values())
    return next((schema for schema in schemas if schema.field(OWNER)), None)


def _record(view: View, record: Fingerprints, register: int, was: int) -> Mapping[str, object]:
    """A record's versions. `register` and `was` are places: its register's, its former name's."""
    return {
        "register": register,
        "id": record.key.id,
        "href": quote(page_of(view, record.key)),
        "was": was,
        "versions": [_version(view, record.key, version) for version in record.versions],
        "held": record.by_state,
    }


def _version(view: View, key: Key, fingerprint: Fingerprint) -> Mapping[str, object]:
    version = fingerprint.version
    title = title_then(view, key, version)
    if isinstance(version, Unreadable):
        return {"title": title, "text": fingerprint.text}
    owner, status = word(version.get(OWNER)), word(version.get(STATUS))
    shown = {"title": title, "owner": owner, "status": status, "fields": fingerprint.fields}
    forms = {form.field: [form.kind, form.words] for form in fingerprint.forms}
    return {**shown, "forms": forms} if forms else shown

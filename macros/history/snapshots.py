"""The registers as they stood: on which days people ask for them, and an old state in the shape of today's registers.

Pure. A state is dated by the main line: it is what the last commit that had landed by then held. A commit lands
at the latest committer date up to it, since a clock may have been wrong.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import NamedTuple, cast

from macros.catalogue.load import sort_key
from macros.catalogue.references import names
from macros.catalogue.validate import typed
from macros.history.replay import RecordVersion, snapshots_at
from macros.history.revisions import History
from macros.model import (
    PAGES,
    Catalogue,
    Commit,
    Document,
    Field,
    Key,
    Record,
    Reference,
    Register,
    Schema,
    Unreadable,
    Value,
)
from macros.rules.calendar import end_of_day, local_day, local_time, quarter_of, say_date

DATED_BY = (
    "By the main line: the last commit that had landed by the end of that day in the United Kingdom. "
    "A commit lands at the latest committer date up to it, since a clock may have been wrong."
)
"""By what a state is dated, in words."""

NOW = "now"
"""The address of the state that the last commit left."""


class SnapshotDay(NamedTuple):
    """A state that has a name: a day's end, a tag, or now. `until` is its instant, `landed` its last commit's.

    `address` is its place under as-at/; `called` completes 'as at'.
    """

    address: str
    called: str
    tag: str
    until: datetime
    commit: Commit
    landed: datetime


class Snapshot(NamedTuple):
    """Every record as it stood on a day. Pages that people write are left out."""

    day: SnapshotDay
    held: Mapping[Key, RecordVersion]


# -------------------------------------------------------------------------------------------------- days


def say_instant(when: datetime) -> str:
    """An instant in the United Kingdom, as people read it: 30 September 2026, 14:02."""
    return f"{say_date(local_day(when))}, {local_time(when)}"


def on(past: History, day: date) -> SnapshotDay | None:
    """The end of a day in the United Kingdom; None before the first commit landed."""
    until = end_of_day(day)
    commit = past.commit_at(until)
    return (
        SnapshotDay(day.isoformat(), say_date(day), "", until, commit, _landed(past, commit.id))
        if commit
        else None
    )


def days(past: History, today: date) -> list[SnapshotDay]:
    """The end of each quarter before today, each tag on the main line, and now; in the main line's order."""
    place = past.places
    found = [
        day for end in _quarter_ends(local_day(past.landed[0]), today) if (day := on(past, end))
    ]
    taken = {NOW, "compare", *(day.address for day in found)}
    for name, id_ in sorted(past.tags.items()):
        if id_ in place:
            address = _free(_safe(name), taken)
            taken.add(address)
            landed = _landed(past, id_)
            found.append(
                SnapshotDay(address, f"tag {name}", name, landed, past.line[place[id_]], landed)
            )
    found.sort(key=lambda one: (place[one.commit.id], one.until))
    return [*found, SnapshotDay(NOW, "now", "", past.landed[-1], past.tip, past.landed[-1])]


def first_to_come(today: date) -> date:
    """The end of the quarter in which today lies: the next one that will be listed."""
    return quarter_of(today).last


def _quarter_ends(first: date, today: date) -> Iterator[date]:
    end = quarter_of(first).last
    while end < today:
        yield end
        end = quarter_of(end + timedelta(days=1)).last


def _landed(past: History, id_: str) -> datetime:
    return past.landed[past.places[id_]]


LONGEST = 100
"""Letters of a tag's name in an address: no file system takes them all."""


def _safe(name: str) -> str:
    """A tag's name as a part of an address: plain letters, digits and lines."""
    plain = "".join(
        letter if letter.isascii() and letter.isalnum() else " " for letter in name.lower()
    )
    return "-".join(plain.split())[:LONGEST].rstrip("-") or "tag"


def _free(name: str, taken: set[str]) -> str:
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    return free


class Skew(NamedTuple):
    """A commit dated by then, and before one that came earlier. `counted` says whether it had landed by then."""

    commit: Commit
    landed: datetime
    counted: bool


def skew(past: History, day: SnapshotDay) -> list[Skew]:
    """The commits whose own dates mislead about a day: somebody's clock was wrong, or the date was set."""
    last = past.places[day.commit.id]
    return [
        Skew(commit, _landed(past, commit.id), past.places[commit.id] <= last)
        for commit in past.skewed
        if commit.committed <= day.until
        and (past.places[commit.id] <= last or _landed(past, commit.id) > day.until)
    ]


# ------------------------------------------------------------------------------------------------- states


def snapshots_of(past: History, chosen: Sequence[SnapshotDay]) -> list[Snapshot]:
    """The state of each of these days, which are given in the main line's order."""
    states = snapshots_at(past, [day.commit.id for day in chosen])
    return [
        Snapshot(day, {key: one for key, one in held.items() if key.register != PAGES})
        for day, held in zip(chosen, states, strict=True)
    ]


def catalogue(schemas: Mapping[str, Schema], held: Mapping[Key, RecordVersion]) -> Catalogue:
    """A state in the shape of today's registers. Old values need not fit it, and nothing is checked.

    A value is what its field makes of it, or text. A field or a register that today's schemas don't know comes
    under its own name. Versions that can't be read are left out.
    """
    versions: dict[str, dict[Key, Mapping[str, Value]]] = {name: {} for name in schemas}
    for key in sorted(held):
        version = held[key].version
        if not isinstance(version, Unreadable):
            versions.setdefault(key.register, {})[key] = version
    registers = {}
    for name, found in versions.items():
        schema = _schema(schemas.get(name), name, found.values())
        records = (
            _record(schema, key, values, held[key].last.file) for key, values in found.items()
        )
        registers[name] = Register(
            schema, tuple(sorted(records, key=lambda one: sort_key(schema, one)))
        )
    references, used_by = _linked(registers)
    return Catalogue(registers, references, used_by, (), ())


def _schema(schema: Schema | None, name: str, versions: Iterable[Mapping[str, Value]]) -> Schema:
    """Today's schema with the fields that only old versions have; for a register that is no more, one made of them."""
    there = schema or gone_register(name)
    known = {field.name for field in there.fields}
    unknown = dict.fromkeys(one for values in versions for one in values if one not in known)
    fields = tuple(Field(one, in_words(one), "", "") for one in unknown)
    columns = there.columns if "id" in there.columns else ("id", *there.columns)
    named = next((one for one in ("title", "name") if one in unknown), "") if schema is None else ""
    if named:
        columns, there = ("id", named), replace(there, label=(named,))
    return replace(there, fields=(*there.fields, *fields), columns=columns)


def gone_register(name: str) -> Schema:
    """A stand-in for the schema of a register that is no more."""
    return Schema(
        name=name,
        file="",
        title=in_words(name),
        description="This register is no more.",
        singular="record",
        plural="records",
        group="",
        order=0,
        label=(),
        columns=("id",),
        sort=(),
        facets=(),
        review="",
        guidance="",
        final=("retired",),
        public=None,
        fields=(Field("id", "Reference", "", "string"),),
        source={},
    )


def in_words(name: str) -> str:
    """The name of a field or register that no schema gives a title: 'held_by' is 'Held by'."""
    plain = name.replace("_", " ").replace("-", " ")
    return plain[:1].upper() + plain[1:]


def _record(schema: Schema, key: Key, version: Mapping[str, Value], file: str) -> Record:
    values = {
        "id": key.id,
        **{
            name: fitted(value, schema.field(name))
            for name, value in version.items()
            if name != "id"
        },
    }
    return Record(key, values, file, Document({}, {}, {}))


def fitted(value: Value, field: Field | None) -> Value:
    """An old value as its field means it. A list or group where the field has none becomes text."""
    if field is None or not field.kind:  # nobody knows what shape it should have
        return value
    if isinstance(value, str):
        return typed(value, field)
    if isinstance(value, Mapping):
        return (
            {name: fitted(one, field.part(name)) for name, one in value.items()}
            if field.kind == "object"
            else as_text(value)
        )
    if field.kind != "array":
        return as_text(value)
    each = None if field.refs else field.each
    return [fitted(one, each) if each else as_text(one) for one in cast("Sequence[Value]", value)]


def as_text(value: Value) -> str:
    """Any old value in one text."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _linked(
    registers: Mapping[str, Register],
) -> tuple[Mapping[Key, tuple[Reference, ...]], Mapping[Key, tuple[Reference, ...]]]:
    there = {record.key for register in registers.values() for record in register.records}
    references: dict[Key, tuple[Reference, ...]] = {}
    used_by: dict[Key, list[Reference]] = {}
    for register in registers.values():
        for record in register.records:
            named = names(register.schema.fields, record.values)
            targets = (
                (
                    one.path,
                    next(
                        (key for name in one.field.refs if (key := Key(name, one.text)) in there),
                        None,
                    ),
                )
                for one in named
            )
            references[record.key] = tuple(
                Reference(record.key, path, target) for path, target in targets if target
            )
            for reference in references[record.key]:
                used_by.setdefault(reference.target, []).append(reference)
    return references, {key: tuple(found) for key, found in used_by.items()}

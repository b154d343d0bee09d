"""Until when the records of a register are kept, as their schema declares it (`x-kept`).

A class is a record with a rule (`retention`) and its event; a hold names what may not go
(`x-hold`). A day that a record doesn't state starts nothing: no day is ever invented.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import product
from typing import NamedTuple

from macros.model import (
    EventFields,
    Field,
    HoldFields,
    KeptFields,
    Key,
    Record,
    Register,
    Schema,
    Value,
    Values,
    each,
    groups,
)
from macros.model.mappings import grouped, present
from macros.rules.calendar import Fault, read_partial_date
from macros.rules.disposal import Hold, Kept, kept, longest

RULE = "retention-rule"
"""The format of a field that holds a rule."""

EVENT = "trigger_event"
"""The field beside a rule that says from which event its time counts."""


class RetentionClass(NamedTuple):
    """A class of records: its rule, and the event from which the time counts."""

    rule: Values
    event: str
    record: Record


class Kinds(NamedTuple):
    """Every class by its id, and every hold, lifted or not, by the key of what it names."""

    classes: Mapping[str, RetentionClass]
    holds: Mapping[Key, list[Hold]]


class KeptRecord(NamedTuple):
    """Until when a record is kept, the class that says so, and every hold, lifted or not.

    `field` names the class.
    """

    of: str
    kept: Kept
    holds: tuple[Hold, ...]
    field: str


def kinds_in(registers: Mapping[str, Register]) -> Kinds:
    """The classes and the holds of all registers."""
    holds = (hold for register in registers.values() for hold in _holds(register))
    classes = (own for register in registers.values() for own in _classes(register))
    return Kinds({own.record.key.id: own for own in classes}, grouped(holds))


def _classes(register: Register) -> Iterator[RetentionClass]:
    rules = [field.name for field in register.schema.fields if field.format == RULE]
    for record, name in product(register.records, rules[:1]):
        rule = record.values.get(name)
        if isinstance(rule, Mapping):
            yield RetentionClass(rule, str(record.values.get(EVENT, "")), record)


def _holds(register: Register) -> Iterator[tuple[Key, Hold]]:
    """One that was retired and never lifted was none: another has taken its place."""
    fields = [field for field in register.schema.fields if field.on_hold]
    for record, field in product(register.records, fields):
        if isinstance(field.on_hold, HoldFields) and (hold := _hold(record, field.on_hold)):
            yield from ((key, hold) for key in _named(record, field))


def _hold(record: Record, names: HoldFields) -> Hold | None:
    start, end = (_last_day(record.values.get(name)) for name in (names.start, names.end))
    if start is None or (end is None and record.retired):
        return None
    part = str(record.values.get(names.part, "")) if names.part else ""
    return Hold(record.key.id, start, end, part)


def _named(record: Record, field: Field) -> Iterator[Key]:
    """What a field may name: an id, in each of the registers that it can be of."""
    for id_, register in product(each(record.values.get(field.name)), field.refs):
        yield Key(register, str(id_))


def kept_record(schema: Schema, record: Record, kinds: Kinds) -> KeptRecord | None:
    """Until when a record is kept, by the longest of its classes. None where it names none."""
    for field in schema.fields:
        names = field.kept
        if isinstance(names, KeptFields):
            of = (kinds.classes.get(key.id) for key in _named(record, field))
            ends = {own.record.key.id: _end(names, record.values, own) for own in of if own}
            if ends:
                name, end = longest(ends)
                holds = tuple(_covering(schema, record, field, kinds))
                return KeptRecord(name, end, holds, field.name)
    return None


def is_gone(record: Record, field: Field) -> bool:
    """Whether a record says that something is gone since the day in a field (`x-gone`)."""
    names = field.gone
    how = str(record.values.get(names.by)) if names else ""
    return bool(names and how in names.choices and field.name in record.values) and not (
        record.retired
    )


def conditions_of(of: RetentionClass) -> list[str]:
    """The conditions on which another time of a class holds, in its own words."""
    return [str(other.get("if")) for _, other in groups(of.rule.get("conditions"))]


def has_classes(schema: Schema) -> bool:
    """Whether a field of the register names the classes by which its records are kept."""
    return any(field.kept for field in schema.fields)


def _covering(schema: Schema, record: Record, field: Field, kinds: Kinds) -> list[Hold]:
    """The holds on a record, on its classes, and on what it is part of."""
    within = field.kept.within if field.kept else ()
    parts = (schema.field(name) for name in within)
    fields = (field, *filter(None, parts))
    keys = [record.key, *(key for part in fields for key in _named(record, part))]
    return sorted({hold for key in keys for hold in kinds.holds.get(key, ())})


def _end(names: KeptFields, values: Values, of: RetentionClass) -> Kept:
    for start, end in names.open.items():
        if _at(values, start) is not None and _at(values, end) is None:
            return Kept(None, "The time has not started: something about it is still open.")
    days = present({event: _latest(values, fields) for event, fields in names.days.items()})
    if names.events:
        days |= _listed(values, names.events)
    condition = _condition(of.rule, values.get(names.condition))
    later = [day for check in each(values.get(names.checks)) if (day := _last_day(check))]
    return kept(of.rule, of.event, days, later, condition)


def _latest(values: Values, fields: tuple[str, ...]) -> date | None:
    days = (_last_day(_at(values, name)) for name in fields)
    return max(filter(None, days), default=None)


def _listed(values: Values, names: EventFields) -> dict[str, date]:
    """The days of events in a list; of an event that is there twice, the later."""
    days = dict[str, date]()
    for _, group in groups(values.get(names.field)):
        event, day = str(group.get(names.event)), _last_day(group.get(names.day))
        if day:
            days[event] = max(day, days.get(event, day))
    return days


def _condition(rule: Values, words: Value | None) -> int | None:
    """The number of the other time that holds, where a record says that one does."""
    conditions = groups(rule.get("conditions")) if isinstance(words, str) else ()
    return next((number for number, other in conditions if other.get("if") == words), None)


def _at(values: Values, path: str) -> Value | None:
    """The value at a path of names: 'internal_review.responded'."""
    value: Value | None = values
    for name in path.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def _last_day(value: object) -> date | None:
    """The last day that a day, a month or a year can mean: sooner would be too soon."""
    day = read_partial_date(value) if isinstance(value, str) else None
    return None if isinstance(day, Fault) else day

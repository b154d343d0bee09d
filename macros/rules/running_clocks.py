"""The clocks of the law that a record's own fields start, as its schema declares them (`x-clock`).

A wait or more time that a record doesn't date moves nothing: no day is ever invented.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from macros.model import (
    ClockFields,
    Field,
    Fields,
    LongerFields,
    Path,
    Schema,
    Value,
    Values,
    WaitFields,
    dotted,
    groups,
)
from macros.rules.calendar import day_in
from macros.rules.clock_table import CLOCKS
from macros.rules.clock_words import Standing, standing
from macros.rules.clocks import Course, Longer, Wait


class RunningClock(NamedTuple):
    """A clock of one record: the field that starts it, the way there, and how it stands."""

    path: Path
    field: Field
    standing: Standing

    @property
    def what(self) -> str:
        """What is to be done by its last day."""
        return self.standing.clock.what

    @property
    def law(self) -> str:
        """Where the limit stands."""
        return self.standing.reckoning.limit.source

    def as_json(self) -> Mapping[str, object]:
        """The same for a program."""
        due, left = self.standing.due, self.standing.left
        return {
            "clock": self.standing.clock.id,
            "field": dotted(self.path),
            "due": due.isoformat() if due else None,
            "state": self.standing.state,
            "left": left,
            "counted_in": self.standing.clock.limit.unit,
            "limit": str(self.standing.reckoning.limit),
            "law": self.law,
            "why": list(self.standing.reckoning.why),
        }


def clocks_of(schema: Schema, values: Values, today: date) -> Sequence[RunningClock]:
    """Every clock of a record, in the order of its fields. A record that is over has none."""
    if values.get("status") == "retired":
        return ()
    return tuple(clocks_in(schema.fields, values, today, schema.closed))


def clocks_in(
    fields: Fields, values: Values, today: date, closed: frozenset[date] = frozenset()
) -> Iterator[RunningClock]:
    """The clocks that some fields start, whether the record is over or not.

    `closed` are the landlord's own closed days. A clock whose law says what a working day is
    counts them all the same.
    """
    return _in_group(fields, (values,), (), (today, closed))


def leading(clocks: Sequence[RunningClock]) -> RunningClock | None:
    """The clock that a record stands by: the last that isn't done, or else the first."""
    running = [clock for clock in clocks if clock.standing.done is None]
    return next(iter([*running[-1:], *clocks]), None)


def _in_group(
    fields: Fields, around: tuple[Values, ...], path: Path, days: tuple[date, frozenset[date]]
) -> Iterator[RunningClock]:
    """`around` are the groups that the fields stand in, the nearest first.

    `days` are today and the days on which the landlord is closed.
    """
    today, closed = days
    for field in fields:
        value, way = around[0].get(field.name), (*path, field.name)
        start = day_in(value)
        if field.clock and start and (clock := CLOCKS.get(_which(field.clock, around))):
            course = Course(start, *_moves(field.clock, fields, around[0]))
            done = day_in(around[0].get(field.clock.stops))
            yield RunningClock(way, field, standing(clock.closed_on(closed), course, done, today))
        if field.parts and isinstance(value, Mapping):
            yield from _in_group(field.parts, (value, *around), way, days)


def _which(clock: ClockFields, around: Sequence[Values]) -> str:
    values = (values[clock.by] for values in around if clock.by in values)
    return clock.clocks.get(str(next(values, "")), "")


def _moves(
    clock: ClockFields, fields: Fields, values: Values
) -> tuple[tuple[Wait, ...], Longer | None]:
    known = {field.name: field for field in fields}
    waits = list[Wait]()
    for names in clock.waits:
        field = known.get(names.field)
        waited = (_wait(names, group, field) for group in _groups(values.get(names.field)))
        waits += filter(None, waited)
    longer = clock.longer
    return tuple(waits), _longer(longer, values, known.get(longer.field)) if longer else None


def _groups(value: Value | None) -> Sequence[Values]:
    """A group, or the groups of a list."""
    return [value] if isinstance(value, Mapping) else [group for _, group in groups(value)]


def _wait(names: WaitFields, group: Values, field: Field | None) -> Wait | None:
    asked = day_in(group.get(names.asked))
    if asked is None:
        return None
    reason = _reason(names.reason, group, field)
    return Wait(asked, day_in(group.get(names.answered)), reason, names.afresh)


def _longer(names: LongerFields, values: Values, field: Field | None) -> Longer | None:
    group = values.get(names.field)
    if not isinstance(group, Mapping):
        return None
    reason = _reason(names.reason, group, field)
    return Longer(day_in(group.get(names.told)), reason, day_in(group.get(names.until)))


def _reason(name: str, group: Values, field: Field | None) -> str:
    """The reason in words, or what the group is called where it gives none."""
    if name not in group or field is None:
        return field.title if field else ""
    part = (field.each or field).part(name)
    value = str(group[name])
    return part.labels.get(value, value) if part else value

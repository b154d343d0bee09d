"""Names in `x-clock`, `x-period`, `x-again` and inside fields in `x-deadline` that lead nowhere.

They are fields, choices, and no clock at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from macros.catalogue.schema_fields import SchemaSet
from macros.catalogue.schema_messages import SchemaFault, SchemaFaults
from macros.model import AgainFields, ClockFields, Field, Fields, Path
from macros.model.text import did_you_mean

Named: TypeAlias = tuple[tuple[str | int, ...], str, Fields]
"""The way to a name inside an annotation, the name, and the fields among which it must be."""


def loose_clocks(name: str, schemas: SchemaSet) -> SchemaFaults:
    """Names of fields that aren't there, and of choices that the field in `by` doesn't have."""
    fields = schemas.fields(name)
    return _loose(fields, fields, ("properties",))


def _loose(fields: Fields, record: Fields, path: Path) -> SchemaFaults:
    """`fields` stand beside one another, and `record` are the fields of the whole record."""
    for field in fields:
        way = (*path, field.name)
        if field.clock:
            yield from _in_one(field.clock, fields, record, (*way, "x-clock"))
        if period := field.period:
            named: list[Named] = [(("of",), period.of, fields), (("to",), period.to, fields)]
            yield from _loose_names(named, (*way, "x-period"))
        if field.again:
            yield from _loose_names(_again_names(field.again, fields), (*way, "x-again"))
        if field.deadline and fields is not record:
            own: list[Named] = [((), field.deadline, (*fields, *record))]
            yield from _loose_names(own, (*way, "x-deadline"))
        inner = ("properties",) if field.parts else ("items", "properties")
        yield from _loose(_inside(field), record, (*way, *inner))


def _again_names(again: AgainFields, near: Fields) -> Iterator[Named]:
    whole, _, part = again.last.partition(".")
    yield ("last",), whole, near
    if part and (group := _called(whole, near)):
        yield ("last",), part, _inside(group)
    yield ("by",), again.by, near
    yield ("next",), again.next, near


def _in_one(clock: ClockFields, near: Fields, record: Fields, path: Path) -> SchemaFaults:
    yield from _loose_names(_names(clock, near, record), path)
    if not clock.clocks or bool(clock.by) is ("" in clock.clocks):
        message = "It doesn't say which clock it is."
        yield SchemaFault(path, message, "Name one in 'clock', or a field in 'by' and 'clocks'.")
    by = _called(clock.by, (*near, *record))
    for value in clock.clocks if by else ():
        if by and value and value not in by.options:
            hint = did_you_mean(value, by.options, "")
            message = f"'{value}' is no choice of '{by.name}'."
            yield SchemaFault((*path, "clocks", value), message, hint)


def _names(clock: ClockFields, near: Fields, record: Fields) -> Iterator[Named]:
    """Each name in a clock."""
    yield ("stops",), clock.stops, near
    yield ("by",), clock.by, (*near, *record)
    for number, wait in enumerate(clock.waits):
        yield ("waits", number, "field"), wait.field, near
        if group := _called(wait.field, near):
            for key in ("asked", "answered", "reason"):
                yield ("waits", number, key), getattr(wait, key), _inside(group)
    if clock.longer:
        yield ("longer", "field"), clock.longer.field, near
        if group := _called(clock.longer.field, near):
            for key in ("told", "reason", "until"):
                yield ("longer", key), getattr(clock.longer, key), _inside(group)


def _loose_names(names: Iterable[Named], path: Path) -> SchemaFaults:
    for key, name, among in names:
        known = [field.name for field in among]
        if name and name not in known:
            hint = did_you_mean(name, known, "")
            yield SchemaFault((*path, *key), f"There is no field '{name}'.", hint)


def _called(name: str, fields: Fields) -> Field | None:
    return next((field for field in fields if field.name == name), None)


def _inside(field: Field) -> Fields:
    """The fields of a group, or of each group of a list."""
    return field.each.parts if field.each else field.parts

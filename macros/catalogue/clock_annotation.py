"""What may stand behind `x-clock` in a schema, and the names in it that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from macros.catalogue.schema_messages import SchemaFault, SchemaFaults
from macros.catalogue.takes import Json, Takes, as_list
from macros.model import ClockFields, Field, Fields, LongerFields, Path, WaitFields
from macros.model.text import did_you_mean
from macros.rules.clock_table import CLOCKS

_NAME: Json = {"type": "string"}
_ID: Json = {"enum": list(CLOCKS)}


def _group(needed: Sequence[str], **parts: Json) -> Json:
    return {
        "type": "object",
        "properties": parts,
        "required": list(needed),
        "additionalProperties": False,
    }


_WAIT = _group(
    ("field", "asked", "answered"),
    field=_NAME,
    asked=_NAME,
    answered=_NAME,
    reason=_NAME,
    afresh={"const": True},
)
_LONGER = _group(("field",), field=_NAME, told=_NAME, reason=_NAME, until=_NAME)
_CLOCK = _group(
    ("stops",),
    clock=_ID,
    by=_NAME,
    clocks={"type": "object", "minProperties": 1, "additionalProperties": _ID},
    stops=_NAME,
    waits={"type": "array", "minItems": 1, "items": _WAIT},
    longer=_LONGER,
)


def _keep(value: object) -> ClockFields | None:
    """What a `Field` keeps of it; None where it is out of form, which is told elsewhere."""
    about: Mapping[str, Any] = value if isinstance(value, Mapping) else {}
    try:
        return ClockFields(
            stops=about["stops"],
            clocks={"": about["clock"]} if "clock" in about else about["clocks"],
            by=about.get("by", ""),
            waits=tuple(WaitFields(**wait) for wait in as_list(about.get("waits"))),
            longer=LongerFields(**about["longer"]) if "longer" in about else None,
        )
    except (KeyError, TypeError):
        return None


CLOCK = Takes(
    "the clock and the fields that move it",
    {**_CLOCK, "oneOf": [{"required": ["clock"]}, {"required": ["by", "clocks"]}]},
    keep=_keep,
)


def loose_clocks(fields: Fields) -> SchemaFaults:
    """Names in `x-clock` of fields that aren't there, and of choices that `by` doesn't have."""
    return _loose(fields, fields, ("properties",))


def _loose(fields: Fields, record: Fields, path: Path) -> SchemaFaults:
    """`fields` stand beside one another, and `record` are the fields of the whole record."""
    for field in fields:
        way = (*path, field.name)
        if field.clock:
            yield from _in_one(field.clock, fields, record, (*way, "x-clock"))
        if field.parts:
            yield from _loose(field.parts, record, (*way, "properties"))


def _in_one(clock: ClockFields, near: Fields, record: Fields, path: Path) -> SchemaFaults:
    for key, name, among in _names(clock, near, record):
        known = [field.name for field in among]
        if name and name not in known:
            hint = did_you_mean(name, known, "")
            yield SchemaFault((*path, *key), f"There is no field '{name}'.", hint)
    by = _called(clock.by, (*near, *record))
    for value in clock.clocks if by else ():
        if by and value not in by.options:
            hint = did_you_mean(value, by.options, "")
            message = f"'{value}' is no choice of '{by.name}'."
            yield SchemaFault((*path, "clocks", value), message, hint)


Named = tuple[tuple[str | int, ...], str, Fields]


def _names(clock: ClockFields, near: Fields, record: Fields) -> Iterator[Named]:
    """Each name, the way to it, and the fields among which it must be."""
    yield ("stops",), clock.stops, near
    yield ("by",), clock.by, (*near, *record)
    for number, wait in enumerate(clock.waits):
        yield ("waits", number, "field"), wait.field, near
        inside = _inside(_called(wait.field, near))
        for key in ("asked", "answered", "reason"):
            yield ("waits", number, key), getattr(wait, key), inside
    if clock.longer:
        yield ("longer", "field"), clock.longer.field, near
        inside = _inside(_called(clock.longer.field, near))
        for key in ("told", "reason", "until"):
            yield ("longer", key), getattr(clock.longer, key), inside


def _called(name: str, fields: Fields) -> Field | None:
    return next((field for field in fields if field.name == name), None)


def _inside(field: Field | None) -> Fields:
    """The fields of a group, or of each group of a list."""
    if field is None:
        return ()
    return field.each.parts if field.each else field.parts

"""The fields of a register as a tree: the one at a path, and those that a record states."""

from __future__ import annotations

from collections.abc import Iterator

from macros.model.field import Field, Fields
from macros.model.text import upper_first
from macros.model.values import Path, Value, Values


def whole(title: str, fields: Fields) -> Field:
    """A record as one field, which holds all others."""
    return Field("", title, "", "object", parts=tuple(fields))


def stated(fields: Fields, values: Values) -> Iterator[tuple[Field, Value]]:
    """The fields that a group of values states, each with its value, in schema order."""
    return ((field, values[field.name]) for field in fields if field.name in values)


def public_at(fields: Fields, path: Path) -> bool:
    """Whether everybody may see the value at a path: its field says so, and each around it."""
    lengths = [number + 1 for number, step in enumerate(path) if not isinstance(step, int)]
    fields_on_the_way = [field_at(fields, path[:length]) for length in lengths]
    return bool(lengths) and all(field and field.public for field in fields_on_the_way)


def field_at(fields: Fields, path: Path) -> Field | None:
    """The field that a path leads to."""
    if not path:
        return whole("", fields)
    field = next((field for field in fields if field.name == path[0]), None)
    for step in path[1:]:
        if field is None:
            return None
        field = field.each if isinstance(step, int) else field.part(step)
    return field


def humanise(field: Field, text: str) -> str:
    """A choice in words: the schema's own, or its name with spaces and a capital."""
    if text in field.labels:
        return field.labels[text]
    return upper_first(text.replace("-", " ").replace("_", " "))

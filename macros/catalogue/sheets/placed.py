"""Values put into a record at the end of a way through its groups, and kept in order."""

from __future__ import annotations

from collections.abc import Mapping

from macros.model import Fields, Value, Values


def placed(values: Values, path: tuple[str, ...], value: Value | None) -> Values:
    """The values with another one at the end of a way; None takes out what stands there."""
    name, *rest = path
    before = values.get(name)
    if rest:
        inner = before if isinstance(before, Mapping) else {}
        value = placed(inner, tuple(rest), value) or None
    others = {key: old for key, old in values.items() if key != name or value is not None}
    return others if value is None else {**others, name: value}


def in_order(fields: Fields, values: Values) -> Values:
    """The values of a record or a group with groups in the order of the schema.

    What stands at the top keeps its place: there a file has an order of its own.
    """
    by_name = {field.name: field for field in fields}
    return {
        name: _sorted(by_name[name].parts, value)
        if name in by_name and isinstance(value, Mapping)
        else value
        for name, value in values.items()
    }


def _sorted(fields: Fields, values: Values) -> Values:
    order = {field.name: number for number, field in enumerate(fields)}
    names = sorted(values, key=lambda name: order.get(name, len(order)))
    return in_order(fields, {name: values[name] for name in names})

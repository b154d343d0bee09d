"""Whether values in a list differ, as JSON Schema has it, and as people see them."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

from macros.model.seen import as_seen


def is_unique(values: Sequence[Any]) -> bool:
    """Whether no two values are the same, or differ in nothing but what nobody sees."""
    return len({_compared(value) for value in values}) == len(values)


def _compared(value: Any) -> Hashable:
    """A value as it is compared: `true` is not 1, which is 1.0, and a group has no order."""
    if isinstance(value, str):
        return as_seen(value)
    if isinstance(value, Mapping):
        return dict, frozenset((name, _compared(inner)) for name, inner in value.items())
    if isinstance(value, Sequence):
        return list, tuple(map(_compared, value))
    return (bool, value) if isinstance(value, bool) else value

"""Whether values in a list differ, as JSON Schema has it, and as people see them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from macros.model.seen import as_seen, value_as_seen

if TYPE_CHECKING:  # it takes long to load, and nearly all lists hold texts
    from jsonschema.protocols import Validator


def is_unique(values: Sequence[Any]) -> bool:
    """Whether no two values are the same, or differ in nothing but what nobody sees."""
    if all(isinstance(value, str) for value in values):
        return len({as_seen(value) for value in values}) == len(values)
    return _all_different().is_valid([value_as_seen(value) for value in values])


@cache
def _all_different() -> Validator:
    from jsonschema import Draft202012Validator  # noqa: PLC0415 - see above

    return Draft202012Validator({"uniqueItems": True})

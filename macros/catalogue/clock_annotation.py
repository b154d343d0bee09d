"""What may stand behind `x-clock`, `x-period` and `x-again`, and what a `Field` keeps of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from macros.catalogue.takes import Json, Takes, as_list
from macros.model import AgainFields, ClockFields, LongerFields, PeriodFields, WaitFields
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
            clocks={"": about["clock"]} if "clock" in about else about.get("clocks", {}),
            by=about.get("by", ""),
            waits=tuple(WaitFields(**wait) for wait in as_list(about.get("waits"))),
            longer=LongerFields(**about["longer"]) if "longer" in about else None,
        )
    except (KeyError, TypeError):
        return None


CLOCK = Takes("the clock and the fields that move it", _CLOCK, keep=_keep)


def _keep_period(value: object) -> PeriodFields | None:
    about: Mapping[str, Any] = value if isinstance(value, Mapping) else {}
    return PeriodFields(about["of"], about["to"]) if {"of", "to"} <= about.keys() else None


PERIOD = Takes(
    "the fields with the last day and with whose period it is",
    _group(("of", "to"), of=_NAME, to=_NAME),
    keep=_keep_period,
)


def _keep_again(value: object) -> AgainFields | None:
    about: Mapping[str, Any] = value if isinstance(value, Mapping) else {}
    if not {"says", "last", "by"} <= about.keys():
        return None
    return AgainFields(about["says"], about["last"], about["by"], about.get("next", ""))


AGAIN = Takes(
    "what is done, and the fields with the days and with the posts",
    _group(("says", "last", "by"), says=_NAME, last=_NAME, by=_NAME, next=_NAME),
    keep=_keep_again,
)

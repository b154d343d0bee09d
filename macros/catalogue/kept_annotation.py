"""What may stand behind `x-kept`, `x-gone` and `x-hold` in a schema, and what a `Field` keeps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from macros.catalogue.takes import Annotation, Json, Takes, as_list
from macros.model import EventFields, GoneFields, HoldFields, KeptFields

_NAME: Json = {"type": "string"}
_NAMES: Json = {"type": "array", "minItems": 1, "items": _NAME}


def _group(*needed: str, **parts: Json) -> Json:
    return {
        "type": "object",
        "properties": parts,
        "required": list(needed),
        "additionalProperties": False,
    }


_EVENTS = _group("field", "event", "day", field=_NAME, event=_NAME, day=_NAME)
_KEPT = _group(
    days={"type": "object", "minProperties": 1, "additionalProperties": _NAMES},
    open={"type": "object", "minProperties": 1, "additionalProperties": _NAME},
    events=_EVENTS,
    checks=_NAME,
    condition=_NAME,
    within=_NAMES,
)
_GONE = _group("by", "choices", by=_NAME, choices=_NAMES, records=_NAME)
_HOLD = _group("start", "end", start=_NAME, end=_NAME, part=_NAME)


def _about(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _keep(value: object) -> KeptFields | None:
    """What a `Field` keeps of it; None where it is out of form, which is told elsewhere."""
    about = _about(value)
    try:
        return KeptFields(
            days={event: tuple(names) for event, names in about.get("days", {}).items()},
            open=dict(about.get("open", {})),
            events=EventFields(**about["events"]) if "events" in about else None,
            checks=about.get("checks", ""),
            condition=about.get("condition", ""),
            within=tuple(as_list(about.get("within"))),
        )
    except (AttributeError, TypeError, ValueError):
        return None


def _keep_gone(value: object) -> GoneFields | None:
    about = _about(value)
    try:
        return GoneFields(about["by"], tuple(about["choices"]), about.get("records", ""))
    except (KeyError, TypeError):
        return None


def _keep_hold(value: object) -> HoldFields | None:
    about = _about(value)
    if not {"start", "end"} <= about.keys():
        return None
    return HoldFields(about["start"], about["end"], about.get("part", ""))


DISPOSAL = (
    Annotation(
        "x-kept",
        Takes("the fields with the days of events", _KEPT, keep=_keep),
        "The record is kept as long as the retention classes say that this field names. `days` "
        "names for an event the fields with its day, of which the latest counts, and `events` a "
        "list of groups with an `event` and its `day`. While a field on the left of `open` is "
        "filled and the one on the right isn't, the time hasn't started. `checks` is a list of "
        "days of later checks, `condition` says which other time of the class holds, and `within` "
        "names what the record is part of. `kim show` and the page say until when, and what is "
        "past its time is on the list of disposals.",
        {"days": {"contract-end": ["ends"]}},
        "kept",
    ),
    Annotation(
        "x-gone",
        Takes(
            "the field that says how, and the choices by which it is gone", _GONE, keep=_keep_gone
        ),
        "Something was disposed of on the day in this field, and is gone where the field `by` has "
        "one of the `choices`. The check warns of that before its time as the class stands today, "
        "and refuses it while a hold covers it: the record says in a field with `x-kept` what it "
        "was. `records` names the field with the records that it was about, which no longer wait "
        "for disposal.",
        {"by": "outcome", "choices": ["destroyed"]},
        "gone",
    ),
    Annotation(
        "x-hold",
        Takes("the fields with the first day and the day of the end", _HOLD, keep=_keep_hold),
        "Nothing that this field names is disposed of from the day in `start` until the day in "
        "`end`; where that is empty, the hold goes on. Where the field `part` is filled, it says "
        "in words which part is on hold: what was disposed of meanwhile is then a warning to look, "
        "and no error.",
        {"start": "from", "end": "lifted_on"},
        "on_hold",
    ),
)
"""What a schema can say of how long a record is kept, and of what is gone or on hold."""

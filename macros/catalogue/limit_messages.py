"""Limits that a value reaches, and how else to write it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, cast

from macros.model import Field
from macros.model.text import counted

if TYPE_CHECKING:  # loaded where something is wrong
    from jsonschema import ValidationError

Words: TypeAlias = tuple[str, str, str]
"""A rule, what is wrong, and what would be right."""


def titled(field: Field) -> str:
    """A field as a sentence begins with it."""
    return f"'{field.title}'" if field.title else "This"


def too_short(error: ValidationError, field: Field) -> Words:
    """A text, list or group that holds too little."""
    hint = "Write more." if field.required else "Write more, or take the line out."
    return "too-short", _size(error, field, "least"), hint


def too_long(error: ValidationError, field: Field) -> Words:
    """One that holds too much."""
    unit = UNITS[str(error.validator)[3:]]
    hint = (
        "Say it in fewer words." if unit == "character" else "Take some out, or make two records."
    )
    return "too-long", _size(error, field, "most"), hint


def roomier(whole: Field, name: str, hint: str) -> str:
    """Where in the same record a text can go on that is too long for a field; '' if nowhere.

    What is for staff is never sent into a field that everybody may see. Nothing is added where the
    hint names a field already.
    """
    field = whole.part(name) or whole
    others = [part for part in whole.parts if part.name != name and part.public == field.public]
    texts = list(filter(_takes_any_text, others))
    texts.sort(key=lambda part: part.format != "markdown")
    if not texts or "goes in '" in hint:
        return ""
    return f" What doesn't fit goes in '{texts[0].name}' ({texts[0].title})."


def _takes_any_text(field: Field) -> bool:
    is_free = not (field.options or field.refs or field.pattern)
    return field.kind == "string" and is_free and field.format in ("", "markdown")


UNITS = {"Length": "character", "Items": "value", "Properties": "field"}


def _size(error: ValidationError, field: Field, bound: str) -> str:
    size, unit = len(cast("str", error.instance)), UNITS[str(error.validator)[3:]]
    return f"{titled(field)} has {counted(size, unit)}; the {bound} is {error.validator_value}."


def too_little(error: ValidationError, field: Field) -> Words:
    """A number below the least."""
    return _out_of_range(error, field, "least")


def too_much(error: ValidationError, field: Field) -> Words:
    """A number above the most."""
    return _out_of_range(error, field, "most")


def _out_of_range(error: ValidationError, field: Field, bound: str) -> Words:
    message = f"{titled(field)} is {error.instance}; it is at {bound} {error.validator_value}."
    return "out-of-range", message, field.description

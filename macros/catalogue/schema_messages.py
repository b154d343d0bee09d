"""What jsonschema holds against a schema, in words for whoever writes schemas."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, cast

from macros.catalogue.takes import Json
from macros.model import Path
from macros.model.text import both, counted, did_you_mean

if TYPE_CHECKING:  # loaded where something is wrong
    from jsonschema import SchemaError, ValidationError


class SchemaFault(NamedTuple):
    """Where in a schema something is wrong, what it is, and what would be right."""

    path: Path
    message: str
    hint: str


SchemaFaults: TypeAlias = Iterator[SchemaFault]
"""What is wrong with a schema, one after the other."""


KINDS_OF_VALUE = {
    "string": "text in quotes",
    "integer": "a whole number without quotes",
    "number": "a number without quotes",
    "boolean": "true or false",
    "array": "a list in square brackets",
    "object": "a group in braces",
}
"""The kinds of value that JSON Schema knows, in words for whoever writes JSON."""

SAYS_WHAT = "The schema of schemas, schemas/register.schema.json, says what each part needs."
COMPARE = "Compare it with another schema."


def not_json_schema(reason: SchemaError) -> SchemaFault:
    """Why a file is JSON but no JSON Schema."""
    path, value = tuple(reason.absolute_path), reason.instance
    wanted = reason.validator_value
    if path and path[-1] == "type":
        guess = did_you_mean(str(value), list(KINDS_OF_VALUE), "")
        return SchemaFault(path, f"{json.dumps(value)} is not a kind of value.", guess)
    if reason.validator == "format" and path and path[-1] == "pattern":
        message = f"'{value}' is not a pattern that can be read."
        return SchemaFault(path, message, "Look for a bracket that isn't closed.")
    if reason.validator == "type" and isinstance(wanted, str):  # not where it can be of two types
        message = f"{json.dumps(value)} is not {KINDS_OF_VALUE[wanted]}."
        return SchemaFault(path, message, COMPARE)
    return SchemaFault(path, f"This is not JSON Schema: {reason.message}.", COMPARE)


def against_schema_of_schemas(error: ValidationError) -> SchemaFaults:
    """What the schema of schemas holds against a schema."""
    path = tuple(error.absolute_path)
    value, wanted = cast("Any", error.instance), error.validator_value
    if error.validator == "required":
        missing = [f"'{name}'" for name in cast("list[str]", wanted) if name not in value]
        part = "This part" if path else "The schema"
        yield SchemaFault(path, f"{part} lacks {both(missing)}.", SAYS_WHAT)
    elif error.validator == "additionalProperties" and isinstance(error.schema, Mapping):
        yield from _unknown_names(path, value, list(error.schema.get("properties", {})))
    elif "propertyNames" in error.schema_path:
        message = f"'{value}' can't be the name of a field."
        hint = "Use small letters, figures and '_', as in 'owner_role'."
        yield SchemaFault((*path, str(value)), message, hint)
    elif error.validator == "anyOf" and isinstance(value, Mapping):
        message = "A field needs a title, a description and a type, or a $ref to a shared part."
        yield SchemaFault(path, message, "Compare it with a field of another schema.")
    else:
        words = VALUE_WORDS.get(str(error.validator))
        message, hint = words(value, wanted) if words else (f"{error.message}.", SAYS_WHAT)
        yield SchemaFault(path, message, hint)


def _unknown_names(path: Path, part: Json, known: list[str]) -> SchemaFaults:
    for name in part:
        if name not in known:
            yield SchemaFault(
                (*path, name), f"'{name}' is not known here.", did_you_mean(name, known, "")
            )


Words = tuple[str, str]


def _only(value: Any, wanted: Any) -> Words:
    written = str(wanted).lower() if isinstance(wanted, bool) else wanted
    return f"It can only be '{written}'.", ""


def _no_choice(value: Any, wanted: Any) -> Words:
    return f"'{value}' is not known here.", did_you_mean(str(value), list(map(str, wanted)), "")


def _another_type(value: Any, wanted: Any) -> Words:
    kind = KINDS_OF_VALUE.get(str(wanted), wanted)
    return f"{json.dumps(value)} should be {kind}.", SAYS_WHAT


def _nothing_fits(value: Any, wanted: Any) -> Words:
    return f"{json.dumps(value)} can't stand here.", SAYS_WHAT


def _lacks(value: Any, wanted: Any) -> Words:
    name = json.dumps(wanted.get("const"))
    return f"{name} has to be in this list.", "Every register needs it."


def _too_short(value: Any, wanted: Any) -> Words:
    return f"It has {counted(len(value), 'character')}; the least is {wanted}.", "Write more."


def _too_long(value: Any, wanted: Any) -> Words:
    return (
        f"It has {counted(len(value), 'character')}; the most is {wanted}.",
        "Say it in fewer words.",
    )


def _another_form(value: Any, wanted: Any) -> Words:
    return f"{json.dumps(value)} is not in the form that belongs here.", f"The form is {wanted}"


VALUE_WORDS: Mapping[str, Callable[[Any, Any], Words]] = {
    "const": _only,
    "enum": _no_choice,
    "type": _another_type,
    "anyOf": _nothing_fits,
    "contains": _lacks,
    "minLength": _too_short,
    "maxLength": _too_long,
    "pattern": _another_form,
}
"""For each rule about a single value: what is wrong with this one, and what would be right."""

"""What jsonschema holds against a record, in words for the person who can put it right."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from macros.catalogue.formats import FORMATS
from macros.catalogue.limit_messages import Words, titled, too_little, too_long, too_much, too_short
from macros.model import Field, Path, Value
from macros.model.guesses import nearest
from macros.model.seen import unseen, value_as_seen
from macros.model.text import both, did_you_mean, either

if TYPE_CHECKING:  # loaded where something is wrong
    from jsonschema import ValidationError


class Complaint(NamedTuple):
    """Where a record breaks a rule, which one, what is wrong, and what would be right."""

    path: Path
    rule: str
    message: str
    hint: str


FORMS = ("pattern", "too-short", "too-long", "out-of-range", "twice")
"""Rules about a value in itself: a message of the schema's own says what would be right."""

CONDITIONS = ("condition", "not-allowed", "value", "missing-field")
"""Rules about how fields go together: a message of the schema's own says what is wrong."""


def complaints(error: ValidationError, field: Field, own: str) -> Iterator[Complaint]:
    """One rule's complaints about a field. `own` is what the schema itself says of the rule."""
    path = tuple(error.absolute_path)
    for complaint in _complaints(error, path, field):
        if not own:
            yield complaint
        elif complaint.rule in FORMS:
            yield complaint._replace(hint=own)
        elif complaint.rule == "missing-field":
            yield complaint._replace(message=own)
        elif complaint.rule == "wrong-type":
            yield complaint._replace(hint=complaint.hint or own)
        elif complaint.rule in CONDITIONS:
            yield complaint._replace(message=own, hint="")
        else:
            yield complaint


def _complaints(error: ValidationError, path: Path, field: Field) -> Iterator[Complaint]:
    match str(error.validator):
        case "required":
            yield from _missing(error, path, field)
        case "additionalProperties":
            yield from _unknown(error, path, field)
        case kind:
            yield Complaint(path, *VALUE_WORDS.get(kind, _condition)(error, field))


def _missing(error: ValidationError, path: Path, field: Field) -> Iterator[Complaint]:
    for name in cast("list[str]", error.validator_value):
        if name not in _group(error):
            part = field.part(name) or Field(name, name, "", "string")
            message = f"'{name}' ({part.title}) is missing."
            hint = f"{part.description} {example(part)}".strip()
            yield Complaint((*path, name), "missing-field", message, hint)


def _unknown(error: ValidationError, path: Path, field: Field) -> Iterator[Complaint]:
    known = [part.name for part in field.parts]
    free = [name for name in known if name not in _group(error)]
    place = f"'{field.title}'" if field.name else "this record"
    for name in _group(error):
        if name not in known:
            guess = nearest(name, free) or nearest(name, known)
            hint = f"Did you mean '{guess}'?" if guess else f"Fields here: {', '.join(known)}."
            message = f"There is no field '{name}' in {place}."
            yield Complaint((*path, name), "unknown-field", message, hint)


def _group(error: ValidationError) -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", error.instance)


# ------------------------------------------------------------------------------ parts of a sentence

KINDS = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "'true' or 'false'",
    "array": "a list: each value in a line of its own, with two spaces, '-' and a space before it",
    "object": "a group of fields, each in a line of its own, two spaces further in",
}
"""The kinds of value that JSON Schema knows, in words for whoever writes records."""


def example(field: Field) -> str:
    """A line as it could stand in a file, from the schema's own example or choices.

    Empty where no line shows the value.
    """
    for value in (*field.examples, *field.options)[:1]:
        if isinstance(value, Mapping):
            return _group_example(field.name, value)
        first = value[0] if isinstance(value, list) and value else value
        if isinstance(first, list | Mapping):
            return ""
        line = f"Example: {field.name}: "
        return line + (f"and below it '  - {first}'" if first is not value else _written(value))
    return ""


def _group_example(name: str, group: Mapping[str, object]) -> str:
    """The lines of a group; empty where a part of it is a group or a list itself."""
    if any(isinstance(value, list | Mapping) for value in group.values()):
        return ""
    lines = both([f"'  {part}: {_written(value)}'" for part, value in group.items()])
    return f"Example: {name}: and below it {lines}"


def _written(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _cut(value: object) -> str:
    text = _written(value)
    return text if len(text) <= 60 else text[:57] + "..."


# ----------------------------------------------------------------------------------- rule by rule


def _another_type(error: ValidationError, field: Field) -> Words:
    wanted = KINDS.get(str(error.validator_value), str(error.validator_value))
    message = f"{titled(field)} should be {wanted}; here is {_kind(error.instance)}."
    if error.validator_value == "array" and re.match(r"-\S", str(error.instance)):
        return "wrong-type", message, "Put a space after the '-' of each line."
    return "wrong-type", message, example(field)


def _kind(value: object) -> str:
    if isinstance(value, Mapping):
        return "a group of fields"
    return "a list" if isinstance(value, list) else f"'{_cut(value)}'"


def _no_choice(error: ValidationError, field: Field) -> Words:
    value = _cut(error.instance)
    choices = list(map(str, cast("list[object]", error.validator_value)))
    if error.instance in field.options and len(choices) < len(field.options):
        return _another_value(value, field, f"Here it is {either(choices)}.")  # a condition's
    hint = did_you_mean(str(error.instance), choices, f"It can be {either(choices)}.", whole=True)
    return "not-a-choice", f"'{value}' is not a value of {titled(field)}.", hint


def _only(error: ValidationError, field: Field) -> Words:
    hint = f"Here it is '{_written(error.validator_value)}'."
    return _another_value(_cut(error.instance), field, hint)


def _another_value(value: str, field: Field, hint: str) -> Words:
    return "value", f"'{value}' in {titled(field)} does not fit the other fields.", hint


def _another_form(error: ValidationError, field: Field) -> Words:
    example = f"It looks like '{field.examples[0]}'. " if field.examples else ""
    message = f"'{_cut(error.instance)}' is not in the form of {titled(field)}."
    return "pattern", message, f"{example}{field.description}".strip()


def _format(error: ValidationError, field: Field) -> Words:
    name = str(error.validator_value)
    fault = FORMATS[name](str(error.instance))
    return name, error.message, fault.hint if fault else ""


def _twice(error: ValidationError, field: Field) -> Words:
    values: dict[str, object] = {}
    for value in cast("list[object]", error.instance):
        seen = str(value_as_seen(cast("Value", value)))
        if seen in values and not isinstance(value, Mapping):
            rest = _unseen_between(str(values[seen]), str(value))
            message = f"'{_cut(seen)}' stands in {titled(field)} twice{rest}."
            return "twice", message, "Take one out."
        values[seen] = value
    return "twice", f"Two values in {titled(field)} are the same.", "Take one out."


def _unseen_between(value: str, other: str) -> str:
    """What nobody sees in one of two values and not in the other; nothing where they are one."""
    own, others = ([each.what for each in unseen(text)] for text in (value, other))
    what = [words for words in (*own, *others) if (words in own) != (words in others)]
    return f": one of them has {both(what)}" if what else ""


def _condition(error: ValidationError, field: Field) -> Words:
    return "condition", f"{field.title or 'The record'} does not fit the other fields.", ""


def _not_allowed(error: ValidationError, field: Field) -> Words:
    message = f"{titled(field)} does not belong here, given the other fields."
    return "not-allowed", message, "Take it out."


VALUE_WORDS: Mapping[str, Callable[[ValidationError, Field], Words]] = {
    "type": _another_type,
    "enum": _no_choice,
    "const": _only,
    "pattern": _another_form,
    "x-format": _format,
    "minLength": too_short,
    "minItems": too_short,
    "minProperties": too_short,
    "maxLength": too_long,
    "maxItems": too_long,
    "minimum": too_little,
    "maximum": too_much,
    "uniqueItems": _twice,
    "not": _not_allowed,
    "None": _not_allowed,
}
"""The words for each rule about a value; every other rule is a condition."""

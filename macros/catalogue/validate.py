"""Values checked against their schema; each complaint in words for the person who can put it right."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, cast

from jsonschema import ValidationError

from macros.catalogue.annotations import Json
from macros.catalogue.formats import FORMATS
from macros.catalogue.schema_fields import ENDING, follow
from macros.catalogue.schemas import Schemas
from macros.model import Document, Field, Path, Problem, Value, dotted, field_at
from macros.model.text import did_you_mean, either, nearest


def check(
    schemas: Schemas, name: str, document: Document, file: str
) -> tuple[Mapping[str, Value], list[Problem]]:
    """A document's text into the values that its schema means, and everything that the schema forbids.

    `name` is a register's, or "page" for the heading of a page.
    """
    schema = schemas.registers.get(name)
    whole = Field(
        "",
        schema.singular if schema else name,
        "",
        "object",
        parts=schema.fields if schema else schemas.page,
    )
    values = cast("Mapping[str, Value]", typed(document.value, whole))
    found: dict[tuple[str, str], tuple[Problem, frozenset[str]]] = {}
    for error in schemas.validators[name].iter_errors(values):
        own = _own_message(error, schemas.sources[name + ENDING], schemas.sources)
        weighed = frozenset(dotted(tuple(one.absolute_path)) for one in error.context or ())
        for problem in _words(error, own, whole, document, file):
            found.setdefault((problem.field, problem.message), (problem, weighed))
    return values, _without_echoes(list(found.values()))


def _without_echoes(found: list[tuple[Problem, frozenset[str]]]) -> list[Problem]:
    """A value that is wrong in itself isn't also blamed for what it lacks, nor for not fitting the others.

    With each problem come the fields that a condition weighed before it failed.
    """
    problems = [problem for problem, _ in found]
    wrong = {problem.field for problem in problems if problem.rule not in ("value", "condition")}
    shapeless = tuple(problem.field for problem in problems if problem.rule == "wrong-type")

    def echo(problem: Problem) -> bool:
        if problem.rule == "value" and problem.field in wrong:
            return True
        fits = problem.rule in ("value", "condition", "missing-field", "not-allowed")
        return fits and any(
            problem.field == one or problem.field.startswith((f"{one}.", f"{one}["))
            for one in shapeless
        )

    return [
        problem for problem, weighed in found if not echo(problem) and weighed.isdisjoint(shapeless)
    ]


def typed(value: Value, field: Field | None) -> Value:
    """A value whose scalars are all text as its field means it; what doesn't fit the field stays text."""
    if isinstance(value, Mapping):
        return {
            key: typed(inner, field.part(key) if field else None) for key, inner in value.items()
        }
    if not isinstance(value, str):
        return [
            typed(inner, field.each if field else None) for inner in cast("Sequence[Value]", value)
        ]
    kind = field.kind if field else "string"
    if kind == "integer" and re.fullmatch(r"-?(0|[1-9][0-9]{0,15})", value):
        return int(value)
    if kind == "number" and re.fullmatch(r"-?(0|[1-9][0-9]{0,15})(\.[0-9]+)?", value):
        return float(value) if "." in value else int(value)
    if kind == "boolean" and value in ("true", "false"):
        return value == "true"
    return value


_KINDS = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "'true' or 'false'",
    "array": "a list: each value in a line of its own, with two spaces, '-' and a space before it",
    "object": "a group of fields, each in a line of its own, two spaces further in",
}


def _words(
    error: ValidationError, own: str, whole: Field, document: Document, file: str
) -> Iterator[Problem]:
    path: Path = tuple(error.absolute_path)
    field = field_at(whole.parts, path) or whole
    for at, rule, said, cure in _say(error, path, field):
        place = (document.keys.get(at) if rule == "unknown-field" else None) or document.mark(at)
        message = (
            own if own and rule in ("condition", "not-allowed", "value", "missing-field") else said
        )
        hint = (
            own
            if own and rule in _FORMS
            else cure
            if message == said or rule == "missing-field"
            else ""
        )
        yield Problem(file, place.line, place.column, dotted(at), rule, "error", message, hint)


_FORMS = ("pattern", "too-short", "too-long", "out-of-range", "twice")
"""What is wrong with a value in itself: the message says so, and the schema's own `x-message` says what would be right."""

Said = tuple[Path, str, str, str]


def _say(error: ValidationError, path: Path, field: Field) -> Iterator[Said]:
    """One rule's complaint as (where, rule, what is wrong, what would be right)."""
    kind = str(error.validator)
    if kind == "required":
        yield from _missing(error, path, field)
    elif kind == "additionalProperties":
        yield from _unknown(error, path, field)
    elif kind in _SAY:
        yield (path, *_SAY[kind](error, field))
    else:
        yield path, "condition", f"{field.title or 'The record'} does not fit the other fields.", ""


def _missing(error: ValidationError, path: Path, field: Field) -> Iterator[Said]:
    for name in cast("list[str]", error.validator_value):
        if name not in cast("Json", error.instance):
            part = field.part(name)
            title = part.title if part else name
            about = f"{part.description} " if part else ""
            yield (
                (*path, name),
                "missing-field",
                f"'{name}' ({title}) is missing.",
                (about + example(name, part)).strip(),
            )


def _unknown(error: ValidationError, path: Path, field: Field) -> Iterator[Said]:
    known = [part.name for part in field.parts]
    for name in cast("Json", error.instance):
        if name not in known:
            guess = nearest(
                name, [part for part in known if part not in cast("Json", error.instance)]
            ) or nearest(name, known)
            hint = f"Did you mean '{guess}'?" if guess else f"Fields here: {', '.join(known)}."
            yield (
                (*path, name),
                "unknown-field",
                f"There is no field '{name}' in {_place_of(field)}.",
                hint,
            )


def _few_fields(error: ValidationError, field: Field) -> tuple[str, str, str]:
    size = len(cast("Json", error.instance))
    return (
        "too-short",
        f"{_title(field)} has {size} fields; the least is {error.validator_value}.",
        "Write more, or take the line out.",
    )


def _place_of(field: Field) -> str:
    """The whole record, or a group in it ('Steps')."""
    return f"'{field.title}'" if field.name else "this record"


def example(name: str, field: Field | None) -> str:
    """A field as it could stand in a file, from its schema's own example or choices."""
    if field is None or not field.examples:
        return f"Example: {name}: {field.options[0]}" if field and field.options else ""
    example = field.examples[0]
    if isinstance(example, bool):
        example = "true" if example else "false"
    if isinstance(example, list):
        first = example[0] if example else {}
        return "" if isinstance(first, dict) else f"Example: {name}: and below it '  - {first}'"
    if isinstance(example, dict):
        return ""
    return f"Example: {name}: {example}"


def _type(error: ValidationError, field: Field) -> tuple[str, str, str]:
    wanted = _KINDS.get(str(error.validator_value), str(error.validator_value))
    return (
        "wrong-type",
        f"{_title(field)} should be {wanted}; here is {_seen(error.instance)}.",
        example(field.name, field),
    )


def _seen(value: object) -> str:
    if isinstance(value, Mapping):
        return "a group of fields"
    return "a list" if isinstance(value, list) else f"'{_cut(value)}'"


def _cut(value: object) -> str:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _title(field: Field) -> str:
    return f"'{field.title}'" if field.title else "This"


def _enum(error: ValidationError, field: Field) -> tuple[str, str, str]:
    known = [str(one) for one in cast("list[str]", error.validator_value)]
    if error.instance in field.options and len(known) < len(
        field.options
    ):  # a condition leaves fewer choices
        return (
            "value",
            f"'{_cut(error.instance)}' in {_title(field)} does not fit the other fields.",
            f"Here it is {either(known)}.",
        )
    message = f"'{_cut(error.instance)}' is not a value of {_title(field)}."
    return (
        "not-a-choice",
        message,
        did_you_mean(str(error.instance), known, f"It can be {either(known)}."),
    )


def _pattern(error: ValidationError, field: Field) -> tuple[str, str, str]:
    example = f"It looks like '{field.examples[0]}'." if field.examples else ""
    return (
        "pattern",
        f"'{_cut(error.instance)}' is not in the form of {_title(field)}.",
        f"{example} {field.description}".strip(),
    )


def _format(error: ValidationError, field: Field) -> tuple[str, str, str]:
    fault = FORMATS[str(error.validator_value)](str(error.instance))
    return str(error.validator_value), error.message, fault.hint if fault else ""


def _length(error: ValidationError, field: Field) -> tuple[str, str, str]:
    number, instance = error.validator_value, error.instance
    unit = "values" if isinstance(instance, list) else "characters"
    size = len(cast("str", instance))
    if str(error.validator).startswith("min"):
        return (
            "too-short",
            f"{_title(field)} has {size} {unit}; the least is {number}.",
            "Write more, or take the line out.",
        )
    return (
        "too-long",
        f"{_title(field)} has {size} {unit}; the most is {number}.",
        "Say it in fewer words.",
    )


def _bound(error: ValidationError, field: Field) -> tuple[str, str, str]:
    least = str(error.validator) in ("minimum", "exclusiveMinimum")
    return (
        "out-of-range",
        f"{_title(field)} is {error.instance}; it is at {'least' if least else 'most'} {error.validator_value}.",
        "",
    )


def _twice(error: ValidationError, field: Field) -> tuple[str, str, str]:
    seen: list[object] = []
    for one in cast("list[object]", error.instance):
        if one in seen and not isinstance(one, Mapping):
            return "twice", f"'{_cut(one)}' stands in {_title(field)} twice.", "Take one out."
        seen.append(one)
    return "twice", f"Two values in {_title(field)} are the same.", "Take one out."


def _const(error: ValidationError, field: Field) -> tuple[str, str, str]:
    value = error.validator_value
    return (
        "value",
        f"'{_cut(error.instance)}' in {_title(field)} does not fit the other fields.",
        f"Here it is '{str(value).lower() if isinstance(value, bool) else value}'.",
    )


def _condition(error: ValidationError, field: Field) -> tuple[str, str, str]:
    return "condition", f"{field.title or 'The record'} does not fit the other fields.", ""


def _none(error: ValidationError, field: Field) -> tuple[str, str, str]:
    return (
        "not-allowed",
        f"{_title(field)} does not belong here, given the other fields.",
        "Take it out.",
    )


_SAY: Mapping[str, Callable[[ValidationError, Field], tuple[str, str, str]]] = {
    "type": _type,
    "enum": _enum,
    "pattern": _pattern,
    "x-format": _format,
    "minLength": _length,
    "maxLength": _length,
    "minItems": _length,
    "minProperties": _few_fields,
    "maxItems": _length,
    "minimum": _bound,
    "maximum": _bound,
    "uniqueItems": _twice,
    "const": _const,
    "anyOf": _condition,
    "not": _none,
    "None": _none,
}


def _own_message(error: ValidationError, node: Any, sources: Mapping[str, Json]) -> str:
    """The `x-message` of the schema's condition that gave this error, if it has one."""
    message = ""
    for step in error.absolute_schema_path:  # jsonschema leaves "$ref" and "if" out of it
        if isinstance(node, Mapping) and step not in node and "$ref" in node:
            node = follow(node["$ref"], "common" + ENDING, sources)
            message = _message(node) or message
        node = node[step] if node is not None else None
        message = _message(node) or message
    return message


def _message(node: object) -> str:
    return str(node.get("x-message", "")) if isinstance(node, Mapping) else ""

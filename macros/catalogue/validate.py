"""Values checked against their schema, each complaint at its place in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from macros.catalogue.limit_messages import roomier
from macros.catalogue.look_alikes import look_alike, with_keys
from macros.catalogue.record_messages import complaints
from macros.catalogue.schema_fields import Sources, follow
from macros.catalogue.schema_names import COMMON, ENDING
from macros.catalogue.schemas import Schemas
from macros.catalogue.yaml_places import mark_in
from macros.model import (
    Document,
    Field,
    Path,
    Place,
    Problem,
    Problems,
    Value,
    Values,
    dotted,
    error,
    field_at,
    whole,
)

if TYPE_CHECKING:  # loaded where something is wrong
    from jsonschema import ValidationError


def check(
    schemas: Schemas, name: str, document: Document, file: str
) -> tuple[Values, list[Problem]]:
    """A document's text into the values that its schema means, and everything that it forbids.

    `name` is a register's, or "page" for the heading of a page.
    """
    whole = _whole(schemas, name)
    values = values_in(document, whole)
    broken: dict[tuple[str, str], _Broken] = {}
    for reason in schemas.validators[name].iter_errors(values):
        own = _own_message(reason, schemas.sources[name + ENDING], schemas.sources)
        context = (dotted(tuple(part.absolute_path)) for part in reason.context or ())
        weighed = frozenset((*context, *_asked_first(reason, schemas.sources[name + ENDING])))
        for problem in _problems(reason, own, whole, document, file):
            broken.setdefault((problem.field, problem.message), _Broken(problem, weighed))
    return values, _without_echoes(list(broken.values()))


def values_in(document: Document, whole: Field) -> Values:
    """A document's text as the values that its fields mean, whether they are allowed or not."""
    return cast("Values", typed(document.value, whole))


def _whole(schemas: Schemas, name: str) -> Field:
    """A record, or the heading of a page, as a field that holds the others."""
    if schema := schemas.registers.get(name):
        return whole(schema.singular, schema.fields)
    return whole(name, schemas.page)


class _Broken(NamedTuple):
    """A problem, and the fields that a condition weighed before it failed."""

    problem: Problem
    weighed: frozenset[str]


_ANY_LETTER = ("line", "too-long", "too-short", "missing-field", "condition")
"""Rules that no letter breaks."""

FITTING = ("value", "condition", "missing-field", "not-allowed")
"""Rules about how fields go together, which say nothing new of a value of the wrong type."""


def _without_echoes(broken: list[_Broken]) -> list[Problem]:
    """A value that is wrong in itself isn't also blamed for what it lacks, nor for not fitting."""
    problems = [problem for problem, _ in broken]
    wrong = {problem.field for problem in problems if problem.rule not in ("value", "condition")}
    shapeless = [problem.field for problem in problems if problem.rule == "wrong-type"]

    def is_echo(problem: Problem) -> bool:
        if problem.rule == "value" and problem.field in wrong:
            return True
        return problem.rule in FITTING and any(
            problem.field == field or problem.field.startswith((f"{field}.", f"{field}["))
            for field in shapeless
        )

    return [
        problem
        for problem, weighed in broken
        if not is_echo(problem) and weighed.isdisjoint(shapeless)
    ]


def typed(value: Value, field: Field | None) -> Value:
    """A value of which all is text as its field means it; what doesn't fit the field stays text."""
    if isinstance(value, str):
        return _scalar(value, field.kind if field else "string")
    if isinstance(value, Mapping):
        return {name: typed(part, field and field.part(name)) for name, part in value.items()}
    return [typed(part, field and field.each) for part in cast("list[Value]", value)]


def _scalar(text: str, kind: str) -> Value:
    if kind == "integer" and re.fullmatch(r"-?(0|[1-9][0-9]{0,15})", text):
        return int(text)
    if kind == "number" and re.fullmatch(r"-?(0|[1-9][0-9]{0,15})(\.[0-9]+)?", text):
        return float(text) if "." in text else int(text)
    if kind == "boolean" and text in ("true", "false"):
        return text == "true"
    return text


def _problems(
    reason: ValidationError, own: str, whole: Field, document: Document, file: str
) -> Problems:
    field = field_at(whole.parts, tuple(reason.absolute_path)) or whole
    for path, rule, message, hint in complaints(reason, field, own):
        is_text = rule == "too-long" and reason.validator == "maxLength"
        room = roomier(whole, str(path[0]), hint) if is_text else ""
        key = document.keys.get(path) if rule == "unknown-field" else None
        place = Place(file, *(key or document.mark(path)), dotted(path))
        problem = error(place, rule, message, hint=hint + room)
        if rule == "unknown-field":
            yield _with_look_alike_name(problem, str(path[-1]))
        else:
            yield with_look_alike(problem, document, path, reason.instance)


def with_look_alike(problem: Problem, document: Document, path: Path, value: object) -> Problem:
    """The same problem, which names the letter of a wrong value that only looks right."""
    odd = look_alike(value) if isinstance(value, str) else None
    if odd is None or problem.rule in _ANY_LETTER or not isinstance(value, str):
        return problem
    mark = mark_in(document, path, value, odd.start)
    message = f"{problem.message} It holds {odd.words}."
    again = f"Type it again: '{with_keys(value)}'."
    hint = f"{again} {problem.hint}" if problem.rule == "wrong-type" else again
    return problem._replace(line=mark.line, column=mark.column, message=message, hint=hint)


def _with_look_alike_name(problem: Problem, name: str) -> Problem:
    """The same of the name of a field."""
    odd = look_alike(name)
    if not odd:
        return problem
    message = f"{problem.message} The name holds {odd.words}."
    hint = f"Type it again: '{with_keys(name).strip()}'."
    return problem._replace(column=problem.column + odd.start, message=message, hint=hint)


def _own_message(reason: ValidationError, node: Any, sources: Sources) -> str:
    """The `x-message` of the schema's condition that gave this error, if it has one."""
    message = ""
    for step in reason.absolute_schema_path:  # jsonschema leaves "$ref" and "if" out of it
        if isinstance(node, Mapping) and step not in node and "$ref" in node:
            node = follow(node["$ref"], COMMON, sources)
            message = _message(node) or message
        node = node[step] if node is not None else None
        message = _message(node) or message
    return message


def _asked_first(reason: ValidationError, source: Any) -> Iterator[str]:
    """The fields of the record whose values a condition (`if`) looked at before it asked more."""
    match list(reason.absolute_schema_path):
        case ["allOf", int(number), *_]:
            yield from _named_in(source["allOf"][number].get("if"))


def _named_in(condition: object) -> Iterator[str]:
    """The fields whose values a condition looks at, whatever it is made of."""
    if not isinstance(condition, Mapping):
        return
    yield from condition.get("properties", ())
    parts = [condition.get("not"), *condition.get("anyOf", ()), *condition.get("allOf", ())]
    for part in parts:
        yield from _named_in(part)


def _message(node: object) -> str:
    return str(node.get("x-message", "")) if isinstance(node, Mapping) else ""

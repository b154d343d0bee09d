"""Schemas in; values checked against them; messages that teach. The only module that imports jsonschema.

A register is its schema (JSON Schema draft 2020-12 and a few annotations, `x-…`). The schema of schemas,
`register.schema.json`, says which annotations there are and what each may hold.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from jsonschema import Draft202012Validator, SchemaError, ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import extend
from referencing import Registry, Resource

from macros.model import START, Document, Field, Path, Problem, Schema, Value, dotted
from macros.parse import parse
from macros.rules.calendar import Fault, read_date, read_partial_date, read_quarter, read_timescale
from macros.wording import did_you_mean, either, nearest

ENDING = ".schema.json"
SHARED = ("common", "register", "page")
"""Schemas that are not a register's: the shared parts, the schema of schemas, the heading of a page."""

ANNOTATIONS = ("x-register", "x-audience", "x-ref", "x-format", "x-labels", "x-after", "x-acyclic", "x-self", "x-unique", "x-due-by", "x-message")  # fmt: skip

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Schemas:
    """Every register's schema, ready to check with, and the one for the headings of pages."""

    registers: Mapping[str, Schema]
    page: tuple[Field, ...]
    validators: Mapping[str, Validator]
    sources: Mapping[str, Json]
    broken: frozenset[str]


# ---------------------------------------------------------------------------------------------- formats


def _line(text: str) -> Fault | None:
    return Fault("This holds more than one line.", "Write it in one line.") if "\n" in text else None


def _url(text: str) -> Fault | None:
    if re.fullmatch(r"https?://[^\s<>\"']+", text):
        return None
    return Fault(f"'{text}' is not a full web address.", "Start it with 'https://'.")


def _fault(read: Callable[[str], object]) -> Callable[[str], Fault | None]:
    def check(text: str) -> Fault | None:
        found = read(text)
        return found if isinstance(found, Fault) else None

    return check


FORMATS: Mapping[str, Callable[[str], Fault | None]] = {
    "line": _line,
    "url": _url,
    "date": _fault(read_date),
    "partial-date": _fault(read_partial_date),
    "quarter": _fault(read_quarter),
    "timescale": _fault(read_timescale),
    "markdown": lambda text: None,
    "retention-rule": lambda text: None,
}


def _check_format(validator: Validator, name: str, value: object, schema: Json) -> Iterator[ValidationError]:
    if isinstance(value, str) and name in FORMATS and (fault := FORMATS[name](value)):
        yield ValidationError(fault.message)


_Validator = extend(Draft202012Validator, {"x-format": _check_format})


# --------------------------------------------------------------------------------------- reading schemas


def read_schemas(files: Mapping[str, bytes]) -> tuple[Schemas, list[Problem]]:
    """All files of `schemas/`, by file name, into schemas; and everything that is wrong with them.

    A register whose schema is wrong is named in `broken`, so that its records aren't blamed for it.
    """
    problems: list[Problem] = []
    sources: dict[str, Json] = {}
    places: dict[str, Document | None] = {}
    broken: set[str] = set()
    for name in sorted(files):
        source, found = _read_json(files[name], f"schemas/{name}")
        problems += found
        if source is None:
            broken.add(name.removesuffix(ENDING))
        else:
            sources[name] = source
            places[name] = parse(files[name], name)[0]
    problems += _missing_shared(files)
    registry: Registry[Any] = Registry().with_resources([(name, Resource.from_contents(source)) for name, source in sources.items()])  # fmt: skip
    validators = {name.removesuffix(ENDING): _Validator(source, registry=registry) for name, source in sources.items()}
    for name in sources:
        found = list(_faults(name, sources, validators, places[name]))
        problems += found
        if found:
            broken.add(name.removesuffix(ENDING))
    if "common" in broken:
        broken |= {name.removesuffix(ENDING) for name in files}
    registers = {name: _register(name, sources) for name in sorted(validators) if name not in broken and name not in SHARED}
    page = _fields(sources["page" + ENDING], sources) if "page" not in broken and "page" + ENDING in sources else ()
    return Schemas(registers, page, validators, sources, frozenset(broken)), problems


def _missing_shared(files: Mapping[str, bytes]) -> Iterator[Problem]:
    for name in SHARED:
        if name + ENDING not in files:
            yield Problem(f"schemas/{name}{ENDING}", 1, 1, "", "schema", "error", "This schema is missing, and the others need it.", "Bring it back from the history.")  # fmt: skip


def _read_json(content: bytes, file: str) -> tuple[Json | None, list[Problem]]:
    try:
        source = json.loads(content.decode("utf-8"))
    except UnicodeDecodeError:
        return None, [Problem(file, 1, 1, "", "schema", "error", "The schema is not UTF-8.", "Save it again with the encoding 'UTF-8'.")]  # fmt: skip
    except (json.JSONDecodeError, RecursionError) as error:
        line, column = getattr(error, "lineno", 1), getattr(error, "colno", 1)
        what = getattr(error, "msg", "it is nested too deep")
        return None, [Problem(file, line, column, "", "schema", "error", f"The schema is not JSON: {what}.", "Look for a comma too many or too few, or a quote that isn't closed.")]  # fmt: skip
    if not isinstance(source, dict):
        return None, [Problem(file, 1, 1, "", "schema", "error", "The schema is not a JSON object.", "Compare it with schemas/actions.schema.json.")]  # fmt: skip
    return source, []


def _faults(name: str, sources: Mapping[str, Json], validators: Mapping[str, Validator], places: Document | None) -> Iterator[Problem]:  # fmt: skip
    source = sources[name]

    def say(path: Path, message: str, hint: str) -> Problem:
        mark = places.mark(path) if places else START
        return Problem(f"schemas/{name}", mark.line, mark.column, dotted(path), "schema", "error", message, hint)

    try:
        _Validator.check_schema(source)
    except SchemaError as error:
        yield say(tuple(error.absolute_path), f"This is not JSON Schema: {error.message}.", "Compare it with another schema.")  # fmt: skip
        return
    unknown = list(_unknown_annotations(source, ()))
    for path, word in unknown:
        yield say(path, f"There is no annotation '{word}'.", did_you_mean(word, ANNOTATIONS, ""))
    for path, target in _refs(source, ()):
        if _follow(target, name, sources) is None:
            yield say(path, f"'{target}' points at nothing.", "It is the name of a schema, '#/$defs/' and the name of a shared part.")  # fmt: skip
    known = [one for one in validators if one not in SHARED]
    if name == "register" + ENDING:
        return
    for path, word in _strange_registers(source, (), known):
        yield say(path, f"There is no register '{word}'.", did_you_mean(word, known, ""))
    if name.removesuffix(ENDING) in SHARED or "register" not in validators:
        return
    for error in validators["register"].iter_errors(source):
        path = tuple(error.absolute_path)
        if not any(path == where[: len(path)] for where, _ in unknown):
            yield say(path, *_schema_words(error))
    if source.get("$id") != name:
        yield say(("$id",), f"'$id' is not the file's name.", f"Write '{name}'.")
    yield from (say(path, message, hint) for path, message, hint in _loose_names(source))


def _schema_words(error: ValidationError) -> tuple[str, str]:
    where = dotted(tuple(cast("Path", tuple(error.absolute_path)))) or "the schema"
    if error.validator == "required":
        missing = [one for one in cast("list[str]", error.validator_value) if one not in cast("Json", error.instance)]
        return f"{where} lacks {either(missing)}.", "The schema of schemas, schemas/register.schema.json, says what each part needs."
    if error.validator == "enum":
        return f"{error.instance!r} is not known here.", did_you_mean(str(error.instance), [str(one) for one in cast("list[str]", error.validator_value)], "")  # fmt: skip
    if error.validator == "additionalProperties" and isinstance(error.schema, Mapping):
        known = list(error.schema.get("properties", {}))
        strange = [one for one in cast("Json", error.instance) if one not in known]
        return f"{where} has {either(strange)}, which is not known.", did_you_mean(strange[0], known, "") if strange else ""
    if error.validator == "anyOf" and isinstance(error.instance, Mapping):
        return f"{where} needs a title, a description and a type, or a $ref to a shared part.", "Compare it with a field of schemas/actions.schema.json."  # fmt: skip
    return f"{where}: {error.message}.", "The schema of schemas, schemas/register.schema.json, says what is expected."


def _unknown_annotations(node: object, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(node, Mapping):
        for key, inner in node.items():
            if key.startswith("x-") and key not in ANNOTATIONS:
                yield (*path, key), key
            elif key not in ("examples", "const", "enum", "x-labels"):
                yield from _unknown_annotations(inner, (*path, key))
    elif isinstance(node, list):
        for number, inner in enumerate(node):
            yield from _unknown_annotations(inner, (*path, number))


def _refs(node: object, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(node, Mapping):
        for key, inner in node.items():
            if key == "$ref" and isinstance(inner, str):
                yield (*path, key), inner
            else:
                yield from _refs(inner, (*path, key))
    elif isinstance(node, list):
        for number, inner in enumerate(node):
            yield from _refs(inner, (*path, number))


def _loose_names(source: Json) -> Iterator[tuple[Path, str, str]]:
    """Names of fields that the register's settings and annotations use and that it doesn't have."""
    fields = list(source.get("properties", {}))
    settings = source.get("x-register", {})
    for setting in ("label", "columns", "sort", "facets"):
        for number, name in enumerate(settings.get(setting, [])):
            if name not in fields:
                yield ("x-register", setting, number), f"There is no field '{name}'.", did_you_mean(name, fields, "")
    for field, about in source.get("properties", {}).items():
        for annotation in ("x-after", "x-due-by"):
            if annotation in about and about[annotation] not in fields:
                yield ("properties", field, annotation), f"There is no field '{about[annotation]}'.", did_you_mean(about[annotation], fields, "")  # fmt: skip
    for name in source.get("required", []):
        if name not in fields:
            yield ("required",), f"'{name}' is required, and there is no such field.", did_you_mean(name, fields, "")


def _strange_registers(node: object, path: Path, known: Sequence[str]) -> Iterator[tuple[Path, str]]:
    """References to registers that there are none of."""
    if isinstance(node, Mapping):
        for key, inner in node.items():
            if key == "x-ref":
                yield from (((*path, key), one) for one in ([inner] if isinstance(inner, str) else inner) if one not in known)  # fmt: skip
            else:
                yield from _strange_registers(inner, (*path, key), known)


# ------------------------------------------------------------------------------------- schema to fields


def _follow(target: str, name: str, sources: Mapping[str, Json]) -> Json | None:
    file, _, pointer = target.partition("#")
    node: Any = sources.get(file or name)
    for step in pointer.strip("/").split("/") if pointer.strip("/") else ():
        node = node.get(step) if isinstance(node, Mapping) else None
    return node if isinstance(node, Mapping) else None


def _merged(raw: Json, sources: Mapping[str, Json]) -> Json:
    """A field with its `$ref` followed: what stands beside the `$ref` wins."""
    while "$ref" in raw:
        raw = {**(_follow(raw["$ref"], "common" + ENDING, sources) or {}), **{key: value for key, value in raw.items() if key != "$ref"}}  # fmt: skip
    return raw


def _fields(source: Json, sources: Mapping[str, Json]) -> tuple[Field, ...]:
    required = source.get("required", ())
    return tuple(_field(name, raw, name in required, sources) for name, raw in source.get("properties", {}).items())


def _field(name: str, raw: Json, required: bool, sources: Mapping[str, Json]) -> Field:
    about = _merged(raw, sources)
    refs = about.get("x-ref", ())
    items = about.get("items")
    return Field(
        name=name,
        title=about.get("title", name.replace("_", " ").capitalize()),
        description=about.get("description", ""),
        kind=about.get("type", "string"),
        required=required,
        public=about.get("x-audience") == "public",
        refs=(refs,) if isinstance(refs, str) else tuple(refs),
        format=about.get("x-format", ""),
        options=tuple(about.get("enum", ())),
        labels=about.get("x-labels", {}),
        pattern=about.get("pattern", ""),
        examples=tuple(about.get("examples", ())),
        after=about.get("x-after", ""),
        due_by=about.get("x-due-by", ""),
        acyclic=about.get("x-acyclic", False),
        itself=about.get("x-self", False),
        unique=about.get("x-unique", False),
        parts=_fields(about, sources),
        each=_field(name, items, False, sources) if items else None,
    )


def _register(name: str, sources: Mapping[str, Json]) -> Schema:
    source = sources[name + ENDING]
    settings = source["x-register"]
    return Schema(
        name=name,
        file=f"schemas/{name}{ENDING}",
        title=source["title"],
        description=source["description"],
        singular=settings["singular"],
        group=settings["group"],
        order=settings["order"],
        label=tuple(settings["label"]),
        columns=tuple(settings["columns"]),
        sort=tuple(settings.get("sort", ("id",))),
        facets=tuple(settings.get("facets", ())),
        review=settings.get("review", ""),
        guidance=settings.get("guidance", ""),
        fields=_fields(source, sources),
        source=source,
    )


# --------------------------------------------------------------------------------------- checking values


def check(schemas: Schemas, name: str, document: Document, file: str) -> tuple[Mapping[str, Value], list[Problem]]:
    """A document's text into the values that its schema means, and everything that the schema forbids.

    `name` is a register's, or "page" for the heading of a page.
    """
    schema = schemas.registers.get(name)
    whole = Field("", schema.singular if schema else name, "", "object", parts=schema.fields if schema else schemas.page)
    values = cast("Mapping[str, Value]", _typed(document.value, whole))
    found: dict[tuple[str, str], Problem] = {}
    for error in schemas.validators[name].iter_errors(values):
        own = _own_message(error, schemas.sources[name + ENDING], schemas.sources)
        for problem in _words(error, own, whole, document, file):
            found.setdefault((problem.field, problem.message), problem)
    return values, _without_echoes(list(found.values()))


def _without_echoes(problems: list[Problem]) -> list[Problem]:
    """A value that is wrong in itself isn't also blamed for not fitting the others."""
    wrong = {problem.field for problem in problems if problem.rule not in ("value", "condition")}
    return [problem for problem in problems if problem.rule != "value" or problem.field not in wrong]


def _typed(value: Value, field: Field | None) -> Value:
    if isinstance(value, Mapping):
        return {key: _typed(inner, field.part(key) if field else None) for key, inner in value.items()}
    if not isinstance(value, str):
        return [_typed(inner, field.each if field else None) for inner in cast("Sequence[Value]", value)]
    kind = field.kind if field else "string"
    if kind == "integer" and re.fullmatch(r"-?(0|[1-9][0-9]{0,15})", value):
        return int(value)
    if kind == "number" and re.fullmatch(r"-?(0|[1-9][0-9]{0,15})(\.[0-9]+)?", value):
        return float(value)
    if kind == "boolean" and value in ("true", "false"):
        return value == "true"
    return value


def field_at(fields: Sequence[Field], path: Path) -> Field | None:
    """The field that a path leads to."""
    here: Field | None = Field("", "", "", "object", parts=tuple(fields))
    for step in path:
        if here is None:
            return None
        here = here.each if isinstance(step, int) else here.part(step)
    return here


_KINDS = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "'true' or 'false'",
    "array": "a list: each value in a line of its own, with two spaces, '-' and a space before it",
    "object": "a group of fields, each in a line of its own, two spaces further in",
}


def _words(error: ValidationError, own: str, whole: Field, document: Document, file: str) -> Iterator[Problem]:
    path: Path = tuple(error.absolute_path)
    field = field_at(whole.parts, path) or whole
    for at, rule, message, hint in _say(error, path, field):
        place = (document.keys.get(at) if rule == "unknown-field" else None) or document.mark(at)
        if own and rule in ("condition", "not-allowed", "value"):
            message, hint = own, ""
        elif own and rule == "missing-field":
            message = own
        yield Problem(file, place.line, place.column, dotted(at), rule, "error", message, hint)


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
            yield (*path, name), "missing-field", f"'{name}' ({title}) is missing.", about + _example(name, part)


def _unknown(error: ValidationError, path: Path, field: Field) -> Iterator[Said]:
    known = [part.name for part in field.parts]
    for name in cast("Json", error.instance):
        if name not in known:
            guess = nearest(name, [part for part in known if part not in cast("Json", error.instance)]) or nearest(name, known)
            hint = f"Did you mean '{guess}'?" if guess else f"Fields here: {', '.join(known)}."
            yield (*path, name), "unknown-field", f"There is no field '{name}' in this {_noun(field)}.", hint


def _noun(field: Field) -> str:
    return field.title[:1].lower() + field.title[1:] if field.title else "record"


def _example(name: str, field: Field | None) -> str:
    if field is None or not field.examples:
        return f"Example: {name}: {field.options[0]}" if field and field.options else ""
    example = field.examples[0]
    if isinstance(example, bool):
        example = "true" if example else "false"
    if isinstance(example, list):
        return f"Example: {name}: and below it '  - {example[0]}'" if example else ""
    if isinstance(example, dict):
        return ""
    return f"Example: {name}: {example}"


def _type(error: ValidationError, field: Field) -> tuple[str, str, str]:
    wanted = _KINDS.get(str(error.validator_value), str(error.validator_value))
    return "wrong-type", f"{_title(field)} should be {wanted}; here is {_seen(error.instance)}.", _example(field.name, field)


def _seen(value: object) -> str:
    if isinstance(value, Mapping):
        return "a group of fields"
    return "a list" if isinstance(value, list) else f"'{_cut(value)}'"


def _cut(value: object) -> str:
    text = str(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _title(field: Field) -> str:
    return f"'{field.title}'" if field.title else "This"


def _enum(error: ValidationError, field: Field) -> tuple[str, str, str]:
    known = [str(one) for one in cast("list[str]", error.validator_value)]
    message = f"'{_cut(error.instance)}' is not a value of {_title(field)}."
    return "not-a-choice", message, did_you_mean(str(error.instance), known, f"It can be {either(known)}.")


def _pattern(error: ValidationError, field: Field) -> tuple[str, str, str]:
    example = f"It looks like '{field.examples[0]}'." if field.examples else ""
    return "pattern", f"'{_cut(error.instance)}' is not in the form of {_title(field)}.", f"{example} {field.description}".strip()  # fmt: skip


def _format(error: ValidationError, field: Field) -> tuple[str, str, str]:
    fault = FORMATS[str(error.validator_value)](str(error.instance))
    return str(error.validator_value), error.message, fault.hint if fault else ""


def _length(error: ValidationError, field: Field) -> tuple[str, str, str]:
    number, instance = error.validator_value, error.instance
    unit = "values" if isinstance(instance, list) else "characters"
    size = len(cast("str", instance))
    if str(error.validator).startswith("min"):
        return "too-short", f"{_title(field)} has {size} {unit}; the least is {number}.", "Write more, or take the line out."
    return "too-long", f"{_title(field)} has {size} {unit}; the most is {number}.", "Say it in fewer words."


def _bound(error: ValidationError, field: Field) -> tuple[str, str, str]:
    least = str(error.validator) in ("minimum", "exclusiveMinimum")
    return "out-of-range", f"{_title(field)} is {error.instance}; it is at {'least' if least else 'most'} {error.validator_value}.", ""  # fmt: skip


def _twice(error: ValidationError, field: Field) -> tuple[str, str, str]:
    seen: list[object] = []
    for one in cast("list[object]", error.instance):
        if one in seen:
            return "twice", f"'{_cut(one)}' stands in {_title(field)} twice.", "Take one out."
        seen.append(one)
    return "twice", f"Two values in {_title(field)} are the same.", "Take one out."


def _const(error: ValidationError, field: Field) -> tuple[str, str, str]:
    value = error.validator_value
    return "value", f"'{_cut(error.instance)}' in {_title(field)} does not fit the other fields.", f"Here it is '{str(value).lower() if isinstance(value, bool) else value}'."  # fmt: skip


def _condition(error: ValidationError, field: Field) -> tuple[str, str, str]:
    return "condition", f"{field.title or 'The record'} does not fit the other fields.", ""


def _none(error: ValidationError, field: Field) -> tuple[str, str, str]:
    return "not-allowed", f"{_title(field)} does not belong here, given the other fields.", "Take it out."


_SAY: Mapping[str, Callable[[ValidationError, Field], tuple[str, str, str]]] = {
    "type": _type,
    "enum": _enum,
    "pattern": _pattern,
    "x-format": _format,
    "minLength": _length,
    "maxLength": _length,
    "minItems": _length,
    "maxItems": _length,
    "minimum": _bound,
    "maximum": _bound,
    "uniqueItems": _twice,
    "const": _const,
    "anyOf": _condition,
    "not": _none,
    "None": _none,
}


def _own_message(error: ValidationError, node: Any, sources: Mapping[str, Json]) -> str:  # noqa: ANN401 - any JSON
    """The `x-message` of the schema's condition that gave this error, if it has one."""
    message = ""
    for step in error.absolute_schema_path:  # jsonschema leaves "$ref" and "if" out of it
        if isinstance(node, Mapping) and step not in node and "$ref" in node:
            node = _follow(node["$ref"], "common" + ENDING, sources)
            message = _message(node) or message
        node = node[step] if node is not None else None
        message = _message(node) or message
    return message


def _message(node: object) -> str:
    return str(node.get("x-message", "")) if isinstance(node, Mapping) else ""

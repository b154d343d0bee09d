"""The files of `schemas/` into schemas, and everything that is wrong with them.

A register is its schema (JSON Schema draft 2020-12 and a few annotations, `x-…`). The schema of schemas,
`register.schema.json`, says which annotations there are and what each may hold.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from jsonschema import Draft202012Validator, SchemaError, ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import extend
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from macros.model import START, Document, Field, Path, Problem, PublicName, Schema, dotted
from macros.parse import parse
from macros.schemas.formats import FORMATS
from macros.wording import did_you_mean, either

ENDING = ".schema.json"
SHARED = ("common", "register", "page")
"""Schemas that are not a register's: the shared parts, the schema of schemas, the heading of a page."""

ANNOTATIONS = (
    "x-register",
    "x-audience",
    "x-ref",
    "x-format",
    "x-labels",
    "x-after",
    "x-acyclic",
    "x-self",
    "x-place",
    "x-unique",
    "x-due-by",
    "x-deadline",
    "x-confirm",
    "x-message",
)

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Schemas:
    """Every register's schema, ready to check with, and the one for the headings of pages."""

    registers: Mapping[str, Schema]
    page: tuple[Field, ...]
    validators: Mapping[str, Validator]
    sources: Mapping[str, Json]
    broken: frozenset[str]


def _check_format(validator: Validator, name: str, value: object, schema: Json) -> Iterator[ValidationError]:
    if isinstance(value, str) and name in FORMATS and (fault := FORMATS[name](value)):
        yield ValidationError(fault.message)


def _check_properties(validator: Any, properties: Json, value: Any, schema: Json) -> Iterator[ValidationError]:
    """As JSON Schema says, but a field that is not allowed is named: jsonschema forgets which one it was."""
    for name, inner in properties.items() if isinstance(value, Mapping) else ():
        if name in value and inner is False:
            yield ValidationError("not allowed", path=[name], schema_path=[name], validator="not", instance=value[name], schema=schema)
        elif name in value:
            yield from validator.descend(value[name], inner, path=name, schema_path=name)


_Validator = extend(Draft202012Validator, {"x-format": _check_format, "properties": _check_properties})  # type: ignore[no-untyped-call]


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
            places[name], unclear = parse(files[name], f"schemas/{name}")
            twice = [one._replace(rule="schema") for one in unclear if one.rule == "duplicate-key"]
            problems += twice
            broken |= {name.removesuffix(ENDING) for _ in twice}
    problems += _missing_shared(files)
    registry: Registry[Any] = Registry().with_resources([(name, DRAFT202012.create_resource(source)) for name, source in sources.items()])
    validators = {name.removesuffix(ENDING): _Validator(source, registry=registry) for name, source in sources.items()}
    if "common" + ENDING not in sources:  # every other schema needs it: only that is said
        names = frozenset(name.removesuffix(ENDING) for name in files)
        return Schemas({}, (), validators, sources, names), problems
    for name in sources:
        found = list(_faults(name, sources, validators, places[name], registers_named(files)))
        problems += found
        if found:
            broken.add(name.removesuffix(ENDING))
    if "common" in broken:
        broken |= {name.removesuffix(ENDING) for name in files}
    registers = {name: _register(name, sources) for name in sorted(validators) if name not in broken and name not in SHARED}
    page = _fields(sources["page" + ENDING], "page" + ENDING, sources) if "page" not in broken and "page" + ENDING in sources else ()
    return Schemas(registers, page, validators, sources, frozenset(broken)), problems


def _missing_shared(files: Mapping[str, bytes]) -> Iterator[Problem]:
    for name in SHARED:
        if name + ENDING not in files:
            yield Problem(
                f"schemas/{name}{ENDING}",
                1,
                1,
                "",
                "schema",
                "error",
                "This schema is missing, and the others need it.",
                "Bring it back from the history.",
            )


def _read_json(content: bytes, file: str) -> tuple[Json | None, list[Problem]]:
    try:
        source = json.loads(content.decode("utf-8"))
    except UnicodeDecodeError:
        return None, [Problem(file, 1, 1, "", "schema", "error", "The schema is not UTF-8.", "Save it again with the encoding 'UTF-8'.")]
    except (ValueError, RecursionError) as error:  # ValueError: not JSON, or a number of thousands of figures
        line, column = getattr(error, "lineno", 1), getattr(error, "colno", 1)
        what = getattr(error, "msg", "something in it is too deep or too long")
        return None, [
            Problem(
                file,
                line,
                column,
                "",
                "schema",
                "error",
                f"The schema is not JSON: {what}.",
                "Look for a comma too many or too few, or a quote that isn't closed.",
            )
        ]
    if not isinstance(source, dict):
        return None, [
            Problem(file, 1, 1, "", "schema", "error", "The schema is not a JSON object.", "Compare it with schemas/actions.schema.json.")
        ]
    if not isinstance(source.get("$id", ""), str):
        return None, [Problem(file, 1, 1, "$id", "schema", "error", "'$id' is not text.", "Write the file's name.")]
    return source, []


Fault = tuple[Path, str, str]
"""Where in a schema something is wrong, what it is, and what would be right."""


def registers_named(files: Collection[str]) -> list[str]:
    """The registers that there are schemas for, whether the schemas can be used or not."""
    return sorted(name.removesuffix(ENDING) for name in files if name.removesuffix(ENDING) not in SHARED)


def _faults(
    name: str, sources: Mapping[str, Json], validators: Mapping[str, Validator], places: Document | None, known: Sequence[str]
) -> Iterator[Problem]:
    for path, message, hint in dict.fromkeys(_said(name, sources, validators, known)):
        mark = places.mark(path) if places else START
        yield Problem(f"schemas/{name}", mark.line, mark.column, dotted(path), "schema", "error", message, hint)


def _said(name: str, sources: Mapping[str, Json], validators: Mapping[str, Validator], known: Sequence[str]) -> Iterator[Fault]:
    source = sources[name]
    try:
        _Validator.check_schema(source)
    except SchemaError as reason:
        yield tuple(reason.absolute_path), f"This is not JSON Schema: {reason.message}.", "Compare it with another schema."
        return
    for path, target in _refs(source, ()):
        if follow(target, name, sources) is None:
            yield path, f"'{target}' points at nothing.", "It is the name of a schema, '#/$defs/' and the name of a shared part."
    if name == "register" + ENDING:
        return  # the schema of schemas describes annotations; it doesn't use them
    unknown = list(_unknown_annotations(source, ()))
    for path, word in unknown:
        yield (
            path,
            f"There is no annotation '{word}'.",
            did_you_mean(word, ANNOTATIONS, "The schema of schemas, schemas/register.schema.json, has all that there are."),
        )
    for path, word in _strange_formats(source, ()):
        yield path, f"'{word}' is not known here.", did_you_mean(word, list(FORMATS), "")
    for path, word in _strange_registers(source, (), known):
        yield path, f"There is no register '{word}'.", did_you_mean(word, known, "")
    if name.removesuffix(ENDING) not in SHARED and "register" in validators and _sound(sources["register" + ENDING]):
        said = [path for path, _ in (*unknown, *_strange_formats(source, ()))]
        yield from _against_schema_of_schemas(name, source, sources, validators["register"], said)


def _sound(source: Json) -> bool:
    """Whether the schema of schemas can be used at all; what is wrong with it is said for itself."""
    try:
        _Validator.check_schema(source)
    except SchemaError:
        return False
    return True


def _strange_formats(node: object, path: Path) -> Iterator[tuple[Path, str]]:
    """Formats that there are none of."""
    if isinstance(node, Mapping):
        for key, inner in node.items():
            if key == "x-format" and isinstance(inner, str) and inner not in FORMATS:
                yield (*path, key), inner
            elif key not in ("examples", "const", "enum", "x-labels"):
                yield from _strange_formats(inner, (*path, key))
    elif isinstance(node, list):
        for number, inner in enumerate(node):
            yield from _strange_formats(inner, (*path, number))


def _against_schema_of_schemas(
    name: str, source: Json, sources: Mapping[str, Json], validator: Validator, said: Sequence[Path]
) -> Iterator[Fault]:
    faults = list(validator.iter_errors(source))
    for error in faults:
        path = tuple(error.absolute_path)
        if not any(path == where[: len(path)] for where in said):
            yield path, *_schema_words(error)
    if "$id" in source and source["$id"] != name:
        yield ("$id",), "'$id' is not the file's name.", f"Write '{name}'."
    if not faults:
        yield from _loose_names(source)
        yield from _loose_statuses(name, source, sources)
        yield from _loose_confirmations(name, source, sources)


def _schema_words(error: ValidationError) -> tuple[str, str]:
    where = dotted(tuple(error.absolute_path)) or "the schema"
    if error.validator == "required":
        missing = [one for one in cast("list[str]", error.validator_value) if one not in cast("Json", error.instance)]
        return (f"{where} lacks {either(missing)}.", "The schema of schemas, schemas/register.schema.json, says what each part needs.")
    if error.validator == "const":
        value = error.validator_value
        return f"It can only be '{str(value).lower() if isinstance(value, bool) else value}'.", ""
    if error.validator == "enum":
        return f"{error.instance!r} is not known here.", did_you_mean(
            str(error.instance), [str(one) for one in cast("list[str]", error.validator_value)], ""
        )
    if error.validator == "additionalProperties" and isinstance(error.schema, Mapping):
        known = list(error.schema.get("properties", {}))
        strange = [one for one in cast("Json", error.instance) if one not in known]
        return f"{where} has {either(strange)}, which is not known.", did_you_mean(strange[0], known, "") if strange else ""
    if error.validator == "anyOf" and isinstance(error.instance, Mapping):
        return (
            f"{where} needs a title, a description and a type, or a $ref to a shared part.",
            "Compare it with a field of schemas/actions.schema.json.",
        )
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
        for annotation in ("x-after", "x-due-by", "x-deadline"):
            if annotation in about and about[annotation] not in fields:
                yield (
                    ("properties", field, annotation),
                    f"There is no field '{about[annotation]}'.",
                    did_you_mean(about[annotation], fields, ""),
                )
    for name in source.get("required", []):
        if name not in fields:
            yield ("required",), f"'{name}' is required, and there is no such field.", did_you_mean(name, fields, "")


def _loose_statuses(name: str, source: Json, sources: Mapping[str, Json]) -> Iterator[Fault]:
    """Statuses that are said to be final and that no record can have."""
    status, _ = _merged(source["properties"].get("status"), name, sources)
    known = [str(one) for one in status.get("enum", ())]
    for number, word in enumerate(source["x-register"].get("final", ())):
        if word not in known:
            yield ("x-register", "final", number), f"There is no status '{word}'.", did_you_mean(word, known, "Add a field 'status' first.")


def _loose_confirmations(name: str, source: Json, sources: Mapping[str, Json]) -> Iterator[Fault]:
    """References that can't be confirmed as `x-confirm` says: nothing is named, or fields that the target doesn't have."""
    for field in _fields(source, name, sources):
        if not field.confirm:
            continue
        path: Path = ("properties", field.name, "x-confirm")
        targets = sorted(_targets(field))
        if not targets:
            yield path, f"'{field.name}' names no record, so there is nothing to confirm.", "Take 'x-confirm' out, or add 'x-ref'."
        if "confirmed" not in source["properties"]:
            yield path, "There is no field 'confirmed' to say what was confirmed.", "Add it, with a $ref to the shared part 'confirmed'."
        known = sorted({one for target in targets for one in sources.get(target + ENDING, {}).get("properties", {})})
        for number, word in enumerate(field.confirm):
            if known and word not in known:
                yield (*path, number), f"There is no field '{word}' in {either(targets)}.", did_you_mean(word, known, "")


def _targets(field: Field) -> set[str]:
    """The registers that a field, or what stands inside it, names records of."""
    inner = (*field.parts, *([field.each] if field.each else ()))
    return {*field.refs, *(target for part in inner for target in _targets(part))}


def _strange_registers(node: object, path: Path, known: Sequence[str]) -> Iterator[tuple[Path, str]]:
    """References to registers that there are none of."""
    if isinstance(node, Mapping):
        for key, inner in node.items():
            if key == "x-ref":
                yield from (
                    ((*path, key), one)
                    for one in ([inner] if isinstance(inner, str) else inner if isinstance(inner, list) else ())
                    if isinstance(one, str) and one not in known
                )
            else:
                yield from _strange_registers(inner, (*path, key), known)


# ------------------------------------------------------------------------------------- schema to fields


def follow(target: str, name: str, sources: Mapping[str, Json]) -> Json | None:
    """The part of a schema that a `$ref` in the schema `name` points at, if it is there."""
    file, _, pointer = target.partition("#")
    node: Any = sources.get(file or name)
    for step in pointer.strip("/").split("/") if pointer.strip("/") else ():
        node = node.get(step) if isinstance(node, Mapping) else None
    return node if isinstance(node, Mapping) else None


def _merged(raw: object, home: str, sources: Mapping[str, Json]) -> tuple[Json, str]:
    """A field with its `$ref` followed, what stands beside the `$ref` winning, and the schema it ended in."""
    about: Json = raw if isinstance(raw, Mapping) else {}
    for _ in range(len(sources) + 1):  # a $ref that comes back to itself ends here
        if "$ref" not in about:
            break
        target, beside = about["$ref"], {key: value for key, value in about.items() if key != "$ref"}
        about = {**(follow(target, home, sources) or {}), **beside}
        home = target.partition("#")[0] or home
    return about, home


DEEPEST = 8
"""How many groups a field may stand inside: a shared part that holds itself ends there."""


def _fields(source: Json, home: str, sources: Mapping[str, Json], depth: int = 0, confirm: tuple[str, ...] = ()) -> tuple[Field, ...]:
    required = source.get("required", ())
    properties = source.get("properties", {}) if depth < DEEPEST else {}
    return tuple(_field(name, raw, home, name in required, sources, depth, confirm) for name, raw in properties.items())


def _field(
    name: str, raw: object, home: str, required: bool, sources: Mapping[str, Json], depth: int, confirm: tuple[str, ...] = ()
) -> Field:
    """A field; what it says of confirming goes for the references inside it too."""
    about, home = _merged(raw, home, sources)
    refs = about.get("x-ref", ())
    stated = about.get("x-confirm")
    confirm = tuple(str(one) for one in stated) if isinstance(stated, list) else confirm
    items = about.get("items")
    return Field(
        name=name,
        title=about.get("title", name.replace("_", " ").capitalize()),
        description=about.get("description", ""),
        kind=about.get("type", "string"),
        required=required,
        public=about.get("x-audience") == "public",
        refs=(refs,) if isinstance(refs, str) else tuple(refs) if isinstance(refs, list) else (),
        format=about.get("x-format", ""),
        options=tuple(about.get("enum", ())),
        labels=about.get("x-labels", {}),
        pattern=about.get("pattern", ""),
        examples=tuple(about.get("examples", ())),
        after=about.get("x-after", ""),
        due_by=about.get("x-due-by", ""),
        deadline=about.get("x-deadline", ""),
        confirm=confirm,
        acyclic=about.get("x-acyclic", False),
        itself=about.get("x-self", False),
        place=about.get("x-place", ""),
        unique=about.get("x-unique", False),
        parts=_fields(about, home, sources, depth + 1, confirm),
        each=_field(name, items, home, False, sources, depth + 1, confirm) if items and depth < DEEPEST else None,
    )


def _public(settings: Json | None) -> PublicName | None:
    if settings is None:
        return None
    return PublicName(
        settings["title"],
        settings.get("singular", ""),
        settings.get("plural", ""),
        settings["description"],
        tuple(settings.get("columns", ())),
        tuple(settings.get("facets", ())),
        tuple(settings.get("answers", ())),
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
        plural=settings.get("plural", settings["singular"] + "s"),
        group=settings["group"],
        order=settings["order"],
        label=tuple(settings["label"]),
        columns=tuple(settings["columns"]),
        sort=tuple(settings.get("sort", ("id",))),
        facets=tuple(settings.get("facets", ())),
        review=settings.get("review", ""),
        final=("retired", *settings.get("final", ())),
        guidance=settings.get("guidance", ""),
        public=_public(settings.get("public")),
        fields=_fields(source, name + ENDING, sources),
        source=source,
    )

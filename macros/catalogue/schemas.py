"""The files of `schemas/` into schemas, and everything that is wrong with them.

A register is its schema (JSON Schema draft 2020-12 and a few annotations, `x-…`). The schema of schemas,
`register.schema.json`, says which annotations there are and what each may hold.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, cast

from jsonschema import SchemaError, ValidationError

from macros.catalogue.formats import FORMATS
from macros.catalogue.validators import GatedValidator, Json, check_schema, read_validators
from macros.catalogue.yaml_reader import parse
from macros.model import START, Document, Field, Path, Problem, PublicName, Schema, dotted
from macros.model.text import both, did_you_mean, either

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
    "x-not-before",
    "x-year-in",
    "x-acyclic",
    "x-self",
    "x-place",
    "x-unique",
    "x-due-by",
    "x-deadline",
    "x-confirm",
    "x-message",
)


@dataclass(frozen=True, slots=True)
class Schemas:
    """Every register's schema, ready to check with, and the one for the headings of pages."""

    registers: Mapping[str, Schema]
    page: tuple[Field, ...]
    validators: Mapping[str, GatedValidator]
    sources: Mapping[str, Json]
    broken: frozenset[str]


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
    validators = {
        name.removesuffix(ENDING): validator for name, validator in read_validators(sources).items()
    }
    if "common" + ENDING not in sources:  # every other schema needs it: only that is said
        names = frozenset(name.removesuffix(ENDING) for name in files)
        return Schemas({}, (), validators, sources, names), problems
    judge = validators["register"] if _sound(sources.get("register" + ENDING)) else None
    for name in sources:
        found = list(_faults(name, sources, judge, places[name], registers_named(files)))
        problems += found
        if found:
            broken.add(name.removesuffix(ENDING))
    if "common" in broken:
        broken |= {name.removesuffix(ENDING) for name in files}
    registers = {
        name: _register(name, sources)
        for name in sorted(validators)
        if name not in broken and name not in SHARED
    }
    page = (
        _fields(sources["page" + ENDING], "page" + ENDING, sources)
        if "page" not in broken and "page" + ENDING in sources
        else ()
    )
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
        return None, [
            Problem(
                file,
                1,
                1,
                "",
                "schema",
                "error",
                "The schema is not UTF-8.",
                "Save it again with the encoding 'UTF-8'.",
            )
        ]
    except (
        ValueError,
        RecursionError,
    ) as error:  # ValueError: not JSON, or a number of thousands of figures
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
            Problem(
                file,
                1,
                1,
                "",
                "schema",
                "error",
                "The schema is not a JSON object.",
                "Compare it with schemas/actions.schema.json.",
            )
        ]
    if not isinstance(source.get("$id", ""), str):
        return None, [
            Problem(
                file, 1, 1, "$id", "schema", "error", "'$id' is not text.", "Write the file's name."
            )
        ]
    return source, []


Fault = tuple[Path, str, str]
"""Where in a schema something is wrong, what it is, and what would be right."""


def registers_named(files: Collection[str]) -> list[str]:
    """The registers that there are schemas for, whether the schemas can be used or not."""
    return sorted(
        name.removesuffix(ENDING) for name in files if name.removesuffix(ENDING) not in SHARED
    )


def _faults(
    name: str,
    sources: Mapping[str, Json],
    judge: GatedValidator | None,
    places: Document | None,
    known: Sequence[str],
) -> Iterator[Problem]:
    for path, message, hint in dict.fromkeys(_said(name, sources, judge, known)):
        mark = places.mark(path) if places else START
        yield Problem(
            f"schemas/{name}",
            mark.line,
            mark.column,
            dotted(path),
            "schema",
            "error",
            message,
            hint,
        )


def _said(
    name: str, sources: Mapping[str, Json], judge: GatedValidator | None, known: Sequence[str]
) -> Iterator[Fault]:
    """What is wrong with one schema. `judge` is the schema of schemas, where it can be used."""
    source = sources[name]
    try:
        check_schema(source)
    except SchemaError as reason:
        yield _not_a_schema(reason)
        return
    if (
        name == "register" + ENDING
    ):  # the schema of schemas describes annotations; it doesn't use them
        yield from (fault for word in _walk(source) for fault in _strange_ref(word, name, sources))
        return
    said: list[Path] = []
    for word in _walk(source):
        yield from _strange_ref(word, name, sources)
        for fault in (*_strange_annotation(word), *_strange_register(word, known)):
            said.append(fault[0])
            yield fault
    if name.removesuffix(ENDING) not in SHARED and judge:
        yield from _against_schema_of_schemas(name, source, sources, judge, said)


class _Word(NamedTuple):
    """A key of a schema: the way to it, what it says, and the part of the schema that it stands in."""

    path: Path
    key: str
    says: Any
    part: Json


def _walk(node: object, path: Path = ()) -> Iterator[_Word]:
    """Every key of a schema, but for those inside values (examples, choices and their labels)."""
    if isinstance(node, Mapping):
        for key, inner in node.items():
            yield _Word((*path, key), key, inner, node)
            if key not in ("examples", "const", "enum", "x-labels"):
                yield from _walk(inner, (*path, key))
    elif isinstance(node, list):
        for number, inner in enumerate(node):
            yield from _walk(inner, (*path, number))


def _strange_ref(word: _Word, name: str, sources: Mapping[str, Json]) -> Iterator[Fault]:
    if (
        word.key == "$ref"
        and isinstance(word.says, str)
        and follow(word.says, name, sources) is None
    ):
        yield (
            word.path,
            f"'{word.says}' points at nothing.",
            "It is the name of a schema, '#/$defs/' and the name of a shared part.",
        )


MESSAGES = (
    "pattern",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "minProperties",
    "minimum",
    "maximum",
    "uniqueItems",
    "$ref",
)
CONDITIONS = ("if", "then", "anyOf", "oneOf", "not", "required", "properties")
"""What a message of the schema's own (`x-message`) can be about: the form of a value, or how fields go together."""


def _strange_annotation(word: _Word) -> Iterator[Fault]:
    if word.key.startswith("x-") and word.key not in ANNOTATIONS:
        yield (
            word.path,
            f"There is no annotation '{word.key}'.",
            did_you_mean(
                word.key,
                ANNOTATIONS,
                "The schema of schemas, schemas/register.schema.json, has all that there are.",
            ),
        )
    elif word.key == "x-format" and isinstance(word.says, str) and word.says not in FORMATS:
        yield (
            word.path,
            f"'{word.says}' is not known here.",
            did_you_mean(word.says, list(FORMATS), ""),
        )
    elif word.key == "x-message" and not any(one in word.part for one in (*MESSAGES, *CONDITIONS)):
        yield (
            word.path,
            "This message would never be said: nothing beside it can be broken.",
            "Put it beside a 'pattern', a length, or a condition.",
        )


def _strange_register(word: _Word, known: Sequence[str]) -> Iterator[Fault]:
    for one in (
        (
            [word.says]
            if isinstance(word.says, str)
            else word.says
            if isinstance(word.says, list)
            else ()
        )
        if word.key == "x-ref"
        else ()
    ):
        if isinstance(one, str) and one not in known:
            yield word.path, f"There is no register '{one}'.", did_you_mean(one, known, "")


def _sound(source: Json | None) -> bool:
    """Whether the schema of schemas can be used at all; what is wrong with it is said for itself."""
    if source is None:
        return False
    try:
        check_schema(source)
    except SchemaError:
        return False
    return True


def _against_schema_of_schemas(
    name: str,
    source: Json,
    sources: Mapping[str, Json],
    validator: GatedValidator,
    said: Sequence[Path],
) -> Iterator[Fault]:
    faults = list(validator.iter_errors(source))
    for error in faults:
        path = tuple(error.absolute_path)
        if not any(path == where[: len(path)] for where in said):
            yield from _schema_words(error)
    if "$id" in source and source["$id"] != name:
        yield ("$id",), "'$id' is not the file's name.", f"Write '{name}'."
    if not faults:
        yield from _loose_names(source)
        yield from _loose_statuses(name, source, sources)
        yield from _loose_confirmations(name, source, sources)


def _schema_words(error: ValidationError) -> Iterator[Fault]:
    """What the schema of schemas holds against a schema. The place is said before the message, so not in it."""
    path = tuple(error.absolute_path)
    seen, wanted = error.instance, error.validator_value
    if error.validator == "required":
        missing = [f"'{one}'" for one in cast("list[str]", wanted) if one not in cast("Json", seen)]
        yield path, f"{'This part' if path else 'The schema'} lacks {both(missing)}.", _SAYS_WHAT
    elif error.validator == "additionalProperties" and isinstance(error.schema, Mapping):
        known = list(error.schema.get("properties", {}))
        for name in (one for one in cast("Json", seen) if one not in known):
            yield (*path, name), f"'{name}' is not known here.", did_you_mean(name, known, "")
    elif "propertyNames" in error.schema_path:
        yield (
            (*path, str(seen)),
            f"'{seen}' can't be the name of a field.",
            "Use small letters, figures and '_', as in 'owner_role'.",
        )
    elif error.validator == "anyOf" and isinstance(seen, Mapping):
        message = "A field needs a title, a description and a type, or a $ref to a shared part."
        yield path, message, "Compare it with a field of schemas/actions.schema.json."
    else:
        yield path, *_value_words(str(error.validator), seen, wanted, error.message)


_SAYS_WHAT = "The schema of schemas, schemas/register.schema.json, says what each part needs."


def _value_words(kind: str, seen: Any, wanted: Any, otherwise: str) -> tuple[str, str]:
    """What is wrong with one value of a schema, and what would be right."""
    written = json.dumps(seen)
    said: Mapping[str, Callable[[], tuple[str, str]]] = {
        "const": lambda: (
            f"It can only be '{str(wanted).lower() if isinstance(wanted, bool) else wanted}'.",
            "",
        ),
        "enum": lambda: (
            f"'{seen}' is not known here.",
            did_you_mean(str(seen), [str(one) for one in wanted], ""),
        ),
        "type": lambda: (f"{written} should be {KINDS.get(str(wanted), wanted)}.", _SAYS_WHAT),
        "anyOf": lambda: (f"{written} can't stand here.", _SAYS_WHAT),
        "contains": lambda: (
            f"{json.dumps(wanted.get('const'))} has to be in this list.",
            "Every register needs it.",
        ),
        "minLength": lambda: (
            f"It has {len(seen)} characters; the least is {wanted}.",
            "Write more.",
        ),
        "maxLength": lambda: (
            f"It has {len(seen)} characters; the most is {wanted}.",
            "Say it in fewer words.",
        ),
        "pattern": lambda: (
            f"{written} is not in the form that belongs here.",
            f"The form is {wanted}",
        ),
    }
    return said[kind]() if kind in said else (f"{otherwise}.", _SAYS_WHAT)


KINDS = {
    "string": "text in quotes",
    "integer": "a whole number without quotes",
    "number": "a number without quotes",
    "boolean": "true or false",
    "array": "a list in square brackets",
    "object": "a group in braces",
}
"""The kinds of value that JSON Schema knows, in words for whoever writes JSON."""


def _not_a_schema(reason: SchemaError) -> Fault:
    """Why a file is JSON but no JSON Schema."""
    path, seen = tuple(reason.absolute_path), reason.instance
    if path and path[-1] == "type":
        return (
            path,
            f"{json.dumps(seen)} is not a kind of value.",
            did_you_mean(str(seen), list(KINDS), ""),
        )
    if reason.validator == "format" and path and path[-1] == "pattern":
        return (
            path,
            f"'{seen}' is not a pattern that can be read.",
            "Look for a bracket that isn't closed.",
        )
    if reason.validator == "type" and reason.validator_value in KINDS:
        return (
            path,
            f"{json.dumps(seen)} is not {KINDS[reason.validator_value]}.",
            "Compare it with another schema.",
        )
    return path, f"This is not JSON Schema: {reason.message}.", "Compare it with another schema."


def _loose_names(source: Json) -> Iterator[tuple[Path, str, str]]:
    """Names of fields that the register's settings and annotations use and that it doesn't have."""
    fields = list(source.get("properties", {}))
    settings = source.get("x-register", {})
    for setting in ("label", "columns", "sort", "facets", "names"):
        for number, name in enumerate(settings.get(setting, [])):
            if name not in fields:
                yield (
                    ("x-register", setting, number),
                    f"There is no field '{name}'.",
                    did_you_mean(name, fields, ""),
                )
    for field, about in source.get("properties", {}).items():
        for annotation in ("x-after", "x-not-before", "x-year-in", "x-due-by", "x-deadline"):
            if annotation in about and about[annotation] not in fields:
                yield (
                    ("properties", field, annotation),
                    f"There is no field '{about[annotation]}'.",
                    did_you_mean(about[annotation], fields, ""),
                )
    for name in source.get("required", []):
        if name not in fields:
            yield (
                ("required",),
                f"'{name}' is required, and there is no such field.",
                did_you_mean(name, fields, ""),
            )


def _loose_statuses(name: str, source: Json, sources: Mapping[str, Json]) -> Iterator[Fault]:
    """Statuses that a register gives a meaning and that no record can have."""
    status, _ = _merged(source["properties"].get("status"), name, sources)
    known = [str(one) for one in status.get("enum", ())]
    for setting in ("final", "unreported"):
        for number, word in enumerate(source["x-register"].get(setting, ())):
            if word not in known:
                yield (
                    ("x-register", setting, number),
                    f"There is no status '{word}'.",
                    did_you_mean(word, known, "Add a field 'status' first."),
                )


def _loose_confirmations(name: str, source: Json, sources: Mapping[str, Json]) -> Iterator[Fault]:
    """References that can't be confirmed as `x-confirm` says: nothing is named, or fields that the target doesn't have."""
    for field in _fields(source, name, sources):
        if not field.confirm:
            continue
        path: Path = ("properties", field.name, "x-confirm")
        targets = sorted(_targets(field))
        if not targets:
            yield (
                path,
                f"'{field.name}' names no record, so there is nothing to confirm.",
                "Take 'x-confirm' out, or add 'x-ref'.",
            )
        if "confirmed" not in source["properties"]:
            yield (
                path,
                "There is no field 'confirmed' to say what was confirmed.",
                "Add it, with a $ref to the shared part 'confirmed'.",
            )
        known = sorted(
            {
                one
                for target in targets
                for one in sources.get(target + ENDING, {}).get("properties", {})
            }
        )
        for number, word in enumerate(field.confirm):
            if known and word not in known:
                yield (
                    (*path, number),
                    f"There is no field '{word}' in {either(targets)}.",
                    did_you_mean(word, known, ""),
                )


def _targets(field: Field) -> set[str]:
    """The registers that a field, or what stands inside it, names records of."""
    inner = (*field.parts, *([field.each] if field.each else ()))
    return {*field.refs, *(target for part in inner for target in _targets(part))}


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
        target, beside = (
            about["$ref"],
            {key: value for key, value in about.items() if key != "$ref"},
        )
        about = {**(follow(target, home, sources) or {}), **beside}
        home = target.partition("#")[0] or home
    return about, home


DEEPEST = 8
"""How many groups a field may stand inside: a shared part that holds itself ends there."""


def _fields(
    source: Json,
    home: str,
    sources: Mapping[str, Json],
    depth: int = 0,
    confirm: tuple[str, ...] = (),
) -> tuple[Field, ...]:
    required = source.get("required", ())
    properties = source.get("properties", {}) if depth < DEEPEST else {}
    return tuple(
        _field(name, raw, home, name in required, sources, depth, confirm)
        for name, raw in properties.items()
    )


def _field(
    name: str,
    raw: object,
    home: str,
    required: bool,
    sources: Mapping[str, Json],
    depth: int,
    confirm: tuple[str, ...] = (),
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
        not_before=about.get("x-not-before", ""),
        year_in=about.get("x-year-in", ""),
        due_by=about.get("x-due-by", ""),
        deadline=about.get("x-deadline", ""),
        confirm=confirm,
        acyclic=about.get("x-acyclic", False),
        itself=about.get("x-self", False),
        place=about.get("x-place", ""),
        unique=about.get("x-unique", False),
        parts=_fields(about, home, sources, depth + 1, confirm),
        each=_field(name, items, home, False, sources, depth + 1, confirm)
        if items and depth < DEEPEST
        else None,
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
        settings.get("page", ""),
        settings.get("listed", True),
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
        unreported=tuple(settings.get("unreported", ())),
        names=tuple(settings.get("names", ())),
        guidance=settings.get("guidance", ""),
        public=_public(settings.get("public")),
        fields=_fields(source, name + ENDING, sources),
        source=source,
    )

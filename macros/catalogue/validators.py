"""Schemas ready to check with: jsonschema, which says all that is wrong, behind a quick gate.

Most values are right, and for those jsonschema-rs alone is asked. What it refuses, jsonschema
checks: every word about what is wrong comes from there. So the gate may be too strict, and must
never be too kind. Where the two could differ, in patterns and formats, it runs the same Python; and
a schema with a keyword that nobody has compared has no gate.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jsonschema import Draft202012Validator, SchemaError, ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import extend
from jsonschema_rs import Draft202012Validator as Gate
from jsonschema_rs import Registry as GateRegistry
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from macros.catalogue.formats import FORMATS
from macros.catalogue.takes import Json
from macros.model.seen import value_as_seen

Errors = Iterator[ValidationError]
"""What jsonschema finds wrong, in its words."""

COUNTED = ("Items", "Length", "Properties")
SAYS_NOTHING = frozenset(
    {"$comment", "$id", "$schema", "default", "description", "examples", "title"}
)
ITSELF = frozenset({"const", "enum", "pattern", "required", "type", "uniqueItems"})
SIZE = frozenset(f"{end}{what}" for end in ("min", "max") for what in COUNTED)
BOUNDS = frozenset({"exclusiveMaximum", "exclusiveMinimum", "maximum", "minimum"})
PARTS = frozenset(
    {"additionalProperties", "contains", "else", "if", "items", "not", "propertyNames", "then"}
)
LISTS = frozenset({"allOf", "anyOf", "oneOf"})
NAMED = frozenset({"$defs", "properties"})
COMPARED = SAYS_NOTHING | ITSELF | SIZE | BOUNDS | PARTS | LISTS | NAMED | {"$ref"}
"""The keywords about which a test shows that both agree. PARTS, LISTS and NAMED hold schemas."""


@dataclass(frozen=True, slots=True)
class GatedValidator:
    """One schema, ready to check with. Without a gate, jsonschema checks everything."""

    validator: Validator
    gate: Gate | None

    def iter_errors(self, value: Any) -> Errors:
        """Everything that the schema forbids, in jsonschema's words."""
        if not passes(self.gate, value):
            yield from self.validator.iter_errors(value)

    def of_part(self, name: str, value: Any) -> Errors:
        """What one of the schema's own parts (`$defs`) forbids."""
        part = self.validator.evolve(schema={"$ref": f"#/$defs/{name}"})
        yield from part.iter_errors(value)


def passes(gate: Gate | None, value: Any) -> bool:
    """Whether a value is surely valid. What the gate can't read (half a character, say) is not."""
    try:
        return gate is not None and gate.is_valid(value)
    except ValueError:
        return False


def read_validators(sources: Mapping[str, Json]) -> Mapping[str, GatedValidator]:
    """The schemas, by file name, each ready to check with."""
    resources = [(name, DRAFT202012.create_resource(source)) for name, source in sources.items()]
    registry: Registry[Any] = Registry().with_resources(resources)
    gates = _gates(sources)
    return {
        name: GatedValidator(KimValidator(source, registry=registry), gates.get(name))
        for name, source in sources.items()
    }


# -------------------------------------------------------------------------------------- jsonschema


def _check_format(validator: Validator, name: str, value: object, schema: Json) -> Errors:
    if isinstance(value, str) and name in FORMATS and (fault := FORMATS[name](value)):
        yield ValidationError(fault.message)


def _check_properties(validator: Any, properties: Json, value: Any, schema: Json) -> Errors:
    """As JSON Schema says, but a field that is not allowed is named: jsonschema forgets which."""
    for name, inner in properties.items() if isinstance(value, Mapping) else ():
        if name in value and inner is False:
            yield ValidationError(
                "not allowed",
                path=[name],
                schema_path=[name],
                validator="not",
                instance=value[name],
                schema=schema,
            )
        elif name in value:
            yield from validator.descend(value[name], inner, path=name, schema_path=name)


_ALL_DIFFERENT = Draft202012Validator({"uniqueItems": True})


def _check_unique(validator: Validator, wanted: object, value: object, schema: Json) -> Errors:
    """As JSON Schema says, and what differs only in what nobody sees is the same."""
    if wanted is True and isinstance(value, list) and not _is_unique(value):
        yield ValidationError("not unique")


def _is_unique(values: list[Any]) -> bool:
    return _ALL_DIFFERENT.is_valid([value_as_seen(value) for value in values])


KimValidator = extend(  # type: ignore[no-untyped-call]
    Draft202012Validator,
    {"x-format": _check_format, "properties": _check_properties, "uniqueItems": _check_unique},
)


def check_schema(source: Json) -> None:
    """Raise jsonschema's SchemaError where something is not JSON Schema."""
    if not passes(_SCHEMA_GATE, source):
        KimValidator.check_schema(source)


def is_json_schema(source: Json) -> bool:
    """The same, for whoever only asks whether a schema can be read."""
    try:
        check_schema(source)
    except SchemaError:
        return False
    return True


# ---------------------------------------------------------------------------------------- the gate


class _Pattern:
    """`pattern` as jsonschema checks it: Rust takes '$' and what a letter is otherwise."""

    def __init__(self, parent: Json, pattern: str, path: list[str | int]) -> None:
        self.search = re.compile(pattern).search

    def validate(self, value: object) -> None:
        if isinstance(value, str) and not self.search(value):
            raise ValueError(value)


class _Format:
    """`x-format` as it is checked everywhere."""

    def __init__(self, parent: Json, name: str, path: list[str | int]) -> None:
        self.fault: Callable[[str], object] | None = FORMATS.get(name)

    def validate(self, value: object) -> None:
        if isinstance(value, str) and self.fault and self.fault(value):
            raise ValueError(value)


class _Unique:
    """`uniqueItems` as it is checked everywhere."""

    def __init__(self, parent: Json, wanted: object, path: list[str | int]) -> None:
        self.wanted = wanted is True

    def validate(self, value: object) -> None:
        if self.wanted and isinstance(value, list) and not _is_unique(value):
            raise ValueError(value)


def _gates(sources: Mapping[str, Any]) -> Mapping[str, Gate]:
    """A gate for each schema that, with all that it refers to, uses only compared keywords."""
    compared = {
        name: source
        for name, source in sources.items()
        if _keywords(source) <= COMPARED and source.get("$id", name) == name
    }
    try:
        registry = GateRegistry(list(compared.items()), retriever=_fetch_nothing)
    except ValueError:  # one is no schema, or refers to what isn't there; which, jsonschema says
        return {}
    gates = {name: _gate(source, registry) for name, source in compared.items()}
    return {name: gate for name, gate in gates.items() if gate}


def _gate(source: Any, registry: GateRegistry) -> Gate | None:
    try:
        return Gate(
            source,
            registry=registry,
            retriever=_fetch_nothing,
            validate_formats=False,
            keywords={"pattern": _Pattern, "x-format": _Format, "uniqueItems": _Unique},
        )
    except ValueError:  # Rust reads it otherwise
        return None


def _fetch_nothing(address: str) -> Any:
    """Schemas refer to each other and to nothing else."""
    raise ValueError(address)


def _keywords(schema: object) -> frozenset[str]:
    """Every keyword that a schema uses, in it or in its parts, but for our annotations."""
    if not isinstance(schema, Mapping):
        return frozenset()
    parts = [schema[word] for word in PARTS & schema.keys()]
    parts += [part for word in LISTS & schema.keys() for part in _each(schema[word])]
    parts += [part for word in NAMED & schema.keys() for part in _each(schema[word])]
    own = frozenset(word for word in schema if not word.startswith("x-"))
    return own.union(*map(_keywords, parts))


def _each(parts: object) -> list[object]:
    if isinstance(parts, Mapping):
        return list(parts.values())
    return parts if isinstance(parts, list) else []


def _is_pattern(text: str) -> bool:
    try:
        re.compile(text)
    except re.error:
        return False
    return True


_SCHEMA_GATE = Gate(KimValidator.META_SCHEMA, validate_formats=True, formats={"regex": _is_pattern})
"""Whether something is JSON Schema at all."""

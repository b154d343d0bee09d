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
from functools import cached_property
from typing import TYPE_CHECKING, Any

from jsonschema_rs import Draft202012Validator as Gate
from jsonschema_rs import Registry as GateRegistry

from macros.catalogue.formats import FORMATS
from macros.catalogue.takes import Json
from macros.catalogue.unique import is_unique

if TYPE_CHECKING:  # it takes long to load, and where all is right nobody needs it
    from jsonschema import SchemaError, ValidationError
    from jsonschema.protocols import Validator

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


@dataclass(frozen=True)
class GatedValidator:
    """One schema of several, by its name, ready to check with.

    Without a gate, jsonschema checks everything. `known` is what gates know of all the schemas.
    """

    name: str
    sources: Mapping[str, Json]
    gate: Gate | None
    known: GateRegistry | None

    @cached_property
    def validator(self) -> Validator:
        """The same as jsonschema checks it, which is made when the gate first refuses a value."""
        from macros.catalogue.whole_validators import whole_validator  # noqa: PLC0415 - see above

        return whole_validator(self.name, self.sources)

    def iter_errors(self, value: Any) -> Iterator[ValidationError]:
        """Everything that the schema forbids, in jsonschema's words."""
        if not passes(self.gate, value):
            yield from self.validator.iter_errors(value)

    def of_part(self, name: str, value: Any) -> Iterator[ValidationError]:
        """What one of the schema's own parts (`$defs`) forbids."""
        place = f"#/$defs/{name}"
        known = self.known if self.gate else None
        if not passes(known and _gate({"$ref": f"{self.name}{place}"}, known), value):
            yield from self.validator.evolve(schema={"$ref": place}).iter_errors(value)


def passes(gate: Gate | None, value: Any) -> bool:
    """Whether a value is surely valid. What the gate can't read (half a character, say) is not."""
    try:
        return gate is not None and gate.is_valid(value)
    except ValueError:
        return False


def read_validators(sources: Mapping[str, Json]) -> Mapping[str, GatedValidator]:
    """The schemas, by file name, each ready to check with."""
    compared = _compared(sources)
    known = _registry(compared)
    gates = _gates(compared, known) if known else {}
    return {name: GatedValidator(name, sources, gates.get(name), known) for name in sources}


def schema_fault(source: Json) -> SchemaError | None:
    """What jsonschema says of something that is not JSON Schema."""
    if passes(_SCHEMA_GATE, source):
        return None
    from macros.catalogue.whole_validators import schema_fault as whole  # noqa: PLC0415 - see above

    return whole(source)


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
        if self.wanted and isinstance(value, list) and not is_unique(value):
            raise ValueError(value)


def _compared(sources: Mapping[str, Any]) -> Mapping[str, Any]:
    """The schemas that, with all that they refer to, use only compared keywords."""
    return {
        name: source
        for name, source in sources.items()
        if _keywords(source) <= COMPARED and source.get("$id", name) == name
    }


def _registry(sources: Mapping[str, Any]) -> GateRegistry | None:
    try:
        return GateRegistry(list(sources.items()), retriever=_fetch_nothing)
    except ValueError:  # one is no schema, or refers to what isn't there; which, jsonschema says
        return None


def _gates(sources: Mapping[str, Any], registry: GateRegistry) -> Mapping[str, Gate]:
    gates = {name: _gate(source, registry) for name, source in sources.items()}
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


_SCHEMA_GATE = Gate(
    {"$ref": "https://json-schema.org/draft/2020-12/schema"},
    validate_formats=True,
    formats={"regex": _is_pattern},
)
"""Whether something is JSON Schema at all."""

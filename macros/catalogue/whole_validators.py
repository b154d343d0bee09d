"""Schemas as jsonschema checks with them: it says all that is wrong. `validators` asks it last."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from jsonschema import Draft202012Validator, SchemaError, ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import extend
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from macros.catalogue.formats import FORMATS
from macros.catalogue.takes import Json
from macros.catalogue.unique import is_unique

Errors: TypeAlias = Iterator[ValidationError]
"""What jsonschema finds wrong, in its words."""


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


def _check_unique(validator: Validator, wanted: object, value: object, schema: Json) -> Errors:
    """As JSON Schema says, and what differs only in what nobody sees is the same."""
    if wanted is True and isinstance(value, list) and not is_unique(value):
        yield ValidationError("not unique")


KimValidator = extend(  # type: ignore[no-untyped-call]
    Draft202012Validator,
    {"x-format": _check_format, "properties": _check_properties, "uniqueItems": _check_unique},
)


def whole_validator(name: str, sources: Mapping[str, Json]) -> Validator:
    """One schema of several, which may refer to the others, by its name."""
    resources = [(other, DRAFT202012.create_resource(source)) for other, source in sources.items()]
    registry: Registry[Any] = Registry().with_resources(resources)
    validator: Validator = KimValidator(sources[name], registry=registry)
    return validator


def schema_fault(source: Json) -> SchemaError | None:
    """What is wrong with something that is not JSON Schema."""
    try:
        KimValidator.check_schema(source)
    except SchemaError as reason:
        return reason
    return None

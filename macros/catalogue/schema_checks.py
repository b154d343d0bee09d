"""Everything that is wrong with a schema: its form, its annotations, and the names that it uses."""

from __future__ import annotations

from collections.abc import Sequence

from macros.catalogue.annotations import BY_NAME, KNOWN_WORDS
from macros.catalogue.formats import FORMATS
from macros.catalogue.page_kinds import KINDS, kind_faults, stray_kinds
from macros.catalogue.register_checks import REGISTER_CHECKS
from macros.catalogue.schema_fields import SchemaSet, Word, follow, walk
from macros.catalogue.schema_messages import (
    SchemaFault,
    SchemaFaults,
    against_schema_of_schemas,
    not_json_schema,
)
from macros.catalogue.schema_names import SCHEMA_OF_SCHEMAS, SHARED, bare
from macros.catalogue.takes import Naming, as_list
from macros.catalogue.validators import GatedValidator, schema_fault
from macros.model import Path
from macros.model.text import did_you_mean


def faults(name: str, schemas: SchemaSet) -> SchemaFaults:
    """What is wrong with one schema, by the name of its file."""
    source = schemas.sources[name]
    if fault := schema_fault(source):
        yield not_json_schema(fault)
        return
    words = list(walk(source))
    for word in words:
        yield from _loose_ref(word, name, schemas)
        yield from stray_kinds(word, name)
    if name == SCHEMA_OF_SCHEMAS:  # it describes annotations and doesn't use them
        return
    told = [fault for word in words for fault in _strange_annotation(word, schemas)]
    yield from told
    yield from kind_faults(name, schemas)
    if bare(name) not in SHARED and schemas.judge:
        yield from _register_faults(name, schemas, schemas.judge, [fault.path for fault in told])


# --------------------------------------------------------------------------- every word of a schema


def _loose_ref(word: Word, name: str, schemas: SchemaSet) -> SchemaFaults:
    if word.key != "$ref" or not isinstance(word.says, str):
        return
    if follow(word.says, name, schemas.sources) is None:
        hint = "It is the name of a schema, '#/$defs/' and the name of a shared part."
        yield SchemaFault(word.path, f"'{word.says}' points at nothing.", hint)


HAVE_A_MESSAGE = (
    *("pattern", "minLength", "maxLength", "minItems", "maxItems", "minProperties"),
    *("minimum", "maximum", "uniqueItems", "$ref"),
    *("if", "then", "anyOf", "oneOf", "not", "required", "properties"),
)
"""What an `x-message` can be about: the form of a value, or how fields go together."""


HAS_ALL = "The schema of schemas, schemas/register.schema.json, has all that there are."
"""Where to look, where there are too many words to list."""


def _strange_annotation(word: Word, schemas: SchemaSet) -> SchemaFaults:
    if word.key.startswith("x-") and word.key not in (*KNOWN_WORDS, KINDS):
        hint = did_you_mean(word.key, (*KNOWN_WORDS, KINDS), HAS_ALL)
        yield SchemaFault(word.path, f"There is no annotation '{word.key}'.", hint)
    elif word.key == "x-format" and isinstance(word.says, str) and word.says not in FORMATS:
        hint = did_you_mean(word.says, list(FORMATS), HAS_ALL)
        yield SchemaFault(word.path, f"'{word.says}' is not known here.", hint)
    elif word.key == "x-message" and word.part.keys().isdisjoint(HAVE_A_MESSAGE):
        message = "This message would never be said: nothing beside it can be broken."
        hint = "Put it beside a 'pattern', a length, or a condition."
        yield SchemaFault(word.path, message, hint)
    elif _names(word.key) == "registers":
        for name in [word.says] if isinstance(word.says, str) else as_list(word.says):
            if isinstance(name, str) and name not in schemas.registers:
                hint = did_you_mean(name, schemas.registers, "")
                yield SchemaFault(word.path, f"There is no register '{name}'.", hint)


def _names(key: str) -> Naming:
    return BY_NAME[key].takes.names if key in BY_NAME else ""


# ------------------------------------------------------------------------------ a register's schema


def _register_faults(
    name: str, schemas: SchemaSet, judge: GatedValidator, told: Sequence[Path]
) -> SchemaFaults:
    """What the schema of schemas says; where that is nothing, names that lead nowhere.

    What stands round something that is `told` already is not told again.
    """
    source = schemas.sources[name]
    errors = list(judge.iter_errors(source))
    for error in errors:
        path = tuple(error.absolute_path)
        if not any(path == other[: len(path)] for other in told):
            yield from against_schema_of_schemas(error)
    if source.get("$id", name) != name:
        yield SchemaFault(("$id",), "'$id' is not the file's name.", f"Write '{name}'.")
    if not errors:
        for check in REGISTER_CHECKS:
            yield from check(name, schemas)

"""The files of `schemas/` into schemas, and everything that is wrong with them.

A register is its schema (JSON Schema draft 2020-12 and a few annotations, `x-…`). The schema of
schemas, `register.schema.json`, says which annotations there are and what each may hold; it is
written from the tables in `annotations` and `settings`.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as part
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from macros.catalogue.page_kinds import read_kinds
from macros.catalogue.schema_checks import faults
from macros.catalogue.schema_fields import SchemaSet, Sources, read_fields, read_register
from macros.catalogue.schema_messages import SchemaFault
from macros.catalogue.schema_names import (
    COMMON,
    ENDING,
    PAGE,
    SCHEMA_OF_SCHEMAS,
    SHARED,
    bare,
    registers_named,
)
from macros.catalogue.takes import Json
from macros.catalogue.validators import GatedValidator, read_validators
from macros.catalogue.yaml_reader import parse
from macros.model import (
    START,
    Document,
    Field,
    Mark,
    PageKind,
    Place,
    Problem,
    Problems,
    Schema,
    dotted,
    error,
)
from macros.model.mappings import present


@dataclass(frozen=True, slots=True, eq=False)
class Schemas:
    """Every register's schema, ready to check with, and the one for the headings of pages.

    The same files give the very same schemas, and no others are equal to them.
    """

    registers: Mapping[str, Schema]
    page: tuple[Field, ...]
    validators: Mapping[str, GatedValidator]
    sources: Mapping[str, Json]
    broken: frozenset[str]
    page_kinds: Mapping[str, PageKind] = part(default_factory=dict)


@lru_cache(maxsize=16)
def with_closed(schemas: Schemas, days: frozenset[date]) -> Schemas:
    """The same for a landlord that is closed on some days; where there are none, the very same."""
    if not days:
        return schemas
    own = {name: replace(schema, closed=days) for name, schema in schemas.registers.items()}
    return replace(schemas, registers=own)


def read_schemas(files: Mapping[str, bytes]) -> tuple[Schemas, list[Problem]]:
    """All files of `schemas/`, by file name, into schemas; and everything that is wrong with them.

    A register whose schema is wrong is named in `broken`, so that its records aren't blamed for it.
    The same files are read once: while a site is served, they seldom change between two edits.
    """
    schemas, problems = _read(tuple(sorted(files.items())))
    return schemas, list(problems)


@lru_cache(maxsize=16)
def _read(sorted_files: Sequence[tuple[str, bytes]]) -> tuple[Schemas, Sequence[Problem]]:
    files = dict(sorted_files)
    read = {name: read_file(files[name], f"schemas/{name}") for name in files}
    sources = present({name: file.source for name, file in read.items()})
    validators = read_validators(sources)
    problems = [problem for file in read.values() for problem in file.problems]
    if COMMON in sources:  # every other schema needs it: without it, only that is said
        judged = SchemaSet(sources, registers_named(files), _judge(sources, validators))
        for name in sources:
            problems += _judged(name, judged, files[name])
    broken = {problem.file.removeprefix("schemas/") for problem in problems}
    if COMMON in broken or COMMON not in sources:
        broken = set(files)
    sound = sources.keys() - broken
    schemas = Schemas(
        registers={name: read_register(name, sources) for name in registers_named(sound)},
        page=read_fields(PAGE, sources) if PAGE in sound else (),
        validators={bare(name): validator for name, validator in validators.items()},
        sources=sources,
        broken=frozenset(map(bare, broken)),
        page_kinds=read_kinds(sources[PAGE]) if PAGE in sound else {},
    )
    return schemas, [*problems, *_missing(files)]


def _judge(sources: Sources, validators: Mapping[str, GatedValidator]) -> GatedValidator | None:
    """The schema of schemas, where it is there and whole: what is wrong with it is told apart."""
    if SCHEMA_OF_SCHEMAS not in sources or any(faults(SCHEMA_OF_SCHEMAS, SchemaSet(sources))):
        return None
    return validators[SCHEMA_OF_SCHEMAS]


def _judged(name: str, schemas: SchemaSet, content: bytes) -> Problems:
    """What is wrong with one schema. Where its parts stand is read where something is."""
    if told := list(faults(name, schemas)):
        file = f"schemas/{name}"
        yield from as_problems(told, file, parse(content, file)[0])


def as_problems(
    schema_faults: Iterable[SchemaFault], file: str, document: Document | None
) -> Problems:
    """Faults of one schema, each once and with its place in the file."""
    for fault in dict.fromkeys(schema_faults):
        mark = document.mark(fault.path) if document else START
        yield _error(file, fault.message, fault.hint, mark, dotted(fault.path))


def _missing(files: Collection[str]) -> Problems:
    for name in SHARED:
        if name + ENDING not in files:
            message = "This schema is missing, and the others need it."
            yield _error(f"schemas/{name}{ENDING}", message, "Bring it back from the history.")


# ----------------------------------------------------------------------------------------- one file


class SchemaFile(NamedTuple):
    """A file of `schemas/`: its JSON, as far as it could be read, and what is wrong with that."""

    source: Json | None
    problems: Sequence[Problem]


def read_file(content: bytes, file: str) -> SchemaFile:
    """One file of `schemas/`, by its path, and what is wrong with it by itself."""
    repeated: list[str] = []
    source = _read_json(content, file, repeated)
    if isinstance(source, Problem):
        return SchemaFile(None, [source])
    _, problems = parse(content, file) if repeated else (None, [])
    twice = [problem for problem in problems if problem.rule == "duplicate-key"]
    return SchemaFile(source, [problem._replace(rule="schema") for problem in twice])


def _read_json(content: bytes, file: str, repeated: list[str]) -> Json | Problem:
    """What a file holds, or why that is nothing. Keys that stand twice are put into `repeated`."""

    def known(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        keys = dict(pairs)
        if len(keys) < len(pairs):
            repeated.extend(keys)
        return keys

    try:
        source = json.loads(content.decode("utf-8"), object_pairs_hook=known)
    except UnicodeDecodeError:
        hint = "Save it again with the encoding 'UTF-8'."
        return _error(file, "The schema is not UTF-8.", hint)
    except (ValueError, RecursionError) as reason:  # not JSON, or a number of thousands of figures
        mark = Mark(getattr(reason, "lineno", 1), getattr(reason, "colno", 1))
        wrong = getattr(reason, "msg", "something in it is too deep or too long")
        hint = "Look for a comma too many or too few, or a quote that isn't closed."
        return _error(file, f"The schema is not JSON: {wrong}.", hint, mark)
    if not isinstance(source, dict):
        return _error(file, "The schema is not a JSON object.", "Compare it with another schema.")
    if not isinstance(source.get("$id", ""), str):
        return _error(file, "'$id' is not text.", "Write the file's name.", field="$id")
    return source


def _error(file: str, message: str, hint: str, mark: Mark = START, field: str = "") -> Problem:
    return error(Place(file, *mark, field), "schema", message, hint=hint)

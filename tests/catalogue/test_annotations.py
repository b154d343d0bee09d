"""The tables of annotations and settings: they agree with the code, and two files are made of them.

`python -m tests.annotations` writes the two files.
"""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path
from typing import Any, get_args

import pytest
from jsonschema import Draft202012Validator

from macros.catalogue.annotations import ANNOTATIONS, KNOWN_WORDS
from macros.catalogue.schemas import Schemas
from macros.catalogue.settings import KINDS, PUBLIC_SETTINGS, SETTINGS
from macros.catalogue.takes import Annotation
from macros.model import Field, RecordKind
from tests.annotations import SCHEMA, written
from tests.conftest import PROJECT

ROWS = [*ANNOTATIONS, *SETTINGS, *PUBLIC_SETTINGS]
FILES = [path.relative_to(PROJECT).as_posix() for path in written()]


@pytest.mark.parametrize("file", FILES)
def test_a_file_says_what_the_tables_say(file: str) -> None:
    path: Path = PROJECT / file
    assert path.read_text("utf-8") == written()[path], "python -m tests.annotations mends it."


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_an_example_is_one_that_the_schema_of_schemas_takes(row: Annotation) -> None:
    source = json.loads(SCHEMA.read_text("utf-8"))
    schema = {"$defs": source["$defs"], **row.takes.schema}
    assert [error.message for error in Draft202012Validator(schema).iter_errors(row.example)] == []


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_each_row_says_in_a_sentence_what_it_does(row: Annotation) -> None:
    assert row.does.endswith(".")
    assert row.does[0].isupper()


def test_what_a_field_keeps_of_an_annotation_is_an_attribute_of_its_own() -> None:
    kept = [row.attribute for row in ANNOTATIONS if row.attribute]
    assert len(set(kept)) == len(kept)
    assert set(kept) <= {field.name for field in fields(Field)}


def test_the_kinds_that_the_code_asks_for_are_those_of_the_table() -> None:
    assert set(KINDS) == set(get_args(RecordKind))


def test_every_kind_is_that_of_a_real_register(real_schemas: Schemas) -> None:
    kinds = [schema.kind for schema in real_schemas.registers.values() if schema.kind]
    assert sorted(kinds) == sorted(KINDS)


def test_every_annotation_is_used_by_a_real_schema(real_schemas: Schemas) -> None:
    used = {word for source in real_schemas.sources.values() for word in words_of(source)}
    assert used.issuperset(KNOWN_WORDS)


def words_of(node: Any) -> set[str]:
    if isinstance(node, list):
        return set().union(*map(words_of, node))
    return set(node).union(*map(words_of, node.values())) if isinstance(node, dict) else set()

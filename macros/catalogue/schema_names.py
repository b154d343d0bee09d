"""The names of the files in `schemas/`, and which of them are a register's."""

from __future__ import annotations

from collections.abc import Iterable

ENDING = ".schema.json"

SHARED = ("common", "register", "page")
"""Schemas that are not a register's: shared parts, the schema of schemas, the heading of a page."""

COMMON, SCHEMA_OF_SCHEMAS, PAGE = (name + ENDING for name in SHARED)


def bare(file: str) -> str:
    """The name of a schema without its file's ending: for most, a register's."""
    return file.removesuffix(ENDING)


def registers_named(files: Iterable[str]) -> list[str]:
    """The registers that there are schemas for, whether the schemas can be used or not."""
    return sorted(name for name in map(bare, files) if name not in SHARED)

"""What schemas, settings and public files say otherwise at one of two commits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from macros.catalogue.schema_names import ENDING
from macros.history.old_schemas import declared_in
from macros.history.schema_changes import SameValues, register_changes
from macros.history.schema_history import is_schema, is_told
from macros.history.schema_words import Records, in_words, with_records
from macros.history.settings_changes import SCHEMAS, FileVersions, files_in_words, is_public_file
from macros.model import SchemaDifference
from macros.model.mappings import differing

Tree = Mapping[str, str]
"""The blob of each file of a commit, by path."""


class RecordsOf(NamedTuple):
    """What each record held at the two commits, by register, and how records moved their values."""

    before: Mapping[str, Records]
    after: Mapping[str, Records]
    same: Mapping[str, SameValues]


def wanted(old: Tree, new: Tree) -> set[str]:
    """The blobs to be read: every schema where one differs, and other files that differ."""
    told = _differing(old, new)
    paths = [path for path in told if not is_public_file(path)]
    if any(map(is_schema, told)):
        paths += filter(is_schema, {*old, *new})
    blobs = [*map(old.get, paths), *map(new.get, paths)]
    return {blob for blob in blobs if blob}


def _differing(old: Tree, new: Tree) -> list[str]:
    return sorted(filter(is_told, differing(old, new)))


def schema_differences(
    old: Tree, new: Tree, contents: Mapping[str, bytes], records: RecordsOf
) -> list[SchemaDifference]:
    """What differs, by register and by path."""
    told = _differing(old, new)
    return [*_registers(told, old, new, contents, records), *_files(told, old, new, contents)]


def _registers(
    told: Sequence[str], old: Tree, new: Tree, contents: Mapping[str, bytes], records: RecordsOf
) -> list[SchemaDifference]:
    if not any(map(is_schema, told)):
        return []
    before, after = (declared_in(_schemas(tree, contents)) for tree in (old, new))
    differences: list[SchemaDifference] = []
    for name, changes in register_changes(before, after, records.same):
        own = records.before.get(name, {}), records.after.get(name, {})
        placed = tuple(with_records(changes, *own))
        declared = after.get(name) or before.get(name)
        title = declared.title if declared else name
        words = tuple(map(in_words, placed))
        differences.append(SchemaDifference(f"{SCHEMAS}{name}{ENDING}", name, title, words, placed))
    return differences


def _schemas(tree: Tree, contents: Mapping[str, bytes]) -> Mapping[str, bytes]:
    return {path.removeprefix(SCHEMAS): contents[tree[path]] for path in filter(is_schema, tree)}


def _files(
    told: Sequence[str], old: Tree, new: Tree, contents: Mapping[str, bytes]
) -> list[SchemaDifference]:
    files = (path for path in told if not is_schema(path))
    versions = [
        FileVersions(path, _content(old, path, contents), _content(new, path, contents))
        for path in files
    ]
    return [
        SchemaDifference(path, "", path, tuple(words), ())
        for path, words in files_in_words(versions)
    ]


def _content(tree: Tree, path: str, contents: Mapping[str, bytes]) -> bytes | None:
    """What a file held; of a public one only whether it was there is asked."""
    return contents.get(tree[path], b"") if path in tree else None

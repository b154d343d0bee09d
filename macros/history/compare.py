"""Two commits compared, record by record: the trees, not the log, so any two will do."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from macros.catalogue.references import label, names, resolve
from macros.catalogue.schema_names import ENDING
from macros.catalogue.schemas import read_schemas
from macros.history import git
from macros.history.compare_schemas import RecordsOf, schema_differences, wanted
from macros.history.diff import Changes, changes, kind_of
from macros.history.schema_history import same_values
from macros.history.versions import Reader, key_of, values_of
from macros.model import (
    PAGES,
    Change,
    Key,
    Kind,
    Reference,
    Schema,
    SchemaDifference,
    Unreadable,
    Value,
    Values,
    Version,
)

SCHEMAS = "schemas/"

Contents = Mapping[str, bytes]
"""What was read of both commits at once, by its blob."""


class Difference(NamedTuple):
    """What became of one record or page between two commits, and who names it at the later one."""

    key: Key
    label: str
    kind: Kind
    changes: Changes
    used_by: tuple[Reference, ...]


class Comparison(NamedTuple):
    """All differences, by register and id, with schemas and labels as of the later commit.

    `told` is what schemas, settings and public files say otherwise.
    """

    base: str
    head: str
    differences: tuple[Difference, ...]
    schemas: Mapping[str, Schema]
    labels: Mapping[Key, str]
    told: tuple[SchemaDifference, ...] = ()


class _Files(NamedTuple):
    """The files of a commit: the blob of each, and the path of each record and page."""

    blobs: Mapping[str, str]
    paths: Mapping[Key, str]

    @property
    def records(self) -> Iterable[Key]:
        """The records, without the pages."""
        return [key for key in self.paths if key.register != PAGES]

    @property
    def schemas(self) -> Mapping[str, str]:
        """The blob of each schema, by the schema's name in its folder."""
        paths = filter(_is_schema, self.blobs)
        return {path.removeprefix(SCHEMAS): self.blobs[path] for path in paths}

    def blob(self, key: Key) -> str:
        """What holds a record; empty where it isn't there."""
        return self.blobs[self.paths[key]] if key in self.paths else ""


def _is_schema(path: str) -> bool:
    return path.startswith(SCHEMAS) and path.endswith(ENDING)


class _Records(NamedTuple):
    """What a commit holds of records and pages, and the schemas that say what it means."""

    schemas: Mapping[str, Schema]
    versions: Mapping[Key, Version]

    @property
    def readable(self) -> Mapping[Key, Values]:
        """The records that can be read, without the pages."""
        records = [key for key in self.versions if key.register != PAGES]
        values = {key: values_of(self.versions[key]) for key in records}
        return {key: own for key, own in values.items() if own is not None}

    @property
    def labels(self) -> Mapping[Key, str]:
        """What each record is called whose register has a schema."""
        known = [key for key in self.readable if key.register in self.schemas]
        return {key: self.label(key) for key in known}

    def label(self, key: Key) -> str:
        """What a record or a page is called; empty where it can't be read."""
        values = values_of(self.versions.get(key)) or {}
        if key.register in self.schemas:
            return label(self.schemas[key.register], values)
        title = values.get("title")
        return title if isinstance(title, str) else ""

    def references(self, source: Key, known: Collection[Key]) -> Iterator[Reference]:
        """What a record says of others; that it names itself is news to nobody."""
        values = values_of(self.versions[source]) or {}
        for named in names(self.schemas[source.register].fields, values):
            target = resolve(named.field, named.text, known)
            if target and target != source:
                yield Reference(source, named.path, target)


def compare(repository: git.Repository, base: str, head: str) -> Comparison:
    """What is different at `head`, both given as anything that names a commit.

    Raises git.CommitError where one names none.
    """
    base, head = (git.commit_named(repository, name) for name in (base, head))
    old, new = (_files(git.tree(repository, commit)) for commit in (base, head))
    keys = sorted({*old.paths, *new.paths})
    differing = [key for key in keys if old.blob(key) != new.blob(key)]
    blobs = _wanted(old, new, differing) | wanted(old.blobs, new.blobs)
    contents = dict(git.contents(repository, sorted(blobs)))
    schemas = _schemas(new, contents)
    before = _Records(schemas, _versions(old, differing, contents))
    after = _Records(schemas, _versions(new, [*new.records, *differing], contents))
    differences = tuple(_differences(differing, before, after))
    records = _records(differences, before, after)
    told = tuple(schema_differences(old.blobs, new.blobs, contents, records))
    return Comparison(base, head, differences, schemas, after.labels, told)


def _records(differences: Sequence[Difference], before: _Records, after: _Records) -> RecordsOf:
    """What records held at both commits, by register: what doesn't differ is read once."""
    new = {difference.key for difference in differences if difference.kind == "created"}
    kept = {key: version for key, version in after.versions.items() if key not in new}
    old = {**kept, **before.versions}
    changed: dict[str, list[Changes]] = {}
    for difference in differences:
        if difference.kind == "changed":
            changed.setdefault(difference.key.register, []).append(difference.changes)
    same = {name: same_values(own) for name, own in changed.items()}
    return RecordsOf(_by_register(old), _by_register(after.versions), same)


def _by_register(versions: Mapping[Key, Version]) -> Mapping[str, Mapping[str, Values]]:
    registers: dict[str, dict[str, Values]] = {}
    for key, version in versions.items():
        if (values := values_of(version)) is not None:
            registers.setdefault(key.register, {})[key.id] = values
    return registers


def _files(tree: Mapping[str, str]) -> _Files:
    """A commit's files; of two with one record's name, the one that lies least deep."""
    paths: dict[Key, str] = {}
    for path in sorted(tree, key=lambda path: (path.count("/"), path)):
        if key := key_of(path):
            paths.setdefault(key, path)
    return _Files(tree, paths)


def _wanted(old: _Files, new: _Files, differing: Iterable[Key]) -> set[str]:
    """The blobs to be read: what differs, all records that may name it, and the schemas."""
    blobs = {files.blob(key) for files in (old, new) for key in differing}
    blobs |= {new.blob(key) for key in new.records}
    return (blobs | set(new.schemas.values())) - {""}


def _schemas(files: _Files, contents: Contents) -> Mapping[str, Schema]:
    sources = {name: contents[blob] for name, blob in files.schemas.items()}
    schemas, *_ = read_schemas(sources)
    return schemas.registers


def _versions(files: _Files, keys: Iterable[Key], contents: Contents) -> Mapping[Key, Version]:
    """What a commit holds of these records, of those that it has."""
    reader = Reader()
    own = {key: files.paths[key] for key in keys if key in files.paths}
    return {key: reader.read(path, contents[files.blobs[path]]) for key, path in own.items()}


def _differences(
    differing: Sequence[Key], before: _Records, after: _Records
) -> Iterator[Difference]:
    used_by = _used_by(after, set(differing))
    for key in differing:
        old, new = before.versions.get(key), after.versions.get(key)
        if old != new:  # a comment or another way of writing the same changes no record
            name = after.label(key) or before.label(key)
            made = _changes(old, new)
            yield Difference(key, name, kind_of(old, new), made, used_by.get(key, ()))


def _changes(old: Version | None, new: Version | None) -> Changes:
    """Field by field; as one text where either can't be read as a record."""
    if isinstance(old, Unreadable) or isinstance(new, Unreadable):
        return (Change((), _as_value(old), _as_value(new)),)
    return changes(old, new)


def _as_value(version: Version | None) -> Value | None:
    return version.text if isinstance(version, Unreadable) else version


def _used_by(records: _Records, named: set[Key]) -> Mapping[Key, tuple[Reference, ...]]:
    """The references to the wanted records, also to those that are gone."""
    used_by: dict[Key, list[Reference]] = {}
    known = records.readable.keys() | named
    for source in sorted(records.labels):
        for reference in records.references(source, known):
            if reference.target in named:
                used_by.setdefault(reference.target, []).append(reference)
    return {key: tuple(references) for key, references in used_by.items()}

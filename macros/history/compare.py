"""Two commits compared, record by record: the trees, not the log, so any two will do."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from macros.catalogue.references import label, names
from macros.catalogue.schemas import ENDING, read_schemas
from macros.history import git
from macros.history.diff import changes, kind_of
from macros.history.versions import Reader, key_of, values_of
from macros.model import (
    PAGES,
    Change,
    Key,
    Kind,
    Reference,
    Schema,
    Unreadable,
    Value,
    Values,
    Version,
)

SCHEMAS = "schemas/"


class Difference(NamedTuple):
    """What became of one record or page between two commits, and who names it at the later one."""

    key: Key
    label: str
    kind: Kind
    changes: tuple[Change, ...]
    used_by: tuple[Reference, ...]


class Comparison(NamedTuple):
    """All differences, by register and id, with schemas and labels as of the later commit."""

    base: str
    head: str
    differences: tuple[Difference, ...]
    schemas: Mapping[str, Schema]
    labels: Mapping[Key, str]


class _Files(NamedTuple):
    """The files of a commit: the blob of each, and the path of each record and page."""

    blobs: Mapping[str, str]
    paths: Mapping[Key, str]

    def blob(self, key: Key) -> str:
        """What holds a record; empty where it isn't there."""
        return self.blobs[self.paths[key]] if key in self.paths else ""


class _Versions:
    """Versions of records and pages, from contents that were read beforehand."""

    def __init__(self, contents: Mapping[str, bytes]) -> None:
        self._contents = contents
        self._reader = Reader()

    def version(self, files: _Files, key: Key) -> Version | None:
        """What a commit holds of a record; None where it isn't there."""
        blob = files.blob(key)
        return self._reader.read(files.paths[key], self._contents[blob]) if blob else None


def compare(repository: git.Repository, base: str, head: str) -> Comparison:
    """What is different at `head`, both given as anything that names a commit.

    Raises git.CommitError where one names none.
    """
    base, head = (git.commit_named(repository, name) for name in (base, head))
    old, new = (_files(git.tree(repository, commit)) for commit in (base, head))
    keys = sorted({*old.paths, *new.paths})
    differing = [key for key in keys if old.blob(key) != new.blob(key)]
    contents = dict(git.contents(repository, sorted(_wanted(old, new, differing))))
    schemas = _schemas(new, contents)
    versions = _Versions(contents)
    values = dict(_values(new, versions))
    labels = _labels(schemas, values)
    used_by = _used_by(schemas, values, set(differing))
    differences: list[Difference] = []
    for key in differing:
        before, after = versions.version(old, key), versions.version(new, key)
        if before != after:  # a comment or another way of writing the same changes no record
            name = labels.get(key) or _label(schemas, key, before)
            kind, made = kind_of(before, after), _changes(before, after)
            differences.append(Difference(key, name, kind, made, used_by.get(key, ())))
    return Comparison(base, head, tuple(differences), schemas, labels)


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
    blobs |= {new.blob(key) for key in new.paths if key.register != PAGES}
    blobs |= set(_schema_blobs(new).values())
    return blobs - {""}


def _schema_blobs(files: _Files) -> Mapping[str, str]:
    """The schemas of a commit, by their names in their folder."""
    return {
        path.removeprefix(SCHEMAS): blob
        for path, blob in files.blobs.items()
        if path.startswith(SCHEMAS) and path.endswith(ENDING)
    }


def _schemas(files: _Files, contents: Mapping[str, bytes]) -> Mapping[str, Schema]:
    blobs = _schema_blobs(files)
    schemas, *_ = read_schemas({name: contents[blob] for name, blob in blobs.items()})
    return schemas.registers


def _values(files: _Files, versions: _Versions) -> Iterator[tuple[Key, Values]]:
    """Every record that can be read."""
    for key in files.paths:
        values = values_of(versions.version(files, key)) if key.register != PAGES else None
        if values is not None:
            yield key, values


def _changes(old: Version | None, new: Version | None) -> tuple[Change, ...]:
    """Field by field; as one text where either can't be read as a record."""
    if isinstance(old, Unreadable) or isinstance(new, Unreadable):
        return (Change((), _as_value(old), _as_value(new)),)
    return changes(old, new)


def _as_value(version: Version | None) -> Value | None:
    return version.text if isinstance(version, Unreadable) else version


def _labels(schemas: Mapping[str, Schema], values: Mapping[Key, Values]) -> Mapping[Key, str]:
    known = {key: own for key, own in values.items() if key.register in schemas}
    return {key: label(schemas[key.register], own) for key, own in known.items()}


def _label(schemas: Mapping[str, Schema], key: Key, version: Version | None) -> str:
    """What a record was called that is no more, or what a page is."""
    values = values_of(version)
    if values is None:
        return ""
    if key.register in schemas:
        return label(schemas[key.register], values)
    title = values.get("title")
    return title if isinstance(title, str) else ""


def _used_by(
    schemas: Mapping[str, Schema], values: Mapping[Key, Values], wanted: set[Key]
) -> Mapping[Key, tuple[Reference, ...]]:
    """The references to the wanted records, also to those that are gone."""
    used_by: dict[Key, list[Reference]] = {}
    known = values.keys() | wanted
    for source in sorted(values):
        if source.register in schemas:
            for reference in _references(schemas[source.register], source, values[source], known):
                if reference.target in wanted:
                    used_by.setdefault(reference.target, []).append(reference)
    return {key: tuple(references) for key, references in used_by.items()}


def _references(
    schema: Schema, source: Key, values: Values, known: Collection[Key]
) -> Iterator[Reference]:
    """The references of a record to others; one that names itself isn't news to anybody."""
    for named in names(schema.fields, values):
        keys = (Key(register, named.text) for register in named.field.refs)
        target = next((key for key in keys if key in known), None)
        if target and target != source:
            yield Reference(source, named.path, target)

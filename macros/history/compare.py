"""Two commits compared, record by record: the trees, not the log, so any two will do, near or far apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from macros.catalogue.references import label, names
from macros.catalogue.schemas import ENDING, read_schemas
from macros.history import git
from macros.history.diff import changes
from macros.history.versions import Reader, key_of
from macros.model import PAGES, Change, Key, Kind, Reference, Schema, Unreadable, Value, Version


class Difference(NamedTuple):
    """What became of one record or page between two commits, and the records that name it at the later one."""

    key: Key
    label: str
    kind: Kind
    changes: tuple[Change, ...]
    used_by: tuple[Reference, ...]


class Comparison(NamedTuple):
    """All differences, by register and id, with the schemas and the records' names as of the later commit."""

    base: str
    head: str
    differences: tuple[Difference, ...]
    schemas: Mapping[str, Schema]
    labels: Mapping[Key, str]


def compare(repository: git.Repository, base: str, head: str) -> Comparison:
    """What is different at `head`, both given as anything that names a commit. Raises git.NoCommit."""
    base, head = (git.commit_named(repository, name) for name in (base, head))
    before, after = (git.tree(repository, commit) for commit in (base, head))
    old_files, new_files = _files(before), _files(after)
    differing = sorted(
        key
        for key in {*old_files, *new_files}
        if _blob(before, old_files, key) != _blob(after, new_files, key)
    )
    schema_files = {
        path: blob
        for path, blob in after.items()
        if path.startswith("schemas/") and path.endswith(ENDING)
    }
    wanted = {
        blob
        for key in differing
        for blob in (_blob(before, old_files, key), _blob(after, new_files, key))
        if blob
    }
    wanted |= {after[file] for key, file in new_files.items() if key.register != PAGES} | set(
        schema_files.values()
    )
    found = dict(git.contents(repository, sorted(wanted)))
    schemas = read_schemas(
        {path.removeprefix("schemas/"): found[blob] for path, blob in schema_files.items()}
    )[0].registers
    reader = Reader()

    def version(files: Mapping[Key, str], tree: Mapping[str, str], key: Key) -> Version | None:
        return reader.read(files[key], found[tree[files[key]]]) if key in files else None

    held = {key: version(new_files, after, key) for key in new_files if key.register != PAGES}
    values = {key: one for key, one in held.items() if isinstance(one, Mapping)}
    labels = {
        key: label(schemas[key.register], one)
        for key, one in values.items()
        if key.register in schemas
    }
    used_by = _used_by(schemas, values, set(differing))
    made = []
    for key in differing:
        old, new = version(old_files, before, key), version(new_files, after, key)
        if old != new:  # a comment or another way of writing the same changes no record
            kind: Kind = "created" if old is None else "deleted" if new is None else "changed"
            said = labels.get(key) or _label(schemas, key, old)
            made.append(Difference(key, said, kind, _changes(old, new), used_by.get(key, ())))
    return Comparison(base, head, tuple(made), schemas, labels)


def _files(tree: Mapping[str, str]) -> Mapping[Key, str]:
    """The file of each record and page; of two with one name, the one that lies least deep."""
    found: dict[Key, str] = {}
    for path in sorted(tree, key=lambda one: (one.count("/"), one)):
        if key := key_of(path):
            found.setdefault(key, path)
    return found


def _blob(tree: Mapping[str, str], files: Mapping[Key, str], key: Key) -> str:
    return tree[files[key]] if key in files else ""


def _changes(old: Version | None, new: Version | None) -> tuple[Change, ...]:
    """Field by field; as one text where either can't be read as a record."""
    if isinstance(old, Unreadable) or isinstance(new, Unreadable):
        return (Change((), _as_value(old), _as_value(new)),)
    return changes(old, new)


def _as_value(version: Version | None) -> Value | None:
    return version.text if isinstance(version, Unreadable) else version


def _label(schemas: Mapping[str, Schema], key: Key, version: Version | None) -> str:
    if isinstance(version, Mapping) and key.register in schemas:
        return label(schemas[key.register], version)
    title = version.get("title") if isinstance(version, Mapping) else None
    return title if isinstance(title, str) else ""


def _used_by(
    schemas: Mapping[str, Schema], values: Mapping[Key, Mapping[str, Value]], wanted: set[Key]
) -> Mapping[Key, tuple[Reference, ...]]:
    """The references to the wanted records, also to those that are gone."""
    found: dict[Key, list[Reference]] = {}
    known = values.keys() | wanted
    for source in sorted(values):
        if source.register in schemas:
            for reference in _references(schemas[source.register], source, values[source], known):
                if reference.target in wanted:
                    found.setdefault(reference.target, []).append(reference)
    return {key: tuple(some) for key, some in found.items()}


def _references(
    schema: Schema, source: Key, held: Mapping[str, Value], known: set[Key]
) -> Iterator[Reference]:
    for named in names(schema.fields, held):
        target = next(
            (key for register in named.field.refs if (key := Key(register, named.text)) in known),
            None,
        )
        if target and target != source:
            yield Reference(source, named.path, target)

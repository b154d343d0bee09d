"""Two commits compared, record by record: the trees, not the log, so any two will do."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from macros.catalogue.references import label, names
from macros.catalogue.schemas import read_schemas
from macros.catalogue.teams import TEAMS, read_teams
from macros.history import git
from macros.history.approvals import owner_register, owners
from macros.history.commit_files import CommitFiles, commit_files, program_files
from macros.history.compare_schemas import RecordsOf, schema_differences, wanted
from macros.history.describe import labelled, users
from macros.history.diff import Changes, changes, kind_of
from macros.history.look_at import Point, Sides, Users, look_at
from macros.history.schema_history import same_values
from macros.history.versions import Reader, by_register, values_of
from macros.model import (
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
from macros.model.mappings import grouped, present
from macros.model.text import few

Contents = Mapping[str, bytes]
"""What was read of both commits at once, by its blob."""


class Difference(NamedTuple):
    """What became of one record or page between two commits, and who names it at the later one.

    `owners` are the posts that own it before or after, `user_owners` in words those of the records
    that name it, and `points` are what is to be looked at.
    """

    key: Key
    label: str
    kind: Kind
    changes: Changes
    used_by: tuple[Reference, ...]
    owners: tuple[str, ...] = ()
    user_owners: str = ""
    points: tuple[Point, ...] = ()


class Comparison(NamedTuple):
    """All differences, by register and id, with schemas and labels as of the later commit.

    `told` is what schemas, settings and public files say otherwise, `program` the other files that
    differ, and `digital` the post that approves those, as of the earlier commit.
    """

    base: str
    head: str
    differences: tuple[Difference, ...]
    schemas: Mapping[str, Schema]
    labels: Mapping[Key, str]
    told: tuple[SchemaDifference, ...] = ()
    program: tuple[str, ...] = ()
    digital: str = ""

    def post(self, id_: str) -> str:
        """What a post is called: 'Housing Officer (ROLE-housing-officer)'."""
        return _post_name(self.labels, owner_register(self.schemas), id_)


def _post_name(labels: Mapping[Key, str], homes: Iterable[str], id_: str) -> str:
    label = next((labels[key] for home in homes if (key := Key(home, id_)) in labels), "")
    return f"{label} ({id_})" if label else id_


class _Records(NamedTuple):
    """What a commit holds of records and pages, and the schemas that say what it means."""

    schemas: Mapping[str, Schema]
    versions: Mapping[Key, Version]

    @property
    def readable(self) -> Mapping[Key, Values]:
        """The records that can be read, without the pages."""
        records = [key for key in self.versions if not key.is_page]
        return present({key: values_of(self.versions[key]) for key in records})

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
            target = named.target(known)
            if target and target != source:
                yield Reference(source, named.path, target)


def compare(repository: git.Repository, base: str, head: str) -> Comparison:
    """What is different at `head`, both given as anything that names a commit.

    Raises git.CommitError where one names none.
    """
    base, head = (git.commit_named(repository, name) for name in (base, head))
    old, new = (commit_files(git.tree(repository, commit)) for commit in (base, head))
    keys = sorted({*old.paths, *new.paths})
    differing = [key for key in keys if old.blob(key) != new.blob(key)]
    blobs = _wanted(old, new, differing) | wanted(old.blobs, new.blobs)
    blobs |= {old.blobs[TEAMS]} if TEAMS in old.blobs else set()
    contents = dict(git.contents(repository, sorted(blobs)))
    schemas = _schemas(new, contents)
    before = _Records(schemas, _versions(old, differing, contents))
    after = _Records(schemas, _versions(new, [*new.records, *differing], contents))
    differences = tuple(_differences(differing, before, after))
    records = _records(differences, before, after)
    told = tuple(schema_differences(old.blobs, new.blobs, contents, records))
    program = tuple(program_files(old, new))
    digital = read_teams(contents[old.blobs[TEAMS]]).digital if TEAMS in old.blobs else ""
    return Comparison(base, head, differences, schemas, after.labels, told, program, digital)


def _records(differences: Sequence[Difference], before: _Records, after: _Records) -> RecordsOf:
    """What records held at both commits, by register: what doesn't differ is read once."""
    new = {difference.key for difference in differences if difference.kind == "created"}
    kept = {key: version for key, version in after.versions.items() if key not in new}
    old = {**kept, **before.versions}
    changed = [difference for difference in differences if difference.kind == "changed"]
    own = grouped((difference.key.register, difference.changes) for difference in changed)
    same = {name: same_values(made) for name, made in own.items()}
    return RecordsOf(by_register(old), by_register(after.versions), same)


def _wanted(old: CommitFiles, new: CommitFiles, differing: Iterable[Key]) -> set[str]:
    """The blobs to be read: what differs, all records that may name it, and the schemas."""
    blobs = {files.blob(key) for files in (old, new) for key in differing}
    blobs |= {new.blob(key) for key in new.records}
    return (blobs | set(new.schemas.values())) - {""}


def _schemas(files: CommitFiles, contents: Contents) -> Mapping[str, Schema]:
    sources = {name: contents[blob] for name, blob in files.schemas.items()}
    schemas, *_ = read_schemas(sources)
    return schemas.registers


def _versions(files: CommitFiles, keys: Iterable[Key], contents: Contents) -> Mapping[Key, Version]:
    """What a commit holds of these records, of those that it has."""
    reader = Reader()
    own = {key: files.paths[key] for key in keys if key in files.paths}
    return {key: reader.read(path, contents[files.blobs[path]]) for key, path in own.items()}


def _differences(
    differing: Sequence[Key], before: _Records, after: _Records
) -> Iterator[Difference]:
    used_by = _used_by(after, set(differing))
    label_of = labelled({**before.labels, **after.labels})
    for key in differing:
        old, new = before.versions.get(key), after.versions.get(key)
        if old != new:  # a comment or another way of writing the same changes no record
            name = after.label(key) or before.label(key)
            made, references = _changes(old, new), used_by.get(key, ())
            values = values_of(old), values_of(new)
            sides = Sides(after.schemas.get(key.register), kind_of(old, new), made, *values)
            naming = Users(users(references, after.schemas), _owners_of(references, after))
            points = look_at(sides, naming, label_of)
            own = owners(*values)
            yield Difference(key, name, sides.kind, made, references, own, naming.owners, points)


def _owners_of(references: Sequence[Reference], records: _Records) -> str:
    """The posts that own the records that make these references, in words."""
    sources = dict.fromkeys(reference.source for reference in references)
    own = (owners(values_of(records.versions[source])) for source in sources)
    posts = dict.fromkeys(chain.from_iterable(own))
    homes = owner_register(records.schemas)
    return few([_post_name(records.labels, homes, post) for post in posts])


def _changes(old: Version | None, new: Version | None) -> Changes:
    """Field by field; as one text where either can't be read as a record."""
    if isinstance(old, Unreadable) or isinstance(new, Unreadable):
        return (Change((), _as_value(old), _as_value(new)),)
    return changes(old, new)


def _as_value(version: Version | None) -> Value | None:
    return version.text if isinstance(version, Unreadable) else version


def _used_by(records: _Records, named: set[Key]) -> Mapping[Key, tuple[Reference, ...]]:
    """The references to the wanted records, also to those that are gone."""
    known = records.readable.keys() | named
    references = chain.from_iterable(
        records.references(source, known) for source in sorted(records.labels)
    )
    used_by = grouped((reference.target, reference) for reference in references)
    return {key: tuple(users) for key, users in used_by.items() if key in named}

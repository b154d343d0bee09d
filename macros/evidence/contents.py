"""What an evidence pack is made from: registers, pages and stories as they stood at one commit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple, TypeAlias

from macros.catalogue.back_refs import meeting
from macros.catalogue.references import Links, label, names
from macros.history.revisions import History
from macros.model import Commit, Key, Reference, Schema, Trail, Unreadable, Values, Version
from macros.model.mappings import grouped

Story: TypeAlias = tuple[Key, Trail]
"""A record or a page, and all that became of it."""


class PackScope(NamedTuple):
    """What a pack is to cover, and the day on which it is made.

    `as_at` is None for the last commit, whatever its day. `expectation` is the id of the record
    whose part of the registers is wanted, or empty for all of them: an expectation, or any record
    whose register asks for links to it.
    """

    today: date
    as_at: date | None
    expectation: str


class PackedRecord(NamedTuple):
    """A record as it stood: its file, and what that held, every value as text."""

    key: Key
    file: str
    version: Version

    @property
    def values(self) -> Values:
        """What it says; nothing where its file can't be read as a record."""
        return {} if isinstance(self.version, Unreadable) else self.version

    @property
    def illustrative(self) -> bool:
        """Whether it says that it is made up. Old values are text."""
        return self.values.get("illustrative") == "true"


@dataclass(frozen=True)
class PackContents:
    """Everything that a pack shows.

    `history` ends with the commit that the pack is taken from; `tip` is the last one of the main
    line. `all_records` are those of that commit, `requests` those of them that ask for information,
    and `registers` those that the pack shows. `about` is the record that a part is about.
    `site_config` is mkdocs.yml as it was, and `record_files` is what the files of all records held,
    one after the other.
    """

    scope: PackScope
    branch: str
    tip: Commit
    history: History
    schemas: Mapping[str, Schema]
    all_records: tuple[PackedRecord, ...]
    requests: tuple[PackedRecord, ...]
    registers: Mapping[str, tuple[PackedRecord, ...]]
    pages: Mapping[str, str]
    site_config: Values
    record_files: bytes
    about: Key | None = None

    @property
    def landlord(self) -> str:
        """The name that the site had."""
        return str(self.site_config.get("site_name", "This landlord"))

    @property
    def whole(self) -> bool:
        """Whether it shows all registers, and not what belongs to an expectation."""
        return not self.scope.expectation

    @property
    def day(self) -> date:
        """The day for which the pack speaks."""
        return self.scope.as_at or self.scope.today

    @property
    def commit(self) -> Commit:
        """The commit that the pack is taken from."""
        return self.history.tip

    @property
    def landed(self) -> datetime:
        """When that commit came onto the main line."""
        return self.history.landed[-1]

    @cached_property
    def records(self) -> Mapping[Key, PackedRecord]:
        """Every record that the pack shows."""
        return {record.key: record for shown in self.registers.values() for record in shown}

    @cached_property
    def every(self) -> Mapping[Key, PackedRecord]:
        """Every record of that day, whether the pack shows it or not."""
        return {record.key: record for record in self.all_records}

    @cached_property
    def links(self) -> Links:
        """Who named whom on that day, of all records."""
        versions = {key: record.version for key, record in self.every.items()}
        return links_then(versions, self.schemas)

    @cached_property
    def illustrative(self) -> tuple[PackedRecord, ...]:
        """The records in it that are made up."""
        return tuple(record for record in self.records.values() if record.illustrative)

    @property
    def all_illustrative(self) -> int:
        """How many of all records are made up, shown or not."""
        return sum(record.illustrative for record in self.all_records)

    @cached_property
    def labels(self) -> Mapping[Key, str]:
        """What each record that the pack shows is called."""
        return {key: self.label(key) for key in self.records}

    def title(self, register: str) -> str:
        """What a register is called."""
        return self.schemas[register].title if register in self.schemas else register

    def label(self, key: Key) -> str:
        """What a record is called: its title as its schema makes it, or its id."""
        return self.label_of(self.records[key])

    def label_of(self, record: PackedRecord) -> str:
        """The same of any record, whether the pack shows it or not."""
        values, schema = record.values, self.schemas.get(record.key.register)
        if values and schema and all(name in values for name in schema.label):
            return label(schema, values)
        return str(values.get("title", record.key.id))

    def stories(self) -> Iterator[Story]:
        """The trail of each record that the pack shows; where it is whole, of those gone too."""
        for key, trail in self._all_stories():
            if not key.is_page and (self.whole or key in self.records):
                yield key, trail

    def page_stories(self) -> Iterator[Story]:
        """The trail of each page that people write, of those that are gone too."""
        yield from (story for story in self._all_stories() if story[0].is_page)

    def _all_stories(self) -> Iterator[Story]:
        """Of what a merge left out while it was new, too: no commit of the main line holds it."""
        for key in sorted((*self.history.trails, *self.history.never_there)):
            yield key, self.history.told(key)


def part_for(
    start: Key, versions: Mapping[Key, Version], schemas: Mapping[str, Schema]
) -> frozenset[Key]:
    """A record, what meets it, the records that name it, and the records that all of these name."""
    return part_by(start, schemas, links_then(versions, schemas))


def part_by(start: Key, schemas: Mapping[str, Schema], links: Links) -> frozenset[Key]:
    """The same, for who knows already who names whom."""
    naming = {reference.source for reference in links.used_by.get(start, ())}
    naming.update((start, *meeting(start, schemas, links)))
    named = (reference.target for key in naming for reference in links.references.get(key, ()))
    return frozenset(naming.union(named))


def links_then(versions: Mapping[Key, Version], schemas: Mapping[str, Schema]) -> Links:
    """Who named whom, of old versions too: where an id can mean several records, all of them."""
    references = {
        key: tuple(_references(key, version, schemas.get(key.register), versions))
        for key, version in versions.items()
    }
    every = [reference for made in references.values() for reference in made]
    used_by = grouped((reference.target, reference) for reference in every)
    return Links(references, {key: tuple(users) for key, users in used_by.items()})


def _references(
    key: Key, version: Version, schema: Schema | None, known: Mapping[Key, Version]
) -> Iterator[Reference]:
    if schema is None or isinstance(version, Unreadable):
        return
    for named in names(schema.fields, version):
        yield from (Reference(key, named.path, target) for target in named.keys if target in known)


def columns(schema: Schema | None, records: Sequence[PackedRecord]) -> list[str]:
    """The fields of a register's table: those of the schema, then what the records hold besides."""
    declared = [field.name for field in schema.fields] if schema else []
    others = [name for record in records for name in record.values]
    return list(dict.fromkeys(["id", *declared, *others]))

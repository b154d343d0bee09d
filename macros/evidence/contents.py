"""What an evidence pack is made from: the registers, pages and stories as they stood at one commit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple

from macros.catalogue.references import label, names
from macros.history.revisions import History
from macros.model import PAGES, Commit, Key, Schema, Trail, Unreadable, Value, Version


class PackedRecord(NamedTuple):
    """A record as it stood: its file, and what that held, every value as text."""

    key: Key
    file: str
    version: Version


@dataclass(frozen=True)
class PackContents:
    """Everything that a pack shows, and what it was asked for.

    `past` ends with the commit that the pack is taken from; `tip` is the last one of the main line. `asked`
    is the day that was asked for, None where it was none. `registers` holds the records that the pack shows,
    `all_records` how many there were in all and `all_illustrative` how many of these are made up. `said` is
    mkdocs.yml as it was.
    """

    today: date
    asked: date | None
    expectation: str
    branch: str
    tip: Commit
    past: History
    schemas: Mapping[str, Schema]
    registers: Mapping[str, tuple[PackedRecord, ...]]
    pages: Mapping[str, str]
    requests: tuple[PackedRecord, ...]
    all_records: int
    all_illustrative: int
    said: Mapping[str, Value]

    @property
    def landlord(self) -> str:
        """The name that the site had."""
        return str(self.said.get("site_name", "This landlord"))

    @property
    def day(self) -> date:
        """The day for which the pack speaks."""
        return self.asked or self.today

    @property
    def commit(self) -> Commit:
        """The commit that the pack is taken from."""
        return self.past.tip

    @property
    def landed(self) -> datetime:
        """When that commit came onto the main line."""
        return self.past.landed[-1]

    @cached_property
    def records(self) -> Mapping[Key, PackedRecord]:
        """Every record that the pack shows."""
        return {record.key: record for found in self.registers.values() for record in found}

    @cached_property
    def illustrative(self) -> tuple[PackedRecord, ...]:
        """The records in it that are made up."""
        return tuple(record for record in self.records.values() if made_up(record.version))

    @cached_property
    def labels(self) -> Mapping[Key, str]:
        """What each record that the pack shows is called."""
        return {key: self.label(key) for key in self.records}

    def title(self, register: str) -> str:
        """What a register is called."""
        return self.schemas[register].title if register in self.schemas else register

    def label(self, key: Key) -> str:
        """What a record is called: its title as its schema makes it, or its id."""
        version, schema = self.records[key].version, self.schemas.get(key.register)
        if isinstance(version, Unreadable):
            return key.id
        if schema and all(name in version for name in schema.label):
            return label(schema, version)
        return str(version.get("title", key.id))

    def stories(self) -> Iterator[tuple[Key, Trail]]:
        """The trail of each record that the pack shows, and, in a pack of everything, of those that are gone."""
        for key in sorted(self.past.trails):
            if key.register != PAGES and (not self.expectation or key in self.records):
                yield key, self.past.trail(key)


def made_up(version: Version) -> bool:
    """Whether a record says that it is illustrative. Old values are text."""
    return not isinstance(version, Unreadable) and version.get("illustrative") == "true"


def part_for(
    expectation: Key, records: Mapping[Key, Version], schemas: Mapping[str, Schema]
) -> frozenset[Key]:
    """An expectation, the records that name it, and the records that all of these name."""
    named = {
        key: frozenset(_named(key, version, records, schemas)) for key, version in records.items()
    }
    naming = {key for key, found in named.items() if expectation in found} | {expectation}
    return frozenset(naming.union(*(named[key] for key in naming)))


def _named(
    key: Key, version: Version, records: Mapping[Key, Version], schemas: Mapping[str, Schema]
) -> Iterator[Key]:
    schema = schemas.get(key.register)
    if schema and not isinstance(version, Unreadable):
        for reference in names(schema.fields, version):
            yield from (
                found
                for register in reference.field.refs
                if (found := Key(register, reference.text)) in records
            )


def columns(schema: Schema | None, records: Sequence[PackedRecord]) -> list[str]:
    """The fields of a register's table: in the schema's order, then what the records hold besides."""
    known = [field.name for field in schema.fields] if schema else []
    held = [
        name
        for record in records
        if not isinstance(record.version, Unreadable)
        for name in record.version
    ]
    return list(dict.fromkeys(["id", *known, *held]))

"""One record with what it names and what names it, without reading the rest of the project.

For who asks about one record. Every file is looked through for its id, and only those that hold it
are read. Where anything is out of the ordinary, it gives nothing, and the whole is to be read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from operator import attrgetter
from pathlib import Path

from macros.catalogue.entries import Entry, content_of, entries_at, in_folder
from macros.catalogue.landlord import FILE, closed_on
from macros.catalogue.references import link, names, sort_key
from macros.catalogue.schema_checks import faults
from macros.catalogue.schema_fields import SchemaSet, Sources, read_register
from macros.catalogue.schema_names import COMMON, ENDING, SCHEMA_OF_SCHEMAS, registers_named
from macros.catalogue.schemas import read_file
from macros.catalogue.validate import values_in
from macros.catalogue.validators import read_validators
from macros.catalogue.yaml_reader import parse
from macros.model import Catalogue, Key, Record, Register, Schema, whole
from macros.model.mappings import grouped
from macros.rules.kept_records import has_classes

ESCAPE = b"\\"
"""What makes a file spell an id otherwise than it is."""

HOLD = b'"x-hold"'
"""What stands in the schema of a register of holds."""


def read_near(root: Path, name: str) -> Catalogue | None:
    """The record with this id, in whatever capitals, and those at the other end of its links.

    Holds are there where the record names the class by which it is kept, whatever they name. None
    where there is no such record, or several, or what is needed of it can't be read.
    """
    files = {
        entry.path.name: content_of(root, entry)
        for entry in entries_at(root, in_folder(root / "schemas"))
        if entry.is_schema
    }
    lying = _lying(root, registers_named(files))
    wanted = [key for key in lying if key.id.casefold() == name.casefold()]
    sources = _sources(files)
    if len(wanted) != 1 or sources is None:
        return None
    try:
        schemas = _Schemas(files, sources, closed_on(_settings(root)))
        return _Reader(root, lying, schemas).near(wanted[0])
    except _OutOfTheOrdinaryError:
        return None


class _OutOfTheOrdinaryError(Exception):
    """The whole has to be read."""


def _lying(root: Path, registers: Iterable[str]) -> Mapping[Key, Entry]:
    """Every file that is read as a record."""
    lying: dict[Key, Entry] = {}
    for name in registers:
        home = root / "registers" / name
        entries = () if home.is_symlink() else entries_at(root, in_folder(home))
        lying.update((Key(name, entry.path.stem), entry) for entry in entries if entry.is_record)
    return lying


def _sources(files: Mapping[str, bytes]) -> Sources | None:
    """Every schema as JSON; None where one can't be read, or one that all need isn't there."""
    read = {name: read_file(files[name], f"schemas/{name}") for name in files}
    sources = {name: file.source for name, file in read.items() if file.source is not None}
    broken = any(file.problems for file in read.values())
    is_whole = len(sources) == len(files) and {COMMON, SCHEMA_OF_SCHEMAS} <= sources.keys()
    return sources if is_whole and not broken else None


def _settings(root: Path) -> bytes:
    file = root / FILE
    return file.read_bytes() if file.is_file() else b""


class _Schemas:
    """The schemas that are asked for, each read and judged once."""

    def __init__(
        self, files: Mapping[str, bytes], sources: Sources, closed: frozenset[date]
    ) -> None:
        shared = {name: sources[name] for name in (COMMON, SCHEMA_OF_SCHEMAS)}
        judge = read_validators(shared)[SCHEMA_OF_SCHEMAS]
        self._set = SchemaSet(sources, registers_named(sources), judge)
        self._files, self._closed = files, closed
        self._read: dict[str, Schema] = {}
        for name in shared:
            self._judge(name)

    def __getitem__(self, register: str) -> Schema:
        if register not in self._read:
            self._judge(register + ENDING)
            schema = read_register(register, self._set.sources)
            self._read[register] = replace(schema, closed=self._closed) if self._closed else schema
        return self._read[register]

    def may_hold(self, register: str) -> bool:
        """Whether a register's records may be holds."""
        return any(HOLD in self._files[name] for name in (register + ENDING, COMMON))

    def _judge(self, name: str) -> None:
        if any(faults(name, self._set)):
            raise _OutOfTheOrdinaryError


class _Reader:
    """Reads records of a project, each once."""

    def __init__(self, root: Path, lying: Mapping[Key, Entry], schemas: _Schemas) -> None:
        self._lying, self._schemas = lying, schemas
        self._contents = {key: content_of(root, entry) for key, entry in lying.items()}
        self._read: dict[Key, Record | None] = {}

    def near(self, key: Key) -> Catalogue:
        """The record and what is near it, in the registers' order."""
        record = self._record(key)
        if record is None:
            raise _OutOfTheOrdinaryError
        schema = self._schemas[key.register]
        keys = {key, *self._naming([key.id])}
        for named in names(schema.fields, record.values):
            keys.update(named.keys)
        if has_classes(schema):
            ids = {key.id for key in keys}
            keys.update(key for key in self._naming(ids) if self._schemas.may_hold(key.register))
        read = filter(None, map(self._record, keys & self._lying.keys()))
        registers = _registers(read, self._schemas)
        return Catalogue(registers, *link(registers), (), ())

    def _naming(self, ids: Iterable[str]) -> Iterator[Key]:
        """The records whose files hold any of these ids, or might."""
        wanted = [ESCAPE, *(id_.encode() for id_ in ids)]
        for key, content in self._contents.items():
            if any(text in content for text in wanted):
                yield key

    def _record(self, key: Key) -> Record | None:
        """A record, whatever a check would say of it; None where the file can't be read as one."""
        if key not in self._read:
            schema, file = self._schemas[key.register], self._lying[key].place.file
            document, _ = parse(self._contents[key], file)
            self._read[key] = None
            if document is not None:
                values = values_in(document, whole(schema.singular, schema.fields))
                self._read[key] = Record(key, values, file, document)
        return self._read[key]


def _registers(records: Iterable[Record], schemas: _Schemas) -> Mapping[str, Register]:
    """These records by register, in the order that both have in the whole."""
    by_name = grouped((record.key.register, record) for record in records)
    used = sorted((schemas[name] for name in by_name), key=attrgetter("order", "name"))
    registers: dict[str, Register] = {}
    for schema in used:
        own = sorted(by_name[schema.name], key=lambda record: sort_key(schema, record))
        registers[schema.name] = Register(schema, tuple(own))
    return registers

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
from macros.catalogue.references import label, link, names, sort_key
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
    try:
        near = Near(root)
        wanted = [key for key in near.lying if key.id.casefold() == name.casefold()]
        return near.around(wanted[0]) if len(wanted) == 1 else None
    except OutOfTheOrdinaryError:
        return None


class OutOfTheOrdinaryError(Exception):
    """The whole has to be read."""


def _lying(root: Path, registers: Iterable[str]) -> Mapping[Key, Entry]:
    """Every file that is read as a record."""
    lying: dict[Key, Entry] = {}
    for name in registers:
        home = root / "registers" / name
        entries = () if home.is_symlink() else entries_at(root, in_folder(home))
        lying.update((Key(name, entry.path.stem), entry) for entry in entries if entry.is_record)
    return lying


def _sources(files: Mapping[str, bytes]) -> Sources:
    """Every schema as JSON, where each can be read and those that all need are there."""
    read = {name: read_file(files[name], f"schemas/{name}") for name in files}
    sources = {name: file.source for name, file in read.items() if file.source is not None}
    broken = any(file.problems for file in read.values())
    is_whole = len(sources) == len(files) and {COMMON, SCHEMA_OF_SCHEMAS} <= sources.keys()
    if broken or not is_whole:
        raise OutOfTheOrdinaryError
    return sources


def _settings(root: Path) -> bytes:
    file = root / FILE
    return file.read_bytes() if file.is_file() else b""


class _Schemas:
    """The schemas that are asked for, each read and judged once."""

    def __init__(self, files: Mapping[str, bytes], closed: frozenset[date]) -> None:
        sources = _sources(files)
        shared = {name: sources[name] for name in (COMMON, SCHEMA_OF_SCHEMAS)}
        judge = read_validators(shared)[SCHEMA_OF_SCHEMAS]
        self._set = SchemaSet(sources, registers_named(sources), judge)
        self._files, self._closed = files, closed
        self._read: dict[str, Schema] = {}
        for name in shared:
            self._judge(name)

    def get(self, register: str) -> Schema | None:
        """A register's schema, where it has one."""
        return self[register] if register in self._set.registers else None

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
            raise OutOfTheOrdinaryError


class Near(Mapping[Key, str]):
    """Records of a project by what they are called, each read when it is asked for.

    Raises OutOfTheOrdinaryError where a schema isn't sound.
    """

    def __init__(self, root: Path) -> None:
        files = {
            entry.path.name: content_of(root, entry)
            for entry in entries_at(root, in_folder(root / "schemas"))
            if entry.is_schema
        }
        self.lying = _lying(root, registers_named(files))
        self._root, self._schemas = root, _Schemas(files, closed_on(_settings(root)))
        self._contents: dict[Key, bytes] = {}
        self._read: dict[Key, Record | None] = {}

    def __getitem__(self, key: Key) -> str:
        """What a record is called."""
        record = self._record(key) if key in self.lying else None
        if record is None:
            raise KeyError(key)
        return label(self._schemas[key.register], record.values)

    def __iter__(self) -> Iterator[Key]:
        return (key for key in self.lying if self._record(key))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def schema(self, register: str) -> Schema | None:
        """The schema of a register, where there is one."""
        return self._schemas.get(register)

    def around(self, key: Key) -> Catalogue:
        """The record and what is near it, in the registers' order."""
        record = self._record(key)
        if record is None:
            raise OutOfTheOrdinaryError
        schema = self._schemas[key.register]
        keys = {key, *self._naming([key.id])}
        for named in names(schema.fields, record.values):
            keys.update(named.keys)
        if has_classes(schema):
            ids = {key.id for key in keys}
            keys.update(key for key in self._naming(ids) if self._schemas.may_hold(key.register))
        read = filter(None, map(self._record, keys & self.lying.keys()))
        registers = _registers(read, self._schemas)
        return Catalogue(registers, *link(registers), (), ())

    def _naming(self, ids: Iterable[str]) -> Iterator[Key]:
        """The records whose files hold any of these ids, or might."""
        wanted = [ESCAPE, *(id_.encode() for id_ in ids)]
        for key in self.lying:
            if any(text in self._content(key) for text in wanted):
                yield key

    def _content(self, key: Key) -> bytes:
        if key not in self._contents:
            self._contents[key] = content_of(self._root, self.lying[key])
        return self._contents[key]

    def _record(self, key: Key) -> Record | None:
        """A record, whatever a check would say of it; None where the file can't be read as one."""
        if key not in self._read:
            schema, file = self._schemas[key.register], self.lying[key].place.file
            document, _ = parse(self._content(key), file)
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

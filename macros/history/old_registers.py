"""An old state in the shape of today's registers, so that it can be shown as they are.

Pure. Old values need not fit today's schemas, and nothing is checked.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from operator import is_
from typing import NamedTuple

from macros.catalogue.references import sort_key, used_by
from macros.catalogue.validate import typed
from macros.history.old_links import OldLinks
from macros.history.replay import Records, RecordVersion
from macros.history.versions import values_of
from macros.model import (
    Catalogue,
    Document,
    Field,
    Key,
    Record,
    Reference,
    Register,
    Schema,
    Unreadable,
    Value,
    Values,
    is_list,
)
from macros.model.latest import Latest
from macros.model.text import Natural


class OldState(NamedTuple):
    """A state in the shape of today's registers, and where the references of each record lead."""

    registers: Mapping[str, Register]
    references: Mapping[Key, tuple[Reference, ...]]


@dataclass(frozen=True)
class OldRecords:
    """What was made of the last state, for who shows several: most of the next one is the same."""

    schemas: dict[str, Schema] = field(default_factory=dict)
    records: dict[Key, tuple[RecordVersion, Schema, Record]] = field(default_factory=dict)
    registers: dict[str, tuple[Records, Schema | None, Register]] = field(default_factory=dict)
    places: Latest[Key, Record, tuple[Natural, ...]] = field(default_factory=Latest)
    links: OldLinks = field(default_factory=OldLinks)

    def schema(self, schema: Schema) -> Schema:
        """A schema, or the one of the last state that says the same."""
        last = self.schemas.get(schema.name)
        if last != schema:
            last = self.schemas[schema.name] = schema
        return last

    def record(self, schema: Schema, key: Key, version: RecordVersion) -> Record:
        """A version as a record, or what was made of the same one before."""
        made_of, by, record = self.records.get(key, (None, None, None))
        if record and made_of is version and by is schema:
            return record
        record = _record(schema, key, values_of(version.version) or {}, version.last.file)
        self.records[key] = version, schema, record
        return record

    def register(self, name: str, schema: Schema | None, own: Records) -> Register:
        """A register's records as they stood, or what was made of the same ones before."""
        made_of, by, register = self.registers.get(name, ({}, None, None))
        if register is None or by is not schema or not _are_the_same(made_of, own):
            register = _register(name, schema, dict(sorted(own.items())), self)
            self.registers[name] = own, schema, register
        return register

    def place(self, record: Record, schema: Schema) -> tuple[Natural, ...]:
        """Where a record stands in its register, or where the same one stood before."""
        return self.places.of(record.key, record, lambda: sort_key(schema, record))


def _are_the_same(old: Records, new: Records) -> bool:
    return old.keys() == new.keys() and all(map(is_, new.values(), map(old.get, new)))


def catalogue(
    schemas: Mapping[str, Schema], records: Records, made: OldRecords | None = None
) -> Catalogue:
    """A state in the shape of today's registers, with both ends of each reference.

    The rest as in `old_state`.
    """
    registers, references = old_state(schemas, records, made or OldRecords())
    return Catalogue(registers, references, used_by(references), (), ())


def old_state(schemas: Mapping[str, Schema], records: Records, made: OldRecords) -> OldState:
    """A state in the shape of today's registers.

    A value is what its field makes of it, or text. A field or a register that today's schemas
    don't know comes under its own name. Versions that can't be read are left out. `made` is for
    who asks for several states: what is the same in two of them is then the same object.
    """
    by_register: dict[str, dict[Key, RecordVersion]] = {name: {} for name in schemas}
    for key, record in records.items():
        if not isinstance(record.version, Unreadable):
            by_register.setdefault(key.register, {})[key] = record
    no_more = sorted(by_register.keys() - schemas.keys())
    registers = {
        name: made.register(name, schemas.get(name), by_register[name])
        for name in (*schemas, *no_more)
    }
    return OldState(registers, made.links.follow(registers))


def _register(name: str, schema: Schema | None, records: Records, made: OldRecords) -> Register:
    """A register's records as they stood, in the order that today's schema asks for."""
    values = [values_of(record.version) or {} for record in records.values()]
    then = made.schema(_schema(schema, name, values))
    own = [made.record(then, key, record) for key, record in records.items()]
    return Register(then, tuple(sorted(own, key=lambda record: made.place(record, then))))


def _schema(schema: Schema | None, name: str, versions: Iterable[Values]) -> Schema:
    """Today's schema with the fields that only old versions have.

    For a register that is no more, one that is made of them.
    """
    today = schema or gone_register(name)
    known = {field.name for field in today.fields}
    every = dict.fromkeys(name for values in versions for name in values)
    unknown = [name for name in every if name not in known]
    columns = today.columns if "id" in today.columns else ("id", *today.columns)
    titles = [name for name in ("title", "name") if name in unknown]
    if schema is None and titles:
        columns, today = ("id", titles[0]), replace(today, label=(titles[0],))
    fields = (Field(name, in_words(name), "", "") for name in unknown)
    return replace(today, fields=(*today.fields, *fields), columns=columns)


def gone_register(name: str) -> Schema:
    """A stand-in for the schema of a register that is no more."""
    return Schema(
        name=name,
        title=in_words(name),
        description="This register is no more.",
        singular="record",
        plural="records",
        group="",
        order=0,
        label=(),
        columns=("id",),
        sort=(),
        facets=(),
        public=None,
        fields=(Field("id", "Reference", "", "string"),),
        final=("retired",),
    )


def in_words(name: str) -> str:
    """The name of a field or register that no schema gives a title: 'held_by' is 'Held by'."""
    plain = name.replace("_", " ").replace("-", " ")
    return plain[:1].upper() + plain[1:]


def _record(schema: Schema, key: Key, version: Values, file: str) -> Record:
    values: dict[str, Value] = {"id": key.id}
    for name, value in version.items():
        if name != "id":
            values[name] = fitted(value, schema.field(name))
    return Record(key, values, file, Document(version, {}, {}))  # what links were confirmed by


def fitted(value: Value, field: Field | None) -> Value:
    """An old value as its field means it. A list or group where the field has none becomes text."""
    if field is None or not field.kind:  # nobody knows what shape it should have
        return value
    if isinstance(value, str):
        return typed(value, field)
    if isinstance(value, Mapping) and field.kind == "object":
        return {name: fitted(inner, field.part(name)) for name, inner in value.items()}
    if is_list(value) and field.kind == "array":
        each = field.each
        return [fitted(inner, each) if each else as_text(inner) for inner in value]
    return as_text(value)


def as_text(value: Value) -> str:
    """Any old value in one text."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

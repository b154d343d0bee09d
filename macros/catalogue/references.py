"""References between records, both ways; what a record is called, and where it is sorted."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple, TypeAlias

from macros.model import (
    Field,
    Fields,
    Key,
    Path,
    Record,
    Reference,
    Register,
    Schema,
    Value,
    Values,
    each,
    stated,
)
from macros.model.mappings import grouped
from macros.model.text import Natural, natural


class Links(NamedTuple):
    """Every reference, from the record that makes it and from the record that it names."""

    references: Mapping[Key, tuple[Reference, ...]]
    used_by: Mapping[Key, tuple[Reference, ...]]


class Named(NamedTuple):
    """A reference as it is written, before anybody knows whether it leads anywhere."""

    path: Path
    field: Field
    text: str

    @property
    def keys(self) -> tuple[Key, ...]:
        """The records that it may mean: one of each register that its field names."""
        return tuple(Key(register, self.text) for register in self.field.refs)

    def target(self, known: Container[Key]) -> Key | None:
        """The record that it means."""
        return resolve(self.field, self.text, known)


Meant: TypeAlias = tuple[Reference, ...]
"""What one reference can mean, the best first: one of each register that its field names."""


def meant_by(record: Record, schema: Schema) -> Sequence[Meant]:
    """All that each reference of a record can mean, in schema order."""
    every = names(schema.fields, record.values)
    return [tuple(Reference(record.key, named.path, key) for key in named.keys) for named in every]


def link(registers: Mapping[str, Register]) -> Links:
    """Follow every reference of every record. What leads nowhere is left out."""
    known = {record.key for register in registers.values() for record in register.records}
    references: dict[Key, tuple[Reference, ...]] = {}
    for register in registers.values():
        for record in register.records:
            every_meant = meant_by(record, register.schema)
            references[record.key] = tuple(followed(every_meant, known))
    return Links(references, used_by(references))


def used_by(references: Mapping[Key, Iterable[Reference]]) -> Mapping[Key, tuple[Reference, ...]]:
    """The same references from the record that each names."""
    every = chain.from_iterable(references.values())
    users = grouped((reference.target, reference) for reference in every)
    return {key: tuple(own) for key, own in users.items()}


def followed(every_meant: Iterable[Meant], known: Container[Key]) -> Iterator[Reference]:
    """The references that lead to a known record."""
    for meant in every_meant:
        if led := next((reference for reference in meant if reference.target in known), None):
            yield led


def resolve(field: Field, text: str, known: Container[Key]) -> Key | None:
    """The record that an id in a reference field means: of its registers, the first that has it."""
    for register in field.refs:
        if (key := Key(register, text)) in known:
            return key
    return None


def names(fields: Fields, values: Values, path: Path = ()) -> Iterator[Named]:
    """Every reference that a group of values makes, in schema order."""
    for field, value in stated(fields, values):
        if field.refs or not isinstance(value, str):
            yield from _names(field, value, (*path, field.name))


def _names(field: Field, value: Value, path: Path) -> Iterator[Named]:
    if isinstance(value, str):
        if field.refs:
            yield Named(path, field, value)
    elif isinstance(value, Mapping):
        yield from names(field.parts, value, path)
    elif isinstance(value, Sequence):
        item = field.inner
        for number, inner in enumerate(value):
            yield from _names(item, inner, (*path, number))


def texts(record: Record, name: str) -> list[str]:
    """What one field of a record holds, each value as text."""
    return [str(value) for value in each(record.values.get(name))]


def label(schema: Schema, values: Values) -> str:
    """What a record is called, from the fields that its schema names for it."""
    words = " ".join(str(values[name]) for name in schema.label if name in values)
    return words or str(values.get("id", ""))


def sort_key(schema: Schema, record: Record) -> tuple[Natural, ...]:
    """Where a record stands in its register: by the schema's fields, numbers in text by size."""
    return tuple(natural(record.values.get(name, "")) for name in (*schema.sort, "id"))

"""What everybody may see, built from named lists: what nobody named is private.

A published register is a new one, made of what is named here. A copy with parts blanked would
publish whatever is added to a field or a schema later on, until somebody remembered to blank that
too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from macros.catalogue.references import resolve
from macros.model import (
    NOWHERE,
    Catalogue,
    Field,
    Fields,
    Key,
    PublicName,
    Record,
    Reference,
    Register,
    Schema,
    Value,
    Values,
    field_at,
    is_list,
    stated,
)
from macros.model.mappings import present

Arrows = Mapping[Key, tuple[Reference, ...]]
"""References by the record at one end of them."""


class Published(NamedTuple):
    """What of a catalogue everybody may see: keys, registers, and references both ways."""

    keys: frozenset[Key]
    registers: Mapping[str, Register]
    references: Arrows
    used_by: Arrows


def published(catalogue: Catalogue) -> Published:
    """The published registers, and the references in public fields between published records."""
    keys = published_keys(catalogue)
    registers = {register.schema.name: register for register in _registers(catalogue, keys)}
    references = _arrows(catalogue.references, registers, keys)
    return Published(keys, registers, references, _arrows(catalogue.used_by, registers, keys))


def published_keys(catalogue: Catalogue) -> frozenset[Key]:
    """The keys of the records that everybody may see."""
    return frozenset(
        record.key for register in catalogue.registers.values() for record in register.published
    )


def _arrows(
    arrows: Arrows, registers: Mapping[str, Register], keys: frozenset[Key]
) -> Mapping[Key, tuple[Reference, ...]]:
    def is_public(reference: Reference) -> bool:
        if not {reference.source, reference.target} <= keys:
            return False
        fields = registers[reference.source.register].schema.fields
        return field_at(fields, reference.path) is not None

    return {
        key: tuple(filter(is_public, references))
        for key, references in arrows.items()
        if key in keys
    }


def _registers(catalogue: Catalogue, keys: frozenset[Key]) -> Iterator[Register]:
    """Each register that has a name for the public and a published record."""
    for register in catalogue.registers.values():
        records = [record for record in register.records if record.key in keys]
        if register.schema.public and records:
            schema = public_schema(register.schema, register.schema.public)
            yield Register(schema, tuple(public_record(record, schema, keys) for record in records))


def public_schema(schema: Schema, name: PublicName) -> Schema:
    """A register's schema under its public name, with its public fields alone."""
    fields = public_fields(schema.fields)
    known = {field.name for field in fields}

    def kept(names: Sequence[str]) -> tuple[str, ...]:
        return tuple(field for field in names if field in known)

    many = f"{name.singular}s" if name.singular else schema.plural
    return Schema(
        name=schema.name,
        title=name.title,
        description=name.description,
        singular=name.singular or schema.singular,
        plural=name.plural or many,
        group=schema.group,
        order=schema.order,
        label=kept(schema.label),
        columns=kept(name.columns or schema.columns),
        sort=kept(schema.sort),
        facets=kept(name.facets),
        public=name,
        fields=fields,
        review=schema.review,
        unreported=schema.unreported,
        names=kept(schema.names),
        kind=schema.kind,
        asking=name.asking._replace(
            fields=kept(name.asking.fields),
            main=name.asking.main if name.asking.main in known else "",
        ),
    )


def public_fields(fields: Fields) -> tuple[Field, ...]:
    """The fields that say that everybody may see them, at every depth."""
    public = [field for field in fields if field.public]
    beside = frozenset(field.name for field in public)
    return tuple(_public_field(field, beside) for field in public)


def _public_field(field: Field, beside: frozenset[str]) -> Field:
    """What a list holds is as public as the list; of a group's fields only those that say so.

    A field beside it that it names is named where that one is public too.
    """
    return Field(
        name=field.name,
        title=field.title,
        description=field.description,
        kind=field.kind,
        public=field.public,
        refs=field.refs,
        format=field.format,
        options=field.options,
        labels=field.labels,
        place=field.place,
        planned=field.planned,
        language=field.language if field.language in beside else "",
        parts=public_fields(field.parts),
        each=_public_field(field.each, beside) if field.each else None,
    )


def public_record(record: Record, schema: Schema, keys: frozenset[Key]) -> Record:
    """A record's public values, and neither its file nor where in it each stands."""
    values = public_values(record.values, schema.fields, keys)
    return Record(record.key, values, "", NOWHERE)


def public_values(values: Values, fields: Fields, keys: frozenset[Key]) -> Values:
    """What of a group of values stands in public fields, and names no record outside `keys`."""
    public = stated(fields, values)
    return present({field.name: _public_value(value, field, keys) for field, value in public})


def _public_value(value: Value, field: Field, keys: frozenset[Key]) -> Value | None:
    """A value without what isn't public in it; None where nothing of it is left."""
    if isinstance(value, Mapping):
        return public_values(value, field.parts, keys) or None
    if is_list(value):
        parts = (_public_value(part, field.inner, keys) for part in value)
        return [part for part in parts if part is not None] or None
    if field.refs and resolve(field, str(value), keys) is None:
        return None
    return value

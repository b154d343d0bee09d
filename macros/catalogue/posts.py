"""The posts that answer for records, by every name that they have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from macros.catalogue.references import label, texts
from macros.model import Catalogue, Record, Schema


class PostName(NamedTuple):
    """A name of a post: its id, its title, or another that is recorded."""

    name: str
    id: str


def post_names(catalogue: Catalogue) -> Iterator[PostName]:
    """Each post of the registers that `owner_role` refers to, by each of its names."""
    owners = (register.schema.field("owner_role") for register in catalogue.registers.values())
    field = next((field for field in owners if field), None)
    for home in field.refs if field else ():
        if home in catalogue.registers:
            register = catalogue.registers[home]
            for record in register.records:
                yield from _names(register.schema, record)


def _names(schema: Schema, record: Record) -> Iterator[PostName]:
    yield PostName(record.key.id, record.key.id)
    yield PostName(label(schema, record.values), record.key.id)
    for field in schema.names:
        yield from (PostName(name, record.key.id) for name in texts(record, field))

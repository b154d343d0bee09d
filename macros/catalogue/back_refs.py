"""What leads to a record, as its register asks for it (`x-back-ref`), and where that leads on.

Nothing here reads a record: it goes by schemas and by references, of today or of an old commit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from macros.catalogue.references import Links
from macros.model import BackRef, Field, Key, Reference, Schema, Values


class Asked(NamedTuple):
    """Links that a register asks for: the field that asks, what it asks, and which are there.

    `field` is the one in which a record says why there are none.
    """

    field: Field
    back_ref: BackRef
    links: tuple[Reference, ...]

    def ends(self, key: Key) -> tuple[Key, ...]:
        """The records at the other end from `key`, each once."""
        others = (link.target if link.source == key else link.source for link in self.links)
        return tuple(dict.fromkeys(others))

    def is_stated(self, values: Values) -> bool:
        """Whether a record needs none: its register doesn't ask, or it says why, or has its own."""
        stated = {self.field.name, *self.back_ref.own}.intersection(values)
        return bool(stated) or not self.back_ref.asks(values)


def asking(schema: Schema) -> Iterator[tuple[Field, BackRef]]:
    """The fields of a register that ask for links."""
    for field in schema.fields:
        if field.back_ref:
            yield field, field.back_ref


def asked(schema: Schema, key: Key, links: Links) -> list[Asked]:
    """For each kind of link that a record's register asks for, those that are there."""
    return [
        Asked(field, back_ref, tuple(_links(back_ref, key, links)))
        for field, back_ref in asking(schema)
    ]


def _links(back_ref: BackRef, key: Key, links: Links) -> Iterator[Reference]:
    for reference in links.used_by.get(key, ()):
        named_in = (reference.source.register, str(reference.path[0]))
        if named_in in back_ref.sources and reference.source != key:
            yield reference
    for reference in links.references.get(key, ()):
        if reference.path[0] in back_ref.own and reference.target != key:
            yield reference


def meeting(start: Key, schemas: Mapping[str, Schema], links: Links) -> list[Key]:
    """What meets a record, what meets that, and so on: the nearest first, without the record."""
    reached = [start]
    for key in reached:
        schema = schemas.get(key.register)
        near = _met_by(schema, key, links) if schema else ()
        reached += [other for other in dict.fromkeys(near) if other not in reached]
    return reached[1:]


def _met_by(schema: Schema, key: Key, links: Links) -> Iterator[Key]:
    for answer in asked(schema, key, links):
        if answer.back_ref.meets:
            yield from answer.ends(key)


def coverable(schema: Schema) -> Sequence[BackRef]:
    """What a register asks for that would meet its records; nothing where it asks for no such."""
    return [back_ref for _, back_ref in asking(schema) if back_ref.meets]

"""What waits for disposal: records whose time is up by a day, and what keeps some of them.

A record that some disposal names (`x-gone`) waits no longer. One that is over waits like any other:
its papers are still there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import chain, product
from typing import NamedTuple

from macros.catalogue.references import label
from macros.model import Key, Record, Register, Schema, each
from macros.rules.disposal import Hold, holding
from macros.rules.kept_records import Kinds, has_classes, is_gone, kept_record, kinds_in

ACTION = "disposal_action"
"""The field of a retention class that says what is done in the end."""


class Waiting(NamedTuple):
    """A record whose time ends: until when it is kept, from when it may go, and what is done then.

    `holds` are those that run today: while one covers all of its kind, nothing happens. Of one that
    covers a part, nobody can tell without a look. Nor does anything happen where the class is an
    example that nobody has confirmed.
    """

    key: Key
    label: str
    owner_role: str
    of: Key
    class_label: str
    until: date
    action: str
    holds: tuple[Hold, ...]
    is_example: bool
    field: str

    @property
    def first(self) -> date:
        """The first day on which it may go."""
        return self.until + timedelta(days=1)

    @property
    def stays(self) -> bool:
        """Whether a hold covers all of its kind."""
        return any(not hold.part for hold in self.holds)

    @property
    def parts(self) -> list[Hold]:
        """The holds that cover a part of its kind."""
        return [hold for hold in self.holds if hold.part]


def waiting(registers: Mapping[str, Register], today: date) -> list[Waiting]:
    """Every record whose time ends on a day that is known, by that day and by id."""
    kinds = kinds_in(registers)
    gone = {key for register in registers.values() for key in _gone(register)}
    own = (register for register in registers.values() if has_classes(register.schema))
    listed = chain.from_iterable(
        _of_register(registers, register, kinds, today) for register in own
    )
    left = (disposal for disposal in listed if disposal.key not in gone)
    return sorted(left, key=lambda disposal: (disposal.until, disposal.key.counted))


def _of_register(
    registers: Mapping[str, Register], register: Register, kinds: Kinds, today: date
) -> Iterator[Waiting]:
    """The records of one register. Those that say what is gone wait for nothing themselves."""
    schema = register.schema
    for record in () if any(field.gone for field in schema.fields) else register.records:
        end = kept_record(schema, record, kinds)
        if end and end.kept.until and end.kept.until < date.max:
            of = kinds.classes[end.of].record
            theirs = registers[of.key.register].schema
            yield Waiting(
                record.key,
                label(schema, record.values),
                str(record.values.get("owner_role", "")),
                of.key,
                label(theirs, of.values),
                end.kept.until,
                _action(theirs, of),
                tuple(holding(end.holds, today)),
                of.is_example,
                end.field,
            )


def _action(schema: Schema, of: Record) -> str:
    """What is done in the end, in words."""
    choice, field = str(of.values.get(ACTION, "")), schema.field(ACTION)
    return field.labels.get(choice, choice) if field else choice


def _gone(register: Register) -> Iterator[Key]:
    """The records of which a disposal says that they are gone."""
    for record, field in product(register.records, register.schema.fields):
        if field.gone and is_gone(record, field):
            named = register.schema.field(field.gone.records)
            ids = each(record.values.get(field.gone.records))
            for id_, name in product(ids, named.refs if named else ()):
                yield Key(name, str(id_))


def by_quarter(disposals: Sequence[Waiting], last: date) -> list[Waiting]:
    """Those that may go by the last day of a quarter, also from before it."""
    return [disposal for disposal in disposals if disposal.first <= last]

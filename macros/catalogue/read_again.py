"""What people have read of an earlier version: links of fields that say so (`x-read`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple, TypeAlias

from macros.catalogue.confirmations import Link, links
from macros.model import Key, Page, Record, Reference, Register
from macros.rules.calendar import day_in

Why: TypeAlias = Literal["changed", "not confirmed", "counted before"]


class ReadAgain(NamedTuple):
    """A link to what is to be read again, and why: it says what was read, and that has changed.

    Or nobody confirmed which version was read, or it was confirmed after people had read it.
    """

    link: Link
    why: Why


def read_again(
    registers: Mapping[str, Register],
    references: Mapping[Key, Sequence[Reference]],
    pages: Iterable[Page],
) -> Iterator[ReadAgain]:
    """Everything that is to be read again, register by register."""
    asking = [register for register in registers.values() if _asks(register)]
    records = {record.key: record for register in asking for record in register.records}
    for link in links(registers, references, pages, asking) if asking else ():
        record = records.get(link.source)
        field = registers[link.source.register].schema.field(link.field)
        why = _why(link, record, field.read) if record and field and field.read else None
        if why:
            yield ReadAgain(link, why)


def _asks(register: Register) -> bool:
    return any(field.read for field in register.schema.fields)


def _why(link: Link, record: Record, day: str) -> Why | None:
    if link.state != "confirmed":
        return "changed" if link.state == "suspect" else "not confirmed"
    read_on = day_in(record.values.get(day))
    return "counted before" if read_on and link.on and read_on < link.on else None

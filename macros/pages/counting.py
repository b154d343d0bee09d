"""Numbers of records in the words of a page: how many fit, how many of all, and a sentence for each case."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from macros.model import Record, Register, Value
from macros.model.text import counted, number_word, share_of, takes_one
from macros.view.view import View


class Chosen(NamedTuple):
    """Which records are meant: those that hold values, that don't, that have fields filled in or left empty.

    A name may be dotted: sources.document is the document of each source.
    """

    where: Mapping[str, Value]
    unless: Mapping[str, Value]
    filled: Sequence[str]
    empty: Sequence[str]


class Count(NamedTuple):
    """How many records fit, of how many, and what they are called."""

    number: int
    total: int
    one: str
    many: str


def count(view: View, name: str, chosen: Chosen) -> Count:
    """Records that fit, among those that this audience sees. A register of which it sees none has none."""
    register = view.registers.get(name)
    if register is None:
        return Count(0, 0, "record", "records")
    schema = register.schema
    return Count(
        len(matching(register, chosen)), len(register.records), schema.singular, schema.plural
    )


def matching(register: Register, chosen: Chosen) -> list[Record]:
    """The records that fit. Raises ValueError for a field that the audience can't see: it would count as empty."""
    for name in (*chosen.where, *chosen.unless, *chosen.filled, *chosen.empty):
        if register.schema.field(name.partition(".")[0]) is None:
            raise ValueError(
                f"'{register.schema.name}' has no field '{name}' that this audience can see."
            )
    return [record for record in register.records if _fits(record, chosen)]


def _fits(record: Record, chosen: Chosen) -> bool:
    def holds(name: str, value: Value) -> bool:
        return value in list(_values(record.values, name))

    def is_filled(name: str) -> bool:
        return any(True for _ in _values(record.values, name))

    return (
        all(holds(name, value) for name, value in chosen.where.items())
        and not any(holds(name, value) for name, value in chosen.unless.items())
        and all(is_filled(name) for name in chosen.filled)
        and not any(is_filled(name) for name in chosen.empty)
    )


def _values(value: Value | None, name: str) -> Iterator[Value]:
    """Every value that a dotted name leads to; a list gives each of its values."""
    if isinstance(value, list | tuple):
        for part in value:
            yield from _values(part, name)
    elif not name:
        yield from () if value is None else (value,)
    elif isinstance(value, Mapping):
        first, _, rest = name.partition(".")
        yield from _values(value.get(first), rest)


def say_count(found: Count) -> str:
    """27 actions."""
    return counted(found.number, found.one, found.many)


def say_number(view: View, found: Count) -> str:
    """Nine; for tenants 9."""
    return number_word(found.number, _figures(view)) if found.number else "none"


def say_share(view: View, found: Count, one: str, many: str, capital: bool) -> str:
    """All but one of the 27 actions have."""
    words = share_of(found.number, found.total, found.one, found.many, _figures(view))
    verb = one if takes_one(found.number, found.total) else many
    said = f"{words} {verb}".strip()
    return said[:1].upper() + said[1:] if capital else said


def say_sentence(view: View, found: Count, if_all: str, if_some: str, if_none: str) -> str:
    """The sentence for the case, with its numbers. Of no records at all, none fits."""
    some = if_all if found.number == found.total else if_some
    sentence = some if found.number else if_none
    figures = _figures(view) or found.total > 9
    numbers = {"number": found.number, "rest": found.total - found.number, "total": found.total}

    def blank(name: re.Match[str]) -> str:
        return number_word(numbers[name[1]], figures) if name[1] in numbers else name[0]

    return re.sub(r"\{(\w+)\}", blank, sentence)


def _figures(view: View) -> bool:
    """GOV.UK style has figures from 2; the staff's pages have words to nine."""
    return view.audience == "public"

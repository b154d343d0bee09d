"""Numbers of records in a page's words: how many fit, of how many, and a sentence for each case."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from macros.model import Record, Register, Value, Values, is_list
from macros.model.text import counted, number_word, share_of, takes_one, upper_first
from macros.view.view import View


class Chosen(NamedTuple):
    """Which records are meant: those that hold values, that don't, with fields filled in or empty.

    A name may be dotted: sources.document is the document of each source.
    """

    where: Values
    unless: Values
    filled: Sequence[str]
    empty: Sequence[str]


class Count(NamedTuple):
    """How many records fit, of how many, and what they are called."""

    number: int
    total: int
    singular: str
    plural: str


def count_records(view: View, name: str, chosen: Chosen) -> Count:
    """Records that fit, of those that this audience sees; of an unseen register there are none."""
    register = view.registers.get(name)
    if register is None:
        return Count(0, 0, "record", "records")
    schema, total = register.schema, len(register.records)
    return Count(len(matching(register, chosen)), total, schema.singular, schema.plural)


def matching(register: Register, chosen: Chosen) -> list[Record]:
    """The records that fit.

    Raises ValueError for a field that the audience can't see: it would count as empty.
    """
    for name in (*chosen.where, *chosen.unless, *chosen.filled, *chosen.empty):
        if register.schema.field(name.partition(".")[0]) is None:
            raise ValueError(f"'{register.schema.name}' shows no field '{name}' to this audience.")
    return [record for record in register.records if _fits(record, chosen)]


def unnamed(view: View, records: Sequence[Record], name: str) -> list[Record]:
    """The records that no record of the register `name` names."""
    return [record for record in records if name not in _users(view, record)]


def _users(view: View, record: Record) -> set[str]:
    """The registers whose records name this one."""
    return {reference.source.register for reference in view.used_by.get(record.key, ())}


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
    if is_list(value):
        for part in value:
            yield from _values(part, name)
    elif not name:
        yield from () if value is None else (value,)
    elif isinstance(value, Mapping):
        first, _, rest = name.partition(".")
        yield from _values(value.get(first), rest)


def say_count(count: Count) -> str:
    """27 actions."""
    return counted(count.number, count.singular, count.plural)


def say_number(view: View, count: Count) -> str:
    """Nine; for tenants 9."""
    return number_word(count.number, _figures(view)) if count.number else "none"


def say_share(view: View, count: Count, singular: str, plural: str, capital: bool) -> str:
    """All but one of the 27 actions have."""
    number, total = count.number, count.total
    share = share_of(number, total, count.singular, count.plural, _figures(view))
    text = f"{share} {singular if takes_one(number, total) else plural}".strip()
    return upper_first(text) if capital else text


def say_sentence(view: View, count: Count, if_all: str, if_some: str, if_none: str) -> str:
    """The sentence for the case, with its numbers. Of no records at all, none fits."""
    some = if_all if count.number == count.total else if_some
    sentence = some if count.number else if_none
    figures = _figures(view) or count.total > 9
    numbers = {"number": count.number, "rest": count.total - count.number, "total": count.total}

    def blank(name: re.Match[str]) -> str:
        return number_word(numbers[name[1]], figures) if name[1] in numbers else name[0]

    return re.sub(r"\{(\w+)\}", blank, sentence)


def _figures(view: View) -> bool:
    """GOV.UK style has figures from 2; the staff's pages have words to nine."""
    return view.is_public

"""The record that a cell means: by its id, by its title or by another of its names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from macros.catalogue.references import label, texts
from macros.catalogue.sheets.choices import as_key
from macros.model import Field, Key, Record, Register, Schema
from macros.model.mappings import grouped
from macros.model.text import few, guess_or
from macros.rules.calendar import Fault

_ID_THEN_TITLE = re.compile(
    r"(?P<id>\S+)\s*(?:\((?P<title>.*)\)|[\u2013\u2014:-]\s*(?P<after>.+))", re.DOTALL
)


class Names:
    """What every record is called, for references to be read by; and `more` that are to come."""

    def __init__(
        self, registers: Mapping[str, Register], more: Iterable[tuple[str, Key]] = ()
    ) -> None:
        pairs: list[tuple[str, Key]] = []
        for register in registers.values():
            for record in register.records:
                pairs += ((name, record.key) for name in _names(register.schema, record))
        pairs += more
        self._keys = {as_id(key.id, key.register): key for _, key in pairs}
        self._by_name = grouped(((as_key(name), key.register), key) for name, key in pairs)
        self._titles = {key: name for name, key in reversed(pairs)}

    def read(self, field: Field, text: str) -> str | Fault:
        """The id that belongs into a record, or why a text names no record, or several."""
        if key := self._by_id(field, text):
            return key.id
        parts = _ID_THEN_TITLE.fullmatch(text)
        if parts and (key := self._by_id(field, parts["id"])):
            return self._agreeing(field, key, text, parts["title"] or parts["after"])
        keys = self._called(field, text)
        if len(keys) == 1:
            return keys[0].id
        if keys:
            hint = f"Write the id of the one that is meant: {few([key.id for key in keys])}."
            return Fault(f"'{text}' is what {len(keys)} records are called.", hint)
        return self._unknown(field, text)

    def _by_id(self, field: Field, text: str) -> Key | None:
        keys = (self._keys.get(as_id(text.strip(), register)) for register in field.refs)
        return next(filter(None, keys), None)

    def _called(self, field: Field, text: str) -> list[Key]:
        names = ((as_key(text), register) for register in field.refs)
        return list(dict.fromkeys(key for name in names for key in self._by_name.get(name, ())))

    def _agreeing(self, field: Field, key: Key, text: str, title: str) -> str | Fault:
        """The id beside a title; not where the title is that of another record."""
        others = self._called(field, title)
        if not others or key in others:
            return key.id
        hint = f"Write the id of the one that is meant: {key.id} or {others[0].id}."
        wrong = f"{key.id} is '{self._titles[key]}', and '{title}' is {others[0].id}."
        return Fault(wrong, hint)

    def _unknown(self, field: Field, text: str) -> Fault:
        keys = [key for key in self._titles if key.register in field.refs]
        ids = {key.id: key for key in keys}
        titles = {self._titles[key]: key for key in keys}
        hint = guess_or(text, [*titles, *ids], "Write the id or the title of one that is there.")
        return Fault(f"There is no record called '{text}' in {_places(field)}.", hint)


def as_id(text: str, register: str) -> Key:
    """An id without its capitals, in a register."""
    return Key(register, text.casefold())


def _places(field: Field) -> str:
    return " or ".join(f"registers/{name}" for name in field.refs)


def _names(schema: Schema, record: Record) -> Iterator[str]:
    """The title of a record first, then its other names."""
    yield " ".join(label(schema, record.values).split())
    for name in schema.names:
        yield from texts(record, name)

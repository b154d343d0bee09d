"""What looks personal and may stand: the landlord's contacts, and what is allowed until a day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple, TypeAlias

from macros.catalogue.landlord import is_form, own_texts, reference_forms
from macros.catalogue.personal import PersonalData
from macros.model import Permitted, Record, Register, records_of, texts_in
from macros.rules.calendar import day_in
from macros.rules.personal.data import plain
from macros.rules.personal.detect import detect

REACHED_BY = frozenset(("phone", "email"))
"""Kinds of which the landlord's settings say what is its own."""


About: TypeAlias = tuple[str, str, str]
"""A file, a kind and a fingerprint: what is allowed, without saying it."""


class Allowance(NamedTuple):
    """A record that allows something in a file, and its last day."""

    record: Record
    file: str
    kind: str
    fingerprint: str
    until: date | None

    def is_over(self, today: date) -> bool:
        """Whether its last day has passed. Where nobody says what day it is, none has."""
        return bool(self.until and self.until < today < date.max)

    @property
    def about(self) -> About:
        """What it allows."""
        return self.file, self.kind, self.fingerprint


def permitted(settings: bytes, registers: Mapping[str, Register]) -> Permitted:
    """The forms of references, and the contacts that may stand everywhere."""
    forms = tuple(form for form in reference_forms(settings) if is_form(form))
    own = _data_in(own_texts(settings), REACHED_BY)
    numbers = _data_in("\n\n".join(_contacts(registers)), {"phone"})
    return Permitted(forms, frozenset((*own, *numbers)))


def _data_in(text: str, kinds: Collection[str]) -> Iterator[tuple[str, str]]:
    for sighting in detect(text):
        if sighting.kind in kinds:
            yield sighting.kind, plain(sighting.datum)


def _contacts(registers: Mapping[str, Register]) -> Iterator[str]:
    """What the records say that tell how a service is reached."""
    for record in records_of(registers, "contact"):
        yield "\n".join(text for _, text in texts_in(record.values))


def allowances(registers: Mapping[str, Register]) -> list[Allowance]:
    """Every allowance that isn't retired."""
    records = records_of(registers, "allowance")
    return [_allowance(record) for record in records if not record.retired]


def _allowance(record: Record) -> Allowance:
    file, kind, print_ = (str(record.values.get(name)) for name in ("file", "kind", "fingerprint"))
    return Allowance(record, file, kind, print_, day_in(record.values.get("until")))


def not_allowed(
    data: Iterable[PersonalData], allowing: Collection[Allowance], today: date
) -> list[PersonalData]:
    """What no allowance covers on this day."""
    in_force = {allowance.about for allowance in allowing if not allowance.is_over(today)}
    return [sighting for sighting in data if about(sighting) not in in_force]


def about(data: PersonalData) -> About:
    """What an allowance says of a sighting."""
    return data.file, data.kind, data.fingerprint

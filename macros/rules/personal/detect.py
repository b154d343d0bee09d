"""All that is personal in a text: each detector in turn, and of what overlaps the surest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from macros.rules.personal.addresses import homes, uprns
from macros.rules.personal.births import births
from macros.rules.personal.circumstances import circumstances
from macros.rules.personal.data import KINDS, Datum, Detector
from macros.rules.personal.mailboxes import emails
from macros.rules.personal.names import names
from macros.rules.personal.numbers import banks, cards, national_insurance, nhs
from macros.rules.personal.reading import Form, Reading, read
from macros.rules.personal.references import of_form, references
from macros.rules.personal.telephones import telephones
from macros.rules.personal.vehicles import vehicles

LONG_NUMBERS: Sequence[Detector] = (national_insurance, cards, banks, nhs, telephones, references)
"""What looks for long numbers, where there is one."""

OTHERS: Sequence[Detector] = (births, homes, vehicles)

_SIX = re.compile(r"\d(?:[\s.,/()-]{0,3}\d){5}")
_DAY = re.compile(r"(?:\d )?(?:19|20)\d\d[/-]\d")
"""How days, quarters and laws begin: six figures, and none of the long numbers."""

_IS_NAME_OF_FILE = re.compile(r"[\w.,+@()'-]+")
_JOINED = re.compile(r"(?<=[A-Za-z])\+(?=[A-Za-z])|(?<=[A-Za-z0-9,])\+(?=[A-Za-z0-9]+(?:\+|$|&|,))")
_HYPHENS = re.compile(r"(?<=\w)-(?=[A-Za-z])")


class Sighting(NamedTuple):
    """Something personal: its kind, what it is, and from where to where it stands in the text."""

    kind: str
    datum: str
    start: int
    end: int


def detect(text: str, form: Form = "text", own: Sequence[re.Pattern[str]] = ()) -> list[Sighting]:
    """Everything personal in a text. `own` are the forms of the landlord's references.

    Most texts are looked at again, after each edit while a site is served and in each version of a
    file. So what was looked at last is remembered.
    """
    return list(_detected(text, form, tuple(own)))


@lru_cache(maxsize=1 << 14)
def _detected(text: str, form: Form, own: Sequence[re.Pattern[str]]) -> Sequence[Sighting]:
    form = "name" if _IS_NAME_OF_FILE.fullmatch(text) else form
    reading = read(text, form)
    data = _surest(_in_code(reading.text) if form == "code" else _data(reading.text, own, form))
    return tuple(_placed(datum, reading) for datum in data)


def _in_code(text: str) -> Iterator[Datum]:
    """Numbers and addresses alone: in a program, words with capitals are no names."""
    yield from emails(text)
    for detector in LONG_NUMBERS:
        yield from detector(text)


def _data(text: str, own: Sequence[re.Pattern[str]], form: Form) -> Iterator[Datum]:
    yield from emails(text)
    words = _apart(text, is_name=form == "name")
    for detector in (*(LONG_NUMBERS if _has_long_number(words) else ()), *OTHERS):
        yield from detector(words)
    yield from of_form(words, own)
    people = list(names(words))
    yield from people
    yield from uprns(words, people)
    yield from circumstances(words, people)


def _has_long_number(text: str) -> bool:
    return any(not _DAY.match(match[0]) for match in _SIX.finditer(text))


def _apart(text: str, *, is_name: bool) -> str:
    """A text whose words stand apart, letter for letter: names of files and queries join them."""
    words = text.replace("_", " ")
    words = _JOINED.sub(" ", words) if "+" in words else words
    return _HYPHENS.sub(" ", words) if is_name else words


def _surest(data: Iterable[Datum]) -> list[Datum]:
    """Of what overlaps, the kind that stands first among the kinds."""
    order = list(KINDS)
    kept: list[Datum] = []
    for datum in sorted(set(data), key=lambda datum: (order.index(datum.kind), datum)):
        if all(datum.end <= other.start or datum.start >= other.end for other in kept):
            kept.append(datum)
    return sorted(kept)


def _placed(datum: Datum, reading: Reading) -> Sighting:
    words = reading.text[datum.start : datum.end]
    return Sighting(datum.kind, words, reading.origin(datum.start), reading.end(datum.end))

"""The kinds of personal data: what each is called, what to do instead, and how one is masked."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple, TypeAlias


class Datum(NamedTuple):
    """Something personal in a text: from where to where, and of what kind it is."""

    start: int
    end: int
    kind: str


Data: TypeAlias = Iterator[Datum]
"""What a detector gives, in the order of the text."""

Detector: TypeAlias = Callable[[str], Data]


class DataKind(NamedTuple):
    """What a kind is called in a sentence, whether it alone leads to a person, and what to do."""

    words: str
    identifies: bool
    instead: str


_OUT = "Take it out. Say where it is held, and not what it is."
_POST = "Write the post instead of the person, such as 'the tenant' or 'Housing Officer'."
_GENERAL = "Write it of nobody in particular, or take it out."

KINDS: Mapping[str, DataKind] = {
    "nino": DataKind("a National Insurance number", True, _OUT),
    "nhs": DataKind("an NHS number", True, _OUT),
    "card": DataKind("the number of a payment card", True, _OUT),
    "bank": DataKind("a bank account", True, _OUT),
    "birth": DataKind("a date of birth", True, _OUT),
    "phone": DataKind(
        "a telephone number that isn't among the landlord's contacts",
        True,
        "Take it out, or write the number of a service and list it among the contacts.",
    ),
    "email": DataKind(
        "an e-mail address that isn't a role's",
        True,
        "Write the mailbox of a team or a post, such as 'repairs@example.org'.",
    ),
    "address": DataKind("the address of a home", True, _OUT),
    "uprn": DataKind("the UPRN of a person's home", True, _OUT),
    "reference": DataKind("the reference of a tenancy or a payment", True, _OUT),
    "vehicle": DataKind("the registration mark of a vehicle", True, _OUT),
    "name": DataKind("a person's name", False, _POST),
    "health": DataKind("something about a person's health", False, _GENERAL),
    "crime": DataKind("something about a person and a crime", False, _GENERAL),
}
"""Every kind, by its lasting name. What identifies is an error wherever it stands."""

LONGEST = 24
"""Signs of a mask: more would tell nothing more."""


def mask(datum: str) -> str:
    """What may be printed of a datum: its outline, and not one letter or figure of it."""
    outline = re.sub(r"[^\W_]", "•", " ".join(datum.split()))
    return outline if len(outline) <= LONGEST else f"{outline[:LONGEST]}…"


def fingerprint(file: str, kind: str, datum: str) -> str:
    """What a datum in a file is known by where it is allowed.

    It is so short that thousands of other numbers or names would have the same, so nobody can
    work out from it what was allowed, once that is gone.
    """
    return hashlib.sha256(f"{file}\n{kind}\n{plain(datum)}".encode()).hexdigest()[:4]


def just_before(text: str, start: int, reach: int) -> str:
    """What stands before an offset, as far as a word there may tell something."""
    return text[max(start - reach, 0) : start]


def plain(datum: str) -> str:
    """A datum however it is written: its letters and figures alone."""
    return re.sub(r"[\W_]+", "", datum).casefold()

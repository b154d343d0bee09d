"""Telephone numbers of people, as `phonenumbers` knows them.

Numbers that are nobody's are passed over: those that Ofcom keeps for drama, and those whose first
figures are for organisations (03) or for calls that are free or dear (08, 09).
Source: Ofcom, Telephone numbers for drama use; National Telephone Numbering Plan.
"""

from __future__ import annotations

import re

from macros.rules.personal.data import Data, Datum
from macros.rules.personal.numbers import figures, near

_CANDIDATE = re.compile(
    r"(?<![A-Za-z0-9%#£$€])(?<!\d[.,:/-])(?:\+\d|\(?\+"
    r"|\(?0)(?:(?:[\s().,/-]{0,3}|\n {3,12})\d){8,15}(?![A-Za-z0-9]|[:/]\d)"
)
_DAY = re.compile(r"\(?\d{1,2}[\s./-]{1,3}\d{1,2}[\s./-]{1,3}(?:19|20)\d\d")
_HOMES = re.compile(r"0[127]\d{8,9}$")
_DRAMA = re.compile(
    r"01632960|07700900|02079460|011[3-8]4960|01[2-6]14960|01914980|0289649|02920180"
)
_SHORT = re.compile(r"(?<![A-Za-z0-9.,/-])(?<!\d )7[1-9]\d\d[ -]?\d{3}[ -]?\d{3}(?![A-Za-z0-9/.-])")
_MOBILE = re.compile(r"\b(?:mob(?:ile)?|phone|tel|cell|text|whatsapp|call|ring)\b", re.IGNORECASE)
BESIDE = 20
"""How far from a mobile's number without its nought the word may stand that tells so."""

MOST_GROUPS = 4
FEWEST = 3


def telephones(text: str) -> Data:
    """Numbers that reach a person, at home or abroad, also a mobile's without its nought."""
    for match in _SHORT.finditer(text):
        if near(_MOBILE, text, match, BESIDE) and not _DRAMA.match(f"0{figures(match[0])}"):
            yield Datum(match.start(), match.end(), "phone")
    for match in _CANDIDATE.finditer(text):
        written = match[0]
        number = _dialled(written)
        if not _DAY.match(written) and not _DRAMA.match(number) and _is_peoples(number, written):
            yield Datum(match.start(), match.end(), "phone")


def _dialled(written: str) -> str:
    """A British number as it is dialled at home, another with its country's figures."""
    digits = figures(written)
    if not written.removeprefix("(").startswith(("+", "00")):
        return digits
    abroad = digits.removeprefix("00")
    return f"0{abroad[2:].removeprefix('0')}" if abroad.startswith("44") else f"+{abroad}"


def _is_peoples(number: str, written: str) -> bool:
    """Whether it is a number that people have: given out, or in the form of one."""
    if number.startswith("+"):
        return _is_given_out(number)
    return bool(_HOMES.match(number)) and (_is_given_out(number) or _is_formed(number, written))


def _is_given_out(number: str) -> bool:
    """Whether a country gives out such numbers, by its own plan."""
    import phonenumbers  # noqa: PLC0415 - large, and few texts hold a number in such a form

    try:
        parsed = phonenumbers.parse(number, "GB")
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_valid_number(parsed)


def _is_formed(number: str, written: str) -> bool:
    """Whether the figures stand in groups as people write them."""
    groups = re.findall(r"\d+", written)
    is_whole = len(number) == len("07700900123")
    return is_whole and len(groups) <= MOST_GROUPS and len(groups[0]) >= FEWEST

"""References of tenancies and payments: by the words before them, or by the landlord's own form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from macros.rules.personal.data import Data, Datum, just_before

_REFERENCE = re.compile(
    r"\b(?:tenan(?:cy|t)(?:'s)?|rent(?: account)?|household|housing register|allpay)[ _-]"
    r"(?:(?:payment|account|rent) )?(?:ref(?:erence)?|no|num(?:ber)?|id|card)\b\.?"
    r"(?:[\s:=#('\"-]|\b(?:is|was|number|no|of|quoting)\b){0,6}"
    r"(?P<value>(?=[\w/-]*\d{5})[A-Z]{0,5}[/-]?[\dA-Z][\dA-Z/-]{5,19})(?![\w@-])",
    re.IGNORECASE,
)


def references(text: str) -> Data:
    """References that words name."""
    for match in _REFERENCE.finditer(text):
        yield Datum(match.start("value"), match.end("value"), "reference")


def of_form(text: str, forms: Sequence[re.Pattern[str]]) -> Data:
    """Whatever has one of the forms that the landlord gives to its references.

    So has what is typed with another sign between letters and figures, or none.
    """
    for form in forms:
        for match in form.finditer(text):
            if match[0]:
                yield Datum(match.start(), match.end(), "reference")
    for figures in _FIGURES.finditer(text) if forms else ():
        letters = _LETTERS.search(just_before(text, figures.start(), _REACH))
        spellings = _spellings(letters[1], figures[0]) if letters else ()
        if letters and any(form.fullmatch(typed) for typed in spellings for form in forms):
            yield Datum(figures.start() - len(letters[0]), figures.end(), "reference")


_FIGURES = re.compile(r"\d(?:[ .,-]?\d){3,14}(?![A-Za-z0-9])")
_LETTERS = re.compile(r"(?<![A-Za-z0-9])([A-Za-z]{1,6})[^A-Za-z0-9\n]{0,3}\Z")
_REACH = 10
"""How far before its figures what is typed begins, and the sign before it."""


def _spellings(letters: str, written: str) -> Iterator[str]:
    """What somebody may have meant to type."""
    figures = re.sub(r"\D", "", written)
    for sign in ("", "-", "/", " ", "."):
        yield f"{letters}{sign}{figures}"


def as_form(written: str) -> re.Pattern[str]:
    """A form as the landlord's settings write it. Raises re.error where it is none."""
    re.compile(written)  # by itself, so that a bracket too many isn't hidden by ours
    return re.compile(rf"(?<![A-Za-z0-9])(?:{written})(?![A-Za-z0-9])", re.IGNORECASE)

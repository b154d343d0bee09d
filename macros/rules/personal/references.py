"""References of tenancies and payments: by the words before them, or by the landlord's own form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from macros.rules.personal.data import Data, Datum

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
    for match in _TYPED.finditer(text):
        if any(form.fullmatch(spelling) for form in forms for spelling in _spellings(match)):
            yield Datum(match.start(), match.end(), "reference")


_TYPED = re.compile(
    r"(?<![A-Za-z0-9])([A-Za-z]{1,6})[^A-Za-z0-9\n]{0,3}(\d(?:[ .,-]?\d){3,14})(?![A-Za-z0-9])"
)


def _spellings(match: re.Match[str]) -> Iterator[str]:
    """What somebody may have meant to type."""
    letters, figures = match[1], re.sub(r"\D", "", match[2])
    for sign in ("", "-", "/", " ", "."):
        yield f"{letters}{sign}{figures}"


def as_form(written: str) -> re.Pattern[str]:
    """A form as the landlord's settings write it. Raises re.error where it is none."""
    re.compile(written)  # by itself, so that a bracket too many isn't hidden by ours
    return re.compile(rf"(?<![A-Za-z0-9])(?:{written})(?![A-Za-z0-9])", re.IGNORECASE)

"""Numbers that lead to one person: National Insurance, NHS, payment cards, bank accounts.

Checksums are python-stdnum's. National Insurance numbers have none: their form is that of
HM Revenue & Customs' manual NIM39110. Between figures may stand whatever people and programs put
there.
"""

from __future__ import annotations

import re

from stdnum import iban, luhn
from stdnum.gb import nhs as nhs_numbers

from macros.rules.personal.data import Data, Datum

NEAR = 40
"""How far before or after a number the word may stand that tells what it is."""

_BETWEEN = r"(?:[\s.,/-]{0,3}|\n {3,12})"
_START, _END = r"(?<![A-Za-z0-9])", r"(?![A-Za-z0-9])"

_NINO_START = r"(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]"
_NINO = re.compile(
    rf"{_START}{_NINO_START}{_BETWEEN}(?:\d{_BETWEEN}){{6}}[A-D]{_END}", re.IGNORECASE
)
_NINO_IN_WORDS = re.compile(
    rf"{_START}(?!BG|GB|KN|NK|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-PR-TW-Z]{_BETWEEN}"
    rf"(?:\d{_BETWEEN}){{5}}\d(?:{_BETWEEN}[A-DFMP])?{_END}",
    re.IGNORECASE,
)
_NINO_WORDS = re.compile(
    r"\bn\.?i\.?n\.?o\b|national insurance|insurance n|\bn\.? ?i\.? (?:no|num)", re.IGNORECASE
)


def national_insurance(text: str) -> Data:
    """Numbers in the form of one; where a word says what it is, also without its last letter."""
    for match in _NINO.finditer(text):
        is_capital = match[0][:2].isupper() and match[0][-1].isupper()
        is_typed = match[0].islower() and not re.search(r"\d{3}", match[0])  # 'br 51 07 74 d'
        if is_capital or is_typed:
            yield Datum(match.start(), match.end(), "nino")
    if _NINO_WORDS.search(text):
        for match in _NINO_IN_WORDS.finditer(text):
            if near(_NINO_WORDS, text, match):
                yield Datum(match.start(), match.end(), "nino")


_NHS = re.compile(rf"{_START}\d{{3}}({_BETWEEN})\d{{3}}({_BETWEEN})\d{{4}}{_END}(?!\.\d)")
_NHS_WORDS = re.compile(
    r"\bn\.?h\.?s\b(?! 111)|\bpatient|\bmedical|\bhospital|\bsurgery|\bG\.?P\b", re.IGNORECASE
)
_NHS_NAMED = re.compile(r"\bn\.?h\.?s\.? ?(?:no\b|num|id\b|#)", re.IGNORECASE)


def nhs(text: str) -> Data:
    """Ten figures that fit their check digit, in three groups or near a word that tells.

    Where it is called an NHS number, one that doesn't fit is told too: it was mistyped.
    """
    for match in _NHS.finditer(text):
        before = text[max(match.start() - NEAR, 0) : match.start()]
        if _NHS_NAMED.search(before) or (_fits(match[0]) and _is_nhs(text, match)):
            yield Datum(match.start(), match.end(), "nhs")


def _fits(number: str) -> bool:
    return bool(nhs_numbers.is_valid(figures(number)))


def _is_nhs(text: str, match: re.Match[str]) -> bool:
    return match[1] == match[2] in (" ", "-") or near(_NHS_WORDS, text, match)


_CARD = re.compile(rf"{_START}[2-6](?:[ .,-]{{0,2}}\d){{14,15}}{_END}(?!\.\d)")
_ISSUERS = re.compile(r"(?:4|5[1-5]|2[2-7]|6(?:011|5|4[4-9]))\d{12,}|3[47]\d{13}$")
FEWEST = 4
"""Figures in a group of a card's number, at least."""


def cards(text: str) -> Data:
    """Numbers of an issuer of cards that fit their check digit."""
    for match in _CARD.finditer(text):
        groups = re.findall(r"\d+", match[0])
        number = "".join(groups)
        if min(map(len, groups)) >= FEWEST and _ISSUERS.match(number) and luhn.is_valid(number):
            yield Datum(match.start(), match.end(), "card")


_SORT = r"\d{2}(?: ?[-/. ] ?)\d{2}(?: ?[-/. ] ?)\d{2}"

_ACCOUNT = r"\d(?: ?\d){7}"
_GAP = r"[^\d]{1,60}?"
_BANK = re.compile(
    rf"(?<![\w.])(?<!\d[/-])(?:(?:{_SORT})(?![\d]){_GAP}(?<!\d){_ACCOUNT}"
    rf"|{_ACCOUNT}(?!\d){_GAP}(?:{_SORT}))(?!\d|[-/]\d|\.\d)"
)
_BANK_IN_WORDS = re.compile(
    rf"(?<!\w)(?:\d{{6}}(?!\d){_GAP}(?<!\d){_ACCOUNT}|{_ACCOUNT}(?!\d){_GAP}\d{{6}})(?!\d|\.\d)"
)
_BANK_WORDS = re.compile(
    r"sort|\ba/?c\b|\bacc(?:oun)?t?s?\b|\bbank|\bs/?c\b|direct debit|\bpaid? |payee|payment|refund"
    r"|\bold\b|\bnew\b|details",
    re.IGNORECASE,
)
_SORT_WORDS = re.compile(r"sort|\bs/?c\b|\bpa(?:y|id|ys|ying) into|\bbank", re.IGNORECASE)
_SAMPLES = re.compile(r"12345678|87654321|(\d)\1{7}")
_DAY = re.compile(r"(?:0?[1-9]|[12]\d|3[01])\D+(?:0?[1-9]|1[0-2])\D+\d\d")
_IBAN = re.compile(r"(?<![\w/])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?(?!\w)")


def banks(text: str) -> Data:
    """A sort code with an account's number, and accounts as other countries write them."""
    for match in _BANK.finditer(text):
        is_named = near(_BANK_WORDS, text, match) or _BANK_WORDS.search(match[0])
        if not _is_sample(match[0]) and (is_named or not _DAY.search(match[0])):
            yield Datum(match.start(), match.end(), "bank")
    if _SORT_WORDS.search(text):
        for match in _BANK_IN_WORDS.finditer(text):
            is_named = near(_SORT_WORDS, text, match) or _SORT_WORDS.search(match[0])
            if is_named and not _is_sample(match[0]):
                yield Datum(match.start(), match.end(), "bank")
    for match in _IBAN.finditer(text):
        if iban.is_valid(match[0]):
            yield Datum(match.start(), match.end(), "bank")


def _is_sample(account: str) -> bool:
    """Whether the figures are those that examples have."""
    return bool(_SAMPLES.search(figures(account)))


def figures(number: str) -> str:
    """A number's figures alone."""
    return re.sub(r"\D", "", number)


def near(words: re.Pattern[str], text: str, match: re.Match[str], within: int = NEAR) -> bool:
    """Whether a word that tells what a number is stands shortly before or after it."""
    before = text[max(match.start() - within, 0) : match.start()]
    return bool(words.search(before) or words.search(text[match.end() : match.end() + within]))

"""Numbers that lead to one person: National Insurance, NHS, payment cards, bank accounts.

Checksums are python-stdnum's. National Insurance numbers have none: their form is that of
HM Revenue & Customs' manual NIM39110. Between figures may stand whatever people and programs put
there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from macros.rules.personal.data import Data, Datum, just_before

NEAR = 40
"""How far before or after a number the word may stand that tells what it is."""

NEARER = 30
"""The same of a word that tells what it is otherwise."""

_BETWEEN = r"(?:[^A-Za-z0-9\n]{0,3}|\s?\n {0,12})"
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
_HASH = re.compile(r"[a-z]{2}[^a-z0-9]+\d{6}[a-d]")
"""A name that a program gives to a file looks so: 'en_123456a'."""

_NINO_WORDS = re.compile(
    r"\bn\.?i\.?n\.?o\b|nat(?:ional)?\.? ins|insurance n|\bn\.? ?i\.? ?(?:no|num|#)|yswiriant"
    r"|(?-i:\bNI\b)",
    re.IGNORECASE,
)


def national_insurance(text: str) -> Data:
    """Numbers in the form of one; where a word says what it is, also without its last letter."""
    for match in _NINO.finditer(text):
        if not _HASH.fullmatch(match[0]) or near(_NINO_WORDS, text, match):
            yield Datum(match.start(), match.end(), "nino")
    if _NINO_WORDS.search(text):
        for match in _NINO_IN_WORDS.finditer(text):
            if near(_NINO_WORDS, text, match):
                yield Datum(match.start(), match.end(), "nino")


_NHS = re.compile(rf"(?<!\d)(?<![A-Za-z])\d(?:{_BETWEEN}\d){{9}}(?!\d)(?![A-Za-z])(?!\.\d)")
_NHS_WORDS = re.compile(
    r"\bn\.? ?h\.? ?s\b(?! 111)|\bGIG\b|patient|medical|hospital|surgery|\bG\.?P\b|clinic|ward\b"
    r"|nurs"
    r"|health|prescri|discharge|referral|doctor|therap|ambulance|midwi|dentist|\bCHI\b",
    re.IGNORECASE,
)
_NHS_NAMED = re.compile(r"\bn\.?h\.?s\.? ?(?:no\b|num|id\b|#)", re.IGNORECASE)
_OTHERWISE = re.compile(
    r"isbn|merge|commit|invoice|order|seconds|uprn|account|phone|tel\b|mobile|vat\b|ean\b"
    r"|receipt|ticket|serial|meter"
    r"|mprn|mpan|kwh|£|epoch|stamp|case|licen|charity|company|barcode|part no|asset",
    re.IGNORECASE,
)


def nhs(text: str) -> Data:
    """Ten figures that fit their check digit, unless a word says that they are something else.

    Where it is called an NHS number, one that doesn't fit is told too: it was mistyped.
    """
    for match in _NHS.finditer(text):
        before = just_before(text, match.start(), NEAR)
        if _NHS_NAMED.search(before) or (_fits(match[0]) and _is_nhs(text, match)):
            yield Datum(match.start(), match.end(), "nhs")


def _fits(number: str) -> bool:
    from stdnum.gb import nhs as numbers  # noqa: PLC0415 - loads much, and few texts need it

    return bool(numbers.is_valid(figures(number)))


def _is_nhs(text: str, match: re.Match[str]) -> bool:
    """Whether a word tells so, or nothing tells otherwise of figures in three groups or in one."""
    if near(_NHS_WORDS, text, match):
        return True
    groups = [len(group) for group in re.findall(r"\d+", match[0])]
    return groups in ([3, 3, 4], [10]) and not near(_OTHERWISE, text, match, NEARER)


_CARD = re.compile(r"(?<![\d.])[2-6](?:[^A-Za-z0-9\n]{0,3}\d){12,18}(?!\d)(?![A-Za-z])(?!\.\d)")
_ISSUERS = re.compile(
    r"(?:4\d|5\d|2[2-7]|35|6\d)\d{14}$|3[47]\d{13}$|3[068]\d{12}$|(?:4\d{2}|5[06-9]\d"
    r"|6\d{2})\d{10,16}$"
)
_CARD_WORDS = re.compile(
    r"card|visa|mastercard|amex|debit|maestro|\bpan\b|long n|cvv|exp", re.IGNORECASE
)
FEWEST = 4
"""Figures in a group of a card's number, at least, where no word tells what it is."""


def cards(text: str) -> Data:
    """Numbers of an issuer of cards that fit their check digit."""
    for match in _CARD.finditer(text):
        groups = re.findall(r"\d+", match[0])
        number = "".join(groups)
        is_card = bool(_ISSUERS.match(number)) and _fits_as_card(number)
        if is_card and (near(_CARD_WORDS, text, match) or _is_set_as_card(match[0], groups)):
            yield Datum(match.start(), match.end(), "card")


def _fits_as_card(number: str) -> bool:
    from stdnum import luhn  # noqa: PLC0415 - see above

    return bool(luhn.is_valid(number))


def _is_set_as_card(written: str, groups: Sequence[str]) -> bool:
    """Whether the figures stand as on a card, and not as a list of numbers."""
    signs = set(re.findall(r"\D+", written))
    is_even = len(signs) <= 1 and signs <= {" ", "-", ".", "  "}
    return is_even and sum(map(len, groups)) in {15, 16} and min(map(len, groups)) >= FEWEST


_SORT = r"\d{2}(?: ?[-/. ] ?)\d{2}(?: ?[-/. ] ?)\d{2}"

_ACCOUNT = r"\d(?:[ -]?\d){7}"
_GAP = r"[^\d]{1,60}?"
_BANK = re.compile(
    rf"(?<![\w.])(?<!\d[/-])(?:(?:{_SORT})(?![\d]){_GAP}(?<!\d){_ACCOUNT}"
    rf"|{_ACCOUNT}(?!\d){_GAP}(?:{_SORT}))(?!\d|[-/]\d|\.\d)"
)
_BANK_IN_WORDS = re.compile(
    rf"(?<!\w)(?:\d{{6}}(?!\d){_GAP}(?<!\d){_ACCOUNT}|{_ACCOUNT}(?!\d){_GAP}\d{{6}})(?!\d|\.\d)"
)
_BANK_NAMED = re.compile(
    r"\b(?:sort|s/?c)\b[^\d]{0,20}\d(?:[^A-Za-z0-9\n]{0,3}\d){5}(?!\d).{1,80}?\b(?:acc"
    r"|a/?c\b)[^\d]{0,20}"
    r"\d(?:[^A-Za-z0-9\n]{0,3}\d){6,7}(?!\d)"
    r"|\b(?:acc(?:oun)?t?"
    r"|a/?c)\b[^\d]{0,20}\d(?:[^A-Za-z0-9\n]{0,3}\d){6,7}(?!\d).{1,80}?\b(?:sort|s/?c\b)"
    r"[^\d]{0,20}\d(?:[^A-Za-z0-9\n]{0,3}\d){5}(?!\d)",
    re.IGNORECASE | re.DOTALL,
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
    for match in _BANK_NAMED.finditer(text):
        if not _is_sample(match[0]):
            yield Datum(match.start(), match.end(), "bank")
    if _SORT_WORDS.search(text):
        for match in _BANK_IN_WORDS.finditer(text):
            is_named = near(_SORT_WORDS, text, match) or _SORT_WORDS.search(match[0])
            if is_named and not _is_sample(match[0]):
                yield Datum(match.start(), match.end(), "bank")
    for match in _IBAN.finditer(text):
        if _fits_as_account(match[0]):
            yield Datum(match.start(), match.end(), "bank")


def _fits_as_account(number: str) -> bool:
    from stdnum import iban  # noqa: PLC0415 - see above

    return bool(iban.is_valid(number))


def _is_sample(account: str) -> bool:
    """Whether the figures are those that examples have."""
    return bool(_SAMPLES.search(figures(account)))


def figures(number: str) -> str:
    """A number's figures alone."""
    return re.sub(r"\D", "", number)


def near(words: re.Pattern[str], text: str, match: re.Match[str], within: int = NEAR) -> bool:
    """Whether a word that tells what a number is stands shortly before or after it."""
    before = just_before(text, match.start(), within)
    return bool(words.search(before) or words.search(text[match.end() : match.end() + within]))

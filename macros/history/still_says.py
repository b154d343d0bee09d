"""Numbers and days that a field no longer has, where a text still says them.

Pure: a number with its unit, or a day, and a text come in; the words that stand there go out.
Numbers are looked for in figures and in English words, days in every form that people write.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from macros.model import Field
from macros.model.text import NUMBER_WORDS
from macros.rules.calendar import MONTHS, day_in, say_partial_date

UNITS: Mapping[str, str] = {
    "years": "years?|yrs?",
    "months": "months?",
    "weeks": "weeks?",
    "days": "days?",
    "hours": "hours?|hrs?",
    "minutes": "minutes?|mins?",
    "percent": "per[ ]?cent|%",
    "pounds": "pounds?",
}
"""A unit as fields are called, and as texts have it."""

TIMES = ("years", "months", "weeks", "days", "hours", "minutes")
"""Units of time: what has more of them takes longer."""

_KIND = r"(?:working|calendar|clear|full|whole|financial|tax|school|further|more)"
_GAP = r"[\s\u00a0*_~\u2010-\u2015-]"
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred")
_ALONE = "".join(rf"(?<!{tens}[ ])" for tens in _TENS)
"""Not behind tens: 'twenty six' says no six."""

_VALUES = (
    *range(2, 20),
    *range(20, 100, 10),
    *(tens + unit for tens in range(20, 100, 10) for unit in range(1, 10)),
)
WORDS = {
    1: "one",
    100: "(?:a|one)[ ]hundred",
    **{
        number: word.replace("-", "[ -]")
        for number, word in zip(_VALUES, NUMBER_WORDS, strict=True)
    },
}
"""Numbers as English words, as a pattern."""

BARE = 10
"""From here on a number without a unit is looked for by itself; a smaller one is in any text."""


def unit_of(field: Field) -> str:
    """The unit of a number, as its field's name or title says it; empty where neither does."""
    words = re.findall(
        "[a-z]+", f"{field.name} {field.title}".lower().replace("per cent", "percent")
    )
    return next((word for word in words if word in UNITS), "")


def number_in(text: str, number: str, field: Field) -> str:
    """The words of a text that say this number of a field; empty where none do."""
    pattern = _number_pattern(number, unit_of(field), field.title)
    return _first(pattern, text) if pattern else ""


def day_in_text(text: str, value: str) -> str:
    """The words of a text that say this day, month or quarter; empty where none do."""
    return _first(_day_pattern(value), text)


def _first(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return " ".join(match["words"].split()) if match else ""


@lru_cache(maxsize=256)
def _number_pattern(number: str, unit: str, title: str) -> re.Pattern[str] | None:
    figures = _figures(number)
    if not figures:
        return None
    word = WORDS.get(int(number)) if number.isdecimal() else None
    written = rf"(?<![\w.,/£$€-])(?:{figures})(?![0-9]|[.,/][0-9])"
    if word:
        written += rf"|(?<![\w-]){_ALONE}{word}"
    if unit == "pounds":
        return _compiled(rf"£\s?(?:{figures})(?![\w]|[.,/][0-9])|(?:{written}){_GAP}+pounds?\b")
    if unit:
        behind = rf"{_GAP}*(?:\([0-9]+\){_GAP}*)?(?:{_KIND}{_GAP}+)*(?:{UNITS[unit]})(?!\w)"
        return _compiled(rf"(?:{written}){behind}")
    if number.isdecimal() and int(number) < BARE:
        nouns = [word for word in re.findall(r"\w+", title) if len(word) > 3]
        stems = "|".join(re.escape(noun.rstrip("s")) for noun in nouns)
        return _compiled(rf"(?:{written})\s+(?:\w+\s+)?(?:{stems})s?\b") if stems else None
    return _compiled(rf"(?:{written})(?!\w)") if int(float(number)) else None


def _compiled(words: str) -> re.Pattern[str]:
    return re.compile(f"(?P<words>{words})", re.IGNORECASE)


def _figures(number: str) -> str:
    """A number in figures, with and without a comma for thousands; empty where it is none."""
    if not re.fullmatch(r"-?[0-9]{1,12}(?:\.[0-9]+)?", number):
        return ""
    whole, _, part = number.partition(".")
    behind = rf"\.{part}" if part else ""
    return rf"{whole}{behind}|{int(whole):,}{behind}"


@lru_cache(maxsize=256)
def _day_pattern(value: str) -> re.Pattern[str]:
    day = day_in(value)
    if day is None:
        is_month = re.fullmatch("[0-9]{4}-(?:0[1-9]|1[0-2])", value)
        words = say_partial_date(value) if is_month else value
        forms = [re.escape(value), re.escape(words)]
    else:
        forms = [re.escape(value), *_day_forms(day)]
    return _compiled(rf"(?<![\w/.-])(?:{'|'.join(forms)})(?![\w/-])")


def _day_forms(day: date) -> list[str]:
    month = MONTHS[day.month - 1]
    named = rf"{month}|{month[:3]}\.?|{month[:4]}\.?"
    number = rf"0?{day.day}(?:st|nd|rd|th)?"
    return [
        rf"{number}\s+(?:of\s+)?(?:{named}),?\s+{day.year}",
        rf"(?:{named})\s+{number},?\s+{day.year}",
        rf"0?{day.day}[/.]0?{day.month}[/.](?:{day.year}|{day.year % 100:02d})",
    ]

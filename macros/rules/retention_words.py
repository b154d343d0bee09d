"""How long something is kept, as schedules say it in a cell, into the parts of a rule.

Only what can mean one thing is read: a time, "permanent", "until superseded", "life of the asset".
What names its event as well ("6 years after the end of tenancy") is said back with both halves,
since the event has a field of its own.
"""

from __future__ import annotations

import re
from typing import TypeAlias

from macros.model.text import NUMBER_WORDS
from macros.rules.calendar import Fault

Parts: TypeAlias = dict[str, str | int]

_NUMBERS = {"one": 1, "a": 1, **{word: number for number, word in enumerate(NUMBER_WORDS, 2)}}
_UNITS = {"y": "years", "yr": "years", "year": "years", "month": "months", "mth": "months"}
_UNITS |= {"day": "days", "week": "days"}
_TIME = (
    r"(?:for\s+)?(?P<number>\d{1,3}|[a-z-]+)\s*(?:\(\d+\)\s*)?"
    r"(?P<unit>years?|yrs?|y|months?|mths?|weeks?|days?)"
)
_PERIOD = re.compile(_TIME)
_WITH_EVENT = re.compile(_TIME + r"\s*(?:[,;+]\s*|\b)(?P<rest>.+)")
_FOR_GOOD = re.compile(
    r"(?:(?:keep|kept|retain(?:ed)?) )?"
    r"(?:permanent(?:ly)?|indefinite(?:ly)?|for ?ever|for good|in perpetuity)"
)
_ENDS = {
    "until-superseded": r"(?:until|when) (?:it is )?(?:superseded|replaced)",
    "life-of-asset": r"(?:for )?(?:the )?life(?:time)? of (?:the )?(?:\w+ )?"
    r"(?:asset|property|building|home|equipment|system)",
}
_PLUS = rf"(?:\s*(?:\+|plus|and)\s*{_TIME})?"


def read_rule(text: str) -> Parts | Fault:
    """The parts of the rule that a cell says in words, or why they can't be told."""
    words = " ".join(text.casefold().split()).rstrip(".")
    if period := _PERIOD.fullmatch(words):
        time = _time(period)
        return {"kind": "period", **time} if time else _unread(text)
    if _FOR_GOOD.fullmatch(words):
        return {"kind": "permanent"}
    for kind, pattern in _ENDS.items():
        if ending := re.fullmatch(pattern + _PLUS, words):
            return _with_an_end(kind, ending, text)
    if both := _WITH_EVENT.fullmatch(words):
        return _two_halves(" ".join(text.split()), both.start("rest"))
    return _unread(text)


def _with_an_end(kind: str, ending: re.Match[str], text: str) -> Parts | Fault:
    """A rule that ends with an event, and the years after that."""
    after = _time(ending) if ending["number"] else {"years": 0}
    return {"kind": kind, "plus_years": after["years"]} if "years" in after else _unread(text)


def _two_halves(text: str, start: int) -> Fault:
    """What to say of a time with its event, which starts at a place."""
    time, event = text[:start].strip(" ,;+"), text[start:]
    hint = f"Leave '{time}' here, and put '{event}' where it says from which event the time counts."
    return Fault(f"'{text}' says how long, and more.", hint)


def _time(match: re.Match[str]) -> dict[str, int]:
    """The unit and the number; nothing where the number is none."""
    written, unit = match["number"], match["unit"]
    number = int(written) if written.isdigit() else _NUMBERS.get(written, 0)
    name = _UNITS[unit if unit == "y" else unit.rstrip("s")]
    days_in_a_week = 7 if unit.startswith("week") else 1
    return {name: number * days_in_a_week} if number else {}


def _unread(text: str) -> Fault:
    hint = (
        "Write a time such as '6 years', 'Permanent' or 'Until superseded', or fill in its parts."
    )
    return Fault(f"'{text}' is not a time that can be read.", hint)

"""How much a number or a day has changed, in words, where it is so much that it may be a slip."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from macros.history.still_says import TIMES, unit_of
from macros.model import Field
from macros.model.text import counted

TIMES_AS_MUCH = 5
"""From here on a number has changed so much that a key may have been pressed twice."""

YEARS = 3
"""From here on a day has moved so far that its year may be wrong."""


def many_times(old: str, new: str, field: Field) -> str:
    """'about 12 times as long', or 'about 1/12 of what it was'; empty where it is less."""
    with suppress(ValueError, ZeroDivisionError, OverflowError):
        ratio = float(new) / float(old)
        size = "as long" if unit_of(field) in TIMES else "as much"
        if ratio >= TIMES_AS_MUCH:
            return f"about {round(ratio):,} times {size}"
        if 0 < ratio <= 1 / TIMES_AS_MUCH:
            return f"about 1/{round(1 / ratio):,} of what it was"
    return ""


def years_away(old: date | None, new: date | None) -> str:
    """'36 years later'; empty where it is less, or one of them is no day."""
    if old is None or new is None:
        return ""
    years = round(abs((new - old).days) / 365.25)
    way = "later" if new > old else "earlier"
    return f"{counted(years, 'year')} {way}" if years >= YEARS else ""

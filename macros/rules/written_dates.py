"""Days, months and quarters as people in Britain write them, into the form that records have.

The day comes first: 3/4/2026 is 3 April. A year of two figures lies in 1970 to 2069. What is
missing isn't filled in: "3 April" is no day, and "April 2026" will do only where a month does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta

from macros.model.text import either
from macros.rules.calendar import MONTHS, OPEN_ENDED, Fault, Quarter, quarter_of, say_date

FORMS: Mapping[str, tuple[str, ...]] = {
    "date": ("day",),
    "partial-date": ("day", "month", "year"),
    "quarter": ("quarter",),
    "timescale": ("quarter", "day", "open"),
    "when": ("quarter", "day", "month", "year"),
}
"""What a field can hold, by its `x-format`."""

_SAMPLES = {
    "day": "3 April 2026",
    "month": "April 2026",
    "year": "2026",
    "quarter": "Q1 2026/27",
    "open": "Ongoing",
}

_TO_COME = ("tbc", "tbd", "to be confirmed", "to be decided", "to be determined")

_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+", re.IGNORECASE)
_TIME = re.compile(r"[ T]00:00(?::00(?:\.0+)?)?Z?\Z")
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", re.ASCII)
_FIGURES = re.compile(r"(\d{1,2})[/. -](\d{1,2})[/. -](\d{4}|\d{2})", re.ASCII)
_WORDS = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?[\s./-]*(?:of\s+)?([A-Za-z]{3,9})\.?,?[\s./-]*(\d{4}|'?\d{2})",
    re.ASCII,
)
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})", re.ASCII)
_MONTH_WORDS = re.compile(r"([A-Za-z]{3,9})\.?[\s/,-]*(\d{4}|'?\d{2})", re.ASCII)
_MONTH_FIGURES = re.compile(r"(\d{1,2})[/.-](\d{4})|(\d{4})-(\d{1,2})", re.ASCII)
_QUARTER = re.compile(
    r"(?:q|qtr|quarter)\.?\s*(\d)[\s,]*(?:fy)?\s*(\d{4}|\d{2})\s*[/-]\s*(\d{4}|\d{2})",
    re.ASCII | re.IGNORECASE,
)
_YEAR_THEN_QUARTER = re.compile(
    r"(?:fy)?\s*(\d{4}|\d{2})\s*[/-]\s*(\d{4}|\d{2})[\s,]*(?:q|qtr|quarter)\.?\s*(\d)",
    re.ASCII | re.IGNORECASE,
)
_MAY_BE_SERIAL = range(20_000, 80_000)
_EXCELS_START = date(1899, 12, 30)


def read_written(cell: str | float | date, form: str) -> str | Fault:
    """What a cell says of a time, as a field of this `x-format` has it, or why it says none."""
    wanted = FORMS[form]
    if isinstance(cell, date):
        return _of_day(cell, wanted)
    if isinstance(cell, int | float):
        return _of_number(cell, wanted)
    text = _WEEKDAY.sub("", _TIME.sub("", " ".join(cell.split())), count=1)
    for kind in wanted:
        written = _READERS[kind](text)
        if written is not None:
            return written
    return _fault(cell, text, wanted)


def _of_day(cell: date, wanted: tuple[str, ...]) -> str | Fault:
    day = cell.date() if isinstance(cell, datetime) else cell
    if "day" in wanted:
        return day.isoformat()
    return Fault(
        f"{say_date(day)} is a day, and a quarter belongs here.", f"Write '{quarter_of(day)}'."
    )


def _of_number(cell: float, wanted: tuple[str, ...]) -> str | Fault:
    number = int(cell)
    if "year" in wanted and 1000 <= number <= 9999:
        return str(number)
    if number in _MAY_BE_SERIAL and "day" in wanted:
        day = say_date(_EXCELS_START + timedelta(days=number))
        hint = f"As Excel counts days it is {day}. If that is meant, give the cell a date's format."
        return Fault(f"{number} is a number and no date.", hint)
    return _fault(f"{cell:g}", f"{cell:g}", wanted)


# ----------------------------------------------------------------------------------------- readers


def _day(text: str) -> str | Fault | None:
    if parts := _YEAR_FIRST.fullmatch(text):
        return _in_calendar(text, int(parts[1]), int(parts[2]), int(parts[3]))
    if parts := _FIGURES.fullmatch(text):
        return _in_calendar(text, _year(parts[3]), int(parts[2]), int(parts[1]))
    if (parts := _WORDS.fullmatch(text)) and (month := _month_named(parts[2])):
        return _in_calendar(text, _year(parts[3]), month, int(parts[1]))
    if (parts := _MONTH_FIRST.fullmatch(text)) and (month := _month_named(parts[1])):
        return _in_calendar(text, int(parts[3]), month, int(parts[2]))
    return None


def _in_calendar(text: str, year: int, month: int, day: int) -> str | Fault:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        pass
    try:
        turned = say_date(date(year, day, month))
    except ValueError:
        return Fault(f"'{text}' is not a day in the calendar.", "Check the day and the month.")
    hint = f"The day comes first here. If {turned} is meant, write that."
    return Fault(f"'{text}' has no such month.", hint)


def _month(text: str) -> str | Fault | None:
    if (parts := _MONTH_WORDS.fullmatch(text)) and (month := _month_named(parts[1])):
        return f"{_year(parts[2])}-{month:02d}"
    if parts := _MONTH_FIGURES.fullmatch(text):
        year, number = (parts[2], parts[1]) if parts[1] else (parts[3], parts[4])
        if not 1 <= int(number) <= 12:
            return Fault(f"'{text}' has no such month.", "Write it as in 'April 2026'.")
        return f"{year}-{int(number):02d}"
    return None


def _quarter(text: str) -> str | Fault | None:
    if parts := _QUARTER.fullmatch(text):
        number, first, second = parts[1], parts[2], parts[3]
    elif parts := _YEAR_THEN_QUARTER.fullmatch(text):
        first, second, number = parts[1], parts[2], parts[3]
    else:
        return None
    quarter = Quarter(_year(first), int(number))
    if not 1 <= quarter.number <= 4:
        return Fault(f"'{text}' is not a quarter: a year has four.", "Write Q1, Q2, Q3 or Q4.")
    if (quarter.year + 1) % 100 != int(second) % 100:
        wrong = f"'{text}' names two years that don't follow each other."
        return Fault(wrong, f"Write '{quarter}', if that is meant.")
    return str(quarter)


def _open_ended(text: str) -> str | None:
    plain = text.casefold().rstrip(".").replace("-", " ")
    if plain in _TO_COME:
        return OPEN_ENDED[1]
    return OPEN_ENDED[0] if plain in ("ongoing", "on going") else None


_READERS: Mapping[str, Callable[[str], str | Fault | None]] = {
    "day": _day,
    "month": _month,
    "year": lambda text: text if re.fullmatch(r"[12]\d{3}", text, re.ASCII) else None,
    "quarter": _quarter,
    "open": _open_ended,
}


def _month_named(word: str) -> int | None:
    short = word.casefold()
    matching = (
        number for number, name in enumerate(MONTHS, 1) if name.casefold().startswith(short)
    )
    return 9 if short == "sept" else next(matching, None)


def _year(figures: str) -> int:
    number = int(figures.lstrip("'"))
    if number >= 100:
        return number
    return number + (2000 if number < 70 else 1900)


def _fault(cell: str, text: str, wanted: tuple[str, ...]) -> Fault:
    """Why nothing could be made of a text, with what it may be if that isn't enough here."""
    samples = either([_SAMPLES[kind] for kind in wanted])
    month = _month(text) if "month" not in wanted else None
    if isinstance(month, str):
        return Fault(
            f"'{cell}' is a month, and here the day is needed.", f"Write it as in {samples}."
        )
    noun = {"quarter": "a quarter"}.get(wanted[0], "a date") if len(wanted) == 1 else "a time"
    return Fault(f"'{cell}' is not {noun} that can be read.", f"Write it as in {samples}.")

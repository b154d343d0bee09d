"""Days, partial dates, quarters and timescales: reading them, ordering them and saying them.

The financial year of a council starts on 1 April, so Q3 2024/25 is October to December 2024. The tax year
(6 April) and Canterbury's KIM quarter (which ended in February 2025) are other things.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import NamedTuple
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

FIRST_YEAR, LAST_YEAR = 1901, 9998
"""The years in which a quarter can lie: every one of them has days in the calendar."""

OPEN_ENDED = ("Ongoing", "To be determined")
"""Timescales that are not a time."""

_QUARTER = re.compile(r"Q([1-4]) (\d{4})/(\d{2})", re.ASCII)
_LIKE_QUARTER = re.compile(r"q(\d+)\s*(\d{4})\s*[/-]\s*(\d{2,4})", re.ASCII | re.IGNORECASE)
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2}))?", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", re.ASCII)


ZONE = ZoneInfo("Europe/London")
"""Where days begin and end for a landlord in the United Kingdom."""


def local_day(when: datetime) -> date:
    """The day on which an instant falls in the United Kingdom."""
    return when.astimezone(ZONE).date()


def local_time(when: datetime) -> str:
    """The time of day of an instant in the United Kingdom, on the 24-hour clock."""
    return f"{when.astimezone(ZONE):%H:%M}"


def end_of_day(day: date) -> datetime:
    """The last instant of a day in the United Kingdom."""
    return datetime.combine(day, time.max, ZONE)


class Quarter(NamedTuple):
    """A quarter of the financial year that starts in April of `year`; sorts by time."""

    year: int
    number: int

    @property
    def first(self) -> date:
        """The quarter's first day."""
        return date(self.year + (self.number == 4), (4, 7, 10, 1)[self.number - 1], 1)

    @property
    def last(self) -> date:
        """The quarter's last day."""
        return self.first + relativedelta(months=3, days=-1)

    @property
    def months(self) -> str:
        """The quarter in months, as the public reads it: October to December 2024."""
        return f"{MONTHS[self.first.month - 1]} to {MONTHS[self.last.month - 1]} {self.last.year}"

    def __str__(self) -> str:
        return f"Q{self.number} {self.year}/{(self.year + 1) % 100:02d}"


class Fault(NamedTuple):
    """Why a text is not what it should be, and what would be right."""

    message: str
    hint: str


def quarter_of(day: date) -> Quarter:
    """The quarter of the financial year in which a day lies."""
    return Quarter(day.year if day.month >= 4 else day.year - 1, (day.month - 4) % 12 // 3 + 1)


def read_quarter(text: str) -> Quarter | Fault:
    """A quarter as people write it, or why it isn't one."""
    exact, like = _QUARTER.fullmatch(text), _LIKE_QUARTER.fullmatch(text.strip())
    found = exact or like
    number, year = (
        (int(exact[1]), int(exact[2]))
        if exact
        else (int(like[1]), int(like[2]))
        if like
        else (0, 0)
    )
    if not found or not FIRST_YEAR <= year <= LAST_YEAR:
        return Fault(
            f"'{text}' is not a quarter.",
            "Write it as in 'Q3 2024/25', which is October to December 2024.",
        )
    if not 1 <= number <= 4:
        return Fault(
            f"'{text}' is not a quarter: a year has four.",
            f"Write Q1, Q2, Q3 or Q4, as in '{Quarter(year, 4)}'.",
        )
    quarter = Quarter(year, number)
    if str(quarter) == text:
        return quarter
    if exact:
        return Fault(
            f"'{text}' names two years that don't follow each other.", f"Write '{quarter}'."
        )
    return Fault(f"'{text}' is not written as a quarter.", f"Write '{quarter}'.")


def read_date(text: str) -> date | Fault:
    """A day as year-month-day, or why it isn't one."""
    found = _DATE.fullmatch(text)
    if not found:
        if day_first := _DAY_FIRST.fullmatch(text):
            day, month, year = (int(part) for part in day_first.groups())
            try:
                return Fault(
                    f"'{text}' has the day first.",
                    f"Write '{date(year, month, day).isoformat()}' for {say_date(date(year, month, day))}.",
                )
            except ValueError:
                pass
        return Fault(
            f"'{text}' is not a date.",
            "Write year-month-day, as in '2024-11-11' for 11 November 2024.",
        )
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return Fault(
            f"'{text}' is not a day in the calendar.",
            "Check the month and the day: year-month-day.",
        )


def read_partial_date(text: str) -> date | Fault:
    """The last day that a year, a month or a day can mean, or why it is none of them."""
    found = _PARTIAL.fullmatch(text)
    if not found:
        fault = read_date(text)
        if (
            isinstance(fault, Fault)
            and "calendar" not in fault.message
            and "first" not in fault.message
        ):
            return Fault(
                f"'{text}' is not a year, a month or a day.",
                "Write '2027', '2027-09' or '2027-09-30', as exactly as it is known.",
            )
        return fault
    year, month = int(found[1]), int(found[2] or 12)
    if not (1 <= month <= 12 and year >= 1):
        return Fault(
            f"'{text}' is not a month in the calendar.", "Write year-month, as in '2025-09'."
        )
    return date(year, month, 1) + relativedelta(day=31)


def read_timescale(text: str) -> date | Fault | None:
    """The last day of a timescale, None where it has none, or why it isn't a timescale."""
    if text in OPEN_ENDED:
        return None
    for known in OPEN_ENDED:
        if text.lower().replace("-", " ") == known.lower():
            return Fault(f"'{text}' is not written as a timescale.", f"Write '{known}'.")
    if _DATE.fullmatch(text) or _DAY_FIRST.fullmatch(text):
        return read_date(text)
    quarter = read_quarter(text)
    if isinstance(quarter, Quarter):
        return quarter.last
    if _LIKE_QUARTER.fullmatch(text.strip()) or _QUARTER.fullmatch(text):
        return quarter
    return Fault(
        f"'{text}' is not a timescale.",
        "Write a quarter ('Q3 2024/25'), a date ('2024-11-11'), 'Ongoing' or 'To be determined'.",
    )


def day_in(value: object) -> date | None:
    """The day that a field holds, where it holds one."""
    found = read_date(value) if isinstance(value, str) else None
    return found if isinstance(found, date) else None


def last_day_in(value: object) -> date | None:
    """The last day of the timescale that a field holds, where it holds one with an end."""
    found = read_timescale(value) if isinstance(value, str) else None
    return found if isinstance(found, date) else None


def say_date(day: date) -> str:
    """A day as GOV.UK writes it: 11 November 2024."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def say_partial_date(text: str) -> str:
    """A partial date as people read it: 2027, September 2025 or 11 November 2024."""
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        return say_date(date(*parts))
    return f"{MONTHS[parts[1] - 1]} {parts[0]}" if len(parts) == 2 else text

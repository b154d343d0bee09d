"""Days, partial dates, quarters and timescales: reading them, ordering them and saying them.

The financial year of a council starts on 1 April, so Q3 2024/25 is October to December 2024. The
tax year (6 April) and Canterbury's KIM quarter (which ended in February 2025) are other things.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Literal, NamedTuple, TypeAlias
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


FaultKind: TypeAlias = Literal["unlike", "miswritten", "impossible"]
"""Not like one at all; one in another form; in the form, and there is no such day or quarter."""


class Fault(NamedTuple):
    """Why a text is not what it should be, and what would be right."""

    message: str
    hint: str
    kind: FaultKind = "unlike"


def quarter_of(day: date) -> Quarter:
    """The quarter of the financial year in which a day lies."""
    return Quarter(day.year if day.month >= 4 else day.year - 1, (day.month - 4) % 12 // 3 + 1)


def read_quarter(text: str) -> Quarter | Fault:
    """A quarter as people write it, or why it isn't one."""
    exact = _QUARTER.fullmatch(text)
    written = exact or _LIKE_QUARTER.fullmatch(text.strip())
    year = int(written[2]) if written else 0
    if not written or not FIRST_YEAR <= year <= LAST_YEAR:
        hint = "Write it as in 'Q3 2024/25', which is October to December 2024."
        return Fault(f"'{text}' is not a quarter.", hint, "impossible" if written else "unlike")
    quarter = Quarter(year, int(written[1]))
    if not 1 <= quarter.number <= 4:
        hint = f"Write Q1, Q2, Q3 or Q4, as in '{Quarter(year, 4)}'."
        return Fault(f"'{text}' is not a quarter: a year has four.", hint, "impossible")
    if str(quarter) == text:
        return quarter
    wrong = (
        "names two years that don't follow each other" if exact else "is not written as a quarter"
    )
    return Fault(f"'{text}' {wrong}.", f"Write '{quarter}'.", "miswritten")


def read_date(text: str) -> date | Fault:
    """A day as year-month-day, or why it isn't one."""
    parts = _DATE.fullmatch(text)
    if not parts:
        return _not_year_first(text)
    try:
        return date(int(parts[1]), int(parts[2]), int(parts[3]))
    except ValueError:
        hint = "Check the month and the day: year-month-day."
        return Fault(f"'{text}' is not a day in the calendar.", hint, "impossible")


def _not_year_first(text: str) -> Fault:
    """What to write instead of a text that isn't year-month-day."""
    hint = "Write year-month-day, as in '2024-11-11' for 11 November 2024."
    unlike = Fault(f"'{text}' is not a date.", hint)
    parts = _DAY_FIRST.fullmatch(text)
    if not parts:
        return unlike
    try:
        meant = date(int(parts[3]), int(parts[2]), int(parts[1]))
    except ValueError:
        return unlike
    hint = f"Write '{meant.isoformat()}' for {say_date(meant)}."
    return Fault(f"'{text}' has the day first.", hint, "miswritten")


def read_partial_date(text: str) -> date | Fault:
    """The last day that a year, a month or a day can mean, or why it is none of them."""
    parts = _PARTIAL.fullmatch(text)
    if not parts:
        return _partial_day(text)
    year, month = int(parts[1]), int(parts[2] or 12)
    if not (1 <= month <= 12 and year >= 1):
        hint = "Write year-month, as in '2025-09'."
        return Fault(f"'{text}' is not a month in the calendar.", hint, "impossible")
    return date(year, month, 1) + relativedelta(day=31)


def _partial_day(text: str) -> date | Fault:
    day = read_date(text)
    if not isinstance(day, Fault) or day.kind != "unlike":
        return day
    hint = "Write '2027', '2027-09' or '2027-09-30', as exactly as it is known."
    return Fault(f"'{text}' is not a year, a month or a day.", hint)


def read_timescale(text: str) -> date | Fault | None:
    """The last day of a timescale, None where it has none, or why it isn't a timescale."""
    if text in OPEN_ENDED:
        return None
    for known in OPEN_ENDED:
        if text.lower().replace("-", " ") == known.lower():
            wrong = f"'{text}' is not written as a timescale."
            return Fault(wrong, f"Write '{known}'.", "miswritten")
    if _DATE.fullmatch(text) or _DAY_FIRST.fullmatch(text):
        return read_date(text)
    quarter = read_quarter(text)
    if isinstance(quarter, Quarter):
        return quarter.last
    if quarter.kind != "unlike":
        return quarter
    hint = "Write a quarter ('Q3 2024/25'), a date ('2024-11-11'), 'Ongoing' or 'To be determined'."
    return Fault(f"'{text}' is not a timescale.", hint)


def read_when(text: str) -> date | Fault:
    """The last day that a year, a month, a quarter or a day can mean, or why it is none of them."""
    quarter = read_quarter(text)
    if isinstance(quarter, Quarter):
        return quarter.last
    last = quarter if quarter.kind != "unlike" else read_partial_date(text)
    if not isinstance(last, Fault) or last.kind != "unlike":
        return last
    hint = "Write '2027-09-30', or '2027', '2027-09' or 'Q3 2027/28' where no more is known."
    return Fault(f"'{text}' is not a day, a month, a quarter or a year.", hint)


def day_in(value: object) -> date | None:
    """The day that a field holds, where it holds one."""
    day = read_date(value) if isinstance(value, str) else None
    return day if isinstance(day, date) else None


def last_day_in(value: object) -> date | None:
    """The last day of what a field holds: a timescale with an end, or a day as far as it is known.

    A month ends on its last day, and so do a quarter and a year.
    """
    day = read_when(value) if isinstance(value, str) else None
    return day if isinstance(day, date) else None


def say_date(day: date) -> str:
    """A day as GOV.UK writes it: 11 November 2024."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def say_partial_date(text: str) -> str:
    """A partial date as people read it: 2027, September 2025 or 11 November 2024.

    A quarter is said in months.
    """
    quarter = read_quarter(text)
    if isinstance(quarter, Quarter):
        return quarter.months
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        return say_date(date(*parts))
    return f"{MONTHS[parts[1] - 1]} {parts[0]}" if len(parts) == 2 else text

"""Days, months and quarters as people in Britain write them."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from macros.rules.calendar import Fault
from macros.rules.written_dates import read_written


@pytest.mark.parametrize(
    "text",
    [
        "3/4/2026",
        "03/04/26",
        "3.4.2026",
        "3-4-2026",
        "3 4 2026",
        "3 Apr 26",
        "3-Apr-26",
        "3rd April 2026",
        "3rd of April, 2026",
        "Friday 3 April 2026",
        "April 3, 2026",
        "2026-04-03",
        "2026/4/3",
        "2026-04-03 00:00:00",
        " 3  April   2026 ",
        date(2026, 4, 3),
        datetime(2026, 4, 3),  # noqa: DTZ001 - cells know no zones
        datetime(2026, 4, 3, 14, 30),  # noqa: DTZ001 - the same
    ],
)
def test_a_day_is_read_with_the_day_first(text: str | date) -> None:
    assert read_written(text, "date") == "2026-04-03"


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("4/13/2026", "has no such month", "13 April 2026"),
        ("31/02/2026", "not a day in the calendar", "Check the day"),
        ("April 2026", "is a month", "3 April 2026"),
        ("3 April", "not a date", "3 April 2026"),
        ("2026", "not a date", "3 April 2026"),
        ("soon", "not a date", "3 April 2026"),
        (46115.0, "is a number and no date", "3 April 2026"),
        (46115.5, "is a number and no date", "3 April 2026"),
        (7.0, "not a date", "3 April 2026"),
    ],
)
def test_what_is_no_day_says_what_would_be_right(
    text: str | float, message: str, hint: str
) -> None:
    fault = read_written(text, "date")
    assert isinstance(fault, Fault)
    assert message in fault.message
    assert hint in fault.hint


@pytest.mark.parametrize(
    ("text", "form", "written"),
    [
        ("Mar-26", "partial-date", "2026-03"),
        ("March 2026", "partial-date", "2026-03"),
        ("Sept '25", "partial-date", "2025-09"),
        ("03/2026", "when", "2026-03"),
        ("2026-03", "when", "2026-03"),
        (2026.0, "when", "2026"),
        ("Q3 2024/25", "quarter", "Q3 2024/25"),
        ("Q3 24/25", "quarter", "Q3 2024/25"),
        ("2024/25 Q3", "quarter", "Q3 2024/25"),
        ("Quarter 3, 2024-25", "timescale", "Q3 2024/25"),
        ("qtr 3 2024-2025", "when", "Q3 2024/25"),
        ("TBC", "timescale", "To be determined"),
        ("on-going", "timescale", "Ongoing"),
        ("1/9/1999", "when", "1999-09-01"),
        ("1/9/70", "date", "1970-09-01"),
        ("1/9/69", "date", "2069-09-01"),
    ],
)
def test_other_times_are_read_where_they_will_do(
    text: str | float, form: str, written: str
) -> None:
    assert read_written(text, form) == written


@pytest.mark.parametrize(
    ("text", "form", "hint"),
    [
        (date(2026, 4, 3), "quarter", "Q1 2026/27"),
        ("Q5 2024/25", "quarter", "Q1, Q2, Q3 or Q4"),
        ("Q3 2024/26", "quarter", "Q3 2024/25"),
        ("13/2026", "partial-date", "April 2026"),
    ],
)
def test_a_wrong_quarter_or_month_says_what_may_be_meant(
    text: str | date, form: str, hint: str
) -> None:
    fault = read_written(text, form)
    assert isinstance(fault, Fault)
    assert hint in fault.hint

"""Which numbers in a text are time limits, and which only look like them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.model.text import NUMBER_WORDS
from macros.rules.time_limits import time_limits


def texts(text: str) -> list[str]:
    return [limit.text for limit in time_limits(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Within 10 working days.", ["10 working days"]),
        ("within ten working days", ["ten working days"]),
        ("Twenty-eight days, or twenty eight days", ["Twenty-eight days", "twenty eight days"]),
        ("in **24 hours** or _2_ weeks", ["24 hours", "2 weeks"]),
        ("a 28-day notice", ["28-day"]),
        ("a 28\u2011day notice and a 12\u2013month wait", ["28\u2011day", "12\u2013month"]),
        ("five (5) clear working days", ["five (5) clear working days"]),
        ("10 more working\ndays", ["10 more working days"]),
        ("one month's notice", ["one month"]),
        ("up to 1,000 hours", ["1,000 hours"]),
        ("4 to 6 weeks", ["6 weeks"]),
        ("within one day", ["one day"]),
        ("one working day", ["one working day"]),
        ("acknowledged in 5, answered in 10\u00a0days", ["10 days"]),
        ("every three months", ["three months"]),
        ("a hundred days", ["a hundred days"]),
        # no limits
        ("One day we may know.", []),
        ("Open 24 hours a day, 7 days a week.", []),
        ("Every 4 years, and 6 years old.", []),
        ("Monday to Friday, each month, once a week.", []),
        ("Form B10 days out", []),
        ("Part 1.2, days later", []),
        ("\u00a310 weekly, or 3 monthly bills", []),
        ("section 10, working days", []),
        ("tend days, weight hours", []),
    ],
)
def test_a_number_of_hours_days_weeks_or_months_is_a_limit(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


@given(
    st.one_of(st.integers(1, 9999).map(str), st.sampled_from(NUMBER_WORDS)),
    st.sampled_from(["", "working ", "calendar ", "more "]),
    st.sampled_from(["hours", "days", "weeks", "months"]),
)
def test_any_number_is_found_where_it_stands(number: str, kind: str, unit: str) -> None:
    words = f"{number} {kind}{unit}"
    assert [*time_limits(f"We answer within {words}, and no later.")] == [(17, words)]

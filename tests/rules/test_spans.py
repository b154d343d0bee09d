"""Spans of days: what they leave out of a longer time, and how a span is said."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.rules.spans import Span, joined, say_span, uncovered

START = date(2025, 1, 1)


def span(first: int, last: int) -> Span:
    """From one day to another, counted from the start of a year."""
    return Span(START + timedelta(first), START + timedelta(last))


def days(part: Span) -> set[date]:
    return {part.first + timedelta(number) for number in range((part.last - part.first).days + 1)}


pairs = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(sorted)
spans = pairs.map(lambda pair: span(*pair))


@given(st.lists(spans), spans)
def test_each_day_is_covered_or_left_out_and_none_is_both(parts: list[Span], whole: Span) -> None:
    left_out = list(uncovered(parts, whole))
    covered = set().union(*map(days, parts)) & days(whole)
    assert set().union(*map(days, left_out)) == days(whole) - covered
    assert left_out == sorted(left_out)
    for earlier, later in itertools.pairwise(left_out):
        assert earlier.last + timedelta(1) < later.first  # what is one gap is told as one


@pytest.mark.parametrize(
    ("first", "last", "says"),
    [
        ("2025-03-01", "2025-05-31", "March to May 2025"),
        ("2024-12-01", "2025-02-28", "December 2024 to February 2025"),
        ("2024-02-01", "2024-02-29", "February 2024"),
        ("2024-02-01", "2024-02-28", "1 February 2024 to 28 February 2024"),
        ("2025-03-02", "2025-05-31", "2 March 2025 to 31 May 2025"),
    ],
)
def test_whole_months_are_said_as_months(first: str, last: str, says: str) -> None:
    assert say_span(Span(date.fromisoformat(first), date.fromisoformat(last))) == says


@given(st.lists(spans))
def test_joined_spans_have_the_same_days_and_no_two_of_them_meet(parts: list[Span]) -> None:
    whole = list(joined(parts))
    assert set().union(*map(days, whole)) == set().union(*map(days, parts))
    for earlier, later in itertools.pairwise(whole):
        assert earlier.last + timedelta(1) < later.first

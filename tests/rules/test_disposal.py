from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.model import Value, Values
from macros.rules.disposal import Hold, Kept, kept, longest, may_go, year_end


def day(text: str) -> date:
    return date.fromisoformat(text)


def period(**numbers: Value) -> Values:
    return {"kind": "period", **numbers}


VECTORS = json.loads((Path(__file__).parent / "kept_vectors.json").read_text("utf-8"))
"""What a rule and its days come to. The browser's arithmetic is held to the same."""


@pytest.mark.parametrize("vector", VECTORS, ids=json.dumps)
def test_a_rule_and_its_days_give_the_last_day_and_the_steps(vector: dict[str, Any]) -> None:
    days = {event: day(text) for event, text in vector["days"].items()}
    later = [day(text) for text in vector.get("later", [])]
    end = kept(vector["rule"], vector["event"], days, later, vector.get("condition"))
    assert end.until == (day(vector["until"]) if vector["until"] else None)
    assert end.for_good == vector.get("for_good", False)
    assert [[str(step.day), step.action] for step in end.steps] == vector.get("steps", [])


@pytest.mark.parametrize(
    ("rule", "event", "why"),
    [
        (
            *(period(years=6), "end-of-tenancy"),
            "The time has not started: there is no day for the event 'end of tenancy'.",
        ),
        ({"kind": "permanent"}, "none", "It is kept for good."),
        ({"kind": "not-stated"}, "case-closed", "The schedule gives no time."),
        (period(years=6), "not-stated", "The schedule names no event from which the time counts."),
    ],
)
def test_where_there_is_no_day_it_says_why(rule: Values, event: str, why: str) -> None:
    end = kept(rule, event, {})
    assert (end.until, end.why) == (None, why)


def test_no_time_is_longer_than_the_calendar() -> None:
    end = kept(period(years=150), "birth", {"birth": date(9900, 1, 1)})
    assert (end.until, end.why) == (None, "The calendar has no such day.")


# --------------------------------------------------------------------- several classes, holds


def test_the_longest_class_wins_and_says_so() -> None:
    six, twelve = Kept(day("2030-01-01"), "Six."), Kept(day("2036-01-01"), "Twelve.")
    unknown, good = Kept(None, "Not yet."), Kept(None, "For good.", for_good=True)
    assert longest({"RET-001": six, "RET-002": twelve}) == (
        "RET-002",
        twelve._replace(why="Twelve. RET-002 is the longest; it is under RET-001 too."),
    )
    assert longest({"RET-001": six}) == ("RET-001", six)
    assert longest({"A": six, "B": unknown, "C": twelve})[0] == "B"
    assert longest({"A": six, "B": unknown, "C": good})[0] == "C"
    assert longest({"B": six, "A": six})[0] == "A"


@pytest.mark.parametrize(
    ("holds", "today", "from_day", "why"),
    [
        ([], "2030-01-02", "2030-01-02", "Six."),
        ([], "2026-01-02", "2030-01-02", "Six."),
        ([Hold("HOLD-001", day("2029-01-01"))], "2030-01-02", "", "It is on hold: HOLD-001."),
        ([Hold("HOLD-001", day("2031-01-01"))], "2030-01-02", "2030-01-02", "Six."),
        ([Hold("H", day("2029-01-01"), day("2030-01-02"))], "2030-01-02", "", "It is on hold: H."),
        ([Hold("H", day("2029-01-01"), day("2030-01-01"))], "2030-01-02", "2030-01-02", "Six."),
        (
            [Hold("B", day("2029-01-01")), Hold("A", day("2029-01-01"))],
            *("2030-01-02", "", "It is on hold: A and B."),
        ),
        (
            [Hold("H", day("2029-01-01"), part="one block")],
            *("2030-01-02", ""),
            "A part of its kind is on hold: look whether this is in it. H (one block).",
        ),
        (
            [Hold("B", day("2029-01-01")), Hold("A", day("2029-01-01"), part="one block")],
            *("2030-01-02", "", "It is on hold: B."),
        ),
        (
            [Hold("H", day("2029-01-01"), day("2029-06-01"), "one block")],
            *("2030-01-02", "2030-01-02", "Six."),
        ),
    ],
)
def test_a_hold_suspends_and_moves_no_day(
    holds: list[Hold], today: str, from_day: str, why: str
) -> None:
    end = Kept(day("2030-01-01"), "Six.")
    assert may_go(end, holds, day(today)) == (day(from_day) if from_day else None, why)


def test_what_may_go_after_the_last_day_of_the_calendar_never_goes() -> None:
    assert may_go(Kept(date.max, "Six."), [], date.max) == (None, "The calendar has no such day.")


# ------------------------------------------------------------------------------- properties

STARTS = st.dates(date(1950, 1, 1), date(2090, 12, 31))
SPANS = st.fixed_dictionaries(
    {"years": st.integers(0, 80), "months": st.integers(0, 40), "days": st.integers(0, 400)}
)
EVENTS = st.sampled_from(["case-closed", "end-of-financial-year", "end-of-tax-year", "birth"])


@given(STARTS, SPANS, EVENTS)
def test_no_time_ends_before_its_event(start: date, span: dict[str, int], event: str) -> None:
    until = kept(period(**span), event, {event: start}).until
    assert until is not None
    assert until >= year_end(event, start) >= start


@given(STARTS, SPANS, EVENTS, st.integers(1, 400))
def test_a_later_event_never_ends_sooner(
    start: date, span: dict[str, int], event: str, after: int
) -> None:
    first = kept(period(**span), event, {event: start}).until
    second = kept(period(**span), event, {event: start + timedelta(days=after)}).until
    assert first is not None
    assert second is not None
    assert second >= first


@given(STARTS, st.integers(1, 50))
def test_whole_years_of_a_financial_year_end_on_31_march(start: date, years: int) -> None:
    event = "end-of-financial-year"
    until = kept(period(years=years), event, {event: start}).until
    assert until is not None
    assert (until.month, until.day) == (3, 31)

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.model import Value, Values
from macros.rules.disposal import Hold, Kept, Step, kept, longest, may_go, year_end


def day(text: str) -> date:
    return date.fromisoformat(text)


def period(**numbers: Value) -> Values:
    return {"kind": "period", **numbers}


def in_use(years: int) -> Values:
    return {"kind": "life-of-asset", "plus_years": years}


@pytest.mark.parametrize(
    ("rule", "event", "start", "until"),
    [
        (period(years=6), "end-of-tenancy", "2024-06-30", "2030-06-30"),
        (period(years=6), "end-of-tenancy", "2024-02-29", "2030-02-28"),
        (period(years=4), "end-of-tenancy", "2024-02-29", "2028-02-29"),
        (period(months=6), "case-closed", "2024-08-31", "2025-02-28"),
        (period(months=6), "case-closed", "2023-08-31", "2024-02-29"),
        (period(months=1), "case-closed", "2026-01-31", "2026-02-28"),
        (period(years=1, months=6), "case-closed", "2024-08-31", "2026-02-28"),
        (period(years=1, days=1), "case-closed", "2024-02-29", "2025-03-01"),
        (period(days=28), "date-of-creation", "2026-02-01", "2026-03-01"),
        (period(days=30), "date-of-creation", "2026-12-15", "2027-01-14"),
        (period(years=12), "contract-end", "2026-03-31", "2038-03-31"),
        # years end on their last day
        (period(years=6), "end-of-financial-year", "2026-03-31", "2032-03-31"),
        (period(years=6), "end-of-financial-year", "2026-04-01", "2033-03-31"),
        (period(years=3), "end-of-tax-year", "2026-04-05", "2029-04-05"),
        (period(years=3), "end-of-tax-year", "2026-04-06", "2030-04-05"),
        (period(years=2), "end-of-calendar-year", "2026-01-01", "2028-12-31"),
        (period(years=2), "end-of-calendar-year", "2026-12-31", "2028-12-31"),
        # an age counts from the birth
        (period(years=6, age=18), "person-reaches-age", "2010-05-04", "2034-05-04"),
        (period(years=6, age=18), "person-reaches-age", "2008-02-29", "2032-02-28"),
        ({"kind": "at-once", "age": 25}, "person-reaches-age", "2010-05-04", "2035-05-04"),
        (period(years=75), "birth", "1960-02-29", "2035-02-28"),
        ({"kind": "at-once"}, "application-closed", "2026-05-04", "2026-05-04"),
        (in_use(0), "disposal-of-property", "2026-05-04", "2026-05-04"),
        (in_use(12), "disposal-of-property", "2026-05-04", "2038-05-04"),
        ({**in_use(1), "kind": "until-superseded"}, "superseded", "2024-02-29", "2025-02-28"),
        (period(years=5, from_day="2018-04-01"), "fixed-day", "1999-01-01", "2023-04-01"),
        (period(years=5, event="when the keys come back"), "other", "2020-07-01", "2025-07-01"),
        ({"kind": "review-at", "years": 5}, "last-action", "2020-07-01", "2025-07-01"),
    ],
)
def test_a_rule_and_a_day_give_the_last_day(
    rule: Values, event: str, start: str, until: str
) -> None:
    assert kept(rule, event, {event: day(start)}).until == day(until)


def test_the_day_of_each_stage_is_given() -> None:
    stages: list[Value] = [{"years": 2, "action": "archive"}, {"months": 66, "action": "review"}]
    end = kept(period(years=6, stages=stages), "case-closed", {"case-closed": day("2024-08-31")})
    assert end.steps == (Step(day("2026-08-31"), "archive"), Step(day("2030-02-28"), "review"))
    assert end.until == day("2030-08-31")
    audit: Values = {"kind": "period-plus-audit", "years": 6, "audit_years": 1}
    end = kept(audit, "end-of-financial-year", {"end-of-financial-year": day("2025-05-01")})
    assert end.steps == (Step(day("2032-03-31"), "audit"),)
    assert end.until == day("2033-03-31")


EARLY, LATE = {"case-closed": day("2020-01-01")}, {"debt-cleared": day("2029-01-01")}


@pytest.mark.parametrize(
    ("whichever", "days", "until"),
    [
        ("later", {**EARLY, **LATE}, "2031-01-01"),
        ("earlier", {**EARLY, **LATE}, "2026-01-01"),
        ("later", EARLY, ""),  # the other may still come
        ("earlier", EARLY, "2026-01-01"),  # at the latest
        ("earlier", LATE, "2031-01-01"),
        ("later", LATE, ""),
        ("later", {}, ""),
    ],
)
def test_of_two_ends_the_later_or_the_earlier_counts(
    whichever: str, days: dict[str, date], until: str
) -> None:
    second: Values = {"whichever": whichever, "from": "debt-cleared", "years": 2}
    end = kept(period(years=6, alternative=second), "case-closed", days)
    assert end.until == (day(until) if until else None)


def test_a_condition_counts_where_somebody_says_so() -> None:
    others: list[Value] = [
        {"if": "a grant paid for it", "years": 30},
        {"if": "it is of note", "kind": "permanent"},
        {"if": "a debt is left", "from": "debt-cleared", "years": 6},
    ]
    rule, days = period(years=6, conditions=others), {"case-closed": day("2020-01-01"), **LATE}
    ends = [kept(rule, "case-closed", days, condition=number) for number in (None, 0, 1, 2)]
    assert [end.until for end in ends] == [
        day("2026-01-01"),
        day("2050-01-01"),
        None,
        day("2035-01-01"),
    ]
    assert ends[2].for_good


CHECKED = day("2024-05-01")
CHECKS: Values = {"kind": "until-n-further-events", "n": 2}


@pytest.mark.parametrize(
    ("later", "until"),
    [
        ([], ""),
        (["2025-04-20"], ""),
        (["2026-04-10", "2025-04-20"], "2026-04-10"),
        (["2025-04-20", "2026-04-10", "2027-04-01"], "2026-04-10"),
        (["2023-05-01", "2024-05-01", "2025-04-20"], ""),  # those before it are none
    ],
)
def test_later_checks_are_counted(later: list[str], until: str) -> None:
    end = kept(CHECKS, "date-of-check", {"date-of-check": CHECKED}, [day(text) for text in later])
    assert end.until == (day(until) if until else None)
    assert end.why.startswith(("The last of 2 later checks", "0 of 2", "1 of 2"))


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
    ],
)
def test_a_hold_suspends_and_moves_no_day(
    holds: list[Hold], today: str, from_day: str, why: str
) -> None:
    end = Kept(day("2030-01-01"), "Six.")
    assert may_go(end, holds, day(today)) == (day(from_day) if from_day else None, why)


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

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import chain, combinations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from macros.catalogue.schemas import Schemas
from macros.catalogue.validate import check
from macros.model import Catalogue, Document, Field, Value
from macros.model.guesses import nearest
from macros.model.text import both, counted, did_you_mean, either
from macros.rules.calendar import (
    OPEN_ENDED,
    Fault,
    Quarter,
    end_of_day,
    local_day,
    local_time,
    quarter_of,
    read_date,
    read_partial_date,
    read_quarter,
    read_timescale,
    say_date,
    say_partial_date,
)
from macros.rules.dates import Dates, cycle, dates
from macros.rules.retention import say_rule
from macros.rules.reviews import STEPS, next_review, say_cycle
from tests.conftest import make_register

DAYS = st.dates(date(1901, 4, 1), date(2099, 3, 31))
QUARTERS = st.builds(Quarter, st.integers(1901, 2098), st.integers(1, 4))
ODD_TIMES = st.from_regex(r"[Qq][0-9]{1,2} ?[0-9]{4} ?[-/] ?[0-9]{2,4}", fullmatch=True) | st.text(
    max_size=10
)
ODD_DATES = st.from_regex(
    r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?|[0-9]{1,2}[/.][0-9]{1,2}[/.][0-9]{4}", fullmatch=True
) | st.text(max_size=10)

# ----------------------------------------------------------------------------------------- quarters


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        ("2024-03-31", "Q4 2023/24"),
        ("2024-04-01", "Q1 2024/25"),
        ("2024-12-31", "Q3 2024/25"),
        ("2025-01-01", "Q4 2024/25"),
        ("2025-02-28", "Q4 2024/25"),
        ("2025-09-30", "Q2 2025/26"),
        ("2025-10-01", "Q3 2025/26"),
        ("2026-03-31", "Q4 2025/26"),
        ("1999-04-01", "Q1 1999/00"),
        ("2000-03-31", "Q4 1999/00"),
        ("2024-04-05", "Q1 2024/25"),
    ],
)
def test_a_day_lies_in_a_quarter_of_the_councils_year(day: str, quarter: str) -> None:
    assert str(quarter_of(date.fromisoformat(day))) == quarter


QUARTER_HINT = "Write it as in 'Q3 2024/25', which is October to December 2024."
DATE_HINT = "Write year-month-day, as in '2024-11-11' for 11 November 2024."
PARTIAL_HINT = "Write '2027', '2027-09' or '2027-09-30', as exactly as it is known."
TIMESCALE_HINT = (
    "Write a quarter ('Q3 2024/25'), a date ('2024-11-11'), 'Ongoing' or 'To be determined'."
)
CALENDAR_HINT = "Check the month and the day: year-month-day."


@pytest.mark.parametrize(
    ("read", "text", "fault"),
    [
        (read_quarter, "soon", Fault("'soon' is not a quarter.", QUARTER_HINT)),
        (
            read_quarter,
            "Q1 1900/01",
            Fault("'Q1 1900/01' is not a quarter.", QUARTER_HINT, "impossible"),
        ),
        (
            read_quarter,
            "Q5 2024/25",
            Fault(
                "'Q5 2024/25' is not a quarter: a year has four.",
                "Write Q1, Q2, Q3 or Q4, as in 'Q4 2024/25'.",
                "impossible",
            ),
        ),
        (
            read_quarter,
            "Q3 2024/26",
            Fault(
                "'Q3 2024/26' names two years that don't follow each other.",
                "Write 'Q3 2024/25'.",
                "miswritten",
            ),
        ),
        (
            read_quarter,
            "q3 2024-25",
            Fault("'q3 2024-25' is not written as a quarter.", "Write 'Q3 2024/25'.", "miswritten"),
        ),
        (read_date, "soon", Fault("'soon' is not a date.", DATE_HINT)),
        (read_date, "31/02/2024", Fault("'31/02/2024' is not a date.", DATE_HINT)),
        (
            read_date,
            "2024-02-30",
            Fault("'2024-02-30' is not a day in the calendar.", CALENDAR_HINT, "impossible"),
        ),
        (
            read_date,
            "11/12/2024",
            Fault(
                "'11/12/2024' has the day first.",
                "Write '2024-12-11' for 11 December 2024.",
                "miswritten",
            ),
        ),
        (read_partial_date, "soon", Fault("'soon' is not a year, a month or a day.", PARTIAL_HINT)),
        (
            read_partial_date,
            "2024-13",
            Fault(
                "'2024-13' is not a month in the calendar.",
                "Write year-month, as in '2025-09'.",
                "impossible",
            ),
        ),
        (read_timescale, "soon", Fault("'soon' is not a timescale.", TIMESCALE_HINT)),
        (
            read_timescale,
            "to-be-determined",
            Fault(
                "'to-be-determined' is not written as a timescale.",
                "Write 'To be determined'.",
                "miswritten",
            ),
        ),
    ],
)
def test_what_is_wrong_with_a_time_is_said_with_what_would_be_right(
    read: Callable[[str], object], text: str, fault: Fault
) -> None:
    assert read(text) == fault


@pytest.mark.parametrize(
    ("instant", "day", "clock"),
    [
        ("2026-01-15T23:30:00+00:00", "2026-01-15", "23:30"),
        ("2026-07-15T23:30:00+00:00", "2026-07-16", "00:30"),
        ("2026-07-15T09:30:00-05:00", "2026-07-15", "15:30"),
    ],
)
def test_days_and_hours_are_those_of_the_united_kingdom(instant: str, day: str, clock: str) -> None:
    when = datetime.fromisoformat(instant)
    assert (local_day(when).isoformat(), local_time(when)) == (day, clock)
    end = end_of_day(local_day(when))
    assert local_day(end).isoformat() == day
    assert local_day(end.astimezone(UTC) + timedelta(microseconds=1)) > local_day(when)


@given(quarter=QUARTERS)
@example(quarter=Quarter(1999, 1))
@example(quarter=Quarter(1999, 4))
@example(quarter=Quarter(2098, 4))
def test_a_quarter_comes_back_from_its_days_and_from_its_text(quarter: Quarter) -> None:
    assert quarter_of(quarter.first) == quarter_of(quarter.last) == quarter
    assert read_quarter(str(quarter)) == quarter
    assert read_timescale(str(quarter)) == quarter.last
    assert 90 <= (quarter.last - quarter.first).days + 1 <= 92


def test_every_quarter_from_1901_to_2098_is_read_as_it_is_written() -> None:
    everyone = [Quarter(year, number) for year in range(1901, 2099) for number in (1, 2, 3, 4)]
    assert [read_quarter(str(quarter)) for quarter in everyone] == everyone
    assert everyone == sorted(everyone) == sorted(everyone, key=lambda quarter: quarter.first)
    assert len({str(quarter) for quarter in everyone}) == len(everyone)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("Q4 1900/01", False), ("Q1 1901/02", True), ("Q4 9998/99", True), ("Q1 9999/00", False)],
)
def test_quarters_end_where_the_calendar_does(text: str, is_one: bool) -> None:
    assert isinstance(read_quarter(text), Quarter) == is_one


@given(day=DAYS)
def test_a_day_lies_between_the_first_and_last_of_its_quarter_and_quarters_leave_no_gap(
    day: date,
) -> None:
    quarter = quarter_of(day)
    assert quarter.first <= day <= quarter.last
    assert quarter_of(quarter.last + timedelta(days=1)) > quarter


@pytest.mark.parametrize(
    ("quarter", "months"),
    [
        (Quarter(2024, 1), "April to June 2024"),
        (Quarter(2024, 2), "July to September 2024"),
        (Quarter(2024, 3), "October to December 2024"),
        (Quarter(2024, 4), "January to March 2025"),
    ],
)
def test_the_public_reads_a_quarter_in_months(quarter: Quarter, months: str) -> None:
    assert quarter.months == months


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("Q5 2024/25", "a year has four", "'Q4 2024/25'"),
        ("Q0 2024/25", "a year has four", "'Q4 2024/25'"),
        ("Q1 2024/26", "two years that don't follow", "Write 'Q1 2024/25'."),
        ("Q1 2024/24", "two years that don't follow", "Write 'Q1 2024/25'."),
        ("q3 2024/25", "not written as a quarter", "Write 'Q3 2024/25'."),
        ("Q32024-25", "not written as a quarter", "Write 'Q3 2024/25'."),
        ("Q3 2024/2025", "not written as a quarter", "Write 'Q3 2024/25'."),
        (" Q3 2024/25", "not written as a quarter", "Write 'Q3 2024/25'."),
        ("Q3", "not a quarter", "as in 'Q3 2024/25'"),
        ("Q\u0663 2024/25", "not a quarter", "as in 'Q3 2024/25'"),
    ],
)
def test_what_is_not_a_quarter_is_told_with_what_would_be_right(
    text: str, message: str, hint: str
) -> None:
    result = read_quarter(text)
    assert isinstance(result, Fault)
    assert message in result.message
    assert hint in result.hint


@given(text=ODD_TIMES)
@example(text="Q4 9999/00")
@example(text="Q3 9999/00")
@example(text="Q1 0000/01")
@example(text="Q1 1900/01")
@example(text="q3 1850/51")
def test_what_a_hint_for_a_quarter_says_to_write_is_right(text: str) -> None:
    result = read_quarter(text)
    if isinstance(result, Fault) and (advice := re.search(r"Write '([^']*)'\.$", result.hint)):
        assert isinstance(read_quarter(advice[1]), Quarter)


@given(text=ODD_TIMES | ODD_DATES)
@example(text="Q4 9999/00")
@example(text="Q3 9999/00")
@example(text="q4 9999-00")
@example(text="9999-12-31")
@example(text="0000-00-00")
def test_a_timescale_is_a_day_or_open_or_told_and_never_thrown(text: str) -> None:
    result = read_timescale(text)
    assert isinstance(result, date | Fault) or text in OPEN_ENDED
    if isinstance(result, Fault):
        assert text in result.message
        assert result.hint


# ------------------------------------------------------------------------------ days and timescales


@given(day=st.dates())
def test_a_day_comes_back_from_its_text(day: date) -> None:
    assert (
        read_date(day.isoformat())
        == read_partial_date(day.isoformat())
        == read_timescale(day.isoformat())
        == day
    )


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("30/09/2024", "has the day first", "Write '2024-09-30' for 30 September 2024."),
        ("3.9.2024", "has the day first", "Write '2024-09-03' for 3 September 2024."),
        ("12/13/2024", "is not a date", "year-month-day"),
        ("2024-02-30", "is not a day in the calendar", "Check the month and the day"),
        ("2023-02-29", "is not a day in the calendar", "Check the month and the day"),
        ("2024-9-3", "is not a date", "as in '2024-11-11'"),
        ("2024-09-30T12:00", "is not a date", "as in '2024-11-11'"),
        ("2024-09-30\n", "is not a date", "as in '2024-11-11'"),
        ("\u0662024-09-30", "is not a date", "as in '2024-11-11'"),
    ],
)
def test_what_is_not_a_day_is_told_with_what_would_be_right(
    text: str, message: str, hint: str
) -> None:
    result = read_date(text)
    assert isinstance(result, Fault)
    assert message in result.message
    assert hint in result.hint


@given(text=ODD_DATES)
def test_what_a_hint_for_a_day_says_to_write_is_right(text: str) -> None:
    for result in (read_date(text), read_partial_date(text)):
        if isinstance(result, Fault) and (advice := re.match(r"Write '([^']*)' for", result.hint)):
            assert isinstance(read_date(advice[1]), date)


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("2027", "2027-12-31"),
        ("2025-09", "2025-09-30"),
        ("2024-02", "2024-02-29"),
        ("2025-01", "2025-01-31"),
        ("2025-12", "2025-12-31"),
        ("0001", "0001-12-31"),
        ("0001-01", "0001-01-31"),
        ("2024-11-11", "2024-11-11"),
        ("9999", "9999-12-31"),
    ],
)
def test_a_partial_date_means_the_last_day_that_it_can(text: str, last: str) -> None:
    assert read_partial_date(text) == date.fromisoformat(last)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2025-13", "not a month in the calendar"),
        ("2025-00", "not a month in the calendar"),
        ("0000", "not a month in the calendar"),
        ("2025-02-29", "not a day in the calendar"),
        ("31/07/1999", "has the day first"),
        ("1999-7", "not a year, a month or a day"),
        ("about 1999", "not a year, a month or a day"),
        ("99", "not a year, a month or a day"),
    ],
)
def test_what_is_not_a_partial_date_is_told(text: str, message: str) -> None:
    result = read_partial_date(text)
    assert isinstance(result, Fault)
    assert message in result.message


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("Q3 2024/25", date(2024, 12, 31)),
        ("2024-11-11", date(2024, 11, 11)),
        ("Ongoing", None),
        ("To be determined", None),
    ],
)
def test_a_timescale_has_a_last_day_or_none(text: str, last: date | None) -> None:
    assert read_timescale(text) == last


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("ongoing", "Write 'Ongoing'."),
        ("ONGOING", "Write 'Ongoing'."),
        ("to-be-determined", "Write 'To be determined'."),
        ("q3 2024/25", "Write 'Q3 2024/25'."),
        ("Q1 2024/26", "Write 'Q1 2024/25'."),
        ("2024-02-30", "Check the month and the day: year-month-day."),
        (
            "soon",
            (
                "Write a quarter ('Q3 2024/25'), a date ('2024-11-11'), 'Ongoing' or "
                "'To be determined'."
            ),
        ),
    ],
)
def test_what_is_not_a_timescale_is_told_with_what_would_be_right(text: str, hint: str) -> None:
    result = read_timescale(text)
    assert isinstance(result, Fault)
    assert result.hint == hint


def test_days_are_said_as_gov_uk_writes_them() -> None:
    assert say_date(date(2024, 11, 1)) == "1 November 2024"
    assert say_partial_date("2024-11-01") == "1 November 2024"
    assert say_partial_date("2025-09") == "September 2025"
    assert say_partial_date("2027") == "2027"


# -------------------------------------------------------------------------------- reviews and dates


@pytest.mark.parametrize(
    ("last", "cycle_", "again"),
    [
        ("2025-01-31", "monthly", "2025-02-28"),
        ("2024-01-31", "monthly", "2024-02-29"),
        ("2024-11-30", "quarterly", "2025-02-28"),
        ("2024-08-31", "six-monthly", "2025-02-28"),
        ("2023-08-31", "six-monthly", "2024-02-29"),
        ("2024-02-29", "annual", "2025-02-28"),
        ("2024-02-29", "2-yearly", "2026-02-28"),
        ("2024-02-29", "3-yearly", "2027-02-28"),
        ("2024-02-29", "4-yearly", "2028-02-29"),
        ("2026-04-01", "annual", "2027-04-01"),
    ],
)
def test_the_next_review_follows_from_the_last_and_the_cycle(
    last: str, cycle_: str, again: str
) -> None:
    assert next_review(None, date.fromisoformat(last), cycle_) == date.fromisoformat(again)


@given(last=DAYS, cycle_=st.sampled_from(sorted(STEPS)))
def test_the_next_review_is_later_than_the_last_and_not_on_a_later_day_of_the_month(
    last: date, cycle_: str
) -> None:
    again = next_review(None, last, cycle_)
    assert again is not None
    assert again > last
    assert again.day <= last.day


@pytest.mark.parametrize("cycle_", ["on-event", "to-be-determined", "none", "", "fortnightly"])
def test_without_a_length_or_a_last_review_no_date_is_made_up(cycle_: str) -> None:
    assert next_review(None, date(2024, 1, 1), cycle_) is None
    assert next_review(None, None, "annual") is None


def test_a_review_date_that_is_stated_wins() -> None:
    assert next_review(date(2024, 3, 1), date(2024, 1, 1), "annual") == date(2024, 3, 1)
    assert next_review(date(2024, 3, 1), None, "none") == date(2024, 3, 1)


@pytest.mark.parametrize(
    ("values", "made", "again"),
    [
        ({}, None, None),
        ({}, "2024-02-29", "2025-02-28"),
        ({"last_reviewed": "2024-06-01"}, "2024-02-29", "2025-06-01"),
        ({"effective_from": "2026-04-01"}, "2024-02-29", "2027-04-01"),
        ({"effective_from": "2020-04-01"}, "2024-02-29", "2025-02-28"),
        ({"effective_from": "2026-04-01"}, None, "2027-04-01"),
        ({"effective_from": "2026-04-01", "next_review": "2026-09-01"}, None, "2026-09-01"),
        ({"review_cycle": "quarterly"}, "2024-11-30", "2025-02-28"),
        ({"review_cycle": "on-event"}, "2024-11-30", None),
        ({"review_cycle": "monthly"}, "9999-12-31", None),
    ],
)
def test_what_was_never_reviewed_is_due_a_cycle_after_it_was_made_or_came_to_hold(
    values: Mapping[str, Value], made: str | None, again: str | None
) -> None:
    register = make_register("tasks", [], [{"id": "T-1", **values}])
    schema = replace(register.schema, review="annual")
    known = dates(schema, register.records[0], date.fromisoformat(made) if made else None)
    assert known.next_review == (date.fromisoformat(again) if again else None)


def test_each_cycle_is_said_in_words() -> None:
    assert say_cycle("annual") == "each year"
    assert say_cycle("on-event") == "when something changes"
    assert say_cycle("none") == say_cycle("") == ""
    assert all(say_cycle(name) for name in STEPS)


def test_a_review_after_the_end_of_the_calendar_has_no_date() -> None:
    assert next_review(None, date(9999, 12, 31), "annual") is None


def test_each_cycle_that_a_schema_allows_has_a_length_or_is_known_to_have_none(
    real_schemas: Schemas,
) -> None:
    allowed = real_schemas.sources["common.schema.json"]["$defs"]["review_cycle"]["enum"]
    assert set(allowed) - set(STEPS) == {"on-event", "to-be-determined", "none"}
    assert set(STEPS) <= set(allowed)


def worked_out(review: str = "", **values: Value) -> Dates:
    register = make_register(
        "tasks", (Field("id", "Reference", "", "string"),), [{"id": "T-1", **values}]
    )
    return dates(replace(register.schema, review=review), register.records[0])


def test_dates_follow_from_what_a_record_says_and_are_none_where_nothing_follows() -> None:
    assert worked_out() == Dates(None, None, None)
    assert worked_out(timescale="Q3 2024/25").due == date(2024, 12, 31)
    assert worked_out(timescale="Ongoing").due is None
    assert worked_out(timescale="soon", last_reviewed="never").due is None
    assert worked_out(timescale=["Q3 2024/25"]).due is None
    assert worked_out("annual", last_reviewed="2024-02-29").next_review == date(2025, 2, 28)
    assert worked_out(
        "annual", last_reviewed="2024-02-29", review_cycle="monthly"
    ).next_review == date(2024, 3, 29)
    assert worked_out("annual", next_review="2024-05-01").next_review == date(2024, 5, 1)
    assert worked_out("annual").next_review is None
    assert worked_out(last_reviewed="2024-02-29").last_review == date(2024, 2, 29)


def test_a_record_is_reviewed_as_it_says_or_as_its_register_does() -> None:
    register = make_register("tasks", (), [{"id": "T-1", "review_cycle": "monthly"}, {"id": "T-2"}])
    schema = replace(register.schema, review="annual")
    assert [cycle(schema, record) for record in register.records] == ["monthly", "annual"]


# ---------------------------------------------------------------------------------------- retention


@pytest.mark.parametrize(
    ("rule", "phrase"),
    [
        ({"kind": "period", "years": 6}, "6 years"),
        ({"kind": "period", "years": 1}, "1 year"),
        ({"kind": "period", "months": 6}, "6 months"),
        ({"kind": "period", "years": 1, "months": 1}, "1 year and 1 month"),
        ({"kind": "period", "years": 1, "months": 6, "days": 3}, "1 year, 6 months and 3 days"),
        (
            {"kind": "period-plus-audit", "years": 6, "audit_years": 1},
            "6 years and 1 year for audit",
        ),
        ({"kind": "until-n-further-events", "n": 1}, "until 1 more check has been done"),
        ({"kind": "until-n-further-events", "n": 2}, "until 2 more checks have been done"),
        (
            {"kind": "until-n-further-events", "n": 2, "years": 2},
            "at least 2 years, and until 2 more checks have been done",
        ),
        (
            {"kind": "life-of-asset", "plus_years": 0},
            "as long as the building or equipment is in use",
        ),
        (
            {"kind": "life-of-asset", "plus_years": 12},
            "as long as the building or equipment is in use and 12 years after that",
        ),
        ({"kind": "until-superseded", "plus_years": 0}, "until a newer version replaces it"),
        (
            {"kind": "until-superseded", "plus_years": 1},
            "until a newer version replaces it and 1 year after that",
        ),
        ({"kind": "permanent"}, "for good"),
        ({"kind": "review-at", "years": 25}, "looked at again after 25 years"),
        ({"kind": "some other day"}, "not stated"),
        ({}, "not stated"),
    ],
)
def test_each_kind_of_rule_is_said_in_words(rule: Mapping[str, object], phrase: str) -> None:
    assert say_rule(rule, {}) == phrase


NUMBERS = ("years", "months", "days", "audit_years", "n", "plus_years")
SUBSETS = list(chain.from_iterable(combinations(NUMBERS, size) for size in range(len(NUMBERS) + 1)))


@pytest.mark.parametrize(
    ("kind", "event"),
    [
        ("period", "end-of-tenancy"),
        ("period-plus-audit", "end-of-tenancy"),
        ("at-once", "end-of-tenancy"),
        ("until-n-further-events", "date-of-check"),
        ("life-of-asset", "disposal-of-property"),
        ("until-superseded", "superseded"),
        ("permanent", "none"),
        ("review-at", "end-of-tenancy"),
    ],
)
def test_every_rule_that_the_schema_lets_through_makes_a_phrase_with_all_its_numbers(
    kind: str, event: str, real: Catalogue, real_schemas: Schemas
) -> None:
    record = real.registers["retention"].records[0]
    passed = 0
    for place, names in enumerate(SUBSETS):
        number = str(place % 9 + 2)
        values: dict[str, Value] = {
            **record.document.value,
            "trigger_event": event,
            "disposal_action": "review",
            "rule": {"kind": kind, **dict.fromkeys(names, number)},
        }
        read, problems = check(real_schemas, "retention", Document(values, {}, {}), record.file)
        if not problems:
            rule = read["rule"]
            assert isinstance(rule, Mapping)
            phrase = say_rule(rule, {})
            assert phrase == " ".join(phrase.split())
            assert phrase not in ("", "not stated")
            assert phrase.split().count(number) == len(names)
            passed += 1
    assert passed


def test_every_real_retention_rule_makes_a_phrase(real: Catalogue) -> None:
    for record in real.registers["retention"].records:
        rule = record.values["rule"]
        assert isinstance(rule, Mapping)
        assert say_rule(rule, {})
        assert (say_rule(rule, {}) == "not stated") == (rule["kind"] == "not-stated")


# -------------------------------------------------------------------------------------------- words


def test_words_are_joined_and_counted_as_people_do() -> None:
    assert either([]) == ""
    assert either(["a"]) == "'a'"
    assert either(["a", "b", "c"]) == "'a', 'b' or 'c'"
    assert both(["a", "b"]) == "a and b"
    assert counted(1, "record") == "1 record"
    assert counted(0, "record") == "0 records"
    assert counted(1234, "reply", "replies") == "1,234 replies"


def test_the_nearest_word_is_found_in_whatever_capitals() -> None:
    assert nearest("role-Keper", ["ROLE-keeper", "ROLE-clerk"]) == "ROLE-keeper"
    assert nearest("zebra", ["ROLE-keeper"]) == ""
    assert nearest("zebra", []) == ""


def test_a_hint_guesses_and_names_all_choices_where_they_are_few() -> None:
    assert (
        did_you_mean("actons", ["actions", "roles"], "Look.")
        == "Did you mean 'actions'? It can be 'actions' or 'roles'."
    )
    assert did_you_mean("zebra", ["actions"], "Look.") == "It can be 'actions'."
    many = [f"word{number}" for number in range(20)]
    assert did_you_mean("word7", many, "Look.") == "Did you mean 'word7'?"
    assert did_you_mean("zebra", many, "Look.") == "Look."
    assert did_you_mean("zebra", [], "Look.") == "Look."

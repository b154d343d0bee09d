"""Requests in numbers by quarter: each against the clock of the law, with reviews and more time."""

from __future__ import annotations

from datetime import date

import pytest

from macros.catalogue.schemas import read_schemas
from macros.model import Values
from macros.model.field import Field
from macros.rules.answer_times import CLOCK
from macros.rules.calendar import Quarter
from macros.rules.request_numbers import by_quarter, reasons, request_numbers
from tests.conftest import PROJECT

TODAY = date(2026, 11, 27)
FILES = {path.name: path.read_bytes() for path in (PROJECT / "schemas").glob("*.json")}
SCHEMAS = read_schemas(FILES)[0].registers.values()
REQUESTS = next(schema for schema in SCHEMAS if schema.kind == "request")
ASKED: Values = {"regime": "foi", "received": "2026-03-02"}
LATE: Values = {**ASKED, "responded": "2026-04-10"}
TOLD: Values = {"reason": "public-interest", "told": "2026-03-20", "until": "2026-04-14"}


@pytest.mark.parametrize(
    ("request_", "numbers"),
    [
        (ASKED, {"came": 1, "limited": 1, "over": 1}),
        ({**ASKED, "responded": "2026-03-31"}, {"came": 1, "limited": 1, "in_time": 1}),
        (LATE, {"came": 1, "limited": 1, "late": 1}),
        ({**LATE, "extension": TOLD}, {"came": 1, "limited": 1, "in_time": 1, "more_time": 1}),
        ({**ASKED, "received": "2026-11-20"}, {"came": 1, "limited": 1, "running": 1}),
        (
            {**ASKED, "clarifications": [{"asked": "2026-03-04"}]},
            {"came": 1, "limited": 1, "waiting": 1},
        ),
        ({**ASKED, "regime": "sar-rerouted"}, {"came": 1}),
        ({"regime": "foi", "released": "2026-03-02"}, {"came": 1}),
        (
            {**ASKED, "responded": "2026-03-03", "exemptions": ["EXM-s21", "EXM-s40-2"]},
            {"came": 1, "limited": 1, "in_time": 1, "withheld": 1},
        ),
        (
            {**LATE, "internal_review": {"received": "2026-04-13", "responded": "2026-05-11"}},
            {"came": 1, "limited": 1, "late": 1, "reviews": 1, "reviews_in_time": 1},
        ),
        (
            {**LATE, "internal_review": {"received": "2026-04-13", "responded": "2026-06-01"}},
            {"came": 1, "limited": 1, "late": 1, "reviews": 1, "reviews_late": 1},
        ),
        (
            {**LATE, "internal_review": {"received": "2026-11-20"}},
            {"came": 1, "limited": 1, "late": 1, "reviews": 1},
        ),
    ],
)
def test_each_request_counts_once_where_it_belongs(
    request_: Values, numbers: dict[str, int]
) -> None:
    told = request_numbers(REQUESTS.fields, [request_], TODAY)._asdict()
    assert {name: number for name, number in told.items() if number} == numbers


def test_the_numbers_of_several_add_up() -> None:
    told = request_numbers(REQUESTS.fields, [ASKED, LATE, {**LATE, "extension": TOLD}], TODAY)
    parts = (told.in_time, told.late, told.running, told.over, told.waiting)
    assert sum(parts) == told.limited == told.came == 3


def test_quarters_without_a_request_are_there_with_nothing() -> None:
    days = ["2025-12-31", "2026-01-01", "2026-09-01", "2026-12-24"]
    told = by_quarter([{"received": day} for day in days], TODAY)
    assert [(str(quarter), len(own)) for quarter, own in told.items()] == [
        ("Q3 2025/26", 1),
        ("Q4 2025/26", 1),
        ("Q1 2026/27", 0),
        ("Q2 2026/27", 1),
    ]


def test_where_only_a_release_is_known_its_quarter_counts() -> None:
    told = by_quarter([{"released": "2026-05-01"}, {"regime": "foi"}], TODAY)
    assert {quarter: len(own) for quarter, own in told.items()} == {Quarter(2026, 1): 1}


def test_a_request_with_several_reasons_counts_once_at_each() -> None:
    told = reasons([{"exemptions": ["EXM-b", "EXM-a", "EXM-b"]}, {"exemptions": ["EXM-b"]}, {}])
    assert list(told.items()) == [("EXM-b", 2), ("EXM-a", 1)]


def test_where_a_schema_declares_no_clock_the_one_of_the_act_counts() -> None:
    plain = [Field("received", "Received", "", "string"), Field("regime", "Law", "", "string")]
    assert request_numbers(plain, [LATE], TODAY).late == 1
    assert CLOCK.clocks["foi"] == "foi"

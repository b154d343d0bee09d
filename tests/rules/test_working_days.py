from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from holidays import country_holidays
from hypothesis import given
from hypothesis import strategies as st

from macros.rules import working_days
from macros.rules.working_days import (
    ANY_PART_OF_UK,
    ENGLAND,
    IN_ENGLAND,
    MENDS,
    NATIONS,
    NORTHERN_IRELAND,
    SCOTLAND,
    WALES,
    Mend,
    WorkingDays,
    bank_holidays,
)

DAYS = st.dates(date(2004, 1, 1), date(2040, 12, 31))
LETTERS = {"E": ENGLAND, "W": WALES, "S": SCOTLAND, "N": NORTHERN_IRELAND}
YEARS = range(2022, 2029)


class Row(NamedTuple):
    day: date
    nations: frozenset[str]
    name: str


def rows() -> Iterator[Row]:
    table = Path(__file__).with_name("bank_holidays.txt").read_text("utf-8")
    for line in table.splitlines():
        if not line.startswith("#"):
            day, letters, name = line.split(maxsplit=2)
            nations = frozenset(LETTERS[letter] for letter in letters)
            yield Row(date.fromisoformat(day), nations, name)


ROWS = list(rows())


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.day} {row.name}")
def test_a_bank_holiday_is_one_in_the_nations_of_the_table_alone(row: Row) -> None:
    having = {nation for nation in NATIONS if row.day in bank_holidays(nation, row.day.year)}
    assert having == row.nations
    assert row.day not in ANY_PART_OF_UK
    assert (row.day in IN_ENGLAND) is (ENGLAND not in row.nations)


@pytest.mark.parametrize("nation", NATIONS)
@pytest.mark.parametrize("year", YEARS)
def test_there_is_no_bank_holiday_that_the_table_lacks(nation: str, year: int) -> None:
    listed = {row.day for row in ROWS if row.day.year == year and nation in row.nations}
    assert {day for day in bank_holidays(nation, year) if day.weekday() < 5} == listed


@pytest.mark.parametrize(
    ("day", "in_england", "in_uk"),
    [
        ("2022-05-30", True, True),  # the spring holiday moved to 2 June for the jubilee
        ("2022-06-02", False, False),
        ("2022-06-03", False, False),
        ("2022-09-19", False, False),  # the funeral of the Queen
        ("2023-05-08", False, False),  # the coronation
        ("2020-05-04", True, True),  # May Day moved to the 8th, for VE Day
        ("2020-05-08", False, False),
        ("2011-04-29", False, False),  # a royal wedding
        ("2012-05-28", True, True),  # the spring holiday moved to 4 June
        ("2012-06-04", False, False),
        ("2012-06-05", False, False),  # the diamond jubilee
        ("2006-11-30", True, True),  # St Andrew's Day was not a bank holiday yet
        ("2007-11-30", True, False),
        ("2026-06-15", True, False),  # Scotland in the World Cup
        ("2027-12-24", True, True),  # Christmas Eve, and the office may well be closed
        ("2027-12-27", False, False),  # Christmas Day was on Saturday
        ("2027-12-28", False, False),  # Boxing Day was on Sunday
        ("2027-12-29", True, True),
        ("2028-01-03", False, False),
        ("2028-01-04", True, False),
        ("2028-02-29", True, True),
        ("2027-12-25", False, False),
        ("2024-11-30", False, False),  # a Saturday
        ("2024-12-01", False, False),  # a Sunday
    ],
)
def test_known_and_moved_days(day: str, in_england: bool, in_uk: bool) -> None:
    assert (date.fromisoformat(day) in IN_ENGLAND) is in_england
    assert (date.fromisoformat(day) in ANY_PART_OF_UK) is in_uk


@pytest.mark.parametrize("mend", MENDS)
def test_the_library_is_still_wrong_where_we_mend_it(mend: Mend) -> None:
    known = country_holidays("GB", subdiv=mend.nation, years=mend.day.year, expand=False)
    assert (mend.day in known) is not mend.is_holiday, (
        "holidays has caught up: take this row out of MENDS"
    )
    assert (mend.day in bank_holidays(mend.nation, mend.day.year)) is mend.is_holiday


def test_a_day_that_the_library_lacks_can_be_given(monkeypatch: pytest.MonkeyPatch) -> None:
    day = date(2029, 6, 12)
    assert day in IN_ENGLAND
    mend = Mend(ENGLAND, day, is_holiday=True, source="Invented for this test")
    monkeypatch.setattr(working_days, "MENDS", (mend,))
    bank_holidays.cache_clear()
    assert day not in IN_ENGLAND
    assert day in WorkingDays((SCOTLAND,))
    bank_holidays.cache_clear()


def test_a_landlords_closed_day_counts_only_where_it_is_given() -> None:
    closed = date(2026, 12, 24)
    assert closed in ANY_PART_OF_UK
    assert closed not in replace(ANY_PART_OF_UK, closed=frozenset({closed}))


@given(DAYS)
def test_the_next_working_day_is_one_and_none_lies_between(day: date) -> None:
    working = ANY_PART_OF_UK.from_day(day)
    assert working in ANY_PART_OF_UK
    assert working >= day
    assert ANY_PART_OF_UK.between(day - timedelta(days=1), working) == 1


@given(DAYS)
def test_what_is_a_working_day_in_all_of_the_uk_is_one_in_england(day: date) -> None:
    assert day not in ANY_PART_OF_UK or day in IN_ENGLAND


@given(DAYS, st.integers(-9, 900), st.sampled_from((ANY_PART_OF_UK, IN_ENGLAND)), st.sets(DAYS))
def test_working_days_are_counted_as_one_by_one(
    start: date, many: int, days: WorkingDays, closed: set[date]
) -> None:
    days = replace(days, closed=frozenset(closed) | {start + timedelta(days=3)})
    every = (start + timedelta(days=number) for number in range(1, many + 1))
    assert days.between(start, start + timedelta(days=many)) == sum(day in days for day in every)


@given(DAYS, st.integers(0, 60), st.integers(0, 60))
def test_working_days_add_up(day: date, first: int, second: int) -> None:
    middle, end = day + timedelta(days=first), day + timedelta(days=first + second)
    count = IN_ENGLAND.between(day, middle) + IN_ENGLAND.between(middle, end)
    assert count == IN_ENGLAND.between(day, end)

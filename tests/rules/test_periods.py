from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.rules.periods import QUARTER, Clash, Entry, Owed, clashes, owed


def day(text: str) -> date:
    return date.fromisoformat(text)


def entry(first: str, last: str, of: str = "WA-a", name: str = "") -> Entry:
    return Entry(of, day(first), day(last), name or f"{of} {last}")


WINTER, SPRING = entry("2024-12-01", "2025-02-28"), entry("2025-03-01", "2025-05-31")
SUMMER, AUTUMN = entry("2025-06-01", "2025-08-31"), entry("2025-09-01", "2025-11-30")


@pytest.mark.parametrize(
    ("entries", "today", "missing"),
    [
        ([], "2026-01-01", []),
        ([WINTER], "2025-03-01", []),
        ([WINTER], "2025-05-31", []),  # the quarter isn't over yet
        ([WINTER], "2025-06-01", [("2025-03-01", "2025-05-31")]),
        ([WINTER, SPRING, SUMMER], "2025-09-01", []),
        ([WINTER, SUMMER], "2025-09-01", [("2025-03-01", "2025-05-31")]),
        (
            [WINTER, AUTUMN],
            "2025-12-01",
            [("2025-03-01", "2025-05-31"), ("2025-06-01", "2025-08-31")],
        ),
        # an area may change its quarters: the days between are owed
        ([WINTER, entry("2025-04-01", "2025-06-30")], "2025-07-01", [("2025-03-01", "2025-03-31")]),
        ([entry("2023-12-01", "2024-02-29")], "2024-06-01", [("2024-03-01", "2024-05-31")]),
        # one that reaches over another leaves no gap behind
        ([entry("2024-12-01", "2025-05-31"), WINTER, SUMMER], "2025-09-01", []),
    ],
)
def test_an_area_owes_each_quarter_that_is_over(
    entries: list[Entry], today: str, missing: list[tuple[str, str]]
) -> None:
    expected = [Owed("WA-a", day(first), day(last)) for first, last in missing]
    assert owed(["WA-a"], entries, day(today)) == expected


def test_every_area_owes_since_the_log_began() -> None:
    other = entry("2025-04-01", "2025-06-30", "WA-b")
    missing = owed(["WA-a", "WA-b", "WA-c"], [WINTER, SPRING, SUMMER, other], day("2025-09-01"))
    assert missing == [
        Owed("WA-c", day("2024-12-01"), day("2025-02-28")),
        Owed("WA-b", day("2025-01-01"), day("2025-03-31")),
        Owed("WA-c", day("2025-03-01"), day("2025-05-31")),
        Owed("WA-c", day("2025-06-01"), day("2025-08-31")),
    ]


def test_double_and_overlapping_entries_are_found() -> None:
    again = WINTER._replace(name="again")
    across = entry("2025-02-01", "2025-04-30")
    of_another = WINTER._replace(of="WA-b")
    assert list(clashes([WINTER, SPRING, SUMMER, of_another])) == []
    assert list(clashes([WINTER, again])) == [Clash(WINTER, again, double=True)]
    assert list(clashes([SPRING, across, WINTER])) == [
        Clash(WINTER, across, double=False),
        Clash(across, SPRING, double=False),
    ]
    whole = entry("2024-12-01", "2025-11-30")
    assert [clash.later for clash in clashes([whole, SPRING, SUMMER])] == [SPRING, SUMMER]


FIRSTS = st.dates(date(2020, 1, 1), date(2026, 1, 1)).map(lambda day: day.replace(day=1))


@given(st.lists(FIRSTS, min_size=1, max_size=6), st.dates(date(2020, 1, 1), date(2027, 1, 1)))
def test_what_is_owed_shares_no_day_with_an_entry_or_with_another(
    firsts: list[date], today: date
) -> None:
    entries = [
        Entry("WA-a", first, first + QUARTER - timedelta(days=1), str(first)) for first in firsts
    ]
    missing = owed(["WA-a"], entries, today)
    for period in missing:
        assert all(period.last < entry.first or entry.last < period.first for entry in entries)
        assert period.first <= period.last
    assert not list(clashes([Entry(*period, "owed") for period in missing]))

"""Days, tags and clocks: which states there are and what each is called, with no repository."""

from __future__ import annotations

from datetime import UTC, date

import pytest

from macros.history.revisions import History
from macros.history.snapshots import (
    LONGEST,
    Skew,
    SnapshotDay,
    days,
    first_to_come,
    on,
    say_instant,
    skew,
)
from macros.rules.calendar import end_of_day
from tests.history.states import instant, past_of

SPRING = ("2026-01-10T12:00", "2026-05-10T12:00", "2026-11-01T12:00")


# ----------------------------------------------------------------------------------------- days


@pytest.mark.parametrize(
    ("day", "number"),
    [
        ("2026-01-09", None),
        ("2026-01-10", 0),
        ("2026-05-09", 0),
        ("2026-05-10", 1),
        ("2027-01-01", 2),
    ],
)
def test_the_end_of_a_day(day: str, number: int | None) -> None:
    past, when = past_of(SPRING), date.fromisoformat(day)
    snapshot_day = on(past, when)
    if number is None:
        assert snapshot_day is None
    else:
        called = f"{when.day} {when:%B} {when.year}"
        commit, landed = past.line[number], past.landed[number]
        assert snapshot_day == SnapshotDay(day, called, "", end_of_day(when), commit, landed)


def test_quarters_tags_and_now_in_the_order_of_the_main_line() -> None:
    past = past_of(SPRING, {"v1.0": "1", "aside": "not-on-the-line", "After/½": "0"})
    first, second, third = past.line
    landed, landed_second, landed_third = past.landed
    march, june, september = (end_of_day(date(2026, *day)) for day in ((3, 31), (6, 30), (9, 30)))
    assert days(past, date(2026, 11, 2)) == [
        SnapshotDay("after", "tag After/½", "After/½", landed, first, landed),
        SnapshotDay("2026-03-31", "31 March 2026", "", march, first, landed),
        SnapshotDay("v1-0", "tag v1.0", "v1.0", landed_second, second, landed_second),
        SnapshotDay("2026-06-30", "30 June 2026", "", june, second, landed_second),
        SnapshotDay("2026-09-30", "30 September 2026", "", september, second, landed_second),
        SnapshotDay("now", "now", "", landed_third, third, landed_third),
    ]


@pytest.mark.parametrize(
    ("today", "quarters"),
    [
        ("2026-01-10", []),
        ("2026-03-31", []),
        ("2026-04-01", ["2026-03-31"]),
        ("2027-01-01", ["2026-03-31", "2026-06-30", "2026-09-30", "2026-12-31"]),
    ],
)
def test_a_quarter_is_listed_when_it_is_over(today: str, quarters: list[str]) -> None:
    listed = days(past_of(SPRING[:1]), date.fromisoformat(today))
    assert [day.address for day in listed] == [*quarters, "now"]


def test_the_first_quarter_is_that_of_the_first_commit_in_the_united_kingdom() -> None:
    """Half past eleven at night on 31 March in universal time is April there."""
    listed = days(past_of(["2026-03-31T23:30"]), date(2026, 7, 1))
    assert [day.address for day in listed] == ["2026-06-30", "now"]


@pytest.mark.parametrize(
    ("began", "quarters"),
    [("2005-04-07T00:00", ["2005-06-30"]), ("2005-04-06T23:59", []), ("1970-01-01T00:00", [])],
)
def test_a_history_that_begins_before_there_was_git_has_no_quarters(
    began: str, quarters: list[str]
) -> None:
    listed = days(past_of([began]), date(2005, 7, 1))
    assert [day.address for day in listed] == [*quarters, "now"]


@pytest.mark.parametrize(
    ("today", "end"),
    [
        ("2026-01-01", "2026-03-31"),
        ("2026-03-31", "2026-03-31"),
        ("2026-04-01", "2026-06-30"),
        ("2026-12-31", "2026-12-31"),
    ],
)
def test_the_next_quarter_to_be_listed(today: str, end: str) -> None:
    assert first_to_come(date.fromisoformat(today)) == date.fromisoformat(end)


def test_an_instant_in_words() -> None:
    assert say_instant(instant("2026-09-30T23:05")) == "1 October 2026, 00:05"
    assert say_instant(instant("2026-01-02T09:05")) == "2 January 2026, 09:05"


# ---------------------------------------------------------------------------------------- tags


@pytest.mark.parametrize(
    ("tags", "addresses"),
    [
        (["v1.0"], ["v1-0"]),
        (["Sealed/May 2026"], ["sealed-may-2026"]),
        (["--x--y--"], ["x-y"]),
        (["½", "é"], ["tag", "tag-2"]),
        (["v1.0", "v1-0", "v1/0"], ["v1-0", "v1-0-2", "v1-0-3"]),
        (["now", "compare", "2026-03-31"], ["2026-03-31-2", "compare-2", "now-2"]),
        (["a" * 200], ["a" * LONGEST]),
        ([f"{'a' * (LONGEST - 1)}-b"], ["a" * (LONGEST - 1)]),
        (["-" * 3 + "a" * LONGEST], ["a" * LONGEST]),
    ],
)
def test_a_tag_has_an_address_of_its_own(tags: list[str], addresses: list[str]) -> None:
    past = past_of(SPRING[:1], dict.fromkeys(tags, "0"))
    listed = [day for day in days(past, date(2026, 4, 1)) if day.tag]
    assert sorted(day.address for day in listed) == addresses
    assert sorted(day.tag for day in listed) == sorted(tags)


# -------------------------------------------------------------------------------------- clocks


def skewed(past: History, address: str) -> list[Skew]:
    listed = {day.address: day for day in days(past, date(2026, 7, 1))}
    return skew(past, listed[address])


def test_commits_whose_dates_mislead_about_a_day() -> None:
    """The last is dated in February and landed in May; the second is dated when it can't be."""
    dates = [*SPRING[:2], "2026-05-11T12:00", "2026-02-10T12:00"]
    past = past_of([dates[0], "2099-01-01T12:00", *dates[1:]], {"sealed": "3"})
    fast, slow = past.line[1], past.line[4]
    may = past.landed_at("4")
    ahead = Skew(fast, past.landed_at("2"), True)
    assert skewed(past, "2026-03-31") == [Skew(slow, may, False)]
    assert skewed(past, "2026-06-30") == [ahead, Skew(slow, may, True)]
    assert skewed(past, "now") == [ahead, Skew(slow, may, True)]
    # what came after a tag isn't the tag's, though it landed in the same instant
    assert skewed(past, "sealed") == [ahead]
    assert [skew.clock for skew in skewed(past, "now")] == ["ahead", "behind"]


def test_a_commit_of_the_last_instant_of_a_day_is_dated_by_it() -> None:
    end = end_of_day(date(2026, 3, 31)).astimezone(UTC)
    past = past_of(["2026-05-09T12:00", "2026-05-10T12:00", f"{end:%Y-%m-%dT%H:%M:%S.%f}"])
    assert [commit.committed for commit in past.skewed] == [end]
    day = SnapshotDay("", "", "", end, past.line[0], past.landed[0])
    assert skew(past, day) == [Skew(past.line[2], past.landed[1], False)]
    assert skew(past, day._replace(until=instant("2026-03-31T22:59"))) == []

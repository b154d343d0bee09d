"""When commits landed, where clocks were wrong or dates were set: over histories made with Git."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.evidence.verify.bundle import _landed_by
from macros.history import git
from macros.history.date_checks import AMEND, date_problems
from macros.history.git import open_repository
from macros.history.landings import CLOCKS, FIRST, SLACK, clock, landings
from macros.history.load import load_history, load_history_at
from macros.history.revisions import History
from macros.history.snapshots import days, on, skew
from macros.rules.calendar import end_of_day
from tests.repositories import CommitPlan, build

TASK = b"registers/tasks/T-1.yml"


def dated(folder: Path, *dates: str, read_on: date | None = None) -> History:
    """A history of commits with these committer dates, each of which changes a task."""
    plans: list[CommitPlan] = []
    for number, when in enumerate(dates):
        content = b"id: T-1\ntitle: Title %d\n" % number
        seconds = int(datetime.fromisoformat(when).replace(tzinfo=UTC).timestamp())
        plans.append(
            CommitPlan(
                str(number),
                (str(number - 1),) if number else (),
                {TASK: (b"100644", content)},
                committed=b"%d +0000" % seconds,
            )
        )
    built = build(folder, plans)
    return load_history_at(open_repository(built.folder), "HEAD", read_on)


def landed(past: History) -> list[str]:
    return [f"{when.astimezone(UTC):%Y-%m-%d %H:%M}" for when in past.landed]


def stood(past: History, day: str) -> int | None:
    """Which commit's state a day ended with."""
    chosen = on(past, date.fromisoformat(day))
    return past.places[chosen.commit.id] if chosen else None


READ = date(2026, 11, 26)


def test_one_date_in_the_next_century_takes_no_later_commit_with_it(tmp_path: Path) -> None:
    past = dated(tmp_path, "2026-01-10", "2099-01-01", "2026-02-10", "2026-05-10", read_on=READ)
    assert landed(past)[2:] == ["2026-02-10 00:00", "2026-05-10 00:00"]
    assert [stood(past, day) for day in ("2026-01-31", "2026-02-28", "2026-06-30")] == [0, 2, 3]
    assert [commit.id for commit in past.skewed] == [past.line[1].id]
    chosen = on(past, date(2026, 6, 30))
    assert chosen
    assert [(item.commit.id, item.clock, item.counted) for item in skew(past, chosen)] == [
        (past.line[1].id, "ahead", True)
    ]
    assert [day.address for day in days(past, READ)] == [
        "2026-03-31", "2026-06-30", "2026-09-30", "now",
    ]  # fmt: skip


def test_a_date_after_the_day_of_reading_has_no_say_though_no_commit_came_later(
    tmp_path: Path,
) -> None:
    past = dated(tmp_path, "2026-01-10", "2026-11-28 09:00", read_on=READ)
    assert landed(past) == ["2026-01-10 00:00", "2026-11-26 23:59"]
    assert stood(past, "2026-11-25") == 0  # nobody can show that it was there
    assert stood(past, "2026-11-26") == 1
    assert past.landed[-1] <= end_of_day(READ)
    assert landed(load_history(tmp_path)) == ["2026-01-10 00:00", "2026-11-28 09:00"]
    assert landed(load_history(tmp_path, READ))[1] == "2026-11-26 23:59"
    assert landed(load_history(tmp_path, READ + timedelta(days=1)))[1] == "2026-11-28 09:00"


def test_a_date_up_to_a_day_after_the_day_of_reading_counts(tmp_path: Path) -> None:
    past = dated(tmp_path, "2026-01-10", "2026-11-27 23:59", "2026-12-24", read_on=READ)
    assert landed(past)[1:] == ["2026-11-27 23:59", "2026-11-27 23:59"]


def test_a_date_more_than_a_day_after_a_later_commit_s_has_no_say(tmp_path: Path) -> None:
    past = dated(tmp_path, "2026-01-10", "2026-02-02 12:01", "2026-02-01 12:00", "2026-02-01 13:00")
    assert landed(past)[1:] == ["2026-02-01 12:00", "2026-02-01 12:00", "2026-02-01 13:00"]


def test_a_date_up_to_a_day_after_a_later_commit_s_counts(tmp_path: Path) -> None:
    past = dated(tmp_path, "2026-01-10", "2026-02-02 12:00", "2026-02-01 12:00", "2026-02-01 13:00")
    assert landed(past)[1:] == ["2026-02-02 12:00"] * 3
    assert [commit.id for commit in past.skewed] == [past.line[2].id, past.line[3].id]


def test_one_commit_that_was_dated_back_moves_no_other(tmp_path: Path) -> None:
    past = dated(tmp_path, "2026-01-10", "2026-05-10", "2026-05-11", "2019-01-01", read_on=READ)
    assert landed(past)[1:] == ["2026-05-10 00:00", "2026-05-11 00:00", "2026-05-11 00:00"]
    assert [clock(past.line[3].committed, past.landed[3])] == ["behind"]
    assert stood(past, "2020-01-01") is None


def test_where_two_dates_contradict_each_other_the_one_that_came_first_stands(
    tmp_path: Path,
) -> None:
    past = dated(tmp_path, "2026-01-10", "2026-05-10", "2026-02-10", read_on=READ)
    assert landed(past)[1:] == ["2026-05-10 00:00", "2026-05-10 00:00"]


def test_quarters_before_the_first_date_that_can_be_so_have_no_day(tmp_path: Path) -> None:
    past = dated(tmp_path, "1970-01-01", "2026-05-10", "2026-06-10", read_on=READ)
    assert landed(past)[0] == "2026-05-10 00:00"
    assert [day.address for day in days(past, READ)] == ["2026-06-30", "2026-09-30", "now"]
    assert stood(past, "2026-05-09") is None
    assert clock(past.line[0].committed, past.landed[0]) == "too old"


@pytest.mark.parametrize("only", ["1970-01-01", "2005-04-06 23:59", "2099-01-01"])
def test_a_history_with_no_date_that_can_be_so_has_no_quarter(only: str, tmp_path: Path) -> None:
    past = dated(tmp_path, only, read_on=READ)
    assert landed(past)[0].startswith(only)
    assert [day.address for day in days(past, READ)] == ["now"]


def test_git_s_own_first_day_can_be_so(tmp_path: Path) -> None:
    past = dated(tmp_path, "2005-04-07", "2006-01-10")
    assert landed(past) == ["2005-04-07 00:00", "2006-01-10 00:00"]
    assert days(past, date(2005, 7, 1))[0].address == "2005-06-30"


def test_a_pack_is_checked_by_the_same_days(tmp_path: Path) -> None:
    past = dated(tmp_path, "2026-01-10", "2099-01-01", "2026-02-10", read_on=READ)
    line = list(past.line)
    for day, place in (("2026-01-31", 0), ("2026-02-28", 2)):
        assert _landed_by(date.fromisoformat(day), line, READ.isoformat()) == line[place].id
    assert _landed_by(date(2026, 1, 9), line, READ.isoformat()) == ""


def test_every_clock_has_its_words() -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    assert clock(now, now) == ""
    assert CLOCKS[clock(now - SLACK, now)] == "before one that came earlier"
    assert CLOCKS[clock(now + SLACK, now)] == (
        "more than a day after one that came later, or after the day of reading"
    )
    assert CLOCKS[clock(FIRST - SLACK, now)] == "before there was Git"
    assert clock(FIRST, now) == "behind"


# --------------------------------------------------------------------------------- the longest run


def by_trying(dates: Sequence[datetime]) -> int:
    """The length of the longest run of dates in order, found by trying all."""
    for length in range(len(dates), 0, -1):
        if any(list(run) == sorted(run) for run in combinations(dates, length)):
            return length
    return 0


DATES = st.lists(
    st.integers(0, 12).map(lambda number: datetime(2026, 1, 1, tzinfo=UTC) + number * 2 * SLACK),
    min_size=1,
    max_size=9,
)


@given(DATES)
def test_landings_only_rise_and_as_many_dates_as_can_be_stand(dates: list[datetime]) -> None:
    landed_at = landings(dates)
    assert landed_at == sorted(landed_at)
    assert set(landed_at) <= set(dates)
    as_dated = sum(when == date_ for when, date_ in zip(landed_at, dates, strict=True))
    assert as_dated >= by_trying(dates)


@given(DATES)
def test_dates_in_order_land_as_they_are(dates: list[datetime]) -> None:
    assert landings(sorted(dates)) == sorted(dates)


@given(DATES, st.randoms(use_true_random=False))
def test_one_wrong_date_among_honest_ones_moves_none_of_them(
    dates: list[datetime], chance: random.Random
) -> None:
    honest = sorted(dates)
    place = chance.randrange(len(honest))
    landed_at = landings([*honest[:place], datetime(2098, 1, 1, tzinfo=UTC), *honest[place:]], READ)
    assert [*landed_at[:place], *landed_at[place + 1 :]] == honest


def test_where_no_date_can_be_so_all_have_a_say() -> None:
    old = datetime(1970, 1, 1, tzinfo=UTC)
    first, second = old + SLACK, old + 2 * SLACK
    dates = [old, old + 4 * SLACK, first, second]
    assert landings(dates, READ) == [old, first, first, second]


def test_a_last_commit_whose_date_cannot_be_so_lands_with_the_last_second_of_the_day() -> None:
    honest, wrong = datetime(2026, 1, 1, tzinfo=UTC), datetime(2099, 1, 1, tzinfo=UTC)
    assert landings([honest, wrong], READ) == [
        honest,
        datetime(2026, 11, 26, 23, 59, 59, tzinfo=UTC),
    ]


def test_an_instant_can_be_so_up_to_a_day_after_the_day_of_reading_and_not_a_second_more() -> None:
    last = datetime(2026, 11, 27, 23, 59, 59, tzinfo=UTC)
    assert landings([FIRST, last], READ) == [FIRST, last]
    assert landings([FIRST, last + timedelta(seconds=1)], READ) == [FIRST, last - SLACK]
    assert landings([FIRST - timedelta(seconds=1), FIRST], READ) == [FIRST, FIRST]


def test_an_instant_can_be_so_up_to_a_day_after_a_later_commit_s_and_not_a_second_more() -> None:
    first, second, third = (FIRST + number * SLACK for number in (5, 6, 7))
    assert landings([first, third, second, second]) == [first, third, third, third]
    late = third + timedelta(seconds=1)
    assert landings([first, late, second, second]) == [first, second, second, second]
    assert landings([first, late, second, third]) == [first, second, second, third]
    assert landings([first, FIRST - SLACK, third]) == [first, first, third]


# ---------------------------------------------------------------------------------- as problems


def test_commits_whose_dates_do_not_count_are_named_as_problems(tmp_path: Path) -> None:
    past = dated(tmp_path, "1969-05-01", "2026-01-10", "2099-01-01", "2026-02-10", "2025-01-01")
    early, late = past.line[0].id[:10], past.line[2].id[:10]
    problems, counts = date_problems(tmp_path, READ), "it counts as landed on"
    fast = CLOCKS["ahead"]
    assert [problem.message for problem in problems] == [
        f"Commit {early} is dated 1 May 1969, before there was Git: {counts} 10 January 2026.",
        f"Commit {late} is dated 1 January 2099, {fast}: {counts} 10 February 2026.",
    ]
    assert {problem[4:6] for problem in problems} == {("commit-date", "warning")}
    assert {(problem.file, problem.hint) for problem in problems} == {(".git", AMEND)}


def test_without_a_history_no_date_is_wrong(tmp_path: Path) -> None:
    assert date_problems(tmp_path, READ) == []


def test_the_dates_alone_are_those_of_the_whole_log(tmp_path: Path) -> None:
    past = dated(tmp_path, "1066-10-14", "2026-01-10", "2026-02-10")
    repository = open_repository(tmp_path)
    assert git.dated_line(repository, "HEAD") == [
        (commit.id, commit.committed) for commit in past.line
    ]
    assert past.line[0].committed == datetime(1066, 10, 14, tzinfo=UTC)
    assert git.committed(repository, past.line[0].id) == past.line[0].committed

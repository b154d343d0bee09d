from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.rules.calendar import ZONE
from macros.rules.clock_table import CLOCKS, LegalClock
from macros.rules.clock_words import standing
from macros.rules.clocks import Course, Longer, Wait, end_of_hours, reckon

REASON = "They said which years they mean."
BY_DAYS = [clock for clock in CLOCKS.values() if clock.limit.unit != "hours"]


def vectors() -> Iterator[tuple[str, ...]]:
    table = Path(__file__).with_name("clock_vectors.txt").read_text("utf-8")
    for line in table.splitlines():
        if line and not line.startswith("#"):
            yield tuple(line.split(maxsplit=4)[:4])


def day(text: str) -> date:
    return date.fromisoformat(text)


def due(clock: str, start: str, *waits: Wait, longer: Longer | None = None) -> str:
    last = reckon(CLOCKS[clock], Course(day(start), waits, longer)).due
    return last.isoformat() if last else "none"


@pytest.mark.parametrize(("clock", "start", "end", "longer"), [*vectors()])
def test_the_last_day_is_that_of_the_table(clock: str, start: str, end: str, longer: str) -> None:
    assert due(clock, start) == end
    if longer != "-":
        assert due(clock, start, longer=Longer(None, "There is much of it.")) == longer


def test_every_clock_by_days_stands_in_the_table() -> None:
    assert {row[0] for row in vectors()} == {clock.id for clock in BY_DAYS}
    assert {clock.id for clock in CLOCKS.values() if clock.others} == {"stairs"}


@pytest.mark.parametrize("clock", [*CLOCKS.values()], ids=lambda clock: clock.id)
def test_every_limit_names_its_law(clock: LegalClock) -> None:
    for limit in filter(None, (clock.limit, clock.longer)):
        laws = (" Act ", "Article", "egulation", "ode", "Requirements")
        assert any(word in limit.source for word in laws)


# --------------------------------------------------------------------- waits and more time


def wait(asked: str, answered: str = "", *, afresh: bool = False) -> Wait:
    return Wait(day(asked), day(answered) if answered else None, REASON, afresh)


@pytest.mark.parametrize(
    ("clock", "start", "waits", "end"),
    [
        ("foi", "2026-01-12", [wait("2026-01-20", "2026-02-02", afresh=True)], "2026-03-02"),
        ("eir", "2026-01-12", [wait("2026-01-20", "2026-02-02", afresh=True)], "2026-03-02"),
        # what came on a Saturday counts from the next working day
        ("foi", "2026-01-12", [wait("2026-01-20", "2026-01-31", afresh=True)], "2026-02-27"),
        # asked twice: the last answer counts
        (
            *("foi", "2026-01-12"),
            [
                wait("2026-01-20", "2026-02-02", afresh=True),
                wait("2026-02-03", "2026-02-10", afresh=True),
            ],
            "2026-03-10",
        ),
        ("foi", "2026-01-12", [wait("2026-01-20", afresh=True)], "none"),
        # asked when the limit was over: it stays over
        ("foi", "2026-01-12", [wait("2026-02-10", "2026-02-20", afresh=True)], "2026-02-09"),
        ("foi", "2026-01-12", [wait("2026-02-10", afresh=True)], "2026-02-09"),
        ("foi", "2026-01-12", [wait("2026-02-09", "2026-02-20", afresh=True)], "2026-03-23"),
        # a fee: neither its first day nor its last nor any between counts
        ("foi", "2026-01-12", [wait("2026-01-14", "2026-01-16")], "2026-02-12"),
        ("foi", "2026-01-12", [wait("2026-01-17", "2026-01-18")], "2026-02-09"),  # a weekend
        ("foi", "2026-01-12", [wait("2026-01-14", "2026-01-14")], "2026-02-10"),
        # two that overlap stand still once
        (
            *("foi", "2026-01-12"),
            [wait("2026-01-14", "2026-01-16"), wait("2026-01-15", "2026-01-16")],
            "2026-02-12",
        ),
        # a month stands still for as many days as it waited
        ("sar", "2026-01-12", [wait("2026-01-20", "2026-01-23")], "2026-02-16"),
        ("sar", "2026-01-12", [wait("2026-01-20", "2026-01-24")], "2026-02-17"),
        ("sar", "2026-01-12", [wait("2026-01-20", "2026-01-26", afresh=True)], "2026-02-26"),
        ("data-protection-complaint", "2026-07-01", [wait("2026-07-02")], "none"),
    ],
)
def test_waits_move_the_end(clock: str, start: str, waits: list[Wait], end: str) -> None:
    assert due(clock, start, *waits) == end


@pytest.mark.parametrize(
    ("clock", "longer", "end"),
    [
        ("foi", Longer(day("2026-02-09"), "The public interest"), "2026-03-09"),
        ("foi", Longer(day("2026-02-10"), "The public interest"), "2026-02-09"),  # told too late
        ("foi", Longer(None, "The public interest", day("2026-02-20")), "2026-02-20"),
        ("foi", Longer(None, "The public interest", day("2026-05-20")), "2026-03-09"),
        ("foi", Longer(None, "The public interest", day("2026-01-20")), "2026-02-09"),
        ("eir", Longer(day("2026-02-02"), "Complex and voluminous"), "2026-03-09"),
        ("eir-review", Longer(day("2026-02-02"), "No law lets us"), "2026-03-09"),
        ("sar", Longer(day("2026-02-12"), "Many requests"), "2026-04-13"),
        ("sar", Longer(day("2026-02-13"), "Many requests"), "2026-02-12"),
    ],
)
def test_more_time_is_what_the_law_gives_if_told_in_time(
    clock: str, longer: Longer, end: str
) -> None:
    assert due(clock, "2026-01-12", longer=longer) == end


def test_each_reason_is_said() -> None:
    waits = (wait("2026-01-20", "2026-02-02", afresh=True), wait("2026-02-04", "2026-02-05"))
    longer = Longer(day("2026-02-20"), "the public interest in contracts")
    assert reckon(CLOCKS["foi"], Course(day("2026-01-12"), waits, longer)).why == (
        f"It counts from 2 February 2026: {REASON}",
        f"It stood still from 4 February 2026 to 5 February 2026: {REASON}",
        "More time was taken: the public interest in contracts",
    )
    late = reckon(CLOCKS["foi"], Course(day("2026-01-12"), (wait("2026-02-11"),)))
    assert late.why == (f"Asked on 11 February 2026, after the limit was over: {REASON}",)


def test_the_last_days_of_the_calendar_have_no_end() -> None:
    for clock in BY_DAYS:
        assert reckon(clock, Course(date(9999, 12, 30))).due is None
    assert reckon(CLOCKS["foi"], Course(date(1, 1, 1))).due == date(1, 1, 29)


# ------------------------------------------------------------------------------ properties

STARTS = st.dates(date(2005, 1, 1), date(2035, 12, 31))
COUNTED = st.sampled_from(BY_DAYS)
AFTER = st.integers(0, 60)


@st.composite
def courses(draw: st.DrawFn) -> Course:
    start, waits = draw(STARTS), []
    for first, length in draw(st.lists(st.tuples(AFTER, AFTER), max_size=3)):
        asked = start + timedelta(days=first)
        waits.append(Wait(asked, asked + timedelta(days=length), REASON, draw(st.booleans())))
    longer = draw(st.none() | st.just(Longer(None, "There is much of it.")))
    return Course(start, tuple(waits), longer)


@given(COUNTED, courses())
def test_a_last_day_of_working_days_is_a_working_day(clock: LegalClock, course: Course) -> None:
    last = reckon(clock, course)
    if last.due and (last.limit.unit == "working days" or clock.rolls):
        assert last.due in clock.days


@given(COUNTED, courses(), AFTER)
def test_one_holiday_more_never_makes_it_earlier(
    clock: LegalClock, course: Course, after: int
) -> None:
    closed = frozenset({course.start + timedelta(days=after)})
    with_it = reckon(replace(clock, days=replace(clock.days, closed=closed)), course).due
    without = reckon(clock, course).due
    assert without is None if with_it is None else without is not None and with_it >= without


@given(COUNTED, courses())
def test_a_wait_never_shortens(clock: LegalClock, course: Course) -> None:
    with_them, without = reckon(clock, course).due, reckon(clock, course._replace(waits=())).due
    assert (with_them is None) is (without is None)
    assert with_them is None or without is None or with_them >= without


@given(COUNTED, courses())
def test_more_time_never_makes_it_earlier(clock: LegalClock, course: Course) -> None:
    longer, first = reckon(clock, course).due, reckon(clock, course._replace(longer=None)).due
    assert longer is None or first is None or longer >= first


@given(st.sampled_from(["foi", "eir", "hazard-investigated"]), STARTS)
def test_there_are_as_many_working_days_as_the_law_says(name: str, start: date) -> None:
    clock = CLOCKS[name]
    if last := reckon(clock, Course(start)).due:
        assert clock.days.between(start, last) == clock.limit.number


def test_closed_days_count_only_where_no_law_says_what_a_working_day_is() -> None:
    closed = frozenset(date(2026, 12, number) for number in (24, 29, 30, 31))
    code, foi = CLOCKS["complaint-acknowledged"], CLOCKS["foi"]
    assert reckon(code.closed_on(closed), Course(date(2026, 12, 23))).due == date(2027, 1, 8)
    assert foi.closed_on(closed) == foi


# ------------------------------------------------------------------------------------ hours


@pytest.mark.parametrize(
    ("known", "end"),
    [
        ("2026-01-12T16:40+00:00", "2026-01-13T16:40+00:00"),
        ("2026-03-28T12:00+00:00", "2026-03-29T13:00+01:00"),  # an hour less that night
        ("2026-10-24T12:00+01:00", "2026-10-25T11:00+00:00"),  # an hour more
        ("2026-12-24T23:59+00:00", "2026-12-25T23:59+00:00"),  # Christmas is no matter
        ("2026-07-01T23:30+02:00", "2026-07-02T22:30+01:00"),  # a machine elsewhere
    ],
)
def test_24_hours_are_24_hours_in_uk_time(known: str, end: str) -> None:
    over = end_of_hours(CLOCKS["hazard-emergency"], datetime.fromisoformat(known))
    assert over == datetime.fromisoformat(end)
    assert over.tzinfo is ZONE
    assert over.isoformat()[:16] == end[:16]


# ------------------------------------------------------------------------------------ words


DUE = "To be done by 9 February 2026"
PASSED = "the limit of 9 February 2026."


@pytest.mark.parametrize(
    ("clock", "done", "today", "left", "state", "words"),
    [
        ("foi", "", "2026-01-12", 20, "running", f"{DUE}: 20 working days left."),
        ("foi", "", "2026-02-06", 1, "running", f"{DUE}: 1 working day left."),
        ("foi", "", "2026-02-07", 1, "running", f"{DUE}: 1 working day left."),
        ("foi", "", "2026-02-09", 0, "running", "To be done today, 9 February 2026."),
        ("foi", "", "2026-02-10", -1, "over", f"{DUE}: 1 working day over."),
        (
            *("foi", "2026-02-09", "2026-03-01", 0, "done"),
            "Done on 9 February 2026, in time: the limit was 9 February 2026.",
        ),
        (
            *("foi", "2026-02-12", "2026-03-01", -3, "done"),
            f"Done on 12 February 2026, 3 working days after {PASSED}",
        ),
        ("foi", "2026-02-12", "2026-02-11", -2, "over", f"{DUE}: 2 working days over."),
        ("sar", "", "2026-02-10", 2, "running", "To be done by 12 February 2026: 2 days left."),
        (
            *("sar", "2026-02-14", "2026-02-14", -2, "done"),
            "Done on 14 February 2026, 2 days after the limit of 12 February 2026.",
        ),
        (
            *("stairs", "", "2026-02-14", None, "waiting"),
            "The limit holds for what comes from 1 April 2027 on.",
        ),
    ],
)
def test_what_is_left_or_over_is_said(
    clock: str, done: str, today: str, left: int | None, state: str, words: str
) -> None:
    course = Course(day("2026-01-12"))
    now = standing(CLOCKS[clock], course, day(done) if done else None, day(today))
    assert (now.left, now.state, str(now)) == (left, state, words)
    assert now.in_time is (None if left is None else left >= 0)

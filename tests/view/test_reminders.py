"""Of what a post is reminded: what is due, the worst first, and nothing again too soon."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from macros.model import Field, Key, Register, Value
from macros.view.due_thing import Due, State
from macros.view.reminders import MOST, reminders
from tests.conftest import make_register

TODAY = date(2026, 11, 27)
KEEPER, OFFICER = "ROLE-keeper", "ROLE-officer"


def thing(
    id_: str, state: State = "due", day: str | None = "2026-12-01", by: Sequence[str] = (KEEPER,)
) -> Due:
    due = date.fromisoformat(day) if day else None
    return Due("deadline", Key("tasks", id_), id_, KEEPER, tuple(by), due, state, "due")


def sent(on: str, about: Sequence[dict[str, Value]], **more: Value) -> dict[str, Register]:
    """A register with one reminder to the keeper."""
    values = {"id": "REM-1", "to_role": KEEPER, "sent_on": on, "about": list(about), **more}
    register = make_register("told", [Field("id", "Reference", "", "string")], [values])
    schema = replace(register.schema, kind="reminder")
    return {"told": replace(register, schema=schema)}


T_1: dict[str, Value] = {"record": "T-1", "what": "deadline", "due": "2026-12-01"}


def test_each_post_is_told_what_it_does_the_overdue_first() -> None:
    due = [
        thing("T-1", by=[KEEPER, OFFICER]),
        thing("T-2", "no-report", "2026-01-01"),
        thing("T-3", "overdue", "2026-11-01"),
        thing("T-4", "later", "2027-01-01"),
        thing("T-5", "due", None),
    ]
    told = {each.role: [own.key.id for own in each.things] for each in reminders({}, due, TODAY)}
    assert told == {KEEPER: ["T-3", "T-1", "T-5", "T-2"], OFFICER: ["T-1"]}


def test_what_is_for_later_alone_reminds_nobody() -> None:
    assert reminders({}, [thing("T-4", "later", "2027-01-01")], TODAY) == []


@pytest.mark.parametrize(
    ("registers", "left_out"),
    [
        (sent("2026-11-27", [T_1]), True),
        (sent("2026-11-14", [T_1]), True),  # the last of fourteen days
        (sent("2026-11-13", [T_1]), False),
        (sent("2026-11-28", [T_1]), False),  # still to come on this day
        (sent("2026-11-20", [{**T_1, "due": "2026-11-30"}]), False),  # another day was agreed
        (sent("2026-11-20", [{**T_1, "what": "review"}]), False),
        (sent("2026-11-20", [{**T_1, "record": "T-2"}]), False),
        (sent("2026-11-20", [T_1], to_role=OFFICER), False),
        (sent("2026-11-20", [T_1], status="retired"), False),
    ],
)
def test_nobody_is_reminded_of_the_same_thing_again_within_two_weeks(
    registers: dict[str, Register], left_out: bool
) -> None:
    assert bool(reminders(registers, [thing("T-1")], TODAY)) is not left_out
    assert reminders(registers, [thing("T-1")], TODAY, again=True)


def test_what_has_no_day_is_left_out_too() -> None:
    registers = sent("2026-11-20", [{"record": "T-5", "what": "deadline"}])
    (only,) = reminders(registers, [thing("T-5", day=None), thing("T-1")], TODAY)
    assert ([own.key.id for own in only.things], only.lately) == (["T-1"], 1)


def test_a_long_list_waits_for_the_next_reminder() -> None:
    due = [thing(f"T-{number}") for number in range(MOST + 3)]
    (first,) = reminders({}, due, TODAY)
    assert (len(first.things), first.waiting) == (MOST, 3)
    about = [{**T_1, "record": own.key.id} for own in first.things]
    (second,) = reminders(sent("2026-11-27", about), due, TODAY)
    assert (len(second.things), second.waiting, second.lately) == (3, 0, MOST)

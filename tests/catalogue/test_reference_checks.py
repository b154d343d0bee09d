from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.catalogue.references import link
from macros.model import Field, Key, Register, Value
from tests.catalogue.tasks import ID, WAITS, only, rules, tasks
from tests.conftest import broken_rules, make_register


def test_a_reference_to_nothing_says_where_it_looked_and_the_nearest_guess() -> None:
    by = Field("by", "By", "", "string", refs=("people", "teams"))
    people = make_register("people", (ID,), [{"id": "ROLE-keeper"}])
    registers = {
        "people": people,
        "teams": make_register("teams", (ID,), []),
        **tasks({"id": "T-1", "by": "ROLE-keper"}, fields=(by,)),
    }
    problem = only(registers)
    assert (problem.rule, problem.severity, problem.field) == (
        "reference-to-nothing",
        "error",
        "by",
    )
    assert (
        problem.message == "There is no record 'ROLE-keper' in registers/people or registers/teams."
    )
    assert problem.hint == "Did you mean 'ROLE-keeper'?"
    assert link(registers).references[Key("tasks", "T-1")] == ()


def test_a_reference_into_a_register_that_cannot_be_read_is_not_blamed() -> None:
    by = Field("by", "By", "", "string", refs=("people",))
    assert rules(tasks({"id": "T-1", "by": "P-1"}, fields=(by,))) == []


def test_a_record_that_names_itself_is_told_unless_the_field_allows_it() -> None:
    see = Field("see", "See", "", "string", refs=("tasks",))
    keeper = Field("keeper", "Keeper", "", "string", refs=("tasks",), itself=True)
    assert rules(tasks({"id": "T-1", "see": "T-1", "keeper": "T-1"}, fields=(see, keeper))) == [
        ("T-1.yml", "see", "reference-to-itself")
    ]


def test_the_same_id_in_another_register_is_not_the_record_itself() -> None:
    see = Field("see", "See", "", "string", refs=("people",))
    assert (
        rules(
            {
                "people": make_register("people", (ID,), [{"id": "X"}]),
                **tasks({"id": "X", "see": "X"}, fields=(see,)),
            }
        )
        == []
    )


def test_a_reference_to_a_retired_record_is_a_warning_that_names_its_successor() -> None:
    see = Field("see", "See", "", "string", refs=("tasks",))
    old: Mapping[str, Value] = {"id": "T-1", "status": "retired", "superseded_by": "T-3"}
    registers = tasks(old, {"id": "T-2", "see": "T-1"}, {"id": "T-3"}, fields=(see,))
    problem = only(registers)
    assert (problem.severity, problem.rule) == ("warning", "reference-to-retired")
    assert problem.message == "'T-1' is retired."
    assert problem.hint == "It was replaced by 'T-3': name that one."


def test_a_retired_record_may_name_a_retired_one_and_anyone_may_be_superseded_by_one() -> None:
    see = Field("see", "See", "", "string", refs=("tasks",))
    old: dict[str, Value] = {"id": "T-1", "status": "retired"}
    registers = tasks(
        old,
        {"id": "T-2", "status": "retired", "see": "T-1"},
        {"id": "T-3", "superseded_by": "T-1"},
        fields=(see,),
    )
    assert rules(registers) == []


def test_a_retired_record_without_a_successor_is_said_to_have_none() -> None:
    see = Field("see", "See", "", "string", refs=("tasks",))
    problem = only(
        tasks({"id": "T-1", "status": "retired"}, {"id": "T-2", "see": "T-1"}, fields=(see,))
    )
    assert problem.hint == "No record says that it took its place: choose another, or take it out."


# ------------------------------------------------------------------------------------------ cycles


def waiting(arrows: Mapping[int, set[int]]) -> dict[str, Register]:
    """Tasks that wait for each other as the arrows say, from number to number."""
    records: list[dict[str, Value]] = []
    for start, ends in arrows.items():
        waits: dict[str, Value] = {"waits": [f"T-{end}" for end in sorted(ends)]} if ends else {}
        records.append({"id": f"T-{start}", **waits})
    return tasks(*records, fields=(WAITS,))


def reach(arrows: Mapping[int, set[int]], start: int) -> set[int]:
    """Where the arrows lead from a number."""
    reached: set[int] = set()
    todo = [start]
    while todo:
        for step in arrows[todo.pop()]:
            if step not in reached:
                reached.add(step)
                todo.append(step)
    return reached


def knot_of(start: int, reached: Mapping[int, set[int]]) -> frozenset[int]:
    """The numbers that lead to each other, from one of them."""
    return frozenset(other for other in reached[start] if start in reached.get(other, ()))


@given(st.dictionaries(st.integers(0, 6), st.sets(st.integers(0, 6), max_size=3), max_size=7))
def test_a_cycle_is_told_just_where_there_is_one_and_each_knot_of_them_once_or_more(
    arrows: dict[int, set[int]],
) -> None:
    arrows = {start: arrows.keys() & ends - {start} for start, ends in arrows.items()}
    told = [problem for problem in broken_rules(waiting(arrows)) if problem.rule == "cycle"]
    loops = {start for start in arrows if start in reach(arrows, start)}
    reached = {start: reach(arrows, start) for start in loops}
    knots = {knot_of(start, reached) for start in loops}
    for problem in told:
        steps = [int(number) for number in re.findall(r"T-(\d)", problem.message)]
        assert steps[0] == steps[-1]
        assert len(set(steps)) == len(steps) - 1 >= 2
        assert all(end in arrows[start] for start, end in pairwise(steps))
        assert problem.file == f"registers/tasks/T-{min(steps)}.yml"
    assert len({frozenset(problem.message.split(" → ")) for problem in told}) == len(told)
    assert {f"registers/tasks/T-{min(knot)}.yml" for knot in knots} <= {
        problem.file for problem in told
    }


@pytest.mark.parametrize("size", [2, 3, 7])
def test_a_cycle_is_told_once_however_long(size: int) -> None:
    registers = waiting({number: {(number + 1) % size} for number in range(size)})
    assert [rule for _, _, rule in rules(registers)] == ["cycle"]


def test_a_record_that_waits_for_itself_is_told_as_that_and_not_as_a_cycle() -> None:
    assert [rule for _, _, rule in rules(waiting({1: {1}}))] == ["reference-to-itself"]

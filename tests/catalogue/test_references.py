from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.catalogue.references import RULES, label, link, names
from macros.model import Field, Key, Problem, Record, Reference, Register, Value
from tests.conftest import make_register, make_schema

ID = Field("id", "Reference", "", "string")
TITLE = Field("title", "Title", "", "string")
STATUS = Field("status", "Status", "", "string")
SUPERSEDED_BY = Field("superseded_by", "Replaced by", "", "string", refs=("tasks",))
WAITS = Field(
    "waits",
    "Waits for",
    "",
    "array",
    refs=("tasks",),
    acyclic=True,
    due_by="due",
    each=Field("waits", "Waits", "", "string"),
)
DUE = Field("due", "Due", "", "string", format="timescale")


def tasks(*records: Mapping[str, Value], fields: tuple[Field, ...] = ()) -> dict[str, Register]:
    return {
        "tasks": make_register("tasks", (ID, TITLE, STATUS, SUPERSEDED_BY, DUE, *fields), records)
    }


def rules(registers: Mapping[str, Register]) -> list[tuple[str, str, str]]:
    return [
        (problem.file.rsplit("/", 1)[-1], problem.field, problem.rule)
        for problem in link(registers).problems
    ]


def only(registers: Mapping[str, Register]) -> Problem:
    [found] = link(registers).problems
    return found


# -------------------------------------------------------------------------------------------- references


def test_a_reference_is_found_from_both_ends() -> None:
    people = make_register("people", (ID,), [{"id": "P-1"}, {"id": "P-2"}])
    by = Field("by", "By", "", "string", refs=("people",))
    links = link(
        {
            "people": people,
            **tasks({"id": "T-1", "by": "P-1"}, {"id": "T-2", "by": "P-1"}, fields=(by,)),
        }
    )
    first = Reference(Key("tasks", "T-1"), ("by",), Key("people", "P-1"))
    second = Reference(Key("tasks", "T-2"), ("by",), Key("people", "P-1"))
    assert links.references[Key("tasks", "T-1")] == (first,)
    assert links.references[Key("people", "P-1")] == ()
    assert links.used_by == {Key("people", "P-1"): (first, second)}
    assert links.problems == []


def test_references_are_found_in_lists_groups_and_lists_of_groups() -> None:
    by = Field("by", "By", "", "string", refs=("people",))
    group = Field("group", "Group", "", "object", parts=(by,))
    fields = (
        by,
        Field("all", "All", "", "array", refs=("people",), each=Field("all", "All", "", "string")),
        Field(
            "each", "Each", "", "array", each=Field("each", "Each", "", "string", refs=("people",))
        ),
        group,
        Field(
            "groups",
            "Groups",
            "",
            "array",
            each=Field("groups", "Groups", "", "object", parts=(by, group)),
        ),
        Field("plain", "Plain", "", "array", each=Field("plain", "Plain", "", "string")),
        Field("loose", "Loose", "", "array"),
        Field("number", "Number", "", "integer"),
    )
    values: dict[str, Value] = {
        "by": "a",
        "all": ["b", "c"],
        "each": ["d"],
        "group": {"by": "e", "other": "x"},
        "groups": [{"by": "f"}, {"group": {"by": "g"}}],
        "plain": ["x"],
        "loose": ["x"],
        "number": 7,
        "unknown": "x",
    }
    assert [(one.path, one.text) for one in names(fields, values)] == [
        (("by",), "a"),
        (("all", 0), "b"),
        (("all", 1), "c"),
        (("each", 0), "d"),
        (("group", "by"), "e"),
        (("groups", 0, "by"), "f"),
        (("groups", 1, "group", "by"), "g"),
    ]


def test_of_several_registers_the_first_that_has_the_record_is_meant() -> None:
    by = Field("by", "By", "", "string", refs=("teams", "people"))
    people = make_register("people", (ID,), [{"id": "A"}, {"id": "B"}])
    teams = make_register("teams", (ID,), [{"id": "B"}])
    links = link(
        {
            "people": people,
            "teams": teams,
            **tasks({"id": "T-1", "by": "A"}, {"id": "T-2", "by": "B"}, fields=(by,)),
        }
    )
    assert [one.target for found in links.references.values() for one in found] == [
        Key("people", "A"),
        Key("teams", "B"),
    ]


def test_a_reference_to_nothing_says_where_it_looked_and_the_nearest_guess() -> None:
    by = Field("by", "By", "", "string", refs=("people", "teams"))
    people = make_register("people", (ID,), [{"id": "ROLE-keeper"}])
    registers = {
        "people": people,
        "teams": make_register("teams", (ID,), []),
        **tasks({"id": "T-1", "by": "ROLE-keper"}, fields=(by,)),
    }
    found = only(registers)
    assert (found.rule, found.severity, found.field) == ("reference-to-nothing", "error", "by")
    assert (
        found.message == "There is no record 'ROLE-keper' in registers/people or registers/teams."
    )
    assert found.hint == "Did you mean 'ROLE-keeper'?"
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
    found = only(registers)
    assert (found.severity, found.rule) == ("warning", "reference-to-retired")
    assert found.message == "'T-1' is retired."
    assert found.hint == "It was replaced by 'T-3': name that one."


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
    found = only(
        tasks({"id": "T-1", "status": "retired"}, {"id": "T-2", "see": "T-1"}, fields=(see,))
    )
    assert found.hint == "No record says that it took its place: choose another, or take it out."


# ------------------------------------------------------------------------------------------------ cycles


def waiting(arrows: Mapping[int, set[int]]) -> dict[str, Register]:
    records: list[dict[str, Value]] = [
        {"id": f"T-{start}", "waits": [f"T-{end}" for end in sorted(ends)]}
        if ends
        else {"id": f"T-{start}"}
        for start, ends in arrows.items()
    ]
    return tasks(*records, fields=(WAITS,))


def reach(arrows: Mapping[int, set[int]], start: int) -> set[int]:
    """Where the arrows lead from a number."""
    found: set[int] = set()
    todo = [start]
    while todo:
        for step in arrows[todo.pop()]:
            if step not in found:
                found.add(step)
                todo.append(step)
    return found


@given(st.dictionaries(st.integers(0, 6), st.sets(st.integers(0, 6), max_size=3), max_size=7))
def test_a_cycle_is_told_just_where_there_is_one_and_each_knot_of_them_once_or_more(
    arrows: dict[int, set[int]],
) -> None:
    arrows = {
        start: {end for end in ends if end in arrows and end != start}
        for start, ends in arrows.items()
    }
    told = [problem for problem in link(waiting(arrows)).problems if problem.rule == "cycle"]
    loops = {start for start in arrows if start in reach(arrows, start)}
    knots = {
        frozenset(
            other for other in loops if other in reach(arrows, one) and one in reach(arrows, other)
        )
        for one in loops
    }
    for problem in told:
        way = (
            problem.message.removeprefix("These wait for each other: ")
            .removesuffix(".")
            .split(" → ")
        )
        steps = [int(one.removeprefix("T-")) for one in way]
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
    registers = waiting({one: {(one + 1) % size} for one in range(size)})
    assert [rule for _, _, rule in rules(registers)] == ["cycle"]


def test_a_record_that_waits_for_itself_is_told_as_that_and_not_as_a_cycle() -> None:
    assert [rule for _, _, rule in rules(waiting({1: {1}}))] == ["reference-to-itself"]


# ------------------------------------------------------------------------------------------- other rules


@pytest.mark.parametrize(
    ("here", "there", "early"),
    [
        ("Q2 2025/26", "Q3 2025/26", True),
        ("Q3 2025/26", "Q3 2025/26", False),
        ("2025-09-30", "Q2 2025/26", False),
        ("2025-09-29", "Q2 2025/26", True),
        ("Q1 2025/26", "Q3 2024/25", False),
        ("Ongoing", "Q3 2025/26", False),
        ("Q3 2025/26", "To be determined", False),
        ("soon", "Q3 2025/26", False),
        (None, "Q3 2025/26", False),
    ],
)
def test_something_due_before_what_it_waits_for_is_a_warning(
    here: str | None, there: str, early: bool
) -> None:
    first: dict[str, Value] = {"id": "T-1", "waits": ["T-2"]}
    registers = tasks(
        first | ({"due": here} if here else {}), {"id": "T-2", "due": there}, fields=(WAITS,)
    )
    found = link(registers).problems
    assert [problem.rule for problem in found] == (["due-before-prerequisite"] if early else [])
    assert all(
        problem.severity == "warning" and f"{here}, before T-2 ({there})" in problem.message
        for problem in found
    )


def test_a_prerequisite_that_is_not_there_is_told_once_only() -> None:
    assert [
        rule
        for _, _, rule in rules(
            tasks({"id": "T-1", "waits": ["T-9"], "due": "Q1 2024/25"}, fields=(WAITS,))
        )
    ] == ["reference-to-nothing"]


def test_what_waits_for_one_thing_may_name_it_without_a_list() -> None:
    one = Field("waits", "Waits for", "", "string", refs=("tasks",), acyclic=True)
    assert rules(
        tasks({"id": "T-1", "waits": "T-2"}, {"id": "T-2", "waits": "T-1"}, fields=(one,))
    ) == [("T-1.yml", "waits", "cycle")]


@pytest.mark.parametrize(
    ("later", "told"),
    [("2024-10-01", True), ("2024-09-30", True), ("2024-10-02", False), ("2024-10", False)],
)
def test_a_date_that_must_be_later_may_not_be_the_same(later: str, told: bool) -> None:
    end = Field("end", "End", "", "string", after="start")
    start = Field("start", "Start", "", "string")
    found = link(
        tasks(
            {"id": "T-1", "start": "2024-10-01", "end": later},
            {"id": "T-2", "end": later},
            fields=(start, end),
        )
    ).problems
    assert [problem.message for problem in found] == (
        ["'End' is not later than 'Start' (2024-10-01)."] if told else []
    )


def test_the_earlier_field_is_called_by_its_name_where_the_register_does_not_have_it() -> None:
    end = Field("end", "End", "", "string", after="begun")
    found = only(tasks({"id": "T-1", "begun": "2024-10-01", "end": "2024-10-01"}, fields=(end,)))
    assert found.message == "'End' is not later than 'begun' (2024-10-01)."


def test_a_value_that_no_two_may_share_is_told_in_whatever_capitals() -> None:
    code = Field("code", "Code", "", "string", unique=True)
    aliases = Field("aliases", "Also called", "", "array", unique=True)
    registers = tasks(
        {"id": "T-1", "code": "ABC", "aliases": ["x", "y"]},
        {"id": "T-2", "code": "abc", "aliases": ["Y", "z"]},
        {"id": "T-3"},
        fields=(code, aliases),
    )
    assert [problem.message for problem in link(registers).problems] == [
        "'abc' in 'Code' stands in T-1 already, and no two may share it.",
        "'Y' in 'Also called' stands in T-1 already, and no two may share it.",
    ]


def test_a_value_that_stands_twice_in_one_record_is_not_shared() -> None:
    aliases = Field("aliases", "Also called", "", "array", unique=True)
    assert rules(tasks({"id": "T-1", "aliases": ["x", "X"]}, fields=(aliases,))) == []


def test_each_rule_says_what_it_is_about() -> None:
    assert all(rule.__doc__ for rule in RULES)


# ------------------------------------------------------------------------------------------------ labels


@pytest.mark.parametrize(
    ("fields", "values", "called"),
    [
        (("title",), {"id": "T-1", "title": "Keys"}, "Keys"),
        (("title", "number"), {"id": "T-1", "title": "Keys", "number": 7}, "Keys 7"),
        (("title", "number"), {"id": "T-1", "number": 0}, "0"),
        (("title",), {"id": "T-1"}, "T-1"),
        ((), {"id": "T-1", "title": "Keys"}, "T-1"),
        (("title",), {}, ""),
    ],
)
def test_a_record_is_called_by_the_fields_that_its_schema_names(
    fields: tuple[str, ...], values: dict[str, Value], called: str
) -> None:
    assert label(make_schema("tasks", (ID, TITLE), fields), values) == called


def test_a_record_is_public_or_over_only_where_it_says_so() -> None:
    def record(**values: Value) -> Record:
        return make_register("tasks", (ID,), [{"id": "T-1", **values}]).records[0]

    assert record(publish="public").public
    assert not record(publish="staff").public
    assert not record().public
    assert record(status="retired").retired
    assert not record().retired

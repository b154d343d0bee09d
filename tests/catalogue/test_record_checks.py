from __future__ import annotations

import pytest

from macros.model import Field, Value
from tests.catalogue.tasks import WAITS, rules, tasks
from tests.conftest import broken_rules


@pytest.mark.parametrize(
    ("due", "first_due", "early"),
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
    due: str | None, first_due: str, early: bool
) -> None:
    first: dict[str, Value] = {"id": "T-1", "waits": ["T-2"]}
    registers = tasks(
        first | ({"due": due} if due else {}), {"id": "T-2", "due": first_due}, fields=(WAITS,)
    )
    problems = broken_rules(registers)
    assert [problem.rule for problem in problems] == (["due-before-prerequisite"] if early else [])
    assert all(
        problem.severity == "warning" and f"{due}, before T-2 ({first_due})" in problem.message
        for problem in problems
    )


def test_a_prerequisite_that_is_not_there_is_told_once_only() -> None:
    assert [
        rule
        for _, _, rule in rules(
            tasks({"id": "T-1", "waits": ["T-9"], "due": "Q1 2024/25"}, fields=(WAITS,))
        )
    ] == ["reference-to-nothing"]


def test_what_waits_for_one_thing_may_name_it_without_a_list() -> None:
    waits = Field("waits", "Waits for", "", "string", refs=("tasks",), acyclic=True)
    assert rules(
        tasks({"id": "T-1", "waits": "T-2"}, {"id": "T-2", "waits": "T-1"}, fields=(waits,))
    ) == [("T-1.yml", "waits", "cycle")]


@pytest.mark.parametrize(
    ("later", "told"),
    [("2024-10-01", True), ("2024-09-30", True), ("2024-10-02", False), ("2024-10", False)],
)
def test_a_date_that_must_be_later_may_not_be_the_same(later: str, told: bool) -> None:
    end = Field("end", "End", "", "string", after="start")
    start = Field("start", "Start", "", "string")
    problems = broken_rules(
        tasks(
            {"id": "T-1", "start": "2024-10-01", "end": later},
            {"id": "T-2", "end": later},
            fields=(start, end),
        )
    )
    assert [problem.message for problem in problems] == (
        ["'End' is not later than 'Start' (2024-10-01)."] if told else []
    )


def test_a_value_that_no_two_may_share_is_told_in_whatever_capitals() -> None:
    code = Field("code", "Code", "", "string", unique=True)
    aliases = Field("aliases", "Also called", "", "array", unique=True)
    registers = tasks(
        {"id": "T-1", "code": "ABC", "aliases": ["x", "y"]},
        {"id": "T-2", "code": "abc", "aliases": ["Y", "z"]},
        {"id": "T-3"},
        fields=(code, aliases),
    )
    assert [problem.message for problem in broken_rules(registers)] == [
        "'abc' in 'Code' stands in T-1 already, and no two may share it.",
        "'Y' in 'Also called' stands in T-1 already, and no two may share it.",
    ]


def test_a_value_that_stands_twice_in_one_record_is_not_shared() -> None:
    aliases = Field("aliases", "Also called", "", "array", unique=True)
    told = rules(tasks({"id": "T-1", "aliases": ["x", "X"]}, fields=(aliases,)))
    assert told == [("T-1.yml", "aliases[1]", "differs-in-capitals")]

"""Fields without a value, each told once and with what belongs in it."""

from __future__ import annotations

from macros.catalogue.unfilled import taught
from macros.catalogue.yaml_reader import parse
from macros.model import Field, Problem
from tests.conftest import make_schema

STEP = (
    Field("what", "What", "What is done.", "string", required=True, examples=("Lock the door",)),
    Field("how", "How", "How it is done.", "string", options=("by hand", "by machine")),
)

SCHEMA = make_schema(
    "tasks",
    (
        Field("title", "Title", "Its name.", "string", required=True, examples=("Keys",)),
        Field("cost", "Cost", "In pounds.", "number", examples=(12,)),
        Field(
            "helpers",
            "Helpers",
            "Who helps.",
            "array",
            required=True,
            refs=("roles", "bodies"),
            each=Field("helpers", "Helpers", "", "string"),
        ),
        Field(
            "steps",
            "Steps",
            "What is done.",
            "array",
            required=True,
            each=Field("steps", "Steps", "", "object", parts=STEP),
        ),
    ),
)


def told(text: str) -> list[Problem]:
    document, problems = parse(text.encode(), "T-1.yml")
    assert document is None
    return taught(problems, SCHEMA)


def test_a_field_says_what_it_is_for_and_shows_an_example() -> None:
    (problem,) = told("title:\n")
    assert (problem.field, problem.line, problem.rule) == ("title", 1, "empty-value")
    assert problem.message == "'title' (Title) has no value yet."
    assert problem.hint == "Its name. Example: title: Keys"


def test_a_field_that_may_be_left_out_says_so() -> None:
    (problem,) = told("title: Keys\ncost: ~\n")
    expected = "In pounds. Where it isn't known, take the line out. Example: cost: 12"
    assert problem.hint == expected


def test_a_list_is_asked_for_as_one_field_and_says_which_registers_it_names() -> None:
    (problem,) = told("title: Keys\nhelpers:\n  -\n  -\n")
    assert (problem.field, problem.line) == ("helpers", 3)
    assert problem.message == "'helpers' (Helpers) has no value yet after its '-'."
    assert "It names a record of 'registers/roles' or 'registers/bodies'." in problem.hint


def test_a_group_without_values_is_asked_for_once_with_the_names_of_its_parts() -> None:
    (problem,) = told("title: Keys\nsteps:\n  - what:\n    how:\n  - what:\n    how:\n")
    assert (problem.field, problem.line) == ("steps", 3)
    assert problem.message == "'steps' (Steps) isn't filled in yet: 'what' and 'how'."


def test_one_gap_in_a_group_is_named_by_itself_with_what_it_can_be() -> None:
    (problem,) = told("title: Keys\nsteps:\n  - what: Lock\n    how:\n")
    assert problem.field == "steps[0].how"
    assert problem.message == "'how' (How) has no value yet."
    assert "It can be 'by hand' or 'by machine'." in problem.hint


def test_what_is_wrong_otherwise_or_in_no_field_of_the_register_is_said_as_it_was() -> None:
    problems = told("title:\ntitel:\ncost: 1 #2\nhelpers:\n  -\n")
    assert [(problem.rule, problem.field) for problem in problems] == [
        ("empty-value", "title"),
        ("empty-value", "titel"),
        ("hash", "cost"),
        ("empty-value", "helpers"),
    ]
    assert problems[1].message == "There is no value here."

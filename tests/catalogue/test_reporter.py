from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.catalogue.reporter import as_github, as_gitlab, as_json, as_text, summary
from macros.model import Problem

ERROR = Problem(
    "registers/tasks/T-1.yml",
    3,
    7,
    "steps[0].by",
    "not-a-choice",
    "error",
    "'x' is not a choice.",
    "It can be 'y'.",
)
WARNING = Problem("docs/index.md", 1, 1, "", "page-heading", "warning", "There is no heading.")
TEXTS = st.text(st.characters(codec="utf-8"), max_size=20)
PROBLEMS = st.builds(
    Problem,
    TEXTS,
    st.integers(1, 99),
    st.integers(1, 99),
    TEXTS,
    TEXTS,
    st.sampled_from(["error", "warning"]),
    TEXTS,
    TEXTS,
)


@pytest.mark.parametrize(
    ("problems", "records", "text"),
    [
        ([], 0, "0 records checked: nothing is wrong."),
        ([], 1, "1 record checked: nothing is wrong."),
        ([ERROR], 1234, "1,234 records checked: 1 error."),
        ([ERROR, ERROR], 2, "2 records checked: 2 errors."),
        ([WARNING], 2, "2 records checked: 1 warning."),
        ([ERROR, WARNING, WARNING], 2, "2 records checked: 1 error, 2 warnings."),
    ],
)
def test_a_summary_counts_records_errors_and_warnings(
    problems: list[Problem], records: int, text: str
) -> None:
    assert summary(problems, records) == text


def test_as_text_each_problem_has_its_place_and_below_it_what_would_be_right() -> None:
    assert as_text([ERROR, WARNING], 7) == (
        "registers/tasks/T-1.yml:3:7: error: steps[0].by: 'x' is not a choice.\n"
        "    It can be 'y'.\n"
        "docs/index.md:1:1: warning: There is no heading.\n"
        "7 records checked: 1 error, 1 warning."
    )


def test_as_json_problems_keep_to_the_contract() -> None:
    assert json.loads(as_json([ERROR, WARNING], 7)) == {
        "problems": [
            {
                "file": "registers/tasks/T-1.yml",
                "line": 3,
                "column": 7,
                "field": "steps[0].by",
                "rule": "not-a-choice",
                "severity": "error",
                "message": "'x' is not a choice.",
                "hint": "It can be 'y'.",
            },
            {
                "file": "docs/index.md",
                "line": 1,
                "column": 1,
                "field": "",
                "rule": "page-heading",
                "severity": "warning",
                "message": "There is no heading.",
                "hint": "",
            },
        ],
        "records": 7,
    }


@given(problems=st.lists(PROBLEMS, max_size=3))
def test_as_json_every_text_comes_back(problems: list[Problem]) -> None:
    assert json.loads(as_json(problems, 1))["problems"] == [
        problem._asdict() for problem in problems
    ]


def test_as_json_is_ascii_and_says_each_letter() -> None:
    printed = as_json([ERROR._replace(message="Café, 30 °C")], 1)
    assert printed.isascii()
    assert json.loads(printed)["problems"][0]["message"] == "Café, 30 °C"


def test_for_github_each_problem_is_a_command_that_it_shows_beside_the_line() -> None:
    assert as_github([ERROR, WARNING], 7).split("\n") == [
        (
            "::error file=registers/tasks/T-1.yml,line=3,col=7,title=steps[0].by::"
            "'x' is not a choice. It can be 'y'."
        ),
        "::warning file=docs/index.md,line=1,col=1,title=page-heading::There is no heading.",
        "7 records checked: 1 error, 1 warning.",
    ]


COMMAND = re.compile(r"::(error|warning) file=([^,:]*),line=(\d+),col=(\d+),title=([^,:]*)::(.*)")


def unescaped(text: str) -> str:
    for code, character in (("%2C", ","), ("%3A", ":"), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        text = text.replace(code, character)
    return text


@given(problem=PROBLEMS)
def test_for_github_no_text_can_start_a_command_of_its_own(problem: Problem) -> None:
    first, last = as_github([problem], 1).split("\n")
    assert "\r" not in first
    match = COMMAND.fullmatch(first)
    assert match is not None
    assert match[1] == problem.severity
    assert unescaped(match[2]) == problem.file
    assert unescaped(match[5]) == (problem.field or problem.rule)
    assert unescaped(match[6]) == f"{problem.message} {problem.hint}".strip()
    assert last.startswith("1 record checked")


def test_for_gitlab_each_problem_is_a_finding_at_its_line() -> None:
    (first, second) = json.loads(as_gitlab([ERROR, WARNING], 7))
    fingerprint = first.pop("fingerprint")
    assert re.fullmatch("[0-9a-f]{64}", fingerprint)
    assert first == {
        "description": "'x' is not a choice. It can be 'y'.",
        "check_name": "not-a-choice",
        "severity": "major",
        "location": {"path": "registers/tasks/T-1.yml", "lines": {"begin": 3}},
    }
    assert second["severity"] == "minor"
    (moved,) = json.loads(as_gitlab([ERROR._replace(line=9)], 7))
    assert moved["fingerprint"] == fingerprint
    assert json.loads(as_gitlab([], 0)) == []


@given(problems=st.lists(PROBLEMS, max_size=4))
def test_for_gitlab_no_two_findings_have_one_fingerprint(problems: list[Problem]) -> None:
    findings = json.loads(as_gitlab([*problems, *problems], 1))
    assert len({finding["fingerprint"] for finding in findings}) == 2 * len(problems)


@pytest.mark.parametrize("break_", ["\n", "\r", "\x1b[2K"])
def test_as_text_a_files_name_cannot_start_a_line_of_its_own(break_: str) -> None:
    text = as_text([WARNING._replace(file=f"docs/a{break_}::stop-commands::b.md")], 1)
    assert len(text.splitlines()) == 2
    assert "\x1b" not in text

"""Every rule is registered, has a case, and is broken under its own id and severity alone."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from macros.catalogue.checks import CHECKS, RULES
from macros.catalogue.formats import FORMATS
from macros.catalogue.load import read_project
from macros.catalogue.rule import Check
from macros.model import Problem
from tests.conftest import CASES, lay_base, lay_over
from tests.projects import TODAY

READ = "what reads files"
"""Stands for the readers, beside the checks."""


@pytest.fixture(scope="module")
def by_check(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, list[Problem]]:
    """All that the cases break, by the function that says so."""
    broken: dict[str, list[Problem]] = {}
    for case in sorted(CASES.glob("*/before")):
        root = lay_base(tmp_path_factory.mktemp("case") / "project")
        lay_over(root, case)
        for name, problems in problems_of(root):
            broken.setdefault(name, []).extend(problems)
    return broken


def problems_of(root: Path) -> Iterator[tuple[str, list[Problem]]]:
    project, problems = read_project(root, TODAY)
    yield READ, problems
    for check in CHECKS:
        yield check.find.__name__, list(check.find(project))


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.find.__name__)
def test_a_check_tells_of_its_own_rule_alone(
    check: Check, by_check: Mapping[str, list[Problem]]
) -> None:
    problems = by_check[check.find.__name__]
    told = {(problem.rule, problem.severity) for problem in problems}
    assert told == {(check.rule.id, check.rule.severity)}


def test_every_rule_is_broken_by_a_case(by_check: Mapping[str, list[Problem]]) -> None:
    broken = {problem.rule for problems in by_check.values() for problem in problems}
    assert sorted(set(RULES) - broken) == []


def test_what_reads_files_tells_of_registered_rules(by_check: Mapping[str, list[Problem]]) -> None:
    for problem in by_check[READ]:
        rule = RULES.get(problem.rule)
        assert rule, f"{problem.rule} is in no list of rules"
        assert rule.severity == problem.severity


def test_every_format_that_a_text_can_fail_is_a_rule() -> None:
    free = {name for name, fault in FORMATS.items() if fault("\n") is None}
    assert free == {"markdown", "retention-rule", "easy-read", "steps", "open-table"}
    assert set(FORMATS) - free <= set(RULES)


def test_the_rules_can_be_printed_as_a_table() -> None:
    run = [sys.executable, "-m", "macros.catalogue.checks"]
    lines = subprocess.run(run, capture_output=True, text=True, check=True).stdout.splitlines()
    assert len(lines) == len(RULES) + 2
    cycle = RULES["cycle"]
    assert f"| cycle | error | {cycle.says} |" in lines


def test_each_rule_says_in_a_sentence_what_is_wrong() -> None:
    for rule in RULES.values():
        assert rule.says.endswith((".", ")")), rule.id
        assert len(rule.says) <= 100

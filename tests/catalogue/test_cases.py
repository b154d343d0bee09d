"""Every bad input of `tests/cases`, and exactly what `kim check` says about it.

`pytest tests/catalogue/test_cases.py --update-cases` writes down what comes now; read the diff
before you keep it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from macros.catalogue.checks import CHECKS, RULES
from macros.catalogue.load import load
from macros.catalogue.project import Project
from macros.catalogue.read import read_project
from macros.catalogue.reporter import as_text
from macros.catalogue.rule import Check
from macros.model import Catalogue, Problem
from tests.conftest import CASES, lay_base, lay_over
from tests.projects import TODAY

NAMES = sorted(path.parent.name for path in CASES.glob("*/before"))


def test_there_is_a_case_for_each_folder_and_each_has_its_expected_output() -> None:
    folders = {path.name for path in CASES.iterdir() if path.name != "base"}
    assert folders == set(NAMES)
    assert [name for name in NAMES if not (CASES / name / "expected.txt").is_file()] == []


READ = "what reads files"
"""Stands for the readers, beside the checks."""


class Case(NamedTuple):
    """A bad input, what `kim check` prints of it, the problems, and by whom each was told."""

    project: Path
    text: str
    problems: tuple[Problem, ...]
    told: Mapping[str, list[Problem]]


Cases = Callable[[str], Case]


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Cases:
    """Each case by its name, read once, however many tests ask."""

    @cache
    def case(name: str) -> Case:
        project = lay_base(tmp_path_factory.mktemp("case") / "project")
        lay_over(project, CASES / name / "before")
        if pytestconfig.getoption("--update-cases"):
            catalogue = load(project, TODAY)[0]
            (CASES / name / "expected.txt").write_text(printed(catalogue), "utf-8")
        return checked(project)

    return case


@pytest.mark.parametrize("name", NAMES)
def test_a_bad_input_is_told_in_these_words_in_whatever_order_files_are_read(
    name: str, cases: Cases
) -> None:
    case = cases(name)
    assert case.text == (CASES / name / "expected.txt").read_text("utf-8")
    assert case.problems == tuple(sorted(case.problems))
    for problem in case.problems:
        stands_inside_its_file(problem, case.project)
        is_said_in_words(problem)


def checked(project: Path) -> Case:
    """What is told of a project whose folders are listed backwards, and by whom."""
    told: dict[str, list[Problem]] = {}

    def read(
        root: Path, today: date, proposed: Mapping[str, bytes]
    ) -> tuple[Project, list[Problem]]:
        result, told[READ] = read_project(root, today, proposed)
        return result, told[READ]

    def listening(check: Check) -> Check:
        def find(project: Project) -> Iterator[Problem]:
            told[check.find.__name__] = list(check.find(project))
            yield from told[check.find.__name__]

        return check._replace(find=find)

    with pytest.MonkeyPatch.context() as patch:
        list_folders_backwards(patch)
        patch.setattr("macros.catalogue.load.read_project", read)
        patch.setattr("macros.catalogue.load.CHECKS", list(map(listening, CHECKS)))
        catalogue = load(project, TODAY)[0]
    return Case(project, printed(catalogue), catalogue.problems, told)


def printed(catalogue: Catalogue) -> str:
    return as_text(catalogue.problems, catalogue.count) + "\n"


def list_folders_backwards(monkeypatch: pytest.MonkeyPatch) -> None:
    """What `--update-cases` writes was read forwards, so the two orders are compared."""
    for method in ("iterdir", "rglob", "glob"):
        forwards = getattr(Path, method)
        monkeypatch.setattr(
            Path,
            method,
            lambda self, *rest, _forwards=forwards: reversed(list(_forwards(self, *rest))),
        )


def stands_inside_its_file(problem: Problem, root: Path) -> None:
    path = root / problem.file
    if path.is_symlink() or not path.is_file():
        assert (problem.line, problem.column) == (1, 1)
        return
    lines = (
        path.read_bytes()
        .decode("utf-8", "replace")
        .replace("\r\n", "\n")
        .replace("\r", "\n")
        .split("\n")
    )
    assert 1 <= problem.line <= len(lines)
    assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1


def is_said_in_words(problem: Problem) -> None:
    """No traceback, no value as Python prints it, no text whose braces nobody filled in."""
    assert problem.rule in RULES
    assert problem.message.endswith((".", "?"))
    for text in (problem.message, problem.hint):
        assert text == text.strip()
        assert "Traceback" not in text
        assert not re.search(
            r"\{[a-z_.]*\}|\{'|\b(None|True|False|dict)\b|<class|mappingproxy|tag:yaml", text
        )


# ----------------------------------------------------------------------------- which rule says what


@pytest.fixture(scope="module")
def by_check(cases: Cases) -> Mapping[str, list[Problem]]:
    """All that the cases break, by the function that says so."""
    broken: dict[str, list[Problem]] = {}
    for name in NAMES:
        for check, problems in cases(name).told.items():
            broken.setdefault(check, []).extend(problems)
    return broken


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

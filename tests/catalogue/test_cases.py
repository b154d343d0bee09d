"""Every bad input of `tests/cases`, and exactly what `kim check` says about it.

`pytest tests/catalogue/test_cases.py --update-cases` writes down what comes now; read the diff
before you keep it.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from macros.catalogue.checks import RULES
from macros.catalogue.load import load
from macros.catalogue.reporter import as_text
from macros.model import Problem
from tests.conftest import CASES, lay_base, lay_over
from tests.projects import TODAY

NAMES = sorted(path.parent.name for path in CASES.glob("*/before"))


def test_there_is_a_case_for_each_folder_and_each_has_its_expected_output() -> None:
    folders = {path.name for path in CASES.iterdir() if path.name != "base"}
    assert folders == set(NAMES)
    assert [name for name in NAMES if not (CASES / name / "expected.txt").is_file()] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_bad_input_is_told_in_these_words_in_whatever_order_files_are_read(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config
) -> None:
    project = lay_base(tmp_path / "project")
    lay_over(project, CASES / name / "before")
    expected = CASES / name / "expected.txt"
    if pytestconfig.getoption("--update-cases"):
        expected.write_text(checked(project)[0], "utf-8")
    list_folders_backwards(monkeypatch)
    text, problems = checked(project)
    assert text == expected.read_text("utf-8")
    assert problems == tuple(sorted(problems))
    for problem in problems:
        stands_inside_its_file(problem, project)
        is_said_in_words(problem)


def checked(project: Path) -> tuple[str, tuple[Problem, ...]]:
    """What `kim check` prints, and the problems that it tells of."""
    catalogue, _ = load(project, TODAY)
    return as_text(catalogue.problems, catalogue.count) + "\n", catalogue.problems


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

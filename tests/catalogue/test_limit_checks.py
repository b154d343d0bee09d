"""What is behind a time limit, where a case folder can't show it."""

from __future__ import annotations

from pathlib import Path

from macros.catalogue.limit_checks import limit_without_source
from macros.catalogue.load import load
from macros.catalogue.project import Project
from tests.conftest import CASES, lay_base, lay_over
from tests.projects import TODAY

ACT = "registers/expectations/EXP-act.yml"


def limits_told(project: Path) -> list[str]:
    problems = load(project, TODAY)[0].problems
    return [each.file for each in problems if each.rule == "limit-without-source"]


def test_without_a_register_of_expectations_there_is_nothing_to_name() -> None:
    assert list(limit_without_source.find(Project())) == []


def test_a_source_that_leads_nowhere_is_behind_nothing(tmp_path: Path) -> None:
    project = lay_base(tmp_path / "project")
    lay_over(project, CASES / "limit-without-source/before")
    assert "registers/tasks/T-7.yml" not in limits_told(project)
    (project / ACT).unlink()
    assert "registers/tasks/T-7.yml" in limits_told(project)

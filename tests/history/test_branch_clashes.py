"""An id that two open branches give: `kim check` names the other branch, and stops nobody."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from macros.catalogue.load import load
from macros.cli import main
from macros.history.branch_clashes import clashes_at
from tests.conftest import PROJECT
from tests.history.test_snapshots import Made, plain

DOORS = plain("Check the doors", illustrative="true")
LIFTS = plain("Check the lifts", illustrative="true")


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Made:
    """On a branch that has given T-20, beside one called lifts."""
    project = Made(tmp_path / "project")
    shutil.copy(PROJECT / "mkdocs.yml", project.root)
    step(project, T_19=DOORS)
    project.git("switch", "--quiet", "--create", "lifts")
    step(project, T_20=LIFTS)
    project.git("switch", "--quiet", "--create", "doors", "main")
    monkeypatch.chdir(project.root)
    return project


def step(made: Made, **files: str | None) -> None:
    made.commit("2026-01-10T12:00:00+00:00", "Change", **files)


def told(made: Made) -> list[str]:
    return [problem.message for problem in clashes_at(made.root, load(made.root)[0])]


CLASH = "The id 'T-20' is given on the branch 'lifts' too, to 'Check the lifts'."


def test_another_record_of_the_id_on_another_branch_is_told_with_the_branch(made: Made) -> None:
    assert told(made) == []
    step(made, T_20=DOORS)
    assert told(made) == [CLASH]
    done = CliRunner().invoke(main, ["check"])
    assert done.exit_code == 0
    assert f"registers/tasks/T-20.yml:1:5: warning: id: {CLASH}\n" in done.stdout
    assert "which 'kim new tasks' finds." in done.stdout


def test_what_is_not_committed_yet_is_told_too_and_so_is_a_fetched_branch(made: Made) -> None:
    made.git("update-ref", "refs/remotes/origin/lifts", "lifts")
    made.git("update-ref", "-d", "refs/heads/lifts")
    made.write("registers/tasks/T-20.yml", f"id: T-20\n{DOORS}")
    assert told(made) == [CLASH.replace("'lifts'", "'origin/lifts'")]


def test_it_is_told_on_the_main_line_as_well(made: Made) -> None:
    made.git("switch", "--quiet", "main")
    step(made, T_20=DOORS)
    assert told(made) == [CLASH]


@pytest.mark.parametrize(
    "text",
    [LIFTS, plain("check  the Lifts", illustrative="true"), plain("Check the lifts", cost="1")],
)
def test_the_same_record_on_two_branches_is_no_other(made: Made, text: str) -> None:
    step(made, T_20=text)
    assert told(made) == []


def test_a_title_that_changed_on_another_branch_is_no_other_record(made: Made) -> None:
    made.git("switch", "--quiet", "lifts")
    step(made, T_19=LIFTS)
    made.git("switch", "--quiet", "doors")
    step(made, T_19=plain("Check the roof"))
    assert told(made) == []


def test_what_is_merged_here_is_not_told_nor_is_a_branch_with_no_common_start(made: Made) -> None:
    made.git("merge", "--quiet", "lifts")
    step(made, T_20=DOORS)
    assert told(made) == []
    made.git("switch", "--quiet", "--orphan", "apart")
    step(made, T_20=LIFTS)
    made.git("switch", "--quiet", "doors")
    assert told(made) == []


def test_without_a_history_nothing_is_said(made: Made) -> None:
    step(made, T_20=DOORS)
    shutil.rmtree(made.root / ".git")
    assert told(made) == []

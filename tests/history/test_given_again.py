"""An id is given once: `kim check` and a build tell where it isn't, and `kim new` sees to it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from macros.catalogue.load import load
from macros.cli import main
from macros.history.given_again import RULE, given_again, given_again_at
from tests.conftest import PROJECT, lay_base
from tests.history.test_snapshots import Made, plain
from tests.projects import change, commit
from tests.projects import git as run_git
from tests.tiny import copy_tiny

DOORS = plain("Check the doors", illustrative="true")
LIFTS = plain("Check the lifts", illustrative="true")


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Made:
    project = Made(tmp_path_factory.mktemp("made") / "project")
    shutil.copy(PROJECT / "mkdocs.yml", project.root)
    project.commit("2026-01-10T12:00:00+00:00", T_20=DOORS)
    return project


@pytest.fixture
def made(made_once: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Made:
    project = made_once.copied(tmp_path / "project")
    monkeypatch.chdir(project.root)
    return project


def step(made: Made, day: str, **files: str | None) -> None:
    made.commit(f"2026-{day}T12:00:00+00:00", "Change", **files)


def told(made: Made) -> list[str]:
    """What is said of ids, the same by each of the two ways to it."""
    catalogue = load(made.root)[0]
    problems = given_again_at(made.root, catalogue)
    assert problems == given_again(catalogue, made.past())
    return [problem.message for problem in problems]


GIVEN = (
    "The id 'T-20' was given before, to 'Check the doors', which {} on 1 February 2026. "
    "An id is never given again."
)


def deleted(made: Made) -> None:
    step(made, "02-01", T_20=None)


def another(made: Made) -> None:
    deleted(made)
    step(made, "03-01", T_20=LIFTS)


def another_not_committed(made: Made) -> None:
    deleted(made)
    made.write("registers/tasks/T-20.yml", f"id: T-20\n{LIFTS}")


def another_and_called_so_later(made: Made) -> None:
    another(made)
    step(made, "04-01", T_20=plain("Check the roof"))


def another_after_the_true_one_was_back(made: Made) -> None:
    deleted(made)
    step(made, "02-10", T_20=DOORS)
    step(made, "02-11", T_20=None)
    step(made, "03-01", T_20=LIFTS)


def another_where_the_old_one_was_broken_last(made: Made) -> None:
    step(made, "01-20", T_20="  title: [broken\n")
    another(made)


def another_after_a_move(made: Made) -> None:
    step(made, "02-01", T_20=None, T_30=DOORS)
    step(made, "03-01", T_20=LIFTS)


def a_record_of_another_id_under_it(made: Made) -> None:
    step(made, "01-20", T_30=LIFTS)
    deleted(made)
    step(made, "03-01", T_30=None, T_20=LIFTS)


def one_of_another_register(made: Made) -> None:
    """The register has the id in small letters."""
    deleted(made)
    made.write("registers/documents/t-20.yml", f"id: t-20\n{LIFTS}")


def another_from_a_branch_that_a_merge_took_whole(made: Made) -> None:
    made.git("branch", "side")
    deleted(made)
    made.git("checkout", "--quiet", "side")
    step(made, "02-02", T_20=LIFTS)
    made.git("checkout", "--quiet", "main")
    made.git("merge", "--quiet", "--no-commit", "--strategy=ours", "side")
    made.git("checkout", "side", "--", "registers")
    step(made, "03-01")


WRONG: dict[Callable[[Made], None], str] = {
    another: "was deleted",
    another_not_committed: "was deleted",
    another_and_called_so_later: "was deleted",
    another_after_the_true_one_was_back: "was deleted",
    another_where_the_old_one_was_broken_last: "was deleted",
    another_after_a_move: "went on as T-30",
    a_record_of_another_id_under_it: "was deleted",
    one_of_another_register: "was deleted",
    another_from_a_branch_that_a_merge_took_whole: "was deleted",
}


@pytest.mark.parametrize("happened", WRONG, ids=lambda happened: happened.__name__)
def test_another_record_under_an_id_that_was_deleted_is_told(
    made: Made, happened: Callable[[Made], None]
) -> None:
    happened(made)
    expected = GIVEN.format(WRONG[happened])
    if happened is another_after_the_true_one_was_back:
        expected = expected.replace("1 February", "11 February")
    if happened is one_of_another_register:
        expected = expected.replace("'T-20'", "'t-20'")
    assert told(made) == [expected]


def another_under_an_id_of_its_own(made: Made) -> None:
    deleted(made)
    step(made, "03-01", T_30=LIFTS)


def another_after_one_without_a_title(made: Made) -> None:
    step(made, "01-20", T_20="kind: one-off\n")
    another(made)


def deleted_beside_one_of_another_register(made: Made) -> None:
    made.write("registers/documents/t-20.yml", f"id: t-20\n{LIFTS}")
    step(made, "01-20")
    deleted(made)


def put_back(made: Made) -> None:
    deleted(made)
    step(made, "03-01", T_20=DOORS)


def put_back_with_other_spaces_and_capitals(made: Made) -> None:
    deleted(made)
    step(made, "03-01", T_20=plain("Check  the Doors"))


def put_back_and_called_otherwise_later(made: Made) -> None:
    put_back(made)
    step(made, "04-01", T_20=LIFTS)


def called_otherwise_when_put_back_and_mended(made: Made) -> None:
    another(made)
    step(made, "04-01", T_20=DOORS)


def only_called_otherwise(made: Made) -> None:
    step(made, "03-01", T_20=LIFTS)


def moved_there_and_back_and_called_otherwise(made: Made) -> None:
    step(made, "02-01", T_20=None, T_30=DOORS)
    step(made, "02-02", T_30=None, T_20=DOORS)
    step(made, "03-01", T_20=LIFTS)


def moved_away_and_back_under_another_title(made: Made) -> None:
    step(made, "02-01", T_20=None, T_30=DOORS)
    step(made, "02-02", T_30=LIFTS)
    step(made, "02-03", T_30=None, T_20=LIFTS)


def deleted_from_a_folder_that_no_schema_describes(made: Made) -> None:
    made.write("registers/risks/T-40.yml", f"id: T-40\n{DOORS}")
    step(made, "02-01")
    made.write("registers/risks/T-40.yml", None)
    step(made, "02-02")
    step(made, "02-03", T_40=plain("Check the roof"))


def moved_through_registers_and_called_otherwise(made: Made) -> None:
    for day, source, target in (("02-01", "tasks", "documents"), ("02-02", "documents", "roles")):
        text = (made.root / f"registers/{source}/T-20.yml").read_text("utf-8")
        made.write(f"registers/{source}/T-20.yml", None)
        made.write(f"registers/{target}/T-20.yml", text)
        step(made, day)
    change(made.root, "registers/roles/T-20.yml", "Check the doors", "Check the lifts")


RIGHT = (
    *(another_after_one_without_a_title, deleted_beside_one_of_another_register),
    *(deleted, another_under_an_id_of_its_own, put_back, put_back_with_other_spaces_and_capitals),
    *(put_back_and_called_otherwise_later, called_otherwise_when_put_back_and_mended),
    *(only_called_otherwise, moved_there_and_back_and_called_otherwise),
    *(moved_through_registers_and_called_otherwise, moved_away_and_back_under_another_title),
    deleted_from_a_folder_that_no_schema_describes,
)


@pytest.mark.parametrize("happened", RIGHT, ids=lambda happened: happened.__name__)
def test_a_record_keeps_its_id_through_all_that_happens_to_it(
    made: Made, happened: Callable[[Made], None]
) -> None:
    happened(made)
    assert told(made) == []


def kim(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def test_check_tells_it_with_its_place_and_what_would_be_right(made: Made) -> None:
    another(made)
    done = kim("check")
    assert done.exit_code == 1
    assert done.stdout.startswith(
        f"registers/tasks/T-20.yml:1:5: error: id: {GIVEN.format('was deleted')}\n"
        "    Give this record the next free id, which 'kim new tasks' finds, "
        "or put back the old one as it was.\n"
    )
    assert RULE in kim("check", "--format", "json").stdout
    assert kim("check", "registers/roles").exit_code == 0


def test_where_there_is_no_whole_history_check_says_nothing_of_it(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    another(made)
    made.git("clone", "--quiet", "--depth=1", f"file://{made.root}", str(tmp_path / "cut"))
    monkeypatch.chdir(tmp_path / "cut")
    assert kim("check").exit_code == 0
    refused = kim("new", "tasks")
    assert refused.exit_code == 1
    assert "shallow clone" in refused.stderr
    assert "Nobody can know which ids are free, so none was given." in refused.stderr


def test_a_build_refuses_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = copy_tiny(tmp_path / "project")
    file = project / "registers/tasks/T-10.yml"
    text = file.read_text("utf-8")
    file.unlink()
    commit(project, "Delete it")
    file.write_text(text.replace("Sweep the flues", "Paint the doors"), "utf-8")
    monkeypatch.chdir(project)
    done = kim("build", "--today", "2026-11-22")
    assert done.exit_code == 1
    assert "The id 'T-10' was given before, to 'Sweep the flues'" in done.stderr
    assert not (project / "site/staff").exists()


# ------------------------------------------------------------------------------------------ kim new


def next_given() -> str:
    done = kim("new", "tasks")
    assert done.exit_code == 0, done.stderr
    return Path(done.stdout.partition(":")[0]).stem


def on_a_branch(made: Made) -> None:
    made.git("switch", "--quiet", "--create", "aside")
    step(made, "02-01", T_41=LIFTS)
    made.git("switch", "--quiet", "main")


def on_a_fetched_branch(made: Made) -> None:
    on_a_branch(made)
    made.git("update-ref", "refs/remotes/origin/aside", "aside")
    made.git("branch", "--quiet", "--delete", "--force", "aside")


def at_a_tag(made: Made) -> None:
    on_a_branch(made)
    made.git("tag", "kept", "aside")
    made.git("branch", "--quiet", "--delete", "--force", "aside")


def in_a_stash(made: Made) -> None:
    made.write("registers/tasks/T-41.yml", f"id: T-41\n{LIFTS}")
    made.git("add", "--all")
    made.git("stash", "--quiet")


def in_a_merge_alone(made: Made) -> None:
    on_a_branch(made)
    step(made, "02-02")
    made.git("merge", "--quiet", "--no-commit", "--no-ff", "aside")
    made.write("registers/tasks/T-52.yml", f"id: T-52\n{LIFTS}")
    step(made, "02-03")
    step(made, "02-04", T_52=None)


def on_the_disk(made: Made) -> None:
    made.write("registers/tasks/T-41.yml", f"id: T-41\n{LIFTS}")


def in_a_register_of_another_name(made: Made) -> None:
    made.write("registers/jobs/T-41.yml", f"id: T-41\n{LIFTS}")
    step(made, "02-01")
    made.write("registers/jobs/T-41.yml", None)
    step(made, "02-02")


def of_another_form(made: Made) -> None:
    step(made, "02-01", JOB_77=LIFTS)
    step(made, "02-02", JOB_77=None)


NEXT: dict[Callable[[Made], None], str] = {
    deleted: "T-21",
    on_a_branch: "T-42",
    on_a_fetched_branch: "T-42",
    at_a_tag: "T-42",
    in_a_stash: "T-42",
    in_a_merge_alone: "T-53",
    on_the_disk: "T-42",
    in_a_register_of_another_name: "T-42",
    of_another_form: "T-21",
}


@pytest.mark.parametrize("happened", NEXT, ids=lambda happened: happened.__name__)
def test_new_gives_the_first_number_that_was_never_given(
    made: Made, happened: Callable[[Made], None]
) -> None:
    happened(made)
    assert next_given() == NEXT[happened]


def test_new_refuses_an_id_that_was_given_before_in_whatever_capitals(made: Made) -> None:
    on_a_branch(made)
    for id_ in ("T-41", "t-41"):
        done = kim("new", "tasks", "--id", id_)
        assert done.exit_code == 1
        assert done.stderr.startswith(f"'{id_}' was given before, to a record that was deleted or")


def test_new_works_where_nothing_was_committed_yet(made: Made) -> None:
    shutil.rmtree(made.root / ".git")
    assert next_given() == "T-21"
    made.git("init", "--quiet")
    assert next_given() == "T-22"


def test_new_sees_the_past_of_a_project_in_a_folder_of_its_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = lay_base(tmp_path / "project")
    shutil.copy(PROJECT / "mkdocs.yml", project)
    for number in (7, 9):
        (project / f"registers/tasks/T-10{number}.yml").touch()
    (tmp_path / "registers/tasks").mkdir(parents=True)
    (tmp_path / "registers/tasks/T-500.yml").touch()
    commit(tmp_path, "Another project lies beside it", first=True)
    for number in (7, 9):
        (project / f"registers/tasks/T-10{number}.yml").unlink()
    run_git(tmp_path, "commit", "--quiet", "--all", "--message", "Delete")
    monkeypatch.chdir(project)
    assert "T-110.yml" in kim("new", "tasks").stdout

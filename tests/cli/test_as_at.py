"""`kim as-at` and `kim show --as-at`: what they give, or say where there is nothing to give."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from macros.cli import main
from macros.history import git
from tests.conftest import PROJECT
from tests.history.test_snapshots import TASKS, Made, plain

TODAY = "2026-11-22"


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Made:
    """A task is made in January, changed in April, renamed in May, and deleted in August."""
    project = Made(tmp_path / "project")
    shutil.copy(PROJECT / "mkdocs.yml", project.root)
    project.commit("2026-01-10T12:00:00+00:00", T_20=plain("A task that has a long title"))
    project.commit(
        "2026-04-01T12:00:00+01:00", T_20=plain("A task that has another title", homes="12")
    )
    project.commit(
        "2026-05-01T12:00:00+01:00",
        T_20=None,
        T_30=plain("A task that has another title", homes="12"),
    )
    project.commit("2026-06-01T12:00:00+01:00", T_30="  title: [broken\n")
    project.commit("2026-08-01T12:00:00+01:00", T_30=None)
    monkeypatch.chdir(project.root)
    return project


def kim(*words: str) -> Result:
    return without_a_day(*words, "--today", TODAY)


def without_a_day(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


# ------------------------------------------------------------------------------------------- as-at


def test_as_at_writes_the_files_as_they_were_and_says_which(made: Made, tmp_path: Path) -> None:
    out = tmp_path / "new" / "march"
    result = kim("as-at", "2026-03-31", "--out", str(out))
    assert result.exit_code == 0, result.stderr
    commit = subprocess.run(
        ["git", "log", "--reverse", "--format=%H"],
        cwd=made.root,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split()[0]
    tree = git.tree(git.open_repository(made.root), commit)
    there = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert there == {
        "AS-AT.json",
        *(path for path in tree if path.split("/")[0] in ("registers", "schemas", "docs")),
    }
    for path in there - {"AS-AT.json"}:
        shown = subprocess.run(
            ["git", "cat-file", "blob", f"{commit}:{path}"],
            cwd=made.root,
            check=True,
            capture_output=True,
        ).stdout
        assert (out / path).read_bytes() == shown
    about = json.loads((out / "AS-AT.json").read_text("utf-8"))
    assert list(about) == [
        "day",
        "until",
        "commit",
        "landed",
        "dated_by",
        "skewed",
        "records",
        "files",
    ]
    assert (about["day"], about["until"], about["commit"]) == (
        "2026-03-31",
        "2026-03-31T23:59:59.999999+01:00",
        commit,
    )
    assert (about["skewed"], about["files"], about["records"]["tasks"]) == ([], len(there) - 1, 7)
    assert "tasks: 7 records" in result.stdout
    assert "By the main line" in result.stdout
    assert [path.name for path in out.parent.iterdir()] == ["march"]


def test_as_at_into_an_empty_folder_that_is_there(made: Made, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    assert kim("as-at", "2026-06-30", "--out", str(tmp_path / "out")).exit_code == 0
    assert "can't be read" in kim("as-at", "2026-06-30", "--out", str(tmp_path / "again")).stdout


@pytest.mark.parametrize("name", ["full", "file"])
def test_as_at_overwrites_nothing(made: Made, tmp_path: Path, name: str) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine", "utf-8")
    (tmp_path / "file").write_text("mine", "utf-8")
    result = kim("as-at", "2026-03-31", "--out", str(tmp_path / name))
    assert result.exit_code == 2
    assert "not an empty folder" in result.stderr
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["mine.txt"]


def test_as_at_names_the_commits_whose_dates_mislead(made: Made, tmp_path: Path) -> None:
    slow = made.commit("2026-02-10T12:00:00+00:00", "Slow clock")
    result = kim("as-at", "2026-03-31", "--out", str(tmp_path / "march"))
    assert (
        f"Commit {slow[:10]} is dated 10 February 2026, 12:00, before one that came earlier. "
        "It is not in this state." in result.stdout
    )
    assert [
        (commit["commit"], commit["counted"])
        for commit in json.loads((tmp_path / "march/AS-AT.json").read_text("utf-8"))["skewed"]
    ] == [(slow, False)]
    assert (
        "It is in this state."
        in kim("as-at", "2026-08-01", "--out", str(tmp_path / "august")).stdout
    )


@pytest.mark.parametrize(
    ("day", "status", "sentence"),
    [
        ("2026-01-09", 1, "The first commit landed on 10 January 2026"),
        ("2026-11-23", 1, "23 November 2026 is in the future: today is 22 November 2026."),
        ("2026-02-30", 2, "not a day in the calendar"),
        ("31/03/2026", 2, "has the day first"),
        ("soon", 2, "is not a date"),
    ],
)
def test_a_day_without_a_state_is_told_and_nothing_is_written(
    made: Made, tmp_path: Path, day: str, status: int, sentence: str
) -> None:
    for words in (["as-at", day, "--out", str(tmp_path / "out")], ["show", "T-20", "--as-at", day]):
        result = kim(*words)
        assert result.exit_code == status
        assert sentence in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["project"]


def test_without_a_history_there_is_no_state(made: Made, tmp_path: Path) -> None:
    shutil.rmtree(made.root / ".git")
    for words in (
        ["as-at", "2026-03-31", "--out", str(tmp_path / "out")],
        ["show", "T-1", "--as-at", "2026-03-31"],
    ):
        result = kim(*words)
        assert result.exit_code == 1
        assert "no Git repository" in result.stderr


def test_as_at_that_fails_half_way_leaves_nothing(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blob = git.tree(git.open_repository(made.root), "HEAD~4")["registers/tasks/T-20.yml"]
    monkeypatch.setattr(
        "macros.cli.as_at.git.tree",
        lambda repository, commit: {"docs/index.md": blob, "docs/gone.md": "0" * 40},
    )
    result = kim("as-at", "2026-03-31", "--out", str(tmp_path / "out"))
    assert result.exit_code == 1
    assert "is missing" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["project"]


@pytest.mark.parametrize("path", ["docs/../../out.md", "docs//a.md", "docs/a\\b.md"])
def test_as_at_writes_no_path_that_climbs_out(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.setattr("macros.cli.as_at.git.tree", lambda repository, commit: {path: "0" * 40})
    result = kim("as-at", "2026-03-31", "--out", str(tmp_path / "out"))
    assert result.exit_code == 1
    assert "could lead out of the folder" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["project"]


def test_as_at_into_a_place_that_can_not_be_written(made: Made, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", "utf-8")
    result = kim("as-at", "2026-03-31", "--out", str(tmp_path / "file" / "out"))
    assert result.exit_code == 1
    there = f"'{tmp_path}/file': Something of that name is there already. Choose another name."
    assert result.stderr == f"{there} Nothing was left behind.\n"


# -------------------------------------------------------------------------------------------- show


def shown(id_: str, day: str) -> Result:
    return kim("show", id_, "--as-at", day, "--format", "json")


def test_show_as_at_gives_the_record_of_that_day(made: Made) -> None:
    old, new = (json.loads(shown("t-20", day).stdout) for day in ("2026-03-31", "2026-04-01"))
    ends = ["references", "used_by", "notices"]
    assert list(old) == ["id", "register", "publish", "fields", "computed", *ends]
    assert (old["fields"]["title"], new["fields"]["title"]) == (
        "A task that has a long title",
        "A task that has another title",
    )
    assert ("homes" in old["fields"], new["fields"]["homes"]) == (False, 12)
    assert old["references"] == [{"field": "owner_role", "id": "ROLE-keeper", "register": "roles"}]
    text = kim("show", "T-20", "--as-at", "2026-04-30").stdout
    assert text.startswith("As at 30 April 2026; last changed on 1 April 2026, in commit ")
    assert "T-20 (task, registers/tasks/T-20.yml)" in text
    assert "Homes: 12" in text


def test_show_as_at_today_is_show(made: Made) -> None:
    for id_ in ("T-1", "DOC-plan", "ROLE-keeper"):
        then, now = (
            json.loads(shown(id_, TODAY).stdout),
            json.loads(kim("show", id_, "--format", "json").stdout),
        )
        for contract in (then, now):
            contract["used_by"].sort(key=str)
        assert then == now


def test_show_as_at_follows_a_name(made: Made) -> None:
    assert json.loads(shown("T-30", "2026-03-31").stdout)["id"] == "T-20"
    gone = shown("T-20", "2026-05-02")
    assert gone.exit_code == 1
    assert (
        gone.stderr.strip()
        == "T-20 was not there on 2 May 2026: it was deleted on 1 May 2026. It went on as T-30."
    )


def test_show_as_at_of_a_version_that_can_not_be_read(made: Made) -> None:
    contract = json.loads(shown("T-30", "2026-06-30").stdout)
    assert (contract["id"], contract["fields"]) == ("T-30", {})
    assert "[broken" in contract["unreadable"]
    text = kim("show", "T-30", "--as-at", "2026-06-30").stdout
    assert text.startswith(
        "As at 30 June 2026, registers/tasks/T-30.yml could not be read as a record. It held:"
    )
    assert "[broken" in text


def test_show_as_at_says_why_a_record_was_not_there(made: Made) -> None:
    made.commit(
        "2026-10-01T12:00:00+01:00", T_40=plain("Late"), T_30=plain("A task that has another title")
    )
    for id_, day, sentence in (
        (
            "T-40",
            "2026-03-31",
            "T-40 was not there yet on 31 March 2026: it was created on 1 October 2026.",
        ),
        (
            "T-30",
            "2026-09-30",
            (
                "T-30 was not there on 30 September 2026: it was deleted on 1 August 2026. "
                "It was brought back on 1 October 2026."
            ),
        ),
        (
            "TT-40",
            "2026-03-31",
            "There is no record 'TT-40', and there never was. Did you mean 'T-40'?",
        ),
    ):
        result = shown(id_, day)
        assert result.exit_code == 1
        assert result.stderr.strip() == sentence
    title = json.loads(shown("T-30", "2026-10-01").stdout)["fields"]["title"]
    assert title == "A task that has another title"


def test_a_new_record_under_an_old_id_is_not_the_one_that_was_there(made: Made) -> None:
    made.commit("2026-10-01T12:00:00+01:00", T_20=plain("New"), T_30=plain("Something else"))
    assert shown("T-30", "2026-09-30").stderr.strip() == (
        "T-30 was not there on 30 September 2026: it was deleted on 1 August 2026. "
        "Another record has had its id since 1 October 2026."
    )
    assert shown("T-20", "2026-09-30").stderr.strip() == (
        "T-20 was not there on 30 September 2026: it was deleted on 1 May 2026. "
        "It went on as T-30. Another record has had its id since 1 October 2026."
    )


def test_show_as_at_of_a_register_that_is_no_more(made: Made) -> None:
    made.write("registers/risks/R-1.yml", "id: R-1\ntitle: Damp\nlevels:\n  - high\n")
    made.commit("2026-10-01T12:00:00+01:00")
    made.write("registers/risks/R-1.yml", None)
    (made.root / "registers/risks").rmdir()
    made.commit("2026-10-02T12:00:00+01:00")
    assert json.loads(shown("R-1", "2026-10-01").stdout)["fields"] == {
        "id": "R-1",
        "title": "Damp",
        "levels": ["high"],
    }
    assert "Levels: high" in kim("show", "R-1", "--as-at", "2026-10-01").stdout
    assert not (made.root / TASKS / "R-1.yml").exists()


# ------------------------------------------------------------------- dates that can't be so


def test_one_date_in_the_next_century_hides_no_honest_commit(made: Made, tmp_path: Path) -> None:
    fast = made.commit("2099-01-01T12:00:00+00:00", "Set by hand", T_2=plain("By a wrong clock"))
    made.commit("2026-10-05T12:00:00+00:00", "Honest", T_3=plain("Honest"))
    shown = kim("show", "T-3", "--as-at", "2026-10-31")
    assert "Title: Honest" in shown.stdout
    result = kim("as-at", "2026-10-31", "--out", str(tmp_path / "october"))
    assert (
        f"Commit {fast[:10]} is dated 1 January 2099, 12:00, more than a day after one that came "
        "later, or after the day of reading. It is in this state." in result.stdout
    )
    assert (
        f".git:1:1: warning: Commit {fast[:10]} is dated 1 January 2099, more than a day "
        in without_a_day("check").stdout
    )
    assert without_a_day("check", "registers").stdout.count("2099") == 0


def test_a_last_commit_dated_after_today_landed_today(made: Made) -> None:
    made.commit("2099-01-01T12:00:00+00:00", "Set by hand", T_2=plain("By a wrong clock"))
    text = without_a_day("history", "T-2").stdout
    assert "1 January 2099, A post: " in text
    assert "it is dated more than a day after one that came later" in text

"""`kim approvers`: CODEOWNERS and the editor's settings, made from the registers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from macros.catalogue.code_owners import CODE_OWNERS, DIGITAL
from macros.catalogue.editor_settings import EDITOR_SETTINGS, SCHEMAS, editor_settings
from macros.catalogue.teams import TEAM, TEAMS, read_teams
from macros.cli import main
from tests.conftest import PROJECT

TEAMS_TEXT = """\
digital: ROLE-clerk
teams:
  ROLE-clerk: "@council/digital"
  ROLE-keeper: "@council/keepers"
"""


def kim(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


@pytest.fixture
def project(base: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (base / "mkdocs.yml").write_text("site_name: Tasks\n", "utf-8")
    path = base / TEAMS
    path.parent.mkdir()
    path.write_text(TEAMS_TEXT, "utf-8")
    monkeypatch.chdir(base)
    return base


def owned(project: Path, path: str, old: str, new: str) -> None:
    text = (project / path).read_text("utf-8")
    assert old in text
    (project / path).write_text(text.replace(old, new), "utf-8")


def last_match(lines: list[str], path: str) -> str:
    """The team of the last line that matches, as the forge has it."""
    pairs = [line.split() for line in lines if line and not line.startswith("#")]
    matching = [team for pattern, team in pairs if path == pattern or path.startswith(f"{pattern}")]
    return matching[-1] if matching else ""


def test_folders_come_first_then_records_of_others_and_the_digital_team_last(project: Path) -> None:
    owned(project, "registers/tasks/T-4.yml", "ROLE-keeper", "ROLE-clerk")
    owned(project, "registers/tasks/T-5.yml", "ROLE-keeper", "ROLE-officer")
    assert kim("approvers", "--write").stdout == (
        f"{CODE_OWNERS}: written.\n{EDITOR_SETTINGS}: written.\n"
    )
    lines = (project / CODE_OWNERS).read_text("utf-8").splitlines()
    assert last_match(lines, "/registers/tasks/T-1.yml") == "@council/keepers"
    assert last_match(lines, "/registers/tasks/T-4.yml") == "@council/digital"
    assert last_match(lines, "/registers/tasks/T-5.yml") == "@council/digital"  # no team of its own
    assert last_match(lines, "/registers/tasks/T-99.yml") == "@council/keepers"  # not merged yet
    assert lines[-len(DIGITAL) :] == [f"{path} @council/digital" for path in DIGITAL]
    assert kim("approvers").stdout == (project / CODE_OWNERS).read_text("utf-8")
    assert kim("approvers", "--write").stdout.count("as it was") == 2


def test_what_is_out_of_date_is_a_warning_and_fails_nobody(project: Path) -> None:
    kim("approvers", "--write")
    assert kim("check").stdout.endswith("nothing is wrong.\n")
    owned(project, "registers/tasks/T-4.yml", "ROLE-keeper", "ROLE-clerk")
    (project / EDITOR_SETTINGS).write_text('{"yaml.schemas": {}}', "utf-8")
    done = kim("check")
    assert done.exit_code == 0
    for file in (CODE_OWNERS, EDITOR_SETTINGS):
        assert f"{file}:1:1: warning: This file is out of date" in done.stdout
    (project / EDITOR_SETTINGS).write_text("{ // mine", "utf-8")
    assert EDITOR_SETTINGS not in kim("check").stdout
    done = kim("approvers", "--write")
    assert (done.exit_code, "can't be read as JSON" in done.stderr) == (1, True)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("@council/keepers", "@everyone\\n* @me/all", "is not a team: write '@organisation/team'."),
        ("@council/keepers", "keepers", "'keepers' for ROLE-keeper is not a team"),
        ("@council/keepers", "@council/keepers *", "is not a team"),
        ("ROLE-keeper", "ROLE-keepr", "no post 'ROLE-keepr'. Did you mean 'ROLE-keeper'?"),
        ("digital: ROLE-clerk", "digital: ROLE-clrk", "Did you mean 'ROLE-clerk'?"),
        ("digital: ROLE-clerk", "digital: [a]", "'digital' is the id of one post."),
        (TEAMS_TEXT, "digital: ROLE-clerk\n", "'teams' says which team"),
        (TEAMS_TEXT, "a: [", "It can't be read."),
    ],
)
def test_no_team_is_written_that_is_none(project: Path, old: str, new: str, fault: str) -> None:
    owned(project, TEAMS, old, new)
    done = kim("approvers", "--write")
    assert (done.exit_code, fault in done.stderr) == (1, True), done.stderr
    assert not (project / CODE_OWNERS).exists()
    checked = kim("check")
    assert (checked.exit_code, fault in checked.stdout) == (0, True)


def test_without_a_file_of_teams_nobody_is_named_and_only_the_settings_are_written(
    project: Path,
) -> None:
    (project / TEAMS).unlink()
    assert kim("approvers", "--write").stdout == f"{EDITOR_SETTINGS}: written.\n"
    assert all(line.startswith("#") or not line for line in kim("approvers").stdout.splitlines())


@pytest.mark.parametrize("team", ["@a/b", "@example-district/housing.team_1", "@group/sub/team"])
def test_a_team_is_of_an_organisation(team: str) -> None:
    assert TEAM.fullmatch(team)


def test_what_else_somebody_has_set_in_the_editor_stays() -> None:
    mine = {"editor.rulers": [100], SCHEMAS: {"x.json": "x.yml", "./schemas/gone.schema.json": "g"}}
    made = json.loads(editor_settings(["tasks"], json.dumps(mine)))
    assert made["editor.rulers"] == [100]
    assert made[SCHEMAS] == {
        "x.json": "x.yml",
        "./schemas/tasks.schema.json": "/registers/tasks/*.yml",
    }
    assert made["files.eol"] == "\n"
    with pytest.raises(ValueError, match="no object"):
        editor_settings([], "[1]")


def test_here_each_register_has_its_schema_in_the_editor_and_its_folder_an_approver() -> None:
    """After a register is added, `kim approvers --write` writes both."""
    settings = json.loads((PROJECT / EDITOR_SETTINGS).read_text("utf-8"))
    registers = {path.name for path in (PROJECT / "registers").iterdir()}
    assert set(settings[SCHEMAS].values()) == {f"/registers/{name}/*.yml" for name in registers}
    assert all((PROJECT / schema).is_file() for schema in settings[SCHEMAS])
    lines = (PROJECT / CODE_OWNERS).read_text("utf-8").splitlines()
    for name in registers:
        assert last_match(lines, f"/registers/{name}/new.yml"), name
    assert read_teams((PROJECT / TEAMS).read_bytes()).faults == ()

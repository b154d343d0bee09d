"""What a terminal adds to the commands: help in whole sentences, completion, progress, colour."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from contextlib import chdir
from pathlib import Path

import pytest
from click.testing import CliRunner

from macros.cli import main
from tests.conftest import lay_base
from tests.projects import commit
from tests.terminal import KIM, plain_environment, typed

DAY = "2026-11-22"


@pytest.fixture
def project(base: Path) -> Path:
    return laid(base)


@pytest.fixture(scope="module")
def only_read(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same for all tests that change nothing."""
    return laid(lay_base(tmp_path_factory.mktemp("only-read")))


def laid(base: Path) -> Path:
    (base / "mkdocs.yml").write_text("site_name: Tasks\n", "utf-8")
    commit(base, "Start the registers", first=True)
    return base


def run(project: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    known = plain_environment(**environment)
    return subprocess.run(words, cwd=project, env=known, capture_output=True, text=True, check=True)


# ------------------------------------------------------------------------------------------- help


def test_help_says_a_whole_sentence_of_every_command() -> None:
    words = CliRunner().invoke(main, ["--help"]).stdout
    _, listed = words.split("Commands:\n")
    lines = dict(re.findall(r"^  (\S+) +(.+)$", listed, re.MULTILINE))
    assert set(lines) == set(main.commands)
    assert all(line.endswith(".") and not line.endswith("..") for line in lines.values()), lines


# ------------------------------------------------------------------------------------- completion


def answered(project: Path, instruction: str, **words: str) -> str:
    """What `kim` answers to a shell, which asks in the environment."""
    with chdir(project):
        asked = {"_KIM_COMPLETE": instruction, **words}
        return CliRunner().invoke(main, prog_name="kim", env=asked).stdout


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_script_is_made_for_each_shell(only_read: Path, shell: str) -> None:
    script = answered(only_read, f"{shell}_source")
    assert f"_KIM_COMPLETE={shell}_complete" in script
    if shutil.which(shell):
        run(only_read, shell, "-n", "-c", script)


@pytest.mark.skipif(not shutil.which("bash"), reason="there is no bash here")
def test_bash_completes_by_what_its_file_evaluates(only_read: Path) -> None:
    """By the script and the function that it registers."""
    script = run(only_read, "bash", "-c", f"_KIM_COMPLETE=bash_source {KIM}").stdout
    commands = (
        f"{script}\nCOMP_WORDS=({KIM} confirm 'T-1' 'ROLE-k'); COMP_CWORD=3; "
        f"_kim_completion {KIM}; printf '%s\\n' \"${{COMPREPLY[@]}}\""
    )
    assert run(only_read, "bash", "-c", commands).stdout.split() == ["ROLE-keeper"]


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["his"], ["history"]),
        (["show", "t-4"], ["T-4"]),
        (["history", "ROLE-off"], ["ROLE-officer"]),
        (["confirm", "T-1", "ROLE-k"], ["ROLE-keeper"]),
        (["due", "--owner", "ROLE-of"], ["ROLE-officer"]),
        (["new", ""], ["documents", "expectations", "roles", "tasks"]),
        (["check", "--format", "j"], ["json"]),
        (["show", "nothing-like-it"], []),
    ],
)
def test_commands_ids_registers_and_choices_are_completed(
    only_read: Path, words: list[str], offered: list[str]
) -> None:
    asked = {"COMP_WORDS": shlex.join(["kim", *words]), "COMP_CWORD": str(len(words))}
    answer = answered(only_read, "bash_complete", **asked)
    assert answer.split() == [f"plain,{word}" for word in offered]


@pytest.mark.parametrize(
    ("shell", "words", "offered"),
    [
        ("zsh", {"COMP_WORDS": "kim show T-4", "COMP_CWORD": "2"}, "plain\nT-4\n_\n"),
        ("fish", {"COMP_WORDS": "kim show T-4", "COMP_CWORD": "T-4"}, "plain,T-4\n"),
    ],
)
def test_zsh_and_fish_are_answered_in_their_own_way(
    only_read: Path, shell: str, words: dict[str, str], offered: str
) -> None:
    answer = answered(only_read, f"{shell}_complete", **words)
    assert answer.split() == offered.split()


def test_outside_a_project_no_id_is_offered(tmp_path: Path) -> None:
    asked = {"COMP_WORDS": "kim show T", "COMP_CWORD": "2"}
    assert answered(tmp_path, "bash_complete", **asked).split() == []


# --------------------------------------------------------------------------------------- progress


def test_as_at_pack_and_verify_say_what_they_do_and_then_what_they_did(project: Path) -> None:
    steps = {
        ("as-at", DAY, "--out", "state"): ["reading the history", "writing the files"],
        ("pack", "--out", "pack.zip", "--include-illustrative"): [
            "bundling the history",
            "reading the registers and their past",
            "writing the files",
            "closing the pack",
        ],
        ("verify", "pack.zip", "--against", "."): [
            "checking the pack and its history",
            "making its files again",
            "comparing it with the repository",
        ],
    }
    for words, expected in steps.items():
        status, text = typed(project, *words)
        assert status == 0, text
        assert re.findall(r"\]  ([a-z ]+[a-z])", text) == expected
        assert text.count("\x1b[?25h\r\n") == 1  # the line of the bar ends before anything follows


def test_a_command_that_stops_says_why_below_its_bar(project: Path) -> None:
    (project / "registers/tasks/T-1.yml").write_text("id: [", "utf-8")
    status, text = typed(project, "build")
    assert status == 1
    assert "checking the registers" in text
    assert re.search(r"\x1b\[\?25h\r\nregisters/tasks/T-1\.yml:1:", text)
    status, text = typed(project, "as-at", "2001-01-01", "--out", "state")
    assert status == 1
    assert re.search(r"\x1b\[\?25h\r\nThere was nothing yet on", text)


@pytest.mark.parametrize("environment", [{"CI": "true"}, {"TERM": "dumb"}])
def test_there_is_no_bar_in_continuous_integration_or_on_a_dumb_terminal(
    only_read: Path, tmp_path: Path, environment: dict[str, str]
) -> None:
    out = str(tmp_path / "state")
    status, text = typed(only_read, "as-at", DAY, "--out", out, **environment)
    assert (status, "reading the history" in text) == (0, False)


def test_there_is_no_bar_where_nobody_looks(project: Path) -> None:
    result = run(project, KIM, "as-at", DAY, "--out", "state")
    assert result.stderr == ""
    assert result.stdout.startswith("As at the end of")


# ----------------------------------------------------------------------------------------- colour


def test_errors_and_warnings_are_in_colour_on_a_terminal_and_plain_elsewhere(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    (project / "registers/tasks/T-1.yml").write_text("id: [", "utf-8")
    _, text = typed(project, "check")
    assert "\x1b[31m\x1b[1merror\x1b[0m: " in text
    for plain in (
        typed(project, "check", NO_COLOR="1")[1],
        CliRunner().invoke(main, ["check"]).stdout,
    ):
        assert "error: " in plain
        assert "\x1b" not in plain
    assert "\x1b" in typed(project, "check", NO_COLOR="")[1]  # as no-color.org has it


def test_what_programs_read_has_no_colour(project: Path) -> None:
    (project / "registers/tasks/T-1.yml").write_text("id: [", "utf-8")
    for form in ("json", "github"):
        assert "\x1b" not in typed(project, "check", "--format", form)[1]


def test_a_command_that_stops_says_why_in_colour_only_where_colour_is_wanted(project: Path) -> None:
    (project / "registers/tasks/T-1.yml").write_text("id: [", "utf-8")
    for no_color, painted in (("", True), ("1", False)):
        _, text = typed(project, "build", NO_COLOR=no_color)
        assert "error: " in re.sub(r"\x1b\[\d*m", "", text)
        assert ("\x1b[31m" in text) == painted

"""What commands print on terminals that lack characters, and that JSON is ASCII everywhere."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from macros.cli import main
from macros.cli.streams import print_anywhere
from tests.projects import change, commit, copy_small
from tests.terminal import KIM, plain_environment
from tests.tiny import copy_tiny

ODD = "Caf\u00e9 \u2192 \u65e5\u672c \u2018x\u2019 \U0001f6aa"
"""A text that few terminals can show: a letter, our own arrow, quotes and a picture."""

PLAIN = r"Caf\xe9 -> \u65e5\u672c 'x' \U0001f6aa"
"""The same in ASCII."""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with odd texts in a record, in its history and in the name of a stray file."""
    project = copy_small(tmp_path_factory.mktemp("odd") / "project")
    change(project, "registers/faqs/FAQ-001.yml", "Why do you ask", f"Why {ODD}")
    commit(project, f"Say it so: {ODD}", day="2026-11-22T10:00:00+00:00", by=ODD)
    (project / f"registers/faqs/{ODD}.txt").touch()
    return project


@pytest.fixture(autouse=True)
def _in_project(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)


def kim(encoding: str, *words: str) -> Result:
    return CliRunner(charset=encoding).invoke(main, words)


FOR_PEOPLE = {
    "check": 1,
    "show FAQ-001": 0,
    "show FAQ-001 --as-at 2026-11-22": 0,
    "history FAQ-001": 0,
    "diff HEAD~1 HEAD": 0,
    f"ask {ODD}": 0,
    f"show {ODD}": 1,
    f"new {ODD}": 2,
    f"confirm {ODD}": 1,
    "build": 1,
    "serve --address \u65e5": 2,
}
"""Commands that print odd texts, and the status that each ends with."""


@pytest.mark.parametrize("words", FOR_PEOPLE, ids=ascii)
@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_a_command_prints_what_the_terminal_lacks_in_letters_that_it_has(
    words: str, encoding: str
) -> None:
    command, _, rest = words.partition(" ")
    done = kim(encoding, command, *([rest] if ODD in rest else rest.split()))
    assert done.exit_code == FOR_PEOPLE[words], done.output
    assert done.exception is None or isinstance(done.exception, SystemExit)
    assert "\\u65e5" in done.output
    if encoding == "ascii" and command in {"check", "show", "history", "diff", "build"}:
        assert PLAIN in done.output


FOR_PROGRAMS = (
    "check",
    "show FAQ-001",
    "history FAQ-001",
    "diff HEAD~1 HEAD",
    "due",
    "ask health",
    "verify",
)


@pytest.mark.parametrize("words", FOR_PROGRAMS)
def test_json_is_ascii_on_every_terminal(words: str) -> None:
    text = kim("utf-8", *words.split(), "--format", "json").stdout
    assert text.isascii()
    assert json.loads(text) is not None
    assert ("\\u65e5" in text) == (words not in {"due", "verify"})


def test_in_a_process_of_its_own_a_command_prints_ascii_where_there_is_nothing_else(
    tmp_path: Path,
) -> None:
    project = copy_tiny(tmp_path)
    for encoding in ("ascii", "cp1252:strict", "utf-8"):
        done = subprocess.run(
            [KIM, "show", f"\udcff{ODD}"],
            cwd=project,
            env=plain_environment(PYTHONIOENCODING=encoding),
            capture_output=True,
            check=False,
        )
        printed = done.stderr.decode(encoding.partition(":")[0])
        assert done.returncode == 1
        assert printed.startswith("There is no record '\\udcffCaf"), printed
        assert (PLAIN in printed) == (encoding == "ascii")


def test_what_takes_every_character_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = io.StringIO()
    monkeypatch.setattr(sys, "stdout", kept)
    print_anywhere()
    assert sys.stdout is kept

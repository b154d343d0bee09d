"""What others wrote can't turn round what a command prints, whichever command it is."""

from __future__ import annotations

import ast
import re
import unicodedata
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from macros.cli import main
from macros.cli.commands import COMMANDS
from macros.model.text import MARKS
from tests.conftest import PROJECT
from tests.projects import change, commit, copy_small, git

DANA = "דנה כהן"
OVER = "\u202e"
FAQ = "registers/faqs/FAQ-001.yml"
APART = re.compile("\u2068([^\u2068\u2069]*)\u2069")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with such texts in records, names of files, messages, authors and branches."""
    project = copy_small(tmp_path_factory.mktemp("turned") / "project")
    change(project, FAQ, "Why do you ask", f"Why {DANA} 12")
    commit(project, f"Say {DANA} {OVER}so", day="2026-11-21T10:00:00+00:00", by=DANA)
    git(project, "switch", "--quiet", "--create", f"{DANA}".replace(" ", "-"))
    change(project, FAQ, f"Why {DANA} 12", f"Why {DANA} 13")
    commit(project, f"{DANA}: 13", day="2026-11-22T10:00:00+00:00", by=f"{DANA} {OVER}")
    git(project, "switch", "--quiet", "main")
    git(
        *(project, "merge", "--quiet", "--no-ff", DANA.replace(" ", "-")),
        *("--message", f"Bring in {DANA} 14"),
        day="2026-11-23T10:00:00+00:00",
        by=DANA,
    )
    return project


@pytest.fixture(scope="module")
def broken(project: Path, pack: Path) -> Path:
    """The same, with more that is wrong. No pack can be made of it."""
    (project / f"registers/faqs/{DANA} {OVER}.txt").touch()
    change(
        project, FAQ, "owner_role: ROLE-", f"{DANA.replace(' ', '_')}: x\nowner_role: ROLE-{DANA}"
    )
    return project


@pytest.fixture(scope="module")
def pack(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pack with a file of such a name, and bytes behind its end."""
    folder = tmp_path_factory.mktemp("pack")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project)
        words = (
            "pack",
            "--out",
            str(folder / "pack.zip"),
            "--today",
            "2026-11-24",
            "--include-illustrative",
        )
        assert CliRunner().invoke(main, words).exit_code == 0
    with zipfile.ZipFile(folder / "pack.zip", "a") as archive:
        archive.writestr(f"{DANA} {OVER}1.txt", b"x")
    return folder / "pack.zip"


COMMANDS_AND_WORDS = {
    "check": True,
    "check --format github": True,
    "build": True,
    "show FAQ-001 --as-at 2026-11-22": True,
    "history FAQ-001": True,
    "diff HEAD~1 HEAD": True,
    "diff HEAD~1 HEAD --format markdown": True,
    "diff HEAD~1 DANA": True,
    "show DANA": True,
    "new DANA": True,
    "confirm DANA": True,
    "set FAQ-001 DANA": True,
    "DANA": True,
    "check DANA": True,
    "as-at DANA": True,
    "ask DANA": True,
    "due --owner DANA": True,
    "serve --address DANA": True,
    "verify PACK": True,
    "approvers": False,
    "tidy": False,
    "published": False,
    "scan": False,
}
"""Commands, and whether each prints such a text."""


@pytest.mark.parametrize("words", COMMANDS_AND_WORDS)
def test_a_command_sets_apart_what_would_turn_what_it_prints(
    words: str, broken: Path, pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(broken)
    names = {"DANA": f"{DANA} {OVER}", "PACK": str(pack)}
    done = CliRunner().invoke(main, [names.get(word, word) for word in words.split()])
    assert done.exception is None or isinstance(done.exception, SystemExit)
    assert (DANA.partition(" ")[0] in done.output) == COMMANDS_AND_WORDS[words]
    for line in done.output.split("\n"):
        if not line.startswith("::"):
            stays_in_order(line)


def stays_in_order(line: str) -> None:
    outside = APART.sub("", line)
    assert not [letter for letter in outside if unicodedata.bidirectional(letter) in ("R", "AL")], (
        ascii(line)
    )
    assert not MARKS.search(outside + "".join(APART.findall(line))), ascii(line)


def test_no_command_prints_but_by_the_way_that_sees_to_it() -> None:
    for path in sorted((PROJECT / "macros/cli").glob("*.py")):
        if path.stem != "streams":
            calls = [
                ast.unparse(node.func)
                for node in ast.walk(ast.parse(path.read_text("utf-8")))
                if isinstance(node, ast.Call)
            ]
            assert not {"click.echo", "click.secho", "print", "sys.stdout.write"}.intersection(
                calls
            ), path


def test_every_command_is_tried() -> None:
    # these write files, and say so
    left = {
        "export",
        "import",
        "pack",
        "redaction",
        "remind",
        "report",
        "review",
        "seal",
        "start",
        "upgrade",
    }
    tried = {words.partition(" ")[0] for words in COMMANDS_AND_WORDS}
    assert set(COMMANDS) - tried == left

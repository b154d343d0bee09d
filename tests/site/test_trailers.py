"""Lines of a message that name people: told by name, and no address on site, terminal or paper."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from macros.cli import main
from macros.model.coauthors import without_address, without_addresses
from tests.projects import build_staff, change, commit, git
from tests.tiny import copy_tiny

TRAILERS = {
    "Signed-off-by: Ann Able <ann@example.org>": "Signed-off-by: Ann Able",
    "Reviewed-by: Ben Brown <ben@example.org>": "Reviewed-by: Ben Brown",
    "Approved-by: Cat Cole <cat@example.org>": "Approved-by: Cat Cole",
    "Acked-by: dee@example.org": "Acked-by: (an address)",
    "Reported-by: <eve@example.org>": "Reported-by: (an address)",
    "Tested-by: Fay (fay@example.org)": "Tested-by: Fay",
    "suggested-by : Gil <gil@example.org> # thanks": "suggested-by : Gil # thanks",
    "Helped-by: Hal\n  Hill <hal@example.org>": "Helped-by: Hal\n  Hill",
    "Cc: Ida <ida@example.org>, jo@example.org": "Cc: Ida",
    "From: Kim <kim@example.org>": "From: Kim",
}
SUBJECT = "Say it as Lee <lee@example.org> does"
MESSAGE = f"{SUBJECT}\n\nMona <mona@example.org> asked for it.\n\n" + "\n".join(TRAILERS)
TASK = "registers/tasks/T-4.yml"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = copy_tiny(tmp_path_factory.mktemp("named") / "project")
    git(project, "switch", "--quiet", "--create", "aside")
    change(project, TASK, "Grease the locks", "Oil the locks")
    commit(project, MESSAGE, day="2026-11-22T10:00:00+00:00", by="Ann Able")
    git(project, "switch", "--quiet", "main")
    git(
        *(project, "merge", "--quiet", "--no-ff", "aside", "--message", f"Merge. {MESSAGE}"),
        day="2026-11-20T12:00:00+00:00",
        by="Bo",
    )
    return project


def test_no_address_stands_on_the_site_or_in_its_feeds(project: Path) -> None:
    site = build_staff(project)
    files = [path for path in site.rglob("*") if path.is_file()]
    texts = {path: path.read_bytes() for path in files}
    assert sum(b"Signed-off-by: Ann Able" in text for text in texts.values()) > 3
    for line in MESSAGE.split():
        if address := line.strip("<>(),") if "@" in line else "":
            assert [path for path, text in texts.items() if address.encode() in text] == []


@pytest.mark.parametrize(
    "words",
    [
        ("history", "T-4"),
        ("history", "T-4", "--format", "json"),
        ("diff", "HEAD~1", "HEAD"),
        ("as-at", "2026-11-22", "--out", "TMP"),
    ],
)
def test_no_command_prints_or_writes_an_address(
    words: tuple[str, ...], project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    out = tmp_path / "day"
    done = CliRunner().invoke(main, [str(out) if word == "TMP" else word for word in words])
    assert done.exit_code == 0
    about = out / "AS-AT.json"
    assert not about.is_file() or "lee@" not in about.read_text("utf-8")
    assert "example.org" not in done.stdout.replace("landlord.example.org", "")
    assert ("Reviewed-by: Ben Brown" in done.stdout) == (words[0] == "history")


def test_whoever_approved_is_told_without_an_address(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    entries = CliRunner().invoke(main, ["history", "T-4", "--format", "json"]).stdout
    assert json.loads(entries)[0]["approvals"] == ["Cat Cole"]
    assert json.loads(entries)[0]["reviews"] == ["Ben Brown"]


def test_what_is_printed_of_a_pack_shows_no_address(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    words = ("--today", "2026-11-24", "--include-illustrative")
    made = CliRunner().invoke(main, ["pack", "--out", str(tmp_path / "pack.zip"), *words])
    assert made.exit_code == 0
    with zipfile.ZipFile(tmp_path / "pack.zip") as archive:
        pages = [archive.read(name) for name in archive.namelist() if name.endswith(".html")]
    assert any(b"Signed-off-by: Ann Able" in page for page in pages)
    assert any(b"Say it as Lee" in page for page in pages)
    for page in pages:
        assert b"ann@example.org" not in page
        assert b"lee@example.org" not in page


@pytest.mark.parametrize("line", TRAILERS)
def test_a_line_that_names_somebody_keeps_the_name_alone(line: str) -> None:
    told = without_addresses(f"Why.\n\n{line}\nMore: yes")
    assert told == f"Why.\n\n{TRAILERS[line]}\nMore: yes"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Thanks to Bob <bob@example.org>.", "Thanks to Bob (an address)."),
        ("Write to desk@example.org", "Write to desk@example.org"),
        ("By 12 @ noon <later>", "By 12 @ noon <later>"),
        ("Signed-off-by:", "Signed-off-by:"),
        ("", ""),
    ],
)
def test_what_a_message_says_otherwise_stays(text: str, told: str) -> None:
    assert without_addresses(text) == told


def test_of_somebody_without_a_name_it_is_told_that_there_is_an_address() -> None:
    assert without_address("eve@example.org") == "(an address)"
    assert without_address("") == ""

"""`kim scan`: what it tells of files, of what is staged, of messages and commits, and no print."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook

from macros.cli import main
from tests.projects import ALONE, commit, git

NINO, PHONE, NAME, MAIL = "AB 12 34 56 C", "07812 345678", "Mrs Haq", "p.kaur@mail.example"
SECRETS = (NINO, PHONE, NAME, "Haq", MAIL, "kaur")


def kim(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def told(result: Result) -> list[tuple[str, int, int, str, str]]:
    problems = json.loads(result.stdout)["problems"]
    names = ("file", "line", "column", "kind", "severity")
    return [tuple(problem[name] for name in names) for problem in problems]


def places(*words: str) -> list[tuple[str, int, int, str]]:
    return [place[:4] for place in told(kim("scan", "--format", "json", *words))]


@pytest.fixture
def project(shared_project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(shared_project)
    return shared_project


@pytest.fixture
def repository(base: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The smallest project, in one commit."""
    (base / "mkdocs.yml").write_text("site_name: Tasks\n", "utf-8")
    commit(base, "Start", first=True)
    monkeypatch.chdir(base)
    return base


def test_without_paths_it_looks_through_what_the_check_reads(project: Path) -> None:
    result = kim("scan")
    assert (result.exit_code, result.stdout.splitlines()[-1][-17:]) == (0, "nothing is wrong.")
    (project / "docs/guides").mkdir(exist_ok=True)
    (project / "docs/guides/note.md").write_text(f"Ring\n\n  {PHONE}.\n", "utf-8")
    assert places() == [("docs/guides/note.md", 3, 3, "phone")]


@pytest.mark.parametrize("form", ["text", "json"])
def test_what_it_finds_is_never_printed(project: Path, tmp_path: Path, form: str) -> None:
    file = tmp_path / "Mrs Haq.txt"
    file.write_text("\n".join(SECRETS), "utf-8")
    result = kim("scan", "--format", form, str(file))
    assert result.exit_code == 1
    assert [secret for secret in SECRETS if secret.casefold() in result.output.casefold()] == []


@pytest.mark.usefixtures("project")
def test_a_spreadsheet_is_read_cell_by_cell_with_hidden_sheets_and_who_made_it(
    tmp_path: Path,
) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Post", "Date of birth", "Note"])
    sheet.append(["Officer", "1984-03-12", "-"])
    hidden = book.create_sheet("Old")
    hidden.sheet_state = "hidden"
    hidden.append(["x", "y", MAIL])
    book.properties.creator = "Priya Nair"
    book.save(tmp_path / "returns.xlsx")
    file = f"{tmp_path}/returns.xlsx"
    assert places(file) == [
        (f"{file}/Old", 1, 3, "email"),
        (f"{file}/Sheet", 2, 2, "birth"),
        (f"{file}/docProps/core.xml", 1, 159, "name"),
    ]


@pytest.mark.usefixtures("project")
def test_a_table_a_page_and_an_archive_inside_an_archive_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("post,national insurance\nOfficer,AB 12 34 56 C\n", "utf-8")
    (tmp_path / "b.html").write_text("<p>Mrs&nbsp;<b>H</b>aq</p><img alt='Mr Singh'>", "utf-8")
    (tmp_path / "c.txt").write_bytes("Ring Mrs Haq".encode("utf-16"))
    inner = zipped({"registers/faqs.csv": f"title\n{MAIL}\n"})
    (tmp_path / "pack.zip").write_bytes(zipped({"inner.zip": inner}))
    assert places(str(tmp_path)) == [
        (f"{tmp_path}/a.csv", 2, 2, "nino"),
        (f"{tmp_path}/b.html", 1, 4, "name"),
        (f"{tmp_path}/b.html", 1, 37, "name"),
        (f"{tmp_path}/c.txt", 1, 6, "name"),
        (f"{tmp_path}/pack.zip/inner.zip/registers/faqs.csv", 2, 1, "email"),
    ]


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return content.getvalue()


@pytest.mark.usefixtures("project")
def test_a_damaged_archive_and_a_damaged_workbook_are_passed_over(tmp_path: Path) -> None:
    for name in ("cut.zip", "cut.xlsx"):
        whole = zipped({"a.txt": "nothing " * 400, "b.txt": "nothing"})
        (tmp_path / name).write_bytes(whole.replace(b"nothing", b"n0thing", 1))
    assert kim("scan", str(tmp_path)).exit_code == 0


# ------------------------------------------------------------------------------------------ commits


def stage(root: Path, file: str, text: str) -> None:
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    git(root, "add", file)


def test_what_is_staged_is_read_and_not_what_lies_there(repository: Path) -> None:
    stage(repository, "docs/note.txt", f"Ring {PHONE}\n")
    (repository / "docs/note.txt").write_text("Ring us\n", "utf-8")
    (repository / "docs/other.txt").write_text(f"Ring {PHONE}\n", "utf-8")
    assert ("docs/note.txt", 1, 6, "phone") in places("--staged")
    assert "docs/other.txt" not in str(places("--staged"))
    assert places("--staged", "registers") == []


def test_a_message_is_read_without_comments_and_its_signers_are_a_warning(
    repository: Path, tmp_path: Path
) -> None:
    words = f"Answer {NAME}\n\n# Ring {PHONE}\nReviewed-by: Sam Lee <sam@example.org>\n"
    scissors = "# ------------------------ >8 ------------------------\nMr Black\n"
    file = tmp_path / "COMMIT_EDITMSG"
    file.write_text(words + scissors, "utf-8")
    result = kim("scan", "--format", "json", "--message", str(file))
    assert [place for place in told(result) if place[0] == "the message"] == [
        ("the message", 1, 8, "name", "error"),
        ("the message", 4, 14, "name", "warning"),
        ("the message", 4, 23, "email", "warning"),
    ]
    assert result.exit_code == 1
    file.write_text("Answer a tenant\n\nReviewed-by: Records Manager\n", "utf-8")
    assert kim("scan", "--message", str(file)).exit_code == 0


def test_an_author_who_is_no_post_is_a_warning(repository: Path) -> None:
    git(repository, "config", "user.name", "Priya Nair")
    git(repository, "config", "user.email", "priya.nair@example.org")
    result = kim("scan", "--staged", "--format", "json")
    assert [(place[0], *place[3:]) for place in told(result)] == [
        ("the author", "name", "warning"),
        ("the author", "email", "warning"),
    ]
    assert result.exit_code == 0


def test_a_commit_is_read_though_a_later_one_took_it_out(repository: Path) -> None:
    stage(repository, "docs/note.txt", f"Ring {PHONE}\n")
    commit(repository, f"Answer {NAME}")
    stage(repository, "docs/note.txt", "Ring us\n")
    commit(repository, "Take it out")
    sightings = places("--commits", "HEAD~2..HEAD")
    assert {(file.partition(":")[2].strip(), kind) for file, _, _, kind in sightings} == {
        ("docs/note.txt", "phone"),
        ("the message", "name"),
    }
    assert places("--commits", "HEAD~1..HEAD") == []


def test_outside_a_repository_it_says_so(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (base / "mkdocs.yml").write_text("site_name: Tasks\n", "utf-8")
    monkeypatch.chdir(base)
    result = kim("scan", "--staged")
    assert (result.exit_code, "no Git repository" in result.output) == (1, True)


def test_as_a_hook_it_stops_a_commit_also_of_a_single_file(repository: Path) -> None:
    hook = repository / ".git/hooks/pre-commit"
    hook.parent.mkdir()
    run_kim = f"{sys.executable} -c 'from macros.cli import main; main()'"
    hook.write_text(f"#!/bin/sh\nexec {run_kim} scan --staged\n", "utf-8")
    hook.chmod(0o755)
    (repository / "docs/note.txt").write_text("Ring us\n", "utf-8")
    assert committed(repository, "docs/note.txt").returncode == 0
    (repository / "docs/note.txt").write_text(f"Ring {PHONE}\n", "utf-8")
    run = committed(repository, "docs/note.txt")
    assert run.returncode == 1
    assert "docs/note.txt:1:6: error" in run.stdout + run.stderr
    assert PHONE not in run.stdout + run.stderr


def committed(root: Path, file: str) -> subprocess.CompletedProcess[str]:
    """A commit of one file that is named, for which Git makes an index of its own."""
    who = {f"GIT_{role}_{what}": "post" for role in ("AUTHOR", "COMMITTER") for what in NAMES}
    home = str(Path(__file__).parents[2])
    subprocess.run(["git", "add", "--intent-to-add", file], cwd=root, check=True)
    return subprocess.run(
        ["git", "commit", "--quiet", "--message", "Say whom to ring", "--", file],
        cwd=root,
        env={**os.environ, **ALONE, **who, "PYTHONPATH": home},
        capture_output=True,
        text=True,
        check=False,
    )


NAMES = ("NAME", "EMAIL")


def test_the_hooks_of_this_repository_call_what_there_is() -> None:
    import yaml  # noqa: PLC0415 - for this test alone

    home = Path(__file__).parents[2]
    offered: Any = yaml.safe_load((home / ".pre-commit-hooks.yaml").read_text("utf-8"))
    used: Any = yaml.safe_load((home / ".pre-commit-config.yaml").read_text("utf-8"))
    hooks = [*offered, *used["repos"][0]["hooks"]]
    for hook in hooks:
        options = [word for word in hook["entry"].split() if word.startswith("--")]
        assert hook["entry"].startswith("kim scan ")
        assert set(options) <= set(kim("scan", "--help").output.split())

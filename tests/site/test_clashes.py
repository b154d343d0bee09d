"""A file that somebody wrote where the build puts a page or a file: told, and nothing is built."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from macros.cli import main
from tests.projects import MORNING
from tests.tiny import copy_tiny

STAFF, PUBLIC = "docs/guides/history.md", "docs/public/about.md"

CLASHES = {
    "docs/registers/tasks/t-1.md": "the page of the record T-1 stands",
    "docs/public/registers/tasks/T-2/index.md": "the page of the record T-2 stands",
    "docs/registers/tasks/README.md": "the page of the register",
    f"docs/changes/{MORNING[:7]}.md": "'changes/",
    "docs/as-at/now/index.md": "the build puts the page 'As at",
    "docs/changes/feed.json": "the build puts the feed changes/feed.json",
    "docs/public/answers.json": "",
    "docs/_headers": "the build puts the file _headers",
    "docs/pagefind/x.js": "the build puts pagefind/",
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_tiny(tmp_path_factory.mktemp("clashes") / "project")


@pytest.mark.parametrize("file", CLASHES)
def test_a_written_file_in_the_place_of_a_made_one_is_one_sentence(
    file: str, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    (project / file).parent.mkdir(parents=True, exist_ok=True)
    source = PUBLIC if file.startswith("docs/public/") else STAFF
    shutil.copy(project / source, project / file)
    done = CliRunner().invoke(main, ["build", "--today", "2026-11-22"])
    (project / file).unlink()
    assert done.exit_code == 1
    assert CLASHES[file] in done.output
    assert done.output.count("would stand where") == bool(CLASHES[file]), done.output
    assert not (project / "site/staff").exists()

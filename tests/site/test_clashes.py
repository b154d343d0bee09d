"""A file that somebody wrote where the build puts a page or a file: told, and nothing is built."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from macros.cli import main
from tests.projects import MORNING, copy_small

STAFF, PUBLIC = "docs/guides/how-long.md", "docs/public/about.md"

CLASHES = {
    "docs/registers/faqs/faq-001.md": "the page of the record FAQ-001 stands",
    "docs/public/registers/faqs/FAQ-001/index.md": "the page of the record FAQ-001 stands",
    "docs/registers/faqs/README.md": "the page of the register",
    f"docs/changes/{MORNING[:7]}.md": "'changes/",
    "docs/as-at/now/index.md": "the build puts the page 'As at",
    "docs/changes/feed.json": "the build puts the feed changes/feed.json",
    "docs/public/answers.json": "",
    "docs/_headers": "the build puts the file _headers",
    "docs/pagefind/x.js": "the build puts pagefind/",
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    project = copy_small(tmp_path / "project")
    monkeypatch.chdir(project)
    return project


@pytest.mark.parametrize("file", CLASHES)
def test_a_written_file_in_the_place_of_a_made_one_is_one_sentence(
    file: str, project: Path
) -> None:
    (project / file).parent.mkdir(parents=True, exist_ok=True)
    source = PUBLIC if file.startswith("docs/public/") else STAFF
    shutil.copy(project / source, project / file)
    done = CliRunner().invoke(main, ["build", "--today", "2026-11-22"])
    assert done.exit_code == 1
    assert CLASHES[file] in done.output
    assert done.output.count("would stand where") == bool(CLASHES[file]), done.output
    assert not (project / "site/staff").exists()

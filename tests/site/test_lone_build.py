"""`mkdocs build`, which knows nothing of the command line: the same care for what stands there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tiny import copy_tiny

WARNS = """
import logging


def on_page_markdown(markdown, **_):
    logging.getLogger("mkdocs.hooks.warn").warning("Look here.")
"""

QUIET = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}


def built(project: Path, *words: str) -> subprocess.CompletedProcess[str]:
    run = [str(Path(sys.executable).with_name("mkdocs")), "build", *words]
    return subprocess.run(run, cwd=project, env=QUIET, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The smallest project, with a staff site that MkDocs built."""
    root = copy_tiny(tmp_path_factory.mktemp("lone"))
    assert built(root).returncode == 0
    return root


def test_mkdocs_builds_a_site_that_it_can_build_again(project: Path) -> None:
    home = project / "site/staff/index.html"
    before = home.stat().st_ino
    done = built(project)
    assert done.returncode == 0
    assert home.stat().st_ino != before
    assert [path.name for path in (project / "site/.kim-build").iterdir()] == ["lock"]


def test_what_no_build_made_is_kept_and_nothing_replaced(project: Path) -> None:
    mine = project / "site/staff/mine.txt"
    mine.write_text("Mine.", "utf-8")
    home = (project / "site/staff/index.html").stat().st_ino
    done = built(project)
    assert done.returncode == 1
    assert "holds what no build made: mine.txt. Nothing was replaced." in done.stderr
    assert (project / "site/staff/index.html").stat().st_ino == home
    mine.unlink()


def test_where_warnings_are_faults_they_replace_nothing(project: Path) -> None:
    settings = project / "mkdocs.yml"
    text = settings.read_text("utf-8")
    (project / "warn.py").write_text(WARNS, "utf-8")
    settings.write_text(f"{text}\nhooks: [warn.py]\n", "utf-8")
    home = (project / "site/staff/index.html").stat().st_ino
    done = built(project, "--strict")
    settings.write_text(text, "utf-8")
    assert done.returncode == 1
    assert "Nothing was replaced, because of the warnings above." in done.stderr
    assert (project / "site/staff/index.html").stat().st_ino == home

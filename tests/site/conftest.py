"""Projects to build: a copy of this one, changed by a test, and built in this process."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from macros.site.run_mkdocs import generate

HOME = Path(__file__).resolve().parents[2]
TODAY = date(2026, 11, 22)


ALONE = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
"""So that nobody's own settings of Git change what a test makes."""


def copy_project(to: Path, date: str = "2026-11-22T09:00:00+00:00") -> Path:
    """This project's own files, without what was built from them, in one commit of a repository of their own."""
    for folder in ("docs", "registers", "schemas", "macros/theme"):
        shutil.copytree(HOME / folder, to / folder)
    for file in HOME.glob("mkdocs*.yml"):
        shutil.copy(file, to / file.name)
    commit(to, "Start the registers", first=True, date=date)
    return to


def commit(
    project: Path,
    message: str,
    first: bool = False,
    date: str = "2026-11-22T09:00:00+00:00",
    by: str = "Somebody",
) -> None:
    """Commit everything in a project, as nobody in particular."""
    who = {
        f"GIT_{role}_{what}": value
        for role in ("AUTHOR", "COMMITTER")
        for what, value in (("NAME", by), ("EMAIL", "somebody@example.org"), ("DATE", date))
    }
    for arguments in ([["init", "--quiet", "--initial-branch=main"]] if first else []) + [
        ["add", "--all"],
        ["commit", "--quiet", "--message", message],
    ]:
        subprocess.run(
            ["git", *arguments], cwd=project, check=True, env={**os.environ, **ALONE, **who}
        )


def change(project: Path, file: str, old: str, new: str) -> None:
    """Replace a text in a file, which has to hold it."""
    path = project / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def build_staff(project: Path) -> Path:
    """The staff site of a project."""
    site = project / "site" / "staff"
    generate(project / "mkdocs.yml", site, TODAY)
    return site


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_project(tmp_path)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The staff site of the real registers."""
    return build_staff(copy_project(tmp_path_factory.mktemp("real")))


Builder = Callable[[Path], Path]

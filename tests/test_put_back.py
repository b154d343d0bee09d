"""A project that many cases share is after each as it was before."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import files_of, put_back

FILES = ("mkdocs.yml", "docs/index.md", "docs/guides/one.md", "registers/tasks/T-1.yml")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in FILES:
        file = tmp_path / "project" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name, "utf-8")
    return tmp_path / "project"


def spoil(project: Path) -> None:
    """Everything that a case may do to files: to change, take away, replace, add and lead away."""
    (project / "registers/tasks/T-1.yml").write_text("spoilt", "utf-8")
    shutil.rmtree(project / "docs/guides")
    (project / "mkdocs.yml").unlink()
    (project / "mkdocs.yml").mkdir()
    (project / "mkdocs.yml/inside").touch()
    (project / "new/folder").mkdir(parents=True)
    (project / "docs/index.fr.md").touch()
    (project / "registers/away").symlink_to(project.parent / "outside")


def test_whatever_a_case_does_is_undone_and_nothing_outside_is_touched(project: Path) -> None:
    before = files_of(project)
    folders = set(project.rglob("*"))
    outside = project.parent / "outside"
    outside.mkdir()
    (outside / "kept").touch()
    spoil(project)
    assert files_of(project) != before
    put_back(project, before)
    assert files_of(project) == before
    assert set(project.rglob("*")) == folders
    assert (outside / "kept").exists()

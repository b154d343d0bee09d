"""What systems and editors leave is passed over with a word, and what somebody wrote never is."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.catalogue.debris import left_by
from macros.catalogue.load import load
from tests.conftest import BASE, PROJECT, lay_base
from tests.projects import build_both
from tests.tiny import copy_tiny

WRITTEN = [
    path.name
    for folder in (BASE, PROJECT / "docs", PROJECT / "registers", PROJECT / "schemas")
    for path in folder.rglob("*")
]


def test_nothing_that_somebody_wrote_is_debris() -> None:
    assert len(WRITTEN) > 600
    assert [name for name in WRITTEN if left_by(name)] == []


@pytest.mark.parametrize(
    "name",
    [
        ".gitkeep",
        ".T-4.yml",
        "T-4.yml",
        "backup.md",
        "old.md",
        "T-4 copy.yml",
        "CNAME",
        "a.#b",
        "~",
    ],
)
def test_a_name_that_only_sounds_like_debris_is_none(name: str) -> None:
    assert left_by(name) == ""


@pytest.mark.parametrize("name", [".DS_Store", "._IA3.yml", "thumbs.db", "Desktop.ini"])
def test_debris_is_known_in_whatever_capitals(name: str) -> None:
    assert left_by(name)


DEBRIS = ("words.md~", "Thumbs.db", "desktop.ini", "words.md.bak", "__MACOSX/words.md", ".DS_Store")


def test_neither_site_holds_debris(tmp_path: Path) -> None:
    project = copy_tiny(tmp_path / "project")
    for folder in ("docs/guides", "docs/public", "registers/tasks"):
        for name in DEBRIS:
            (project / folder / name).parent.mkdir(exist_ok=True)
            (project / folder / name).write_text("Nobody wrote this.", "utf-8")
    sites = build_both(project)
    for site in (sites.staff, sites.public):
        names = {path.name for path in site.rglob("*")}
        assert names.isdisjoint({Path(name).name for name in DEBRIS})
        assert "__MACOSX" not in names


def test_a_folder_that_clashes_is_told_once_and_nothing_in_it(tmp_path: Path) -> None:
    project = lay_base(tmp_path / "project")
    page = (project / "docs/index.md").read_text("utf-8")
    for name in ("Guides/a/b.md", "guides/a/b.md", "guides/a/c.md"):
        (project / "docs" / name).parent.mkdir(parents=True, exist_ok=True)
        (project / "docs" / name).write_text(page, "utf-8")
    if not (project / "docs/Guides/a/c.md").exists():  # else this machine knows no capitals
        (clash,) = load(project)[0].errors
        assert clash.message.startswith("'guides' and 'Guides' differ only in capitals")

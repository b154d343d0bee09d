"""A pack inside a site, whatever it is called: the check names it, and the build stops at it."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.catalogue.checks import CHECKS
from macros.catalogue.load import load
from macros.site.run_mkdocs import BuildFailedError
from tests.evidence.conftest import Repo, pack
from tests.projects import build_staff
from tests.tiny import copy_tiny


@pytest.mark.parametrize(
    "name",
    [
        "docs/pack.zip",
        "docs/assets/minutes.png",
        "docs/public/pictures/tap.svg",
        "docs/public/notes.md",
        "docs/plain",
    ],
)
def test_the_check_names_a_pack_whatever_it_is_called(repo: Repo, name: str) -> None:
    file = repo.folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(pack(repo).read_bytes())
    problems = [
        problem for problem in load(repo.folder)[0].problems if problem.rule == "evidence-pack"
    ]
    assert [problem.file for problem in problems] == [name]
    assert "handed over, never published" in problems[0].hint


def test_no_pack_is_published_even_where_the_check_did_not_see_it(
    whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = copy_tiny(tmp_path / "project")
    content = whole.read_bytes()
    (project / "docs/assets").mkdir()
    (project / "docs/assets/minutes.dat").write_bytes(content[: len(content) - 30])
    others = [check for check in CHECKS if check.rule.id != "evidence-pack"]
    monkeypatch.setattr("macros.catalogue.load.CHECKS", others)
    with pytest.raises(BuildFailedError, match=r"assets/minutes\.dat: this is an evidence pack"):
        build_staff(project)
    assert not (project / "site" / "staff").exists()

"""`kim review` writes what came of a review into the record, and touches nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from macros.cli import main

CHECKED = "The steps against what the keys system does"
FILE = "registers/tasks/T-2.yml"


@pytest.fixture
def project(base: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (base / "mkdocs.yml").write_text("site_name: Tasks\n", "utf-8")
    monkeypatch.chdir(base)
    return base


def review(*words: str, checked: str = CHECKED) -> Result:
    options = ("--checked", checked, "--role", "Housing officer", "--today", "2024-09-15")
    return CliRunner().invoke(main, ["review", "T-2", *options, *words])


def test_a_review_is_written_in_place_and_the_rest_of_the_file_stays(project: Path) -> None:
    before = (project / FILE).read_text("utf-8").splitlines()
    result = review("--outcome", "no-change")
    assert result.exit_code == 0, result.output
    after = (project / FILE).read_text("utf-8").splitlines()
    new = [line for line in after if line not in before]
    assert new == [
        "last_reviewed: 2024-09-15",
        "review_outcome:",
        "  outcome: no-change",
        f"  checked: {CHECKED}",
        "  by_role: ROLE-officer",
    ]
    assert [line for line in after if line not in new] == before


def test_a_second_review_takes_the_place_of_the_first(project: Path) -> None:
    review("--outcome", "no-change")
    first = (project / FILE).read_text("utf-8")
    review("--outcome", "changed")
    second = (project / FILE).read_text("utf-8")
    assert second == first.replace("outcome: no-change", "outcome: changed")


@pytest.mark.parametrize(
    ("words", "checked"),
    [
        (("--outcome", "no-change"), "short"),
        (("--outcome", "no-change", "--next", "2024-09-15"), CHECKED),
    ],
)
def test_what_the_check_would_refuse_is_not_written(
    project: Path, words: tuple[str, ...], checked: str
) -> None:
    before = (project / FILE).read_bytes()
    assert review(*words, checked=checked).exit_code == 1
    assert (project / FILE).read_bytes() == before


QUIETLY = ("--outcome", "changed", "--checked", CHECKED, "--role", "Housing officer")
PAGE = "docs/about/accessibility.md"


def review_page(*words: str) -> Result:
    options = ("--checked", CHECKED, "--role", "Housing officer", "--today", "2024-09-15")
    return CliRunner().invoke(main, ["review", PAGE, *options, *words])


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_review_of_a_page_is_written_into_its_heading_alone(project: Path, end: str) -> None:
    path = project / PAGE
    content = path.read_text("utf-8").replace("\n", end).encode()
    path.write_bytes(content)
    result = review_page("--outcome", "changed", "--next", "2025-09-15")
    assert result.exit_code == 0, result.output
    before, after = content.decode().split(end), path.read_bytes().decode().split(end)
    new = [line for line in after if line not in before]
    assert new == [
        "last_reviewed: 2024-09-15",
        "review_outcome:",
        "  outcome: changed",
        f"  checked: {CHECKED}",
        "  by_role: ROLE-officer",
        "next_review: 2025-09-15",
    ]
    kept = [line for line in before if not line.startswith("next_review:")]
    assert [line for line in after if line not in new] == kept


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--outcome", "retired"), "Delete its file"),
        (("--outcome", "changed", "--next", "2024-09-15"), "give a day after"),
    ],
)
def test_what_a_page_can_not_say_is_refused(
    project: Path, words: tuple[str, ...], why: str
) -> None:
    before = (project / PAGE).read_bytes()
    result = review_page(*words)
    assert (result.exit_code, why in result.stderr) == (1, True)
    assert (project / PAGE).read_bytes() == before


def test_a_page_whose_day_is_past_needs_another(project: Path) -> None:
    path = project / PAGE
    path.write_text(path.read_text("utf-8").replace("2027-05-22", "2024-05-22"), "utf-8")
    result = review_page("--outcome", "no-change")
    assert (result.exit_code, "--next" in result.stderr) == (1, True)


def test_a_page_that_is_not_there_is_answered_with_the_nearest(project: Path) -> None:
    result = CliRunner().invoke(main, ["review", "about/accesibility.md", *QUIETLY])
    assert f"Did you mean '{PAGE}'?" in result.stderr

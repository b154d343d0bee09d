"""A history that is read again says what one says that is read for the first time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from macros.history.again import load_again
from macros.history.load import load_history
from tests.repositories import HISTORIES, build, git, read_case

READ_ON = date(2026, 11, 27)
TASK = "registers/tasks/T-1.yml"


def write(file: str, text: str) -> Callable[[Path], None]:
    def written(project: Path) -> None:
        (project / file).write_text(text)

    return written


def commit(project: Path) -> None:
    git(project, "commit", "--quiet", "--all", "--message", "Say more")


def tag(project: Path) -> None:
    git(project, "tag", "approved")


def back(project: Path) -> None:
    git(project, "checkout", "--quiet", "--force", "HEAD~1")


SOMEBODY = "Another name <somebody@example.org>\n"
STEPS = (
    (write(TASK, "id: T-1\n"), True),
    (write("registers/tasks/T-9.yml", "id: T-9\n"), True),
    (commit, False),
    (write(TASK, "id: T-1\ntitle: Ring\n"), True),
    (write(".mailmap", SOMEBODY), False),
    (tag, False),
    (write(TASK, "id: T-1\ntitle: Call\n"), True),
    (back, False),
)
"""What somebody does, and whether all that was committed is still the same then."""


@pytest.mark.parametrize("prefix", ["", "offices/kim/"])
def test_a_history_read_again_is_the_one_that_is_there(tmp_path: Path, prefix: str) -> None:
    project = build(tmp_path / "all", read_case(HISTORIES / "pull-request"), prefix=prefix).folder
    read = load_again(project, READ_ON, None)
    assert read.past == load_history(project, READ_ON)
    for step, (do, is_kept) in enumerate(STEPS):
        before = read
        do(tmp_path / "all" if do is STEPS[4][0] else project)
        read = load_again(project, READ_ON, before)
        assert read.past == load_history(project, READ_ON), step
        assert (read.past.trails is before.past.trails) == is_kept, step


def test_on_another_day_it_is_read_anew(tmp_path: Path) -> None:
    project = build(tmp_path / "all", read_case(HISTORIES / "pull-request")).folder
    before = load_again(project, READ_ON, None)
    assert load_again(project, date(2026, 11, 28), before).past.trails is not before.past.trails

"""Rules that this project's own schemas make, each broken once in the small project."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.catalogue.load import load
from tests.projects import lay_small

IN_FORCE = "'in-force' is said only with the day of a check and where it was made"


@pytest.mark.parametrize("line", ["checked_on", "checked_at"])
def test_nothing_is_in_force_without_the_day_and_the_place_of_a_check(
    tmp_path: Path, line: str
) -> None:
    record = lay_small(tmp_path) / "registers/expectations/EXP-psbar-2018.yml"
    lines = record.read_text("utf-8").splitlines(keepends=True)
    record.write_text("".join(text for text in lines if not text.startswith(line)), "utf-8")
    problems = load(tmp_path)[0].errors
    assert [problem.file for problem in problems] == [f"registers/expectations/{record.name}"]
    assert problems[0].message.startswith(IN_FORCE)

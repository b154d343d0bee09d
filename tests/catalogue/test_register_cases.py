"""Rules of this project's own schemas, and exactly what `kim check` says where one is broken.

`tests/register_cases` holds a record for each, which breaks one and lies in the small project.
`pytest tests/catalogue/test_register_cases.py --update-cases` writes down what comes now; read the
diff before you keep it.
"""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest

from macros.catalogue.load import load
from macros.catalogue.reporter import as_text
from tests.projects import TODAY, lay_small

BROKEN = Path(__file__).parents[1] / "register_cases"
EXPECTED = BROKEN / "expected.txt"
ALLOWED = {"registers/training/CRS-15.yml"}
"""What stands among them and may: a small number with a reason."""


def test_each_record_is_told_in_these_words(tmp_path: Path, pytestconfig: pytest.Config) -> None:
    copytree(BROKEN / "registers", lay_small(tmp_path) / "registers", dirs_exist_ok=True)
    catalogue, _ = load(tmp_path, TODAY)
    records = {path.relative_to(BROKEN).as_posix() for path in BROKEN.rglob("*.yml")}
    problems = [problem for problem in catalogue.problems if problem.file in records]
    text = as_text(problems, catalogue.count) + "\n"
    if pytestconfig.getoption("--update-cases"):
        EXPECTED.write_text(text, "utf-8")
    assert text == EXPECTED.read_text("utf-8")
    assert {problem.file for problem in problems} == records - ALLOWED

"""What this project's own registers refuse, each wrong record told in exactly these words.

A folder of `tests/refusals` is a register. Its records are laid over the small project, and
`expected.txt` is what `kim check` says of them; `--update-cases` writes it down.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from macros.catalogue.load import load
from macros.catalogue.reporter import as_text
from tests.conftest import PROJECT
from tests.projects import TODAY, lay_small

FOLDER = PROJECT / "tests" / "refusals"


@pytest.mark.usefixtures("files_read_once")
@pytest.mark.parametrize("name", sorted(path.name for path in FOLDER.iterdir()))
def test_a_wrong_record_is_refused_in_these_words(
    name: str, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    project, records = lay_small(tmp_path), sorted((FOLDER / name).glob("*.yml"))
    for record in records:
        shutil.copy(record, project / "registers" / name)
    problems = load(project, TODAY)[0].errors
    text = as_text(problems, len(records)) + "\n"
    expected = FOLDER / name / "expected.txt"
    if pytestconfig.getoption("--update-cases"):
        expected.write_text(text, "utf-8")
    assert text == expected.read_text("utf-8")
    assert {Path(problem.file).name for problem in problems} == {path.name for path in records}

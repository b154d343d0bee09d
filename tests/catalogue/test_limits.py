"""A limit that is reached says how else to write it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from macros.catalogue.load import load
from macros.model import Problem
from tests.conftest import PROJECT
from tests.projects import change, lay_small

RULE = "registers/retention/RET-001.yml"
LIMITS = ("maximum", "maxItems")


def problems_of(project: Path, file: str) -> list[Problem]:
    return [problem for problem in load(project)[0].problems if problem.file == file]


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("months: 1201", "'kind: permanent'"),
        ("months: 1.5", "Write whole months, and parts of one in 'days'"),
        ("years: 151", "'kind: permanent'"),
        ("years: 0", "less than a year is 'months' alone"),
        ("years: 2.5", "Half a year is 'months: 6'"),
    ],
)
def test_a_time_beyond_a_limit_says_how_else_to_write_it(
    tmp_path: Path, written: str, hint: str
) -> None:
    project = lay_small(tmp_path / "project")
    change(project, RULE, "years: 6", written)
    (problem,) = problems_of(project, RULE)
    assert problem.rule in ("out-of-range", "wrong-type")
    assert hint in problem.hint


def test_every_limit_of_the_schemas_has_words_of_its_own() -> None:
    limited = [pair for path in PROJECT.glob("schemas/*.json") for pair in limits(path)]
    assert len(limited) > 10
    assert [name for name, node in limited if "x-message" not in node] == []


def limits(path: Path) -> Iterator[tuple[str, dict[str, object]]]:
    """Each part of a schema that sets a number that can be reached."""
    nodes = [json.loads(path.read_text("utf-8"))]
    for node in nodes:
        if isinstance(node, list | dict):
            nodes += node.values() if isinstance(node, dict) else node
        if isinstance(node, dict) and any(isinstance(node.get(word), int) for word in LIMITS):
            yield f"{path.name}: {node.get('title')}", node


def test_a_text_that_is_too_long_goes_on_where_as_many_may_read_it(tmp_path: Path) -> None:
    project = lay_small(tmp_path / "project")
    file = "registers/faqs/FAQ-001.yml"
    text = (project / file).read_text("utf-8")
    long = "Why? " * 30 + "Why?"
    lines = [
        f"question: {long}" if line.startswith("question:") else line for line in text.split("\n")
    ]
    (project / file).write_text("\n".join(lines), "utf-8")
    (problem,) = problems_of(project, file)
    assert problem.message == "'Question' has 154 characters; the most is 120."
    assert problem.hint.endswith("What doesn't fit goes in 'answer' (More about this).")

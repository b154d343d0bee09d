"""Exactly what is told of each text of the half to work with: from which letter to which.

The measure says how many texts are noticed; this says where, so that no change of a detector goes
by unseen. `pytest tests/personal/test_develop.py --update-cases` writes down what comes now; read
the diff before you keep it. The other half has no such file: nobody is to read what comes of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import pytest
import yaml

from benchmarks.personal import OWN
from macros.rules.personal.detect import detect

FOLDER = Path(__file__).parent
MARKED = FOLDER / "develop.marked.txt"


def test_what_is_told_of_each_text_stands_where_it_did(pytestconfig: pytest.Config) -> None:
    lines = "".join(f"{row['kind']}: {marked(row['text'])}\n" for row in texts())
    if pytestconfig.getoption("--update-cases"):
        MARKED.write_text(lines, "utf-8")
    assert lines.splitlines() == MARKED.read_text("utf-8").splitlines()


@cache
def texts() -> Sequence[Mapping[str, str]]:
    rows: Sequence[Mapping[str, str]] = yaml.safe_load((FOLDER / "develop.yml").read_text("utf-8"))
    return rows


def marked(text: str) -> str:
    """A text on one line, with what is told of it between brackets."""
    for sighting in reversed(detect(text, own=OWN)):
        datum = text[sighting.start : sighting.end]
        text = f"{text[: sighting.start]}[{sighting.kind} {datum}]{text[sighting.end :]}"
    return text.encode("unicode_escape").decode("ascii")

"""How much of what is personal is noticed, on texts that it was made with and on others.

`python -m benchmarks.personal` prints the figures kind by kind.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import pytest

from benchmarks.personal import DEVELOP, HELD_OUT, IDENTIFIERS, Text, precision, recall, texts_of

PARTS = (DEVELOP, HELD_OUT)
IN_CONTEXT = ("name", "health", "crime")


@cache
def texts(part: str) -> Sequence[Text]:
    return texts_of(part)


@pytest.mark.parametrize("part", PARTS)
def test_of_identifiers_hardly_any_is_missed(part: str) -> None:
    assert recall(texts(part), IDENTIFIERS).share >= 0.97


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("kinds", [("name",), ("health", "crime"), IN_CONTEXT], ids="+".join)
def test_of_names_and_circumstances_few_are_missed(part: str, kinds: Sequence[str]) -> None:
    assert recall(texts(part), kinds).share >= 0.90


@pytest.mark.parametrize("part", PARTS)
def test_of_what_is_noticed_hardly_any_is_nothing(part: str) -> None:
    assert precision(texts(part)).share >= 0.95


def test_the_measure_would_show_a_detector_that_misses_or_that_sees_too_much() -> None:
    missed = Text("", "nino", frozenset())
    seen = Text("", "nino", frozenset({"nino", "name"}))
    imagined = Text("", "none", frozenset({"nino"}))
    assert recall([missed, seen], ["nino"]).share == 0.5
    assert precision([missed, seen, imagined]).share == 0.5

"""The set that detectors of personal data are measured on is large, whole and split for good."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

HALVES = ("develop", "held_out")
NEAR_MISS = "none"
LEAST_OF_KIND = {
    "nino": 20,
    "nhs": 20,
    "phone": 20,
    "email": 20,
    "birth": 20,
    "bank": 20,
    "card": 20,
    "address": 20,
    "uprn": 20,
    "reference": 20,
    "vehicle": 20,
    "crime": 20,
    "name": 40,
    "health": 40,
    NEAR_MISS: 680,
}
"""How many texts of each kind both halves have together; each half has its share."""


class Item(NamedTuple):
    """A text as somebody might write it, and what is personal in it."""

    text: str
    kind: str


def items(half: str) -> list[Item]:
    """The texts of a half, in the order of its file."""
    file = Path(__file__).with_name(f"{half}.yml")
    return [Item(**item) for item in yaml.safe_load(file.read_text(encoding="utf-8"))]


def folded(text: str) -> str:
    """A text without what makes a copy look different: case and spaces."""
    return "".join(text.casefold().split())


def test_it_has_three_hundred_positives_and_six_hundred_near_misses() -> None:
    kinds = Counter(item.kind for half in HALVES for item in items(half))
    assert kinds.total() - kinds[NEAR_MISS] >= 340
    assert {kind: count for kind, count in kinds.items() if count < LEAST_OF_KIND[kind]} == {}


@pytest.mark.parametrize("half", HALVES)
def test_each_half_has_half_of_every_kind(half: str) -> None:
    kinds = Counter(item.kind for item in items(half))
    assert kinds.keys() == LEAST_OF_KIND.keys()
    assert {kind for kind, least in LEAST_OF_KIND.items() if kinds[kind] < least // 2} == set()


def test_no_text_stands_twice_in_a_half_or_in_both() -> None:
    texts = Counter(folded(item.text) for half in HALVES for item in items(half))
    assert [text for text, times in texts.items() if times > 1] == []


@pytest.mark.parametrize("half", HALVES)
def test_no_text_is_empty_or_in_another_form(half: str) -> None:
    assert [item for item in items(half) if not isinstance(item.text, str) or not item.text] == []

"""Guesses: a slip is mended, and nothing that law tells apart is taken for the other."""

from __future__ import annotations

import json

import pytest

from macros.model.guesses import nearest
from tests.conftest import PROJECT

EXEMPTIONS = ["s12", "s14-1", "s14-2", "s21", "s22", "s40-1", "s40-2", "reg-12-4-a", "reg-12-5-e"]
CHOICES = [
    "explicit-consent",
    "substantial-public-interest",
    "health-or-social-care",
    "public-health",
    "not-reported",
    "lawful",
    "partly-upheld",
    "disclosed",
]
NAMES = ["ROLE-business-support-manager", "RET-001", "IA3", "EXP-foia-2000", "EXP-eir-2004"]


@pytest.mark.parametrize(
    ("word", "known", "guess"),
    [
        ("s40(2)", EXEMPTIONS, "s40-2"),
        ("S 21", EXEMPTIONS, "s21"),
        ("s2l", EXEMPTIONS, "s21"),
        ("reg 12(5)(e)", EXEMPTIONS, "reg-12-5-e"),
        ("explcit-consent", CHOICES, "explicit-consent"),
        ("partly upheld", CHOICES, "partly-upheld"),
        ("disclosd", CHOICES, "disclosed"),
        ("ROLE-buisness-support-manager", NAMES, "ROLE-business-support-manager"),
        ("ROLE-business-manager", NAMES, "ROLE-business-support-manager"),
        ("RET-01", NAMES, "RET-001"),
        ("RET-0O1", NAMES, "RET-001"),
        ("lA3", NAMES, "IA3"),
        ("EXP-fioa-2000", NAMES, "EXP-foia-2000"),
        ("titel", ["summary", "title"], "title"),
        ("rol", ["role"], "role"),
    ],
)
def test_a_slip_is_mended(word: str, known: list[str], guess: str) -> None:
    assert nearest(word, known, whole=known is not NAMES) == guess


@pytest.mark.parametrize(
    ("word", "known"),
    [
        ("s13", EXEMPTIONS),
        ("s40", EXEMPTIONS),
        ("s40(3)", EXEMPTIONS),
        ("reg 12(4)(e)", EXEMPTIONS),
        ("r12", EXEMPTIONS),
        ("consent", CHOICES),
        ("health", CHOICES),
        ("public-interest", CHOICES),
        ("reported", CHOICES),
        ("upheld", CHOICES),
        ("not-disclosed", CHOICES),
        ("unlawful", CHOICES),
        ("undisclosed", CHOICES),
        ("IA33", NAMES),
        ("EXP-eia-2004", NAMES),
        ("EXP-foia-2004", NAMES),
        ("", NAMES),
        ("...", NAMES),
    ],
)
def test_what_law_tells_apart_is_never_guessed(word: str, known: list[str]) -> None:
    assert nearest(word, known) == "" or known is CHOICES
    assert nearest(word, known, whole=True) == ""


def test_a_reference_to_the_opposite_is_never_guessed() -> None:
    assert nearest("ROLE-lawful-officer", ["ROLE-unlawful-officer"]) == ""
    assert nearest("POL-disclosed", ["POL-not-disclosed"]) == ""
    assert nearest("POL-lawful", ["POL-unlawful-act"]) == ""


def choices_of_schemas() -> list[list[str]]:
    """Every list of choices in the project's own schemas."""

    def lists(node: object) -> list[list[str]]:
        if isinstance(node, list):
            return [choices for part in node for choices in lists(part)]
        if not isinstance(node, dict):
            return []
        own = [node["enum"]] if isinstance(node.get("enum"), list) else []
        return own + [choices for part in node.values() for choices in lists(part)]

    return lists([json.loads(path.read_text("utf-8")) for path in PROJECT.glob("schemas/*.json")])


def test_no_choice_of_the_schemas_is_taken_for_another_of_its_list() -> None:
    for known in choices_of_schemas():
        for word in known:
            others = [choice for choice in known if choice != word]
            assert nearest(str(word), map(str, others), whole=True) == ""

"""What can be measured of easy read: words in a sentence, sentences, short forms, hard words."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from macros.rules.easy_read import MOST_WORDS, faults

NOT_ONE = (
    "This is not one sentence.",
    "Write one sentence with one idea, and end it with a full stop or a question mark.",
)
NOT_THERE = "Name a word of the sentence, or take it out."


def long(words: int) -> tuple[str, str]:
    message = f"The sentence has {words} words; easy read has at most {MOST_WORDS}."
    return message, "Say it in two, each with a picture."


def short(form: str) -> tuple[str, str]:
    return f"'{form}' is a short form.", "Write it out in full."


def told(statement: Mapping[str, object]) -> list[tuple[str, str, str, str]]:
    return [(field, fault.message, fault.hint, fault.kind) for field, fault in faults(statement)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We mend your home.", []),
        ("Is your home cold?", []),
        ("Ring us!", []),
        ("Rent is £90.50 a week.", []),
        ("We'll ask for the tenant\u2019s name.", []),
        # words
        ("a " * 14 + "b.", []),
        ("a " * 15 + "b.", [long(16)]),
        ("it's " * 14 + "50% £5.", [long(16)]),
        # sentences
        ("We mend your home", [NOT_ONE]),
        ("", [NOT_ONE]),
        ("We mend. You ring.", [NOT_ONE]),
        ("You ring? We mend", [NOT_ONE]),
        ("We mend. \n", []),
        ("We mend...", []),
        ("We mend.\nYou ring.", [NOT_ONE]),
        # short forms
        ("The ICO can help.", [short("ICO")]),
        ("Ask the ICO or the LGO.", [short("ICO"), short("LGO")]),
        ("I live in flat A.", []),
        ("See our FAQs.", []),
        # all at once, in this order
        ("a " * 15 + "ICO", [long(16), NOT_ONE, short("ICO")]),
    ],
)
def test_a_sentence(text: str, expected: list[tuple[str, str]]) -> None:
    for field in ("text", "meaning"):
        assert told({field: text}) == [(field, *words, "unlike") for words in expected]


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ({}, []),
        ({"text": 5, "meaning": ["We"], "hard_word": "x"}, []),
        ({"text": "We mend it.", "hard_word": "mend"}, []),
        ({"text": "We mend it.", "hard_word": "MEND"}, []),
        ({"text": "STRASSE is a street.", "hard_word": "Straße"}, [("text", *short("STRASSE"))]),
        ({"text": "We mend it.", "hard_word": ["mend", "x"]}, []),
        (
            {"text": "We mend it.", "hard_word": "repair"},
            [("hard_word", "'repair' does not stand in the sentence.", NOT_THERE)],
        ),
        ({"meaning": "We mend it.", "hard_word": "repair"}, []),
        (
            {"hard_word": "repair", "meaning": "To mend", "text": "We mend."},
            [
                ("meaning", *NOT_ONE),
                ("hard_word", "'repair' does not stand in the sentence.", NOT_THERE),
            ],
        ),
        ({"title": "no sentence, and an ICO", "text": "We mend."}, []),
    ],
)
def test_a_statement(statement: Mapping[str, object], expected: list[tuple[str, str, str]]) -> None:
    assert told(statement) == [(*words, "unlike") for words in expected]


def test_at_most_fifteen_words() -> None:
    assert MOST_WORDS == 15

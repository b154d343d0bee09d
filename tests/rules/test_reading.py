"""The reading grade of texts: the formula, its parts, and what it is measured against."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from macros.rules.reading import LEAST_WORDS, Sentence, grade, hardest

EASY = (
    "We come when we can. Tell us if you are out. We ring you first. "
    "Say which day is best for you all."
)
HARD = (
    "The implementation of comprehensive remediation programmes necessitates collaborative "
    "prioritisation of organisational responsibilities throughout the financial year, "
    "notwithstanding contractual obligations to others."
)

# How many parts each word has, by the Carnegie Mellon pronouncing dictionary.
SYLLABLES = {
    "away": 2, "people": 2, "table": 2, "changes": 2, "needed": 2, "homes": 1, "asked": 1,
    "information": 4, "repair": 2, "housing": 2, "council's": 2, "library": 3, "the": 1, "gas": 1,
    "being": 2, "idea": 2,
}  # fmt: skip


@pytest.mark.parametrize(("word", "syllables"), SYLLABLES.items())
def test_a_word_has_as_many_parts_as_are_heard(word: str, syllables: int) -> None:
    text = f"{word} " * LEAST_WORDS
    assert grade(text) == pytest.approx(0.39 * LEAST_WORDS + 11.8 * syllables - 15.59, abs=0.05)


def test_long_words_and_long_sentences_have_a_higher_grade() -> None:
    easy, hard = grade(EASY), grade(HARD)
    assert easy is not None
    assert hard is not None
    assert easy < 2
    assert hard > 20
    sentence = hardest(f"{EASY} {HARD}")
    assert sentence
    assert sentence.text == HARD


def test_a_grade_is_said_to_a_tenth_and_six_words_are_enough_for_a_sentence_s() -> None:
    assert grade(EASY) == -1.5
    longest = Sentence("Tell us about it in writing.", 2.5)
    assert hardest("You can ring us by day. Tell us about it in writing. We do.") == longest
    assert hardest("Authorities necessitate collaborative prioritisation throughout.") is None


def test_each_item_of_a_list_is_a_sentence() -> None:
    words = "tell us which room it is in\n"
    assert grade(words * 4) == grade(words.replace("\n", ". ") * 4)


@given(some.text(max_size=60))
def test_no_text_breaks_it_and_a_short_one_has_no_grade(text: str) -> None:
    hardest(text)
    number = grade(text)
    assert number is None or len(text.split()) + text.count("\n") > 0
    assert grade("Tell us.") is None

"""The words round a name, one by one."""

from __future__ import annotations

import pytest

from macros.rules.personal.name_words import (
    REACH,
    Token,
    is_cue,
    is_given,
    may_be_given,
    next_word,
    previous_word,
    tokens_of,
    word_beside,
)


def test_the_words_of_a_run_have_their_places_and_no_s_that_shows_whose() -> None:
    assert tokens_of("Sarah's flat s O'Brien", 10) == [
        Token("sarah", 10, 15),
        Token("flat", 18, 22),
        Token("s", 23, 24),
        Token("o'brien", 25, 32),
    ]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("spoke to ", "to"),
        ('Spoke to: "', "to"),
        ("spoke\nto ", "to"),
        ("spoke to\n  ", "to"),
        ("one\ntwo ", "two"),
        ("He said (Told ", "told"),
        ("told", "told"),
        ("She left. ", ""),
        ("She left.\n\n", ""),
        (f"told {' ' * REACH}", ""),
    ],
)
def test_the_word_before_is_one_of_the_same_sentence(text: str, word: str) -> None:
    assert previous_word(text, len(text)) == word


@pytest.mark.parametrize(
    ("text", "beside", "after"),
    [
        ("Ann Road", "road", "road"),
        ("Ann's Road", "road", "road"),
        ("Ann' Road", "road", ""),
        ("Ann\n  Road", "road", "road"),
        ("Ann-Road", "road", ""),
        ("Ann, Road", "", "road"),
        ("Ann Road: 4", "", "road"),
        ("Ann.", "", ""),
        (f"Ann{' ' * REACH}Road", "", ""),
    ],
)
def test_the_word_that_goes_on_and_the_word_after(text: str, beside: str, after: str) -> None:
    assert (word_beside(text, 3), next_word(text, 3)) == (beside, after)


@pytest.mark.parametrize(
    ("word", "given", "may_be"),
    [
        ("sarah", True, True),
        ("grace", False, True),
        ("boiler", False, False),
        ("anna-marie", True, True),
        ("grace-sarah", True, True),
        ("anna-marie-grace", True, True),
        ("anna-boiler", False, False),
        ("boiler-anna", False, False),
        ("anna-", False, False),
    ],
)
def test_two_given_names_may_be_joined(word: str, given: bool, may_be: bool) -> None:
    assert (is_given(word), may_be_given(word)) == (given, may_be)


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("spoke to ", True),
        ("we wrote to ", True),
        ("Spoke To: ", True),
        ("spoke\nto\n", True),
        ("to be told: we spoke to ", True),
        ("it is to ", False),
        ("spoke of what is to ", False),
        ("told ", True),
        ("boiler ", False),
    ],
)
def test_a_word_tells_of_a_name_and_a_preposition_with_the_verb_before_it(
    text: str, cue: bool
) -> None:
    assert is_cue(text, len(text), previous_word(text, len(text))) == cue

"""Names of people: after a title, beside a word that tells, or a given name with another.

Each run of words with capitals is looked at with the words before and after it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from macros.rules.personal.data import Data, Datum, just_before
from macros.rules.personal.listed_names import in_small_letters, turned
from macros.rules.personal.name_words import (
    AFTER_CAPITAL,
    CUES,
    GAP,
    NAME,
    NAMESAKES,
    PARTICLE,
    PREPOSITIONS,
    REACH,
    THINGS,
    Token,
    end_of_name,
    may_be_given,
    previous_word,
    tokens_of,
    word_beside,
)
from macros.rules.personal.titled_names import titled_names
from macros.rules.personal.told_names import BEING, begins_a_name

_RUN = re.compile(
    rf"[A-Z](?<![A-Za-z0-9@/.#-].)(?<![A-Za-z]'.)(?:\.?\s[A-Z])?{AFTER_CAPITAL}"
    rf"(?:{GAP}(?:(?:{PARTICLE})\s){{0,2}}{NAME})*"
    r"(?![\w@-]*\d)"
)
"""Words with capitals, with or without an initial before them."""

_LETTERS = re.compile(r"[a-z]+")

_LICENCE = re.compile(r"(?:copyright|\(c\)|©)[^\n]*$", re.IGNORECASE)
"""Whose a program is, as its licence has to say."""


def names(text: str) -> Data:
    """Every name of a person that is told by a word beside it or by itself."""
    end = 0
    for datum in sorted(
        [*titled_names(text), *_untitled(text), *turned(text), *in_small_letters(text)]
    ):
        if datum.start >= end:
            yield datum
            end = datum.end


def _untitled(text: str) -> Data:
    for match in _RUN.finditer(text):
        if _is_worth_a_look(text, match):
            tokens = tokens_of(match[0], match.start())
            number = _first_of_name(text, tokens)
            if number is not None:
                yield Datum(tokens[number].start, end_of_name(tokens[number:]), "name")


def _is_worth_a_look(text: str, match: re.Match[str]) -> bool:
    """Whether a run has a given name in it, or a word before it that tells."""
    if any(may_be_given(word) for word in _LETTERS.findall(match[0].casefold())):
        return True
    before = previous_word(text, match.start())
    is_told = before in CUES or before in PREPOSITIONS or before in BEING
    return is_told or match[0][1:2] in {".", " "}


def _first_of_name(text: str, tokens: Sequence[Token]) -> int | None:
    """Which word of a run a name begins with, if one is in it."""
    before_run = just_before(text, tokens[0].start, REACH)
    if _is_a_thing(text, tokens) or _LICENCE.search(before_run):
        return None
    for number, token in enumerate(tokens):
        if number == 0 or may_be_given(token.word):
            before = previous_word(text, token.start)
            if begins_a_name(text, tokens[number:], before):
                return number
    return None


def _is_a_thing(text: str, tokens: Sequence[Token]) -> bool:
    """Whether a run is called after somebody, or names a place, a law or a firm."""
    words = [token.word for token in tokens]
    if any(word in THINGS for word in (*words[1:], word_beside(text, tokens[-1].end))):
        return True
    pairs = (" ".join(words[number : number + 2]) for number in range(len(words)))
    return any(pair in NAMESAKES for pair in pairs)

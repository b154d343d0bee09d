"""How many years of school a text asks of its reader: the Flesch-Kincaid grade.

The formula is Kincaid's of 1975, (0.39 x words a sentence) + (11.8 x syllables a word) - 15.59. It
measures length and nothing else: a text can have a low grade and say nothing.

Syllables are parts of a word by pyphen's patterns, or groups of vowels where those are more: a word
is never broken behind its first letter. So counted, answers are within 0.2 grades of the Carnegie
Mellon pronouncing dictionary, where the patterns alone are 0.6 too low. (textstat fetches that
dictionary from the web when it is first used, and counts a list as one sentence.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from pyphen import Pyphen

LEAST_WORDS = 20
"""Words. The grade of a shorter text is chance."""

LEAST_IN_A_SENTENCE = 6

_WORD = re.compile(r"[A-Za-z]+(?:['\u2019-][A-Za-z]+)*")
_ENDS = re.compile(r"(?<=[.?!:;])\s+|\n+|\s[|\u2022]\s")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?<![aeiouyl])e[sd]?$|(?<=[^aeiouy]l)es$|(?<=[a-z])['\u2019]s$")
_SOUNDED = re.compile(r"(?:[cgsxz]|ch|sh)es$|[td]ed$")


@cache
def _parts() -> Pyphen:
    """The patterns, read when the first word is: most commands ask for no grade."""
    return Pyphen(lang="en_US")


class Sentence(NamedTuple):
    """A sentence and its grade."""

    text: str
    grade: float


def grade(text: str) -> float | None:
    """The grade of a text, to a tenth; None for one too short to say."""
    words = _words(text)
    return _grade(words, len(list(_sentences(text)))) if len(words) >= LEAST_WORDS else None


def hardest(text: str) -> Sentence | None:
    """The sentence that asks most; None where none is long enough to say."""
    graded = [Sentence(sentence, _grade(_words(sentence), 1)) for sentence in _sentences(text)]
    long = [each for each in graded if len(_words(each.text)) >= LEAST_IN_A_SENTENCE]
    return max(long, key=lambda sentence: sentence.grade, default=None)


def _grade(words: Sequence[str], sentences: int) -> float:
    syllables = sum(map(_syllables, words))
    return round(0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59, 1)


def _sentences(text: str) -> Iterator[str]:
    """What stands between full stops, in lines and in items of a list."""
    for part in _ENDS.split(text):
        if _WORD.search(part):
            yield " ".join(part.split())


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


@lru_cache(maxsize=20_000)
def _syllables(word: str) -> int:
    return sum(_syllables_of(part) for part in word.lower().split("-"))


def _syllables_of(word: str) -> int:
    return max(len(_parts().positions(word)) + 1, len(_VOWELS.findall(_heard(word))))


def _heard(word: str) -> str:
    """The word without an ending that is silent."""
    return word if _SOUNDED.search(word) else _SILENT.sub("", word)

"""The lists of words in the folder `words`, which are as much a part of the program as its code."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

from ahocorasick_rs import AhoCorasick

_FOLDER = files(__package__) / "words"


def listed(file: str, *names: str) -> frozenset[str]:
    """The words of one list, or of several together."""
    return frozenset(word for name in names for word in _lists(file)[name].split())


def phrases(file: str, name: str) -> tuple[str, ...]:
    """The phrases of a list in which commas stand between them."""
    return tuple(" ".join(phrase.split()) for phrase in _lists(file)[name].split(","))


class Cues:
    """Phrases that are looked for in one walk, so that a pattern is tried only where one stands."""

    def __init__(self, phrases: Sequence[str], pattern: re.Pattern[str]) -> None:
        self._phrases = AhoCorasick(sorted(phrases))
        self._pattern = pattern

    def standing_in(self, text: str) -> Iterator[re.Match[str]]:
        """Each match of the pattern that begins with one of the phrases."""
        end = 0
        for _, start, _ in self._phrases.find_matches_as_indexes(text.lower(), overlapping=True):
            if start >= end and (match := self._pattern.match(text, start)):
                end = match.end()
                yield match


def given_names(file: str) -> frozenset[str]:
    """Given names in small letters."""
    return frozenset((_FOLDER / f"{file}.txt").read_text("utf-8").casefold().split())


@cache
def _lists(file: str) -> Mapping[str, str]:
    return tomllib.loads((_FOLDER / f"{file}.toml").read_text("utf-8"))

"""Characters that look like another of the keyboard and are none, where only that one will do.

In prose any letter is welcome. In ids, choices, dates, and in what YAML itself is made of, a letter
of another alphabet is a mistake that nobody sees. What looks like what is Unicode's own list
(confusables.txt, from the library confusable-homoglyphs), with the compatible forms of NFKC.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import NamedTuple

from macros.model.seen import named

_BULLETS = frozenset(
    "\u2022\u25e6\u25aa\u25ab\u25cf\u25cb\u25a0\u25a1\u2023\u2043\u00b7\u2219\u22c5\u27a2\u27a4\u2713\u2714\uf0b7"
)
_DASHES = frozenset("\u2013\u2014\u2015\u2010\u2011\u2012\u2212")
_CALLED = {" ": "a space", "-": "a hyphen", ":": "a colon", "'": "a quote", '"': "a quote"}


class LookAlike(NamedTuple):
    """Where in a text a character stands that only looks like another, and like which."""

    start: int
    character: str
    like: str

    @property
    def words(self) -> str:
        """What it is and what it seems to be, as in 'It holds ...'."""
        like = _CALLED.get(self.like, f"'{self.like}'")
        return f"the character {named(self.character)}, which only looks like {like}"


def look_alike(text: str) -> LookAlike | None:
    """The first character of a text that only looks like one of the keyboard."""
    for start, character in enumerate(text):
        if not character.isascii() and (alike := like(character)):
            return LookAlike(start, character, alike)
    return None


def with_keys(text: str) -> str:
    """A text with every such character replaced by the one that it looks like."""
    return "".join(letter if letter.isascii() else like(letter) or letter for letter in text)


@cache
def like(character: str) -> str:
    """The character of the keyboard that another looks like; empty where it looks like none."""
    if character.isspace():
        return " "
    if character in _BULLETS or character in _DASHES:
        return "-"
    compatible = unicodedata.normalize("NFKC", character)
    alike = [compatible, *_confusable_with(character)]
    return next((other for other in alike if len(other) == 1 and "!" <= other <= "~"), "")


def _confusable_with(character: str) -> list[str]:
    from confusable_homoglyphs.confusables import confusables_data  # noqa: PLC0415 - reads a large file

    return [
        '"' if alike["c"] == "''" else alike["c"] for alike in confusables_data.get(character, ())
    ]

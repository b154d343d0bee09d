"""Words of health and of crime, looked for all at once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from ahocorasick_rs import AhoCorasick

from macros.rules.personal.word_lists import phrases


class Words:
    """Words of one subject, looked for in one walk over a text in small letters."""

    def __init__(self, entries: Sequence[str]) -> None:
        self._entries = entries
        self._stems = AhoCorasick([entry.removesuffix("*") for entry in entries])

    @cached_property
    def _whole(self) -> re.Pattern[str]:
        """Any of them, the longest first; compiled where one may stand, for it takes long."""
        words = "|".join(map(_as_pattern, sorted(self._entries, key=len, reverse=True)))
        return re.compile(f"(?<![a-z])(?:{words})(?![a-z])")

    def standing_in(self, text: str) -> Iterator[re.Match[str]]:
        """Each of the words where it stands whole."""
        ended = 0
        for _, start, _ in self._stems.find_matches_as_indexes(text, overlapping=True):
            if start >= ended and (match := self._whole.match(text, start)):
                ended = match.end()
                yield match


def _as_pattern(entry: str) -> str:
    ending = "[a-z-]*" if entry.endswith("*") else ""
    return re.escape(entry.removesuffix("*")).replace(r"\ ", r"\s+") + ending


def subjects() -> Sequence[tuple[str, Words]]:
    """The words of each subject, ready to be looked for."""
    return [(kind, Words(phrases("circumstances", kind))) for kind in ("health", "crime")]

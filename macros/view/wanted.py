"""Many texts looked for at once: one walk over what is searched, however many there are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ahocorasick_rs import BytesAhoCorasick

COMMIT = re.compile(r"[0-9a-f]{40,}")
"""What holds the whole id of a commit: figures of 16, forty or (with SHA-256) more."""


class Wanted:
    """Texts to look for, as one automaton.

    Ids of commits are looked up instead: a history has more of them than the registers have
    texts, and an automaton would spend forty states on each.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        every = list(texts)
        self._ids = frozenset(text for text in every if COMMIT.fullmatch(text))
        self._lengths = frozenset(len(id_) for id_ in self._ids)
        self._texts = [text for text in every if text not in self._ids]
        self._automaton = BytesAhoCorasick(_bytes(text) for text in self._texts)

    def standing_in(self, text: str) -> set[str]:
        """Those of the texts that stand in another one, also inside each other and inside words."""
        matches = self._automaton.find_matches_as_indexes(_bytes(text), overlapping=True)
        return {self._texts[number] for number, _, _ in matches}.union(self._ids_in(text))

    def _ids_in(self, text: str) -> Iterator[str]:
        for run in COMMIT.findall(text) if self._ids else ():
            for length in self._lengths:
                parts = (run[start : start + length] for start in range(len(run) - length + 1))
                yield from (part for part in parts if part in self._ids)


def _bytes(text: str) -> bytes:
    """A text for the automaton, whatever characters a file's name or an old version holds."""
    return text.encode("utf-8", "surrogatepass")

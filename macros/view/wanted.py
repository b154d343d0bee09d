"""Many texts looked for at once: one walk over what is searched, however many there are."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain

from ahocorasick_rs import BytesAhoCorasick

COMMIT = re.compile(r"[0-9a-f]{40,}")
"""What holds the whole id of a commit: figures of 16, forty or (with SHA-256) more."""

RUN = 3
"""So many words in a row are looked up, of a text that has them between its first and its last."""


class Wanted:
    """Texts to look for.

    An automaton of all would spend a state on almost every letter of 200,000 texts: minutes and
    hundreds of megabytes. Wherever a text of five words or more stands, its second, third and
    fourth word stand as whole words, so it is looked for only where these do. Ids of commits are
    looked up as well: a history has more of them than the registers have texts.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        every = list(texts)
        self._ids = frozenset(text for text in every if COMMIT.fullmatch(text))
        self._lengths = frozenset(len(id_) for id_ in self._ids)
        self._by_run: dict[tuple[str, ...], list[str]] = defaultdict(list)
        short = []
        for text in every:
            words = text.split(maxsplit=RUN + 1)
            if len(words) > RUN + 1:
                self._by_run[tuple(words[1 : RUN + 1])].append(text)
            elif text not in self._ids:
                short.append(text)
        self._short = _Automaton(short)

    def standing_in(self, text: str) -> set[str]:
        """Those of the texts that stand in another one, also inside each other and inside words."""
        words = text.split()
        runs = self._by_run.keys() & zip(words, words[1:], words[2:], strict=False)
        likely = _Automaton(chain.from_iterable(self._by_run[run] for run in runs))
        return {*self._short.standing_in(text), *likely.standing_in(text), *self._ids_in(text)}

    def _ids_in(self, text: str) -> Iterator[str]:
        for run in COMMIT.findall(text) if self._ids else ():
            for length in self._lengths:
                parts = (run[start : start + length] for start in range(len(run) - length + 1))
                yield from (part for part in parts if part in self._ids)


class _Automaton:
    """Texts as one automaton."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = list(texts)
        self._automaton = BytesAhoCorasick(map(_bytes, self._texts)) if self._texts else None

    def standing_in(self, text: str) -> Iterator[str]:
        """Those that stand in a text, some more than once."""
        if self._automaton:
            matches = self._automaton.find_matches_as_indexes(_bytes(text), overlapping=True)
            yield from (self._texts[number] for number, _, _ in matches)


def _bytes(text: str) -> bytes:
    """A text for the automaton, whatever characters a file's name or an old version holds."""
    return text.encode("utf-8", "surrogatepass")

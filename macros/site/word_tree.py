"""Many words as one pattern that is as quick as one word: what begins alike is looked at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby


def one_of(words: Iterable[Sequence[str]]) -> str:
    """The pattern of any of some words, the longest that stands there.

    A word is a pattern for each of its letters. Where two patterns meet the same letter, the one
    that meets only that has to come before the one that meets others: so '[' comes last.
    """
    return _either(sorted(set(map(tuple, words)), key=lambda word: [_rank(part) for part in word]))


def _rank(part: str) -> tuple[bool, str]:
    return part.startswith("["), part


def _either(words: Sequence[tuple[str, ...]]) -> str:
    """Words in order as one pattern: of those that begin alike, the beginning once."""
    ways = list(_ways([word for word in words if word]))
    if () in words:
        ways.append("")  # it ends here, unless it goes on
    return ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"


def _ways(words: Sequence[tuple[str, ...]]) -> Iterator[str]:
    for first, alike in groupby(words, key=lambda word: word[0]):
        rests = [word[1:] for word in alike]
        yield first + _either(rests)

"""Two texts word by word: the stretches that stayed, and those that were taken out or put in.

Pure. A page marks them in HTML, a terminal with signs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache  # one change is told on several pages
from typing import NamedTuple

from macros.model.matching import SequenceMatcher

LONGEST = 4000
"""Words, spaces counted. Longer texts are compared line by line: a long page would take minutes."""


class Stretch(NamedTuple):
    """A stretch of the old text and what stands in its place in the new one: `kept` is the same.

    Each is in pieces: words, and the spaces between them.
    """

    kept: bool
    old: Sequence[str]
    new: Sequence[str]

    @property
    def gone(self) -> str:
        """What was taken out."""
        return "".join(self.old)

    @property
    def come(self) -> str:
        """What was put in, or what stayed."""
        return "".join(self.new)


class WordDiff(NamedTuple):
    """The stretches of two texts, in order, and how much of the two is alike, from 0 to 1.

    `pieces` is how many the shorter text has.
    """

    stretches: Sequence[Stretch]
    alike: float
    pieces: int


@lru_cache(maxsize=1024)
def word_diff(old: str, new: str) -> WordDiff:
    """How one text becomes the other.

    Of very many pieces the commonest (empty lines) start no match: else a long page takes a quarter
    of an hour.
    """
    before, after = _pieces(old, new)
    many = max(len(before), len(after)) > LONGEST
    matcher = SequenceMatcher(None, before, after, autojunk=many)
    steps = matcher.get_opcodes()
    pieces = min(len(before), len(after))
    return WordDiff(_stretches(steps, before, after), matcher.ratio(), pieces)


def _pieces(*texts: str) -> list[list[str]]:
    """Of each text the words and the spaces between them; where one is very long, the lines.

    Of all alike: else a text that gets shorter would have nothing in common with what it was.
    """
    words = [re.findall(r"\s+|\S+", text) for text in texts]
    if max(map(len, words)) <= LONGEST:
        return words
    lines = [text.splitlines(keepends=True) for text in texts]
    return lines if max(map(len, lines)) > 1 else words


Step = tuple[str, int, int, int, int]
"""What became of a stretch, where it began and ended in the old text, and where in the new one."""


def _stretches(
    steps: Iterable[Step], before: Sequence[str], after: Sequence[str]
) -> Sequence[Stretch]:
    """The stretches, with changed words that only a space parts taken together.

    A changed phrase reads as a phrase.
    """
    stretches: list[Stretch] = []
    for what, start, end, first, last in steps:
        kept = what == "equal"
        old, new = before[start:end], after[first:last]
        joins = not kept or not "".join(new).strip()
        if stretches and not stretches[-1].kept and joins:
            last_one = stretches[-1]
            stretches[-1] = Stretch(False, [*last_one.old, *old], [*last_one.new, *new])
        else:
            stretches.append(Stretch(kept, old, new))
    return stretches


def beside(stretches: Sequence[Stretch], place: int, around: int) -> str:
    """A stretch that stayed, without its middle: so many words at each end.

    Where no change comes before it or follows, it goes without that end too.
    """
    pieces, wanted = stretches[place].new, 2 * around
    if len(pieces) <= 2 * wanted + 1:  # only a space would be left out
        return "".join(pieces)
    start = "".join(pieces[:wanted]) if place else ""
    end = "".join(pieces[len(pieces) - wanted :]) if place < len(stretches) - 1 else ""
    return f"{start} … {end}"


def word_by_word(old: str, new: str, around: int = 4) -> str:
    """Two texts as one: [-what went-] {+what came+}, and '…' for what stayed further off.

    `around` is how many words are shown on each side of a change.
    """
    stretches = word_diff(old, new).stretches
    parts: list[str] = []
    for place, stretch in enumerate(stretches):
        if stretch.kept:
            parts.append(beside(stretches, place, around))
        else:
            parts += [f"[-{gone}-]"] if (gone := stretch.gone.strip()) else []
            parts += [f"{{+{come}+}}"] if (come := stretch.come.strip()) else []
    return " ".join(" ".join(parts).split())

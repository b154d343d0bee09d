"""Two texts side by side, word by word: what was taken out and what was put in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from markupsafe import Markup

FEW = 4
"""Words. A text of so few reads better whole: '6 years → 7 years'."""

LONGEST = 4000
"""Words, spaces counted. Longer texts are compared line by line, so that a long page takes no minutes."""

NEAR = 0.3
"""How much of two texts must be alike, so that a comparison word by word says more than the two texts do."""


def words_apart(old: str, new: str) -> Markup | None:
    """One text with what changed marked in it; None where the two are short or have little in common."""
    before, after = _split(old), _split(new)
    if min(len(before), len(after)) < 2 * FEW:
        return None
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if matcher.ratio() < NEAR:
        return None
    return Markup().join(_marked(matcher, before, after))


def _split(text: str) -> list[str]:
    """Words and the spaces between them; of a very long text, lines."""
    found = re.findall(r"\s+|\S+", text)
    return found if len(found) <= LONGEST else text.splitlines(keepends=True)


def _marked(matcher: SequenceMatcher[str], before: Sequence[str], after: Sequence[str]) -> Iterator[Markup]:
    """The words say which is which: colour and lines alone would not be heard."""
    for what, start, end, first, last in _joined(matcher, after):
        gone, come = "".join(before[start:end]), "".join(after[first:last])
        if what == "equal":
            yield Markup("{}").format(come)
            continue
        if gone.strip():
            yield Markup('<del><span class="kim-hidden">[taken out: </span>{}<span class="kim-hidden">]</span></del>').format(gone)
        if come.strip():
            yield Markup('<ins><span class="kim-hidden">[put in: </span>{}<span class="kim-hidden">]</span></ins>').format(come)
        elif come:
            yield Markup("{}").format(come)


Stretch = tuple[str, int, int, int, int]


def _joined(matcher: SequenceMatcher[str], after: Sequence[str]) -> list[Stretch]:
    """The stretches, with changed words that only a space parts taken as one: a changed phrase reads as a phrase."""
    found: list[Stretch] = []
    for what, start, end, first, last in matcher.get_opcodes():
        little = what == "equal" and not "".join(after[first:last]).strip()
        if found and found[-1][0] != "equal" and (what != "equal" or little):
            found[-1] = ("replace", found[-1][1], end, found[-1][3], last)
        else:
            found.append((what, start, end, first, last))
    return found

"""Two texts side by side, word by word: what was taken out and what was put in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache  # one change is told on several pages

from markupsafe import Markup

from macros.model.matching import SequenceMatcher

FEW = 4
"""Words. A text of so few reads better whole: '6 years → 7 years'."""

LONGEST = 4000
"""Words, spaces counted. Longer texts are compared line by line, so that a long page takes no minutes."""

NEAR = 0.3
"""How much of two texts must be alike, so that a comparison word by word says more than the two texts do."""


@lru_cache(maxsize=1024)
def words_apart(old: str, new: str) -> Markup | None:
    """One text with what changed marked in it; None where the two are short or have little in common."""
    steps = _steps(old, new)
    return None if steps is None else Markup().join(_marked(steps, _split(old), _split(new)))


@lru_cache(maxsize=1024)
def words_near(old: str, new: str, around: int, letters: int) -> Markup | None:
    """The same of long texts, cut down to what changed and `around` words beside it, until `letters` are shown.

    None where words_apart gives None.
    """
    steps = _steps(old, new)
    if steps is None:
        return None
    before, after = _split(old), _split(new)
    shown: list[Markup] = []
    left = letters
    for what, start, end, first, last in _joined(steps, after):
        if left <= 0:
            return Markup().join([*shown, Markup(" …")])
        gone, come = (
            shortened("".join(words), left) for words in (before[start:end], after[first:last])
        )
        text = _beside(after, first, last, 2 * around) if what == "equal" else come
        left -= len(text) if what == "equal" else len(gone) + len(come)
        shown += [Markup("{}").format(text)] if what == "equal" else [*_taken_and_put(gone, come)]
    return Markup().join(shown)


Step = tuple[str, int, int, int, int]
"""What became of a stretch, where it began and ended in the old text, and where in the new one."""


@lru_cache(maxsize=1024)
def _steps(old: str, new: str) -> Sequence[Step] | None:
    """How one text becomes the other, piece by piece; None where they are short or have little in common.

    Of very many pieces the commonest (empty lines) start no match: else a long page takes a quarter of an hour.
    """
    before, after = _split(old), _split(new)
    if min(len(before), len(after)) < 2 * FEW:
        return None
    many = max(len(before), len(after)) > LONGEST
    matcher = SequenceMatcher(None, before, after, autojunk=many)
    return matcher.get_opcodes() if matcher.ratio() >= NEAR else None


def _beside(words: Sequence[str], first: int, last: int, around: int) -> str:
    """A stretch that stayed, without its middle, and without the end that no change follows or comes before."""
    start = "".join(words[first : first + around]) if first else ""
    end = "".join(words[last - around : last]) if last < len(words) else ""
    return "".join(words[first:last]) if last - first <= 2 * around else f"{start} … {end}"


def shortened(text: str, letters: int) -> str:
    """The beginning of a long text, up to a word's end."""
    return text if len(text) <= letters else f"{' '.join(text[:letters].rsplit(None, 1)[:1])} …"


def _split(text: str) -> list[str]:
    """Words and the spaces between them; of a very long text, lines."""
    found = re.findall(r"\s+|\S+", text)
    return found if len(found) <= LONGEST else text.splitlines(keepends=True)


def _marked(steps: Sequence[Step], before: Sequence[str], after: Sequence[str]) -> Iterator[Markup]:
    for what, start, end, first, last in _joined(steps, after):
        gone, come = "".join(before[start:end]), "".join(after[first:last])
        if what == "equal":
            yield Markup("{}").format(come)
        else:
            yield from _taken_and_put(gone, come)


def _taken_and_put(gone: str, come: str) -> Iterator[Markup]:
    """The words say which is which: colour and lines alone would not be heard."""
    if gone.strip():
        yield Markup(
            '<del><span class="kim-hidden">[taken out: </span>{}<span class="kim-hidden">]</span></del>'
        ).format(gone)
    if come.strip():
        yield Markup(
            '<ins><span class="kim-hidden">[put in: </span>{}<span class="kim-hidden">]</span></ins>'
        ).format(come)
    elif come:
        yield Markup("{}").format(come)


def _joined(steps: Sequence[Step], after: Sequence[str]) -> list[Step]:
    """The stretches, with changed words that only a space parts taken as one: a changed phrase reads as a phrase."""
    found: list[Step] = []
    for what, start, end, first, last in steps:
        little = what == "equal" and not "".join(after[first:last]).strip()
        if found and found[-1][0] != "equal" and (what != "equal" or little):
            found[-1] = ("replace", found[-1][1], end, found[-1][3], last)
        else:
            found.append((what, start, end, first, last))
    return found

"""Two texts side by side, word by word: what was taken out and what was put in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache  # one change is told on several pages
from typing import NamedTuple

from markupsafe import Markup, escape

from macros.model.matching import SequenceMatcher

FEW = 4
"""Words. A text of so few reads better whole: '6 years → 7 years'."""

LONGEST = 4000
"""Words, spaces counted. Longer texts are compared line by line: a long page would take minutes."""

NEAR = 0.3
"""How much of two texts must be alike, so that a comparison says more than the two texts do."""

GONE = Markup(
    '<del><span class="kim-hidden">[taken out: </span>{}<span class="kim-hidden">]</span></del>'
)
COME = Markup(
    '<ins><span class="kim-hidden">[put in: </span>{}<span class="kim-hidden">]</span></ins>'
)
"""The words say which is which: colour and lines alone would not be heard."""


@lru_cache(maxsize=1024)
def words_apart(old: str, new: str) -> Markup | None:
    """One text with what changed marked in it.

    None where the two are short or have little in common.
    """
    steps = _steps(old, new)
    if steps is None:
        return None
    before, after = _split(old), _split(new)
    shown: list[Markup] = []
    for stretch in _stretches(steps, after):
        gone, come = "".join(before[stretch.old]), "".join(after[stretch.new])
        shown += [escape(come)] if stretch.kept else _marked(gone, come)
    return Markup().join(shown)


@lru_cache(maxsize=1024)
def words_near(old: str, new: str, around: int, letters: int) -> Markup | None:
    """The same of long texts, cut down to what changed and `around` words beside it.

    At most about so many `letters` are shown. None where words_apart gives None.
    """
    steps = _steps(old, new)
    if steps is None:
        return None
    before, after = _split(old), _split(new)
    shown: list[Markup] = []
    left = letters
    for stretch in _stretches(steps, after):
        if left <= 0:
            shown.append(Markup(" …"))
            break
        if stretch.kept:
            beside = _beside(after, stretch.new, 2 * around)
            shown.append(escape(beside))
            left -= len(beside)
        else:
            gone = shortened("".join(before[stretch.old]), left)
            come = shortened("".join(after[stretch.new]), left)
            shown += _marked(gone, come)
            left -= len(gone) + len(come)
    return Markup().join(shown)


Step = tuple[str, int, int, int, int]
"""What became of a stretch, where it began and ended in the old text, and where in the new one."""


@lru_cache(maxsize=1024)
def _steps(old: str, new: str) -> Sequence[Step] | None:
    """How one text becomes the other; None where they are short or have little in common.

    Of very many pieces the commonest (empty lines) start no match: else a long page takes a quarter
    of an hour.
    """
    before, after = _split(old), _split(new)
    if min(len(before), len(after)) < 2 * FEW:
        return None
    many = max(len(before), len(after)) > LONGEST
    matcher = SequenceMatcher(None, before, after, autojunk=many)
    return matcher.get_opcodes() if matcher.ratio() >= NEAR else None


class Stretch(NamedTuple):
    """A stretch of the old text and what stands in its place in the new one: `kept` is the same."""

    kept: bool
    old: slice
    new: slice


def _stretches(steps: Iterable[Step], after: Sequence[str]) -> list[Stretch]:
    """The stretches, with changed words that only a space parts taken together.

    A changed phrase reads as a phrase.
    """
    stretches: list[Stretch] = []
    for what, start, end, first, last in steps:
        kept = what == "equal"
        joins = not kept or not "".join(after[first:last]).strip()
        if stretches and not stretches[-1].kept and joins:
            old, new = slice(stretches[-1].old.start, end), slice(stretches[-1].new.start, last)
            stretches[-1] = Stretch(False, old, new)
        else:
            stretches.append(Stretch(kept, slice(start, end), slice(first, last)))
    return stretches


def _beside(words: Sequence[str], kept: slice, around: int) -> str:
    """A stretch that stayed, without its middle.

    Where no change comes before it or follows, it goes without that end too.
    """
    first, last = kept.start, kept.stop
    if last - first <= 2 * around:
        return "".join(words[first:last])
    start = "".join(words[first : first + around]) if first else ""
    end = "".join(words[last - around : last]) if last < len(words) else ""
    return f"{start} … {end}"


def shortened(text: str, letters: int) -> str:
    """The beginning of a long text, up to a word's end."""
    return text if len(text) <= letters else f"{' '.join(text[:letters].rsplit(None, 1)[:1])} …"


def _split(text: str) -> list[str]:
    """Words and the spaces between them; of a very long text, lines."""
    words = re.findall(r"\s+|\S+", text)
    return words if len(words) <= LONGEST else text.splitlines(keepends=True)


def _marked(gone: str, come: str) -> Iterator[Markup]:
    if gone.strip():
        yield GONE.format(gone)
    if come.strip():
        yield COME.format(come)
    elif come:
        yield escape(come)

"""Two texts side by side, word by word: what was taken out and what was put in, marked in HTML."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache  # one change is told on several pages

from markupsafe import Markup, escape

from macros.history.word_diff import WordDiff, beside, word_diff

FEW = 4
"""Words. A text of so few reads better whole: '6 years → 7 years'."""

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
    difference = word_diff(old, new)
    if not _is_telling(difference):
        return None
    shown: list[Markup] = []
    for stretch in difference.stretches:
        kept = [escape(stretch.come)]
        shown += kept if stretch.kept else _marked(stretch.gone, stretch.come)
    return Markup().join(shown)


@lru_cache(maxsize=1024)
def words_near(old: str, new: str, around: int, letters: int) -> Markup | None:
    """The same of long texts, cut down to what changed and `around` words beside it.

    At most about so many `letters` are shown. None where words_apart gives None.
    """
    difference = word_diff(old, new)
    if not _is_telling(difference):
        return None
    shown: list[Markup] = []
    left = letters
    for place, stretch in enumerate(difference.stretches):
        if left <= 0:
            shown.append(Markup(" …"))
            break
        if stretch.kept:
            kept = beside(difference.stretches, place, around)
            shown.append(escape(kept))
            left -= len(kept)
        else:
            gone, come = (shortened(text, left) for text in (stretch.gone, stretch.come))
            shown += _marked(gone, come)
            left -= len(gone) + len(come)
    return Markup().join(shown)


def _is_telling(difference: WordDiff) -> bool:
    """Whether to mark the words of two texts says more than to show both."""
    return difference.pieces >= 2 * FEW and difference.alike >= NEAR


def shortened(text: str, letters: int) -> str:
    """The beginning of a long text, up to a word's end."""
    return text if len(text) <= letters else f"{' '.join(text[:letters].rsplit(None, 1)[:1])} …"


def _marked(gone: str, come: str) -> Iterator[Markup]:
    if gone.strip():
        yield GONE.format(gone)
    if come.strip():
        yield COME.format(come)
    elif come:
        yield escape(come)

"""Text from outside beside our own words: it can't change how those are read.

A name, a message or an old value may hold marks that turn the direction of reading, and letters
that are read from right to left. Such a text stands between a pair of Unicode's isolates (UAX #9),
and marks are shown as text. HTML has an element for that pair.
"""

from __future__ import annotations

import re
import unicodedata

from macros.model.text import marks_shown, one_line

OPEN, CLOSE = "\u2068", "\u2069"
"""First strong isolate, and pop directional isolate."""

_PAIR = re.compile(f"{OPEN}([^{OPEN}{CLOSE}]*){CLOSE}")

LONG = 120
"""Letters of a name or a heading: no real one has more."""


def isolate(text: str) -> str:
    """A text from outside for a sentence of ours."""
    return f"{OPEN}{marks_shown(text)}{CLOSE}"


def isolated_name(text: str) -> str:
    """A name from outside for a sentence of ours: on one line, and no longer than names are."""
    return isolate(cut(one_line(text)))


def cut(text: str, letters: int = LONG) -> str:
    """The beginning of a long text, up to a word's end where there is one not far back."""
    if len(text) <= letters:
        return text
    end = text.rfind(" ", letters // 2, letters + 1)
    return f"{text[:end] if end > 0 else text[:letters]} …"


def plainly(sentence: str) -> str:
    """A sentence for a terminal or a feed: isolates stay only where something would turn."""
    return _PAIR.sub(lambda pair: pair[0] if _turns(pair[1]) else pair[1], sentence)


def on_terminal(text: str) -> str:
    """A text from outside on one line of a terminal."""
    return plainly(isolate(one_line(text)))


def _turns(text: str) -> bool:
    """Whether a text holds letters that are read from right to left."""
    if text.isascii():
        return False
    return any(unicodedata.bidirectional(letter) in ("R", "AL", "AN") for letter in text)


def replaced(sentence: str, start: str, end: str) -> str:
    """A sentence with each pair of isolates as a pair of something else, and no other mark."""
    return marks_shown(_PAIR.sub(rf"{start}\1{end}", sentence))

"""Text from outside beside our own words: it can't change how those are read.

A name, a message or an old value may hold marks that turn the direction of reading, and letters
that are read from right to left. Such a text stands between a pair of Unicode's isolates (UAX #9),
and marks are shown as text. HTML has an element for that pair. Where a sentence comes without
them, each run of such letters is set apart by itself.
"""

from __future__ import annotations

import re
import unicodedata

from macros.model.text import JOINERS, marks_shown, one_line, printable

OPEN, CLOSE = "\u2068", "\u2069"
"""First strong isolate, and pop directional isolate."""

RIGHT_TO_LEFT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff"
"""The blocks of letters that are read from right to left. page.js has the same."""

_PAIR = re.compile(f"{OPEN}([^{OPEN}{CLOSE}]*){CLOSE}")
_APART = re.compile(
    f"({OPEN}[^{OPEN}{CLOSE}]*{CLOSE})"
    rf"|[{RIGHT_TO_LEFT}]+(?:(?:[^\w'\"`\n{OPEN}{CLOSE}{RIGHT_TO_LEFT}]|[0-9_])+[{RIGHT_TO_LEFT}]+)*"
)
"""A text between isolates, or a run of such letters, with what stands between two of them."""

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
    """A sentence for a terminal or a feed: isolates stand only where something would turn.

    No other mark is left in it.
    """
    if sentence.isascii():
        return sentence
    pieces = _PAIR.split(_set_apart(sentence))
    return "".join(
        isolate(piece) if number % 2 and _turns(piece) else marks_shown(piece)
        for number, piece in enumerate(pieces)
    )


def _set_apart(sentence: str) -> str:
    """A sentence with isolates also round each run of letters that nobody has set apart."""
    return _APART.sub(lambda match: match[1] or f"{OPEN}{match[0]}{CLOSE}", sentence)


def in_a_line(sentence: str) -> str:
    """A sentence that may hold anything: nothing in it moves the cursor of a terminal."""
    return "".join(map(_printable, marks_shown(sentence)))


def _printable(letter: str) -> str:
    return letter if letter in JOINERS else printable(letter)


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
    return marks_shown(_PAIR.sub(rf"{start}\1{end}", _set_apart(sentence)))

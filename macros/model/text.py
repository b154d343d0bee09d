"""Text that messages and pages share: hints, lists, plurals, printing and sorting."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from macros.model.guesses import nearest

FEW = 12
"""Choices that a hint can name one by one."""


def guess_or(word: str, known: Iterable[str], otherwise: str, *, whole: bool = False) -> str:
    """A hint with the nearest guess, or another where nothing is near. `whole` as in `nearest`."""
    guess = nearest(word, known, whole=whole)
    return f"Did you mean '{guess}'?" if guess else otherwise


def did_you_mean(word: str, known: Sequence[str], otherwise: str, *, whole: bool = False) -> str:
    """A hint with the nearest guess, and all choices where they are few."""
    if not 0 < len(known) <= FEW:
        return guess_or(word, known, otherwise, whole=whole)
    guess = guess_or(word, known, "", whole=whole)
    return f"{guess} It can be {either(known)}.".lstrip()


def either(words: Sequence[str]) -> str:
    """'a', 'b' or 'c'."""
    return _joined([f"'{word}'" for word in words], "or")


def both(words: Sequence[str]) -> str:
    """a, b and c."""
    return _joined(list(words), "and")


def few(words: Sequence[str], most: int = 5) -> str:
    """a, b and c; of more than can be read, how many more there are."""
    more = [f"{len(words) - most:,} more"] if len(words) > most else []
    return both([*words[:most], *more])


def _joined(words: Sequence[str], last: str) -> str:
    return f"{', '.join(words[:-1])} {last} {words[-1]}" if len(words) > 1 else "".join(words)


def counted(number: int, singular: str, plural: str = "") -> str:
    """1 record, 2 records."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


_TO_NINE = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")

NUMBER_WORDS = (
    *_TO_NINE[2:],
    *_TEENS,
    *_TENS,
    *(f"{ten}-{unit}" for ten in _TENS for unit in _TO_NINE[1:]),
)
"""two, three ... ninety-nine, as they may stand in a text."""


def number_word(number: int, figures: bool = False) -> str:
    """A number as a text has it: in words to nine and in figures from 10.

    With `figures` only one is a word.
    """
    first_figure = 2 if figures else 10
    return _TO_NINE[number] if 0 < number < first_figure else f"{number:,}"


def share_of(number: int, total: int, singular: str, plural: str, figures: bool = False) -> str:
    """So many of all: none of, one of, all but one of the 27 actions; all 27 actions."""
    words = figures or total > 9  # no figure beside a number in words
    rest = total - number
    whole = f"{number_word(total, figures)} {plural}"
    if total == 0:
        return f"no {plural}"
    if total == 1:
        return f"the only {singular}" if number else f"no {singular}"
    if rest == 0:
        return f"both {plural}" if total == 2 else f"all {whole}"
    if number == 0:
        return f"none of the {whole}"
    if number > 1 and rest <= min(3, total // 4):
        return f"all but {number_word(rest, words)} of the {whole}"
    return f"{number_word(number, words)} of the {whole}"


def takes_one(number: int, total: int) -> bool:
    """Whether the verb after such a share is that of one thing: none has, one has, all have."""
    return number == 1 or (number == 0 and total > 0)


def upper_first(text: str) -> str:
    """A text as a sentence begins, and otherwise as it is."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """A text as it goes on inside a sentence."""
    return text[:1].lower() + text[1:]


def is_or_are(number: int) -> str:
    """The verb after so many things."""
    return "is" if number == 1 else "are"


def decoded(content: bytes) -> str:
    """Bytes as text, whatever they are: a sign stands for each that is none."""
    return content.decode("utf-8", "replace")


def printable(name: str) -> str:
    """A file's name so that it can be printed in one line, whatever bytes it is made of."""
    if name.isprintable():
        return name
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in name)


Natural: TypeAlias = tuple[tuple[int, int, str], ...]
"""A text in parts that sort as people count: numbers by size, letters whatever their case."""


def natural(value: object) -> Natural:
    """A value so that IA2 comes before IA10 and 1.9 before 1.10."""
    parts = re.findall(r"[0-9]+|[^0-9]+", str(value), re.ASCII)
    return tuple(
        (0, int(part), "") if part[0] in "0123456789" else (1, 0, part.casefold()) for part in parts
    )


JOINERS = "\u200c\u200d"
"""They change how the letters beside them look; Persian and Hindi can't be written without."""

MARKS = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    f"\U000e0000-\U000e007f]|(?<![^\u0000-\u024f])[{JOINERS}]"
)
"""What turns the direction of reading, or can't be seen; a joiner after a Latin letter, too."""


def marks_shown(text: str) -> str:
    """A text with its marks as something to read: [U+202E]."""
    if text.isascii():
        return text
    return MARKS.sub(lambda mark: f"[U+{ord(mark[0]):04X}]", text)


def one_line(text: str) -> str:
    """A text on one line, with a sign for each character that can't be printed or seen."""
    letters = marks_shown(" ".join(text.split()))
    if letters.isprintable():
        return letters
    return "".join(letter if letter in JOINERS else printable(letter) for letter in letters)

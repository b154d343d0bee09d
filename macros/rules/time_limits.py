"""Numbers of hours, days, weeks and months in a text: what may be a time limit of the law.

Years are left out: they say how old something is, or how often it comes, far more than how long
somebody may wait.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from macros.model.text import NUMBER_WORDS

_WORDS = "|".join(sorted((*NUMBER_WORDS, "one"), key=len, reverse=True)).replace("-", "[ -]")
_NUMBER = rf"(?:[0-9]+(?:[,.][0-9]+)*|(?:a|one)[ ]hundred|{_WORDS})"
_KIND = "(?:working|business|clear|calendar|consecutive|full|whole|complete|more|further|extra)"
_GAP = r"(?:[\s*_~\u2010-\u2015-]|&nbsp;)"
"""What may stand between a number and its unit: spaces, hyphens and signs of bold or slanted."""

_LIMIT = re.compile(
    rf"""
    (?<![^\W_]) (?<![.,£$€/-]) (?P<number>{_NUMBER}) {_GAP}*
    (?:\([0-9]+\){_GAP}*)?                        # ten (10) working days
    (?:{_KIND}{_GAP}+)*
    (?P<unit>(?:hour|day|week|month)s?) (?![\w])
    (?!\s+(?:a|an|each|every|per)\s+(?:day|week|month|year)\b)   # open 24 hours a day
    """,
    re.IGNORECASE | re.VERBOSE,
)

_ONE_DAY = re.compile(r"one\s+day", re.IGNORECASE)
_BEFORE_A_LIMIT = re.compile(
    r"\b(?:within|in|after|for|by|under|than|least|most|every|to|only|be)\s+$", re.IGNORECASE
)


class TimeLimit(NamedTuple):
    """A number of hours, days, weeks or months: where in the text it starts, and its words."""

    start: int
    text: str


def time_limits(text: str) -> Iterator[TimeLimit]:
    """Each in the order of the text. 'One day' alone, as in a tale, is none."""
    for match in _LIMIT.finditer(text):
        is_tale = _ONE_DAY.fullmatch(match[0])
        if not is_tale or _BEFORE_A_LIMIT.search(text, 0, match.start()):
            yield TimeLimit(match.start(), re.sub(r"[\s*_]+", " ", match[0]))

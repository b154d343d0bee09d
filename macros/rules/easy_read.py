"""The parts of easy read that can be measured.

From the Department of Health's rules of 2009 and 2010 and the Government's guidance on accessible
formats: one idea a sentence, 15 words at the most, no abbreviations, a hard word explained in the
next sentence, a picture with each idea. Nothing here says that a text *is* easy to read: only
readers can (`tested_with`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from macros.rules.calendar import Fault

MOST_WORDS = 15
"""Words in a sentence."""

_WORD = re.compile(r"[A-Za-z0-9£%]+(?:['\u2019-][A-Za-z0-9]+)*")
_END = re.compile(r"[.?!]+(?:\s+|$)")
_SHORT_FORM = re.compile(r"\b[A-Z]{2,}\b")


def faults(statement: Mapping[str, object]) -> Iterator[tuple[str, Fault]]:
    """What is wrong with one idea, as (field, what and what would be right)."""
    for field in ("text", "meaning"):
        text = statement.get(field)
        if isinstance(text, str):
            yield from ((field, fault) for fault in _sentence(text))
    hard, text = statement.get("hard_word"), statement.get("text")
    if isinstance(hard, str) and isinstance(text, str) and hard.casefold() not in text.casefold():
        yield (
            "hard_word",
            Fault(
                f"'{hard}' does not stand in the sentence.",
                "Name a word of the sentence, or take it out.",
            ),
        )


def _sentence(text: str) -> Iterator[Fault]:
    words = len(_WORD.findall(text))
    if words > MOST_WORDS:
        yield Fault(
            f"The sentence has {words} words; easy read has at most {MOST_WORDS}.",
            "Say it in two, each with a picture.",
        )
    if [end.end() for end in _END.finditer(text)] != [len(text)]:
        yield Fault(
            "This is not one sentence.",
            "Write one sentence with one idea, and end it with a full stop or a question mark.",
        )
    for abbreviation in _SHORT_FORM.findall(text):
        yield Fault(f"'{abbreviation}' is a short form.", "Write it out in full.")

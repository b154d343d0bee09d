"""The nearest guess to a word that somebody mistyped, which never means something else in law.

's12' is no slip for 's21', nor 'consent' for 'explicit-consent': there a guess that is taken
without a thought changes what a record says. So a guess keeps every number and every "not".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher, get_close_matches

_PARTS = re.compile(r"[0-9]+|[^\W\d_]+")
_AGAINST = frozenset(
    ("no", "non", "not", "never", "nor", "without", "except", "un", "part", "partly")
)
_PREFIXES = ("un", "non", "dis", "in", "im", "il", "ir", "mis", "de", "re")
_FIGURES = str.maketrans("lI|Oo", "11100")
"""Letters that are taken for figures."""

_LIKE, _LIKE_A_CHOICE = 0.7, 0.84
"""How much of two longer words is the same: 'restriction' is no slip for 'rectification'."""

_SHORT = 3
"""Letters in a word that another letter makes another word: eir, eia, foi."""


def nearest(word: str, known: Iterable[str], *, whole: bool = False) -> str:
    """The known word that is most like this one, or an empty text where none is near.

    `whole` is for choices: there each part of the guess stands for one of the word.
    """
    choices = {choice.casefold(): choice for choice in known}
    for choice in choices.values() if _parts(word) else ():
        if _parts(choice) == _parts(word) or _figures(choice) == _figures(word):
            return choice
    near = get_close_matches(word.casefold(), choices, n=3, cutoff=0.6)
    guesses = (choices[name] for name in near)
    return next((guess for guess in guesses if _may_mean(word, guess, whole=whole)), "")


def _parts(text: str) -> list[str]:
    """The words and numbers of a text, whatever stands between them: s, 40, 2."""
    return [part.lstrip("0") or "0" for part in _PARTS.findall(text.casefold())]


def _figures(text: str) -> list[str]:
    return _parts(text.translate(_FIGURES))


def _may_mean(word: str, guess: str, *, whole: bool) -> bool:
    """Whether a guess says nothing else than the word could have said."""
    ours, theirs = _parts(word), _parts(guess)
    if _weighty(ours) != _weighty(theirs):
        return False
    if len(ours) == len(theirs):
        likeness = _LIKE_A_CHOICE if whole else _LIKE
        return all(_alike(*pair, likeness) for pair in zip(ours, theirs, strict=True))
    if whole:
        return "".join(ours) == "".join(theirs)
    return not (_opposed(ours, theirs) or _opposed(theirs, ours))


def _weighty(parts: Sequence[str]) -> Counter[str]:
    """The parts that have no near miss: numbers, single letters and words that deny."""
    letters = [part for part in parts[1:] if len(part) == 1]  # of a paragraph: (a), (e)
    return Counter([*letters, *(part for part in parts if part.isdigit() or part in _AGAINST)])


def _opposed(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    return any(prefix + part in theirs for part in ours for prefix in _PREFIXES)


def _alike(part: str, other: str, likeness: float) -> bool:
    """Whether one word can be a slip for the other."""
    if part == other:
        return True
    if any(prefix + part == other or prefix + other == part for prefix in _PREFIXES):
        return False
    if sorted(part) == sorted(other):
        return True
    if min(len(part), len(other)) <= _SHORT:
        return len(part) != len(other) and _is_within(*sorted((part, other), key=len))
    return SequenceMatcher(None, part, other).ratio() >= likeness


def _is_within(short: str, long: str) -> bool:
    """Whether the longer word is the shorter one with one letter more."""
    return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))

"""The words round a name, and what each of them tells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from macros.rules.personal.data import just_before
from macros.rules.personal.word_lists import given_names, listed, phrases

TITLES, UNSURE_TITLES = listed("names", "titles"), listed("names", "unsure_titles")
PARTICLES, NOT_AFTER_TITLE = listed("names", "particles"), listed("names", "not_after_title")
KIN, VERBS = listed("names", "kin"), listed("names", "verbs")
CUES = KIN | VERBS | listed("names", "people", "labels")
PREPOSITIONS, AFTERWARDS = listed("names", "prepositions"), listed("names", "afterwards")
THINGS, BEFORE_THINGS = listed("names", "things"), listed("names", "before_things")
WORDS, NAMESAKES = listed("names", "words"), frozenset(phrases("names", "namesakes"))
ALSO_WORDS = listed("names", "also_words")
GIVEN, GIVEN_OR_WORD = given_names("given_names"), given_names("word_names")
ALSO_SURNAMES = given_names("also_surnames")

PARTICLE = rf"(?:{'|'.join(sorted(PARTICLES))})"
AFTER_CAPITAL = r"[A-Za-z]*(?:['-](?!s\b)[A-Z]?[A-Za-z]+)*"
NAME = rf"(?:[A-Z]{AFTER_CAPITAL})"
GAP = r"(?: |\n {0,8})"
LONGEST = 4
"""Words of a name, at most: what stands in a run after them is something else."""

REACH = 40
_BETWEEN = " \t\n:,=|>\"'(;.[-#*"
_SENTENCES = re.compile(r"[.!?][\"')]?\s|\n\s*\n")
_TOKEN = re.compile(r"[A-Za-z]+(?:['-](?!s\b)[A-Za-z]+)*")
_BESIDE = re.compile(r"(?:'s?)?(?: |\n {0,8}|-)([A-Za-z][\w'-]*)(?![\w-]*:)")
_WORD_AFTER = re.compile(r"[\s,;:|]*([A-Za-z][\w'-]*)")


class Token(NamedTuple):
    """A word of a run, in small letters, and where it stands."""

    word: str
    start: int
    end: int


def tokens_of(run: str, start: int) -> list[Token]:
    """The words of a run that begins at an offset; an 's' that shows whose is none."""
    return [
        Token(match[0].casefold(), start + match.start(), start + match.end())
        for match in _TOKEN.finditer(run)
        if match[0] != "s" or run[match.start() - 1 : match.start()] != "'"
    ]


def is_given(word: str) -> bool:
    """Whether a word is a given name and nothing else, or two of them joined."""
    first, _, second = word.partition("-")
    return word in GIVEN or bool(second and may_be_given(first) and may_be_given(second))


def may_be_given(word: str) -> bool:
    """Whether a word is a given name, whatever else it is."""
    return word in GIVEN or word in GIVEN_OR_WORD or ("-" in word and is_given(word))


def previous_word(text: str, start: int) -> str:
    """The word before an offset in its sentence, in small letters."""
    before = just_before(text, start, REACH)
    words = before.rstrip(_BETWEEN)
    if _SENTENCES.search(before[len(words) :]):
        return ""
    words = words.replace("\n", " ")
    return words[words.rfind(" ") + 1 :].lstrip(_BETWEEN).casefold()


def word_beside(text: str, end: int) -> str:
    """The word that goes on what ends here, as 'Road' does; no key, and nothing after a comma."""
    match = _BESIDE.match(text, end)
    return match[1].casefold() if match else ""


def next_word(text: str, end: int) -> str:
    """The word after an offset, in small letters."""
    match = _WORD_AFTER.match(text[end : end + REACH].removeprefix("'s"))
    return match[1].casefold() if match else ""


def end_of_name(tokens: Sequence[Token]) -> int:
    """Where a name ends that begins with the first of these words."""
    end = tokens[0].end
    for token in tokens[1:LONGEST]:
        if token.word in WORDS:
            break
        end = token.end
    return end


def is_cue(text: str, start: int, before: str) -> bool:
    """Whether the words before an offset tell that a person's name may follow."""
    if before in PREPOSITIONS:  # 'spoke to'
        window = just_before(text, start, REACH)
        gap = len(window) - len(window.rstrip(_BETWEEN))
        return previous_word(text, start - gap - len(before)) in VERBS
    return before in CUES

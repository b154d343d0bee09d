"""Names of people: after a title, beside a word that tells, or a given name with another.

Each run of words with capitals is looked at with the words before and after it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from macros.rules.personal.data import Data, Datum
from macros.rules.personal.name_words import (
    AFTERWARDS,
    BEFORE_THINGS,
    CUES,
    GAP,
    GIVEN,
    GIVEN_OR_WORD,
    KIN,
    NAME,
    NAMESAKES,
    PARTICLE,
    PREPOSITIONS,
    REACH,
    THINGS,
    VERBS,
    WORDS,
    Token,
    end_of_name,
    is_cue,
    is_given,
    may_be_given,
    next_word,
    previous_word,
    tokens_of,
    word_beside,
)
from macros.rules.personal.titled_names import titled_names
from macros.rules.personal.word_lists import Cues

_RUN = re.compile(
    rf"(?<![A-Za-z0-9@/.#-])(?<![A-Za-z]')(?:[A-Z]\.?\s)?{NAME}(?:{GAP}(?:(?:{PARTICLE})\s){{0,2}}{NAME})*"
    r"(?![\w@-]*\d)"
)
_LETTERS = re.compile(r"[a-z]+")
_SPOKE = re.compile(
    r"\b(?:sp(?:oke|eak|oken) (?:to|with)|met(?: with)?|rang|phoned|emailed|texted|visited|tenant"
    r"|resident|neighbour|caller|complainant|name is|my name's|mrs?|ms) ([a-z]{3,})\b"
)
_SPEAKING = (
    *("spoke ", "speak ", "spoken ", "met ", "rang ", "phoned ", "emailed ", "texted ", "visited "),
    *("tenant ", "resident ", "neighbour ", "caller ", "complainant ", "name is ", "my name's "),
    *("mr ", "mrs ", "ms "),
)
_SPOKEN = Cues(_SPEAKING, _SPOKE)
_JOINED = re.compile(r"([A-Z][a-z]+) and $")
_WHOSE = re.compile(
    r"\b(?:her|his|my|their|tenant's|resident's|neighbour's|'s)\s+(?:\w+\s+){0,2}[\w-]+,?"
    r"\s+(?:is\s+)?$",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?:\b(?:my|her|his|their|whose) name(?: is|'s)|\bnamed"
    r"|(?:first|last|full|tenant'?s?|maiden)[ _]?names?(?: is|\s?[:,=])|(?:sur|fore)name(?: is"
    r"|\s?[:,=])|\baka|\bI am|\bI'm"
    r"|(?:occupant|tenant|complainant|resident|applicant|caller|leaseholder)\"?\s?[:=])\s*[\"']?$",
    re.IGNORECASE,
)
_LICENCE = re.compile(r"(?:copyright|\(c\)|©)[^\n]*$", re.IGNORECASE)
"""Whose a program is, as its licence has to say."""

_WHO = re.compile(
    r",? \(?(?:(?:the|a|an|our|former|sole|joint) ){0,2}(?:tenant|resident|complainant"
    r"|applicant|caller|neighbour|leaseholder|claimant|occupier|lodger|householder|aged? \d)"
    r"(?! (?:census|portal|panel|handbook|survey|satisfaction|involvement))"
)
_TURNED = re.compile(
    r"(?:^|[\n|;(\">])[ \t]*(?P<sur>[A-Z][A-Za-z'-]+), (?P<given>[A-Z][a-z]+)[ \t]*(?=$|[\n|;)\"<])"
)
INITIALS = 2
"""Letters of a word that are initials rather than a name."""


def names(text: str) -> Data:
    """Every name of a person that is told by a word beside it or by itself."""
    end = 0
    for datum in sorted(
        [*titled_names(text), *_untitled(text), *_turned(text), *_in_small_letters(text)]
    ):
        if datum.start >= end:
            yield datum
            end = datum.end


def _in_small_letters(text: str) -> Data:
    """A given name that was typed in haste: 'spoke to yetunde'."""
    for match in _SPOKEN.standing_in(text):
        if match[1] in GIVEN and match[1] not in WORDS:
            yield Datum(match.start(1), match.end(1), "name")


def _turned(text: str) -> Data:
    """A name in a list: 'Whitfield, Sarah'."""
    for match in _TURNED.finditer(text) if ", " in text else ():
        if match["given"].casefold() in GIVEN and match["sur"].casefold() not in WORDS | THINGS:
            yield Datum(match.start("sur"), match.end("given"), "name")


def _untitled(text: str) -> Data:
    for match in _RUN.finditer(text):
        if _is_worth_a_look(text, match):
            tokens = tokens_of(match[0], match.start())
            number = _first_of_name(text, tokens)
            if number is not None:
                yield Datum(tokens[number].start, end_of_name(tokens[number:]), "name")


def _is_worth_a_look(text: str, match: re.Match[str]) -> bool:
    """Whether a run has a given name in it, or a word before it that tells."""
    if any(may_be_given(word) for word in _LETTERS.findall(match[0].casefold())):
        return True
    before = previous_word(text, match.start())
    return before in CUES or before in PREPOSITIONS or match[0][1:2] in {".", " "}


def _first_of_name(text: str, tokens: Sequence[Token]) -> int | None:
    """Which word of a run a name begins with, if one is in it."""
    if _is_a_thing(text, tokens) or _LICENCE.search(
        text[max(tokens[0].start - REACH, 0) : tokens[0].start]
    ):
        return None
    for number, token in enumerate(tokens):
        if number == 0 or may_be_given(token.word):
            before = tokens[number - 1].word if number else previous_word(text, token.start)
            if _begins_a_name(text, tokens[number:], before):
                return number
    return None


def _is_a_thing(text: str, tokens: Sequence[Token]) -> bool:
    """Whether a run is called after somebody, or names a place, a law or a firm."""
    words = [token.word for token in tokens]
    if any(word in THINGS for word in (*words[1:], word_beside(text, tokens[-1].end))):
        return True
    pairs = (" ".join(words[number : number + 2]) for number in range(len(words)))
    return any(pair in NAMESAKES for pair in pairs)


def _begins_a_name(text: str, tokens: Sequence[Token], before: str) -> bool:
    """Whether a word is a name, by itself or by what stands beside it."""
    first = tokens[0]
    if len(first.word) == 1:  # 'P. Lomax'
        is_told = is_cue(text, first.start, before) or _stands_alone(text, tokens)
        is_told = is_told or bool(_WHO.match(text, tokens[-1].end))
        is_spelled = text[tokens[-1].start : tokens[-1].end].istitle()
        return is_told and is_spelled and _has_surname(tokens, INITIALS)
    if first.word in WORDS or (len(first.word) <= INITIALS and not is_given(first.word)):
        return False
    if is_given(first.word):
        return _is_used_as_name(text, tokens, before)
    return is_cue(text, first.start, before) and _is_likely(text, tokens, before)


def _is_used_as_name(text: str, tokens: Sequence[Token], before: str) -> bool:
    """Whether a given name stands where a person's does: with another, or beside a word."""
    if _has_surname(tokens):
        return before not in BEFORE_THINGS
    first = tokens[0]
    if is_cue(text, first.start, before) or before in PREPOSITIONS or _is_joined(text, tokens):
        return True
    is_alone = len(tokens) == 1
    return is_alone and (_acts_or_owns(text, first.end) or bool(_WHO.match(text, first.end)))


def _has_surname(tokens: Sequence[Token], longer_than: int = 1) -> bool:
    """Whether a word that may be a surname comes second."""
    if len(tokens) == 1:
        return False
    return tokens[1].word not in WORDS and len(tokens[1].word) > longer_than


def _is_likely(text: str, tokens: Sequence[Token], before: str) -> bool:
    """Whether a word that is no known name is one, where a word before it tells."""
    first = tokens[0]
    if len(tokens) == 1 and text[first.start : first.end].isupper():  # 'the officer named SIRO'
        return False
    is_one = _has_surname(tokens) or (first.word in GIVEN_OR_WORD and before not in VERBS)
    return (is_one and before != "name") or _is_certain(text, first.start, before)


def _is_certain(text: str, start: int, before: str) -> bool:
    """Whether nothing but a name can follow what stands before."""
    words = text[max(start - 45, 0) : start]
    return bool((_WHOSE if before in KIN else _NAMED).search(words))


def _stands_alone(text: str, tokens: Sequence[Token]) -> bool:
    """Whether an initial with a surname fills a cell or a line: 'P. Lomax,'."""
    before = text[max(tokens[0].start - 3, 0) : tokens[0].start].rstrip(" ")
    after = text[tokens[-1].end : tokens[-1].end + 3].lstrip(" ")
    is_first = not before or before[-1] in "\n,|;(\"'>"
    return is_first and (not after or after[0] in "\n,|;)\"'<")


def _is_joined(text: str, tokens: Sequence[Token]) -> bool:
    """Whether 'and' joins this to a name before it: 'Chidi and Ngozi'."""
    start = tokens[0].start
    other = _JOINED.search(text[max(start - 40, 0) : start])
    return bool(other and other[1].casefold() in GIVEN)


def _acts_or_owns(text: str, end: int) -> bool:
    """Whether somebody of this name does something, or has a relation or a home."""
    after = next_word(text, end)
    return after not in THINGS if text.startswith("'s ", end) else after in AFTERWARDS

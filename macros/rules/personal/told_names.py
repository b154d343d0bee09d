"""Whether a word with a capital begins a name: by itself, or by what stands beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from macros.rules.personal.data import just_before
from macros.rules.personal.name_words import (
    AFTERWARDS,
    ALSO_SURNAMES,
    ALSO_WORDS,
    BEFORE_THINGS,
    GIVEN,
    GIVEN_OR_WORD,
    KIN,
    PREPOSITIONS,
    REACH,
    THINGS,
    VERBS,
    WORDS,
    Token,
    is_cue,
    is_given,
    next_word,
)

_JOINED = re.compile(r"([A-Z][a-z]+) and $")

_WHOSE = re.compile(
    r"\b(?:her|his|my|their|tenant's|resident's|neighbour's|'s)\s+(?:\w+\s+){0,2}[\w-]+,?"
    r"\s+(?:is\s+)?$",
    re.IGNORECASE,
)

BEING = frozenset(("is", "name's"))
"""The words before a name in a sentence that introduces somebody."""

_INTRODUCED = re.compile(
    r"\b(?:(?:my|her|his|their|first|last|full|tenant'?s?|maiden)\s+|sur|fore)name(?: is|'s)\s+$",
    re.IGNORECASE,
)

_NAMED = re.compile(
    r"(?:\bnamed|(?:first|last|full|tenant'?s?|maiden)[ _]?names?\s?[:,=]|(?:sur|fore)name\s?[:,=]"
    r"|\baka"
    r"|(?:occupant|tenant|complainant|resident|applicant|caller|leaseholder)\"?\s?[:=])\s*[\"']?$",
    re.IGNORECASE,
)

_WHO = re.compile(
    r",? \(?(?:(?:the|a|an|our|former|sole|joint) ){0,2}(?:tenant|resident|complainant"
    r"|applicant|caller|neighbour|leaseholder|claimant|occupier|lodger|householder|aged? \d)"
    r"(?! (?:census|portal|panel|handbook|survey|satisfaction|involvement))"
)

_APPOSED = re.compile(
    r"\b(?:the|her|his|their|our|a|my|this) (?:\w+ ){0,2}(?:son|daughter|wife|husband|partner"
    r"|mother|father|mum|dad"
    r"|brother|sister|carer|lodger|tenant|resident|neighbour|complainant|caller|applicant|friend"
    r"|cousin|child|baby"
    r"|nephew|niece|grandson|granddaughter|leaseholder|boy|girl|man|woman|lad|lady)s?(?:,| \(|:"
    r"| called| named) ?$"
    r"|\b(?:spoke|spoken|met|talked) (?:to|with) $|\b(?:man|woman|boy|girl|son|daughter|tenant"
    r"|child|lad|lady|person"
    r"|neighbour|someone|somebody) (?:is |was |who is )?(?:called|named) $",
    re.IGNORECASE,
)

_CLOSED = re.compile(
    r"[,.;:)]|$| (?:about|on|at|again|today|yesterday|and|who|who's|said|says|has|had|in|is"
    r"|was)\b|\n"
)

NEAR = 45
"""How far before a name the words may begin that tell whose it is."""

COLUMN = 3
"""Spaces that part the columns of a table, at least."""

_CELL_BEGINS = re.compile(r"(?:^|[\n,|;(\"'>]) *$")
_CELL_ENDS = re.compile(rf" {{0,{COLUMN}}}(?:$|[\n,|;)\"'<])| {{{COLUMN}}}")

INITIALS = 2
"""Letters of a word that are initials rather than a name."""

BEFORE_BARE = BEFORE_THINGS | {"v", "and", "or", "the"}
"""What stands before the names of places, cases and firms."""

_THING_AFTER = re.compile(
    r"'s? [A-Z]| v\.? | and [A-Z]| (?:is|are|was) (?:the|a|an|its|our)\b|[ -][A-Z0-9]|\.[a-z]|/"
    r"|\(| ?=|(?:,| and| or) [A-Z][a-z]+ "
    r"(?:Court|House|Close|Walk|Road|Street)"
)


def begins_a_name(text: str, tokens: Sequence[Token], before: str) -> bool:
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
    is_told = is_cue(text, first.start, before) and _is_likely(text, tokens, before)
    return is_told or _is_introduced(text, first.start, before)


def _is_introduced(text: str, start: int, before: str) -> bool:
    """Whether somebody is said to be called what begins here: 'her name is ...'."""
    return before in BEING and bool(_INTRODUCED.search(just_before(text, start, NEAR)))


def _is_used_as_name(text: str, tokens: Sequence[Token], before: str) -> bool:
    """Whether a given name stands where a person's does: with another, or beside a word."""
    if _has_surname(tokens):
        return before not in BEFORE_THINGS
    first = tokens[0]
    if is_cue(text, first.start, before) or before in PREPOSITIONS or _is_joined(text, tokens):
        return True
    is_told = _acts_or_owns(text, first.end) or bool(_WHO.match(text, first.end))
    return is_told or (before not in BEFORE_BARE and _is_bare_name(text, first))


def _is_bare_name(text: str, token: Token) -> bool:
    """Whether a given name that is nothing else stands in a sentence all by itself."""
    if not text[token.start : token.end].istitle() or token.word in ALSO_WORDS | ALSO_SURNAMES:
        return False
    return not _THING_AFTER.match(text, token.end)


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
    if (is_one and before != "name") or _is_certain(text, first.start, before):
        return True
    is_alone = len(tokens) == 1 and bool(_CLOSED.match(text, first.end))
    return is_alone and bool(_APPOSED.search(just_before(text, first.start, NEAR)))


def _is_certain(text: str, start: int, before: str) -> bool:
    """Whether nothing but a name can follow what stands before."""
    telling = _WHOSE if before in KIN else _NAMED
    return bool(telling.search(just_before(text, start, NEAR)))


def _stands_alone(text: str, tokens: Sequence[Token]) -> bool:
    """Whether an initial with a surname fills a cell or a line: 'P. Lomax,'."""
    before = just_before(text, tokens[0].start, COLUMN)
    return bool(_CELL_BEGINS.search(before) and _CELL_ENDS.match(text, tokens[-1].end))


def _is_joined(text: str, tokens: Sequence[Token]) -> bool:
    """Whether 'and' joins this to a name before it: 'Chidi and Ngozi'."""
    other = _JOINED.search(just_before(text, tokens[0].start, REACH))
    return bool(other and other[1].casefold() in GIVEN)


def _acts_or_owns(text: str, end: int) -> bool:
    """Whether somebody of this name does something, or has a relation or a home."""
    after = next_word(text, end)
    return after not in THINGS if text.startswith("'s ", end) else after in AFTERWARDS

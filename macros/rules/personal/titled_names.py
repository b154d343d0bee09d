"""Names after a title: 'Mr and Mrs Abubakar', 'mrs okafor', 'MrPatel' in the name of a file."""

from __future__ import annotations

import re
from collections.abc import Sequence

from macros.rules.personal.data import Data, Datum
from macros.rules.personal.name_words import (
    GAP,
    NAME,
    NAMESAKES,
    NOT_AFTER_TITLE,
    PARTICLE,
    PARTICLES,
    THINGS,
    TITLES,
    UNSURE_TITLES,
    WORDS,
    Token,
    end_of_name,
    tokens_of,
)
from macros.rules.personal.word_lists import Cues

_TITLE = "|".join(sorted(TITLES, key=len, reverse=True))
_TITLED = re.compile(
    rf"(?<![A-Za-z])(?<![A-Za-z]')(?P<title>{_TITLE})(?:\.\s?|[\s.-]{{1,3}}|(?=[/+&])"
    rf"|(?-i:(?=[A-Z][a-z])))"
    rf"(?:\s?(?:and|&|or|/|\+)\s?(?:{_TITLE})\.?\s+)?"
    rf"(?P<name>(?:[A-Z]\.?\s+){{0,3}}(?:{PARTICLE}[\s-]){{0,2}}[A-Za-z]+(?:['-](?!s\b)[A-Za-z]+)*"
    rf"(?-i:(?:{GAP}{PARTICLE})*{GAP}{NAME}){{0,3}})",
    re.IGNORECASE,
)
_TITLES = Cues(sorted(TITLES), _TITLED)
_AFTER_NUMBER = re.compile(r"(?<=\d)|(?<=\d\s)")
"""'15 ms per commit' has no title in it."""


def titled_names(text: str) -> Data:
    """Every title with a name after it."""
    for match in _TITLES.standing_in(text):
        tokens = tokens_of(match["name"], match.start("name"))
        if _is_title(text, match) and _is_name(match["title"], tokens):
            yield Datum(match.start(), end_of_name(tokens), "name")


def _is_title(text: str, match: re.Match[str]) -> bool:
    """Whether the title is written as one: 'MS Word' and 'miss the bus' are none."""
    title, name = match["title"], match["name"]
    if title.islower():
        if _AFTER_NUMBER.match(text, match.start()):
            return False
        return title not in UNSURE_TITLES
    if title.casefold() in UNSURE_TITLES and not name[0].isupper():
        return False
    if title.casefold() in UNSURE_TITLES and tokens_of(name, 0)[0].word in WORDS | THINGS:
        return False
    return title.istitle() or (title.isupper() and name.isupper() and title != "MS")


def _is_name(title: str, tokens: Sequence[Token]) -> bool:
    """Whether what follows the title is a name, and no place that is called after somebody."""
    whole = [token.word for token in tokens if len(token.word) > 1 and token.word not in PARTICLES]
    if not whole or whole[0] in NOT_AFTER_TITLE:
        return False
    if " ".join(whole[:2]) in NAMESAKES:
        return False
    if any(word in THINGS for word in whole[1:]):
        return False
    if title.islower():
        return whole[0] not in WORDS and whole[0] not in THINGS
    is_sure = title.istitle() and title.casefold() not in UNSURE_TITLES
    return is_sure or whole[0] not in WORDS

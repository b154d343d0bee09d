"""Names in lists and in haste: 'Whitfield, Sarah', 'ZIELINSKI Marek', 'spoke to yetunde'."""

from __future__ import annotations

import re

from macros.rules.personal.data import Data, Datum
from macros.rules.personal.name_words import GIVEN, THINGS, WORDS, is_given
from macros.rules.personal.word_lists import Cues

_SPOKE = re.compile(
    r"(?<![A-Za-z])(?:sp(?:oke|eak|oken) (?:to|with)|with|from|for|told|asked|saw|met|rang"
    r"|called|phoned|emailed"
    r"|texted|messaged|contacted|visited|helped|thanked|chased|tenant|resident|neighbour|caller"
    r"|complainant"
    r"|applicant|occupant|leaseholder|lodger|carer|son|daughter|wife|husband|partner|mum|dad"
    r"|sister|brother"
    r"|name is|name's|name|mrs?|ms)[:=,]? ?\"?([a-z]{3,})(?![A-Za-z])"
)

_SPEAKING = (
    *(
        "spoke",
        "speak",
        "with ",
        "from ",
        "for ",
        "told ",
        "asked ",
        "saw ",
        "met ",
        "rang ",
        "called ",
    ),
    *(
        "phoned ",
        "emailed ",
        "texted ",
        "messaged ",
        "contacted ",
        "visited ",
        "helped ",
        "thanked ",
    ),
    *(
        "chased ",
        "tenant",
        "resident",
        "neighbour",
        "caller",
        "complainant",
        "applicant",
        "occupant",
    ),
    *(
        "leaseholder",
        "lodger",
        "carer",
        "son",
        "daughter",
        "wife",
        "husband",
        "partner",
        "mum",
        "dad",
    ),
    *("sister", "brother", "name", "mr", "ms"),
)

_SPOKEN = Cues(_SPEAKING, _SPOKE)

_SHOUTED = re.compile(
    r"(?P<sur>[A-Z](?<![A-Za-z-].)[A-Z]{2,}),? (?P<given>[A-Z][a-z]+)(?![A-Za-z])"
)

_TURNED = re.compile(
    r"(?:^|[\n|;(\">])[ \t]*(?P<sur>[A-Z][A-Za-z'-]+), (?P<given>[A-Z][a-z]+)[ \t]*(?=$|[\n|;)\"<])"
)
_TURNED_QUICK = re.compile(r", [A-Z][a-z]+[ \t]*(?=$|[\n|;)\"<])")


def in_small_letters(text: str) -> Data:
    """A given name that was typed in haste: 'spoke to yetunde'."""
    for match in _SPOKEN.standing_in(text):
        if match[1] in GIVEN and match[1] not in WORDS:
            yield Datum(match.start(1), match.end(1), "name")


def turned(text: str) -> Data:
    """A name in a list: 'Whitfield, Sarah', or 'ZIELINSKI Marek'."""
    for match in _SHOUTED.finditer(text):
        if is_given(match["given"].casefold()) and match["sur"].casefold() not in WORDS | THINGS:
            yield Datum(match.start("sur"), match.end("given"), "name")
    for match in _TURNED.finditer(text) if _TURNED_QUICK.search(text) else ():
        if match["given"].casefold() in GIVEN and match["sur"].casefold() not in WORDS | THINGS:
            yield Datum(match.start("sur"), match.end("given"), "name")

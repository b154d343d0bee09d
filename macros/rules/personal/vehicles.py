"""Registration marks of vehicles, in the forms that Great Britain and Northern Ireland gave out."""

from __future__ import annotations

import re

from macros.rules.personal.data import Data, Datum, just_before
from macros.rules.personal.numbers import near

_START, _END = r"(?<![A-Za-z0-9/#])", r"(?![A-Za-z0-9@])"
_GAP = r"(?:[^A-Za-z0-9\n]{0,2}|\n {0,12})"
_NOW = re.compile(
    rf"{_START}[A-HJ-PR-Y][A-HJ-PR-Y](?:0[1-9]|[1-7]\d){_GAP}[A-HJ-PR-Z]{{3}}{_END}", re.IGNORECASE
)
_OLDER = re.compile(
    rf"{_START}(?:[A-HJ-NPR-TV-Y]\d{{1,3}}[ -]?[A-HJ-PR-Y]{{3}}"
    rf"|[A-HJ-PR-Y]{{3}}[ -]?\d{{1,3}}[A-HJ-NPR-TV-Y]){_END}"
)
_DATELESS = re.compile(rf"[A-Z](?<![A-Za-z0-9/#].)[A-Z]{{0,2}} ?\d{{1,4}}{_END}")
_NOW_QUICK = re.compile(r"\d\d(?<=[A-Za-z]{2}\d\d)(?!\d)")
_OLDER_QUICK = re.compile(r"[A-Y](?:\d{1,3}[ -]?[A-Y]{3}|[A-Y]{2}[ -]?\d{1,3}[A-Y])")
"""What is quick to look for, and stands in each mark of the form.

A pattern that begins with a letter or a figure is looked for quickly, so what may not stand before
it comes after that: here, in `_DATELESS`, and in other patterns of this room.
"""

_WORDS = re.compile(
    r"\b(?:cars?|vans?|vehicles?|lorry|lorries|motor(?:bikes?|cycles?|homes?)|mopeds?|scooters?"
    r"|(?:number[ -]?)?plates?|registration|reg|v\.?r\.?m|v\.?reg|parked|parks|parking|drives"
    r"|driving"
    r"|driver|caravan|pick-?up|taxi|minibus|trailer|clamp(?:ed)?|tow(?:ed)?|untaxed|sorn|mot|dvla"
    r"|hatchback|saloon|estate car|people carrier|bay|garage|permit|drives? a"
    r"|ford|vauxhall|nissan|toyota|bmw|audi|fiesta|corsa|astra|transit|golf|polo|clio|land rover"
    r"|volkswagen|vw|peugeot|renault|citroen|skoda|kia|hyundai|honda|volvo|mini|mercedes|tesla"
    r"|focus|micra|qashqai|jazz|yaris|insignia|zafira|berlingo|kangoo|caddy|sprinter|vivaro|seat"
    r"|ibiza|suzuki|fiat"
    r"|dacia|mazda|jaguar|lexus|mitsubishi|subaru|quad|trike|people carrier|estate car|coupe|4x4"
    r"|jeep|campervan"
    r"|abandoned|windscreen|tyres?|bumper|clamped|blocking|kerb|driveway)\b",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"\b(?:v\.?r\.?m|v?\.?reg(?:istration)?(?: (?:mark|number|no|plate))?|(?:number[ -]?)?plates?)"
    r"\b\.?(?: (?:is|was|of|number|no))?[\s:,.(=]*$",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:postcode|standard|form|part|model|code|version|for instance|drawing)\s*$", re.IGNORECASE
)

NEAR, FAR = 40, 60
"""How far from a mark the words may stand that name one, or tell of a vehicle."""


def vehicles(text: str) -> Data:
    """Marks in today's form, and older ones where a word tells that they are."""
    for match in _NOW.finditer(text) if _NOW_QUICK.search(text) else ():
        before = just_before(text, match.start(), NEAR)
        is_told = near(_WORDS, text, match, FAR)
        is_typed = match[0].isupper() or _is_typed(match[0])
        if is_told or (is_typed and not _NOT.search(before)):
            yield Datum(match.start(), match.end(), "vehicle")
    yield from _older(text)


def _is_typed(mark: str) -> bool:
    """Whether a mark in small letters is one: no word ends it, and it is no id of a commit."""
    is_word = re.search(
        "(?:the|and|for|are|was|per|not|can|has|its|all|new|old|day|out|two|one)$", mark
    )
    return mark.islower() and not is_word and not re.fullmatch("[0-9a-f]+", mark)


def _older(text: str) -> Data:
    for match in _OLDER.finditer(text) if _OLDER_QUICK.search(text) else ():
        if near(_WORDS, text, match, FAR):
            yield Datum(match.start(), match.end(), "vehicle")
    for match in _DATELESS.finditer(text):
        before = just_before(text, match.start(), NEAR)
        if _BESIDE.search(before) or (
            _IRISH.fullmatch(match[0]) and near(_WORDS, text, match, FAR)
        ):
            yield Datum(match.start(), match.end(), "vehicle")


_IRISH = re.compile(r"[A-Z]{0,2}[IZ][A-Z]{0,2} ?\d{3,4}")
"""Northern Ireland's marks have an I or a Z among their letters."""

"""Addresses of homes: a postcode by a house, a street where somebody lives, a person's UPRN."""

from __future__ import annotations

import re
from collections.abc import Sequence

from macros.rules.personal.data import Data, Datum, just_before
from macros.rules.personal.name_words import THINGS, WORDS
from macros.rules.personal.word_lists import Cues

_AREAS = (
    "AB|AL|B|BA|BB|BD|BF|BH|BL|BN|BR|BS|BT|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|DN|DT"
    "|DY|E|EC|EH|EN|EX|FK|FY|G|GL|GU|GY|HA|HD|HG|HP|HR|HS|HU|HX|IG|IM|IP|IV|JE|KA|KT|KW|KY|L|LA"
    "|LD|LE|LL|LN|LS|LU|M|ME|MK|ML|N|NE|NG|NN|NP|NR|NW|OL|OX|PA|PE|PH|PL|PO|PR|RG|RH|RM|S|SA|SE"
    "|SG|SK|SL|SM|SN|SO|SP|SR|SS|ST|SW|SY|TA|TD|TF|TN|TQ|TR|TS|TW|UB|W|WA|WC|WD|WF|WN|WR|WS|WV"
    "|YO|ZE|ZZ"
)
_POSTCODE = re.compile(
    rf"(?<![A-Za-z0-9])(?:{_AREAS})\d[\dA-HJKPSTUW]?(?:[^A-Za-z0-9\n]{{0,3}}|\n {{0,12}})"
    r"\d[ABD-HJLNP-UW-Z]{2}(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_POSTCODE_END = re.compile(
    r"\d[A-Za-z]?(?:[^A-Za-z0-9\n]{0,3}|\n {0,12})\d(?:[A-Z]{2}|[a-z]{2})(?![A-Za-z0-9])"
)
"""What is quick to look for, and stands in each."""

_STREETS = (
    "street|st|road|rd|lane|ln|avenue|ave|close|drive|way|court|ct|gardens?|gdns|crescent|cres"
    "|place|pl|terrace|terr|grove|hill|row|walk|mews|gate|view|rise|square|sq|green|park|parade"
    "|path|bank|drove|chase|croft|meadows?|fields?|wharf|quay|passage|yard|vale|heights|broadway"
    "|hall"
    "|parkway|circus|villas|cottages|fold|garth|hey|brow|bridge|towers?|spinney|alley|wynd|loan"
    "|paddock|orchard|leys|mount|causeway|mead|dene|copse|holt|house|lodge|point|wood|woods|hamlet"
)
_WELSH = r"(?:heol|ffordd|stryd|lon|maes|rhodfa|clos|cae|bryn|tan|pen)"
_NO_HOUSE = (
    "homes?|flats|propert|households?|blocks?|tenants?|houses|units?|repairs?|days?|weeks?|minutes?"
    "|people|working|per|of|were|was|is|and|or|to|in|at|years?|months?|calls?|jobs?|bed"
    "|january|february|march|april|may|june|july|august|september|october|november|december"
)
_FLAT = r"(?:(?:flat|apartment|apt|maisonette|bedsit|plot|room)\s+[\w/]{1,4}[,\s]+)?"
_NUMBER = rf"(?<![\w/.£-])\d{{1,4}}\s?[a-h]?(?:\s?-\s?\d{{1,4}})?,?\s+(?!(?:{_NO_HOUSE})\b)"
HOUSE = rf"{_FLAT}{_NUMBER}(?:(?:[\w'.-]+\s+){{1,4}}?(?:{_STREETS})\b|{_WELSH}\b)"
_HOUSE_BY_NUMBER = re.compile(
    rf"{HOUSE}|\b(?:flat|apartment|apt|maisonette|bedsit|door|plot|caravan|pitch|room|bungalow"
    rf"|block|(?:house|home|door|property)? ?(?:number|num|no\.?)"
    rf"|house)"
    rf"\s+\d{{1,4}}[a-h]?\b|(?<![\w/.,£-])\d{{1,4}}[a-h]?[,\s]+$",
    re.IGNORECASE,
)
_HOUSE_AFTER = re.compile(
    r"[,;:\s(|\"-]{1,5}(?:(?:flat|apartment|house|door|home)(?: ?_?(?:no\.?|number))?|no\.?|number)"
    rf"[:=,\"\s]{{1,4}}\d{{1,4}}[a-h]?\b|[,;:\s(|\"-]{{1,5}}{HOUSE}",
    re.IGNORECASE,
)
_TITLED = re.compile(
    rf"(?<![\w/.£-])\d{{1,4}}[a-h]?[\s,]+(?!(?:{_NO_HOUSE})\b)"
    rf"(?:(?!(?:{_NO_HOUSE}|the|around|ward|postcode|district|has|have|are|near|with|for|homes)\b)"
    r"[A-Za-z'.-]+[\s,|\"]+){1,7}$",
    re.IGNORECASE,
)
_WORD = r"[A-Z][A-Za-z'.-]+"
_HOUSE_BY_NAME = re.compile(
    rf"\b(?:{_WORD}\s+)?{_WORD}\s+(?:Cottage|Lodge|Farm(?:house)?|Villa|Bungalow"
    r"|Barn|Manor|Grange|Mill|Rectory|Vicarage|Cabin|Nook|View|Lea|Croft|Forge)\b"
    r"|\bThe (?:Old \w+|Cottage|Lodge|Bungalow|Barn|Manor|Grange|Mill|Rectory|Willows|Elms|Laurels"
    r"|Firs|Beeches|Hollies|Oaks|Poplars|Limes|Gables|Haven|Nook|Croft|Forge|Stables)\b"
)
_OFFICE = re.compile(
    r"\b(?:council|offices?|centre|depot|civic|town hall|guildhall|ombudsman|commissioner"
    r"|department"
    r"|ministry|agency|tribunal|library|p\.?o\.? box|freepost|ltd|limited|plc|school|academy"
    r"|college"
    r"|university|hospital|surgery|practice|clinic|authority|association|regulator|services?"
    r"|reception|business park|industrial|unit|suite|floor|headquarters|head office|registered"
    r"|hq|police station|fire station|court service|county court|magistrates|crown court|trust"
    r"|charity|citizens advice|shelter|bureau|jobcentre|embassy|museum|theatre|church|company|bank"
    r"|solicitors|contractors?|supplier|hub|write to us|visit us|opening hours|our address)\b"
    rf"(?!\s+(?:{_STREETS})\b)",
    re.IGNORECASE,
)
_LIVES = re.compile(
    r"\b(?:liv(?:es|ed|ing)|resid(?:es|ed|ing)|stay(?:s|ed|ing)|(?:re)?housed|evicted|moved"
    r"|(?:home|her|his|their|tenant's) address|tenant|resident|occupier|occupant|complainant|caller"
    r"|applicant|leaseholder|neighbour|householder|lodger)"
    r"(?:'s)?(?: (?:in|at|of|to|from|is|was|with|has|alone|her|his|their|mum|mother|flat|home|who"
    rf"|lives?|living|next door|out|back|into))*[:,]?\s+(?P<house>{HOUSE})",
    re.IGNORECASE,
)
_LIVING = Cues(
    (
        *("lives", "lived", "living", "resid", "stays", "stayed", "staying", "rehoused", "housed"),
        *("evicted", "moved", "home add", "her add", "his add", "their add", "tenant", "occup"),
        *("complainant", "caller", "applicant", "leaseholder", "neighbour", "householder"),
        "lodger",
    ),
    _LIVES,
)
_RESIDENT = re.compile(
    r"\b(?:liv(?:es|ed|ing)|resid(?:es|ed|ing)|tenant|occupi|evicted|rehoused|neighbour|(?:her"
    r"|his) home"
    r"|mum|mrs?|ms|miss)\b",
    re.IGNORECASE,
)
OFFICE_NEAR = 40
"""How far before a house the words may stand that make it an office."""

REACH = 90
"""How far before a postcode the house may stand."""


def homes(text: str) -> Data:
    """A full postcode with a house before it, and a house where somebody is said to live."""
    for match in _POSTCODE.finditer(text) if _POSTCODE_END.search(text) else ():
        if match[0].isupper() or match[0].islower():
            start = _house_before(text, match.start())
            after = _HOUSE_AFTER.match(text, match.end())
            if start is not None or after:
                end = after.end() if after else match.end()
                yield Datum(match.start() if start is None else start, end, "address")
    for match in _LIVING.standing_in(text):
        if match["house"].split()[-1][0].isupper():
            yield Datum(match.start("house"), match.end("house"), "address")


def _house_before(text: str, postcode: int) -> int | None:
    """Where the house begins whose postcode this is, unless an office stands there."""
    before = just_before(text, postcode, REACH)
    before = before[before.rfind("\n\n") + 1 :]
    forms = (_HOUSE_BY_NUMBER, _TITLED, _HOUSE_BY_NAME)
    houses = [house for form in forms for house in form.finditer(before)]
    if not houses:
        return None
    start = postcode - len(before) + min(house.start() for house in houses)
    around = f"{just_before(text, start, OFFICE_NEAR)}{text[start:postcode]}"
    if _OFFICE.search(around) and not _RESIDENT.search(around):
        return None
    return start


_UPRN = re.compile(r"\bU\.?P\.?R\.?N|unique property", re.IGNORECASE)
_UPRN_QUICK = re.compile(r"u\.?p\.?r\.?n|unique property")
_PROPERTY = re.compile(r"(?<![A-Za-z]\d)(?<![\d.£])\d(?:[^A-Za-z0-9\n]{0,2}\d){5,11}(?!\d|\.\d)")
_PERSON = re.compile(
    r"(?<![A-Za-z])(?:(?:the|same|a|this|new|sole|elderly|vulnerable|former"
    r"|joint) (?:\w+ )?(?:tenant|resident"
    r"|occupier|leaseholder|family|couple|widow|lady|man|woman|mother|father|household|lodger"
    r"|caller)"
    r"|tenant|resident|occupier|occupant|complainant|applicant|caller|leaseholder|lodger|lives"
    r"|lived"
    r"|living|she|he|her|his|him|my|son|daughter|mum|dad|wife|husband|partner|pensioner|child|baby)"
    r"(?:'s)?(?![A-Za-z])",
    re.IGNORECASE,
)
_SURNAME = re.compile(r"[,:;|(=\"' -]{1,4}(?!UPRN)([A-Z][a-z]{2,})(?= *(?:$|[,:;|)\"'\n]))")
_BESIDE = 60


def uprns(text: str, names: Sequence[Datum]) -> Data:
    """The number of a home where a person is told of beside it."""
    if not _UPRN_QUICK.search(text.lower()):
        return
    for match in _PROPERTY.finditer(text):
        start, end = max(match.start() - _BESIDE, 0), match.end() + _BESIDE
        if _UPRN.search(text[start:end]):
            named = any(start - _BESIDE < name.start < end + _BESIDE for name in names)
            if named or _tells_of_somebody(text, match):
                yield Datum(match.start(), match.end(), "uprn")


def _tells_of_somebody(text: str, match: re.Match[str]) -> bool:
    """Whether the same sentence tells of a person, or a surname stands beside the number."""
    start, end = sentence(text, match.start(), match.end())
    surname = _SURNAME.match(text, match.end())
    is_name = surname is not None and surname[1].casefold() not in WORDS | THINGS
    return is_name or bool(_PERSON.search(text[start:end]))


_END = re.compile(
    r"\"\s*[,}\]]\s*[\"{[]|[.!?][\"')]*\s+(?=[A-Z])|\n\s*\n|\n\s*[-*]\s|\n\s*\w+: |\n#"
)
LONG = 300


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence begins and ends in which something stands."""
    first = max(start - LONG, 0)
    ends = [match.end() for match in _END.finditer(text, first, start)]
    after = _END.search(text, end, end + LONG)
    return (ends[-1] if ends else first), (
        after.start() + 1 if after else min(end + LONG, len(text))
    )

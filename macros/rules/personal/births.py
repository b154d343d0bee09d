"""Days of birth: a date where a word says that somebody was born on it."""

from __future__ import annotations

import re

from macros.rules.personal.data import Data, Datum
from macros.rules.personal.word_lists import Cues

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_YEAR = r"(?:(?:18|19|20)\d{2}|'?\d{2})"
_SIGN = r"[ .,/-]{0,3}"
DATE = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?(?: day)?(?: of)?{_SIGN}{_MONTH}{_SIGN}(?:in |of )?{_YEAR}"
    rf"|{_MONTH}{_SIGN}(?:the )?\d{{1,2}}(?:st|nd|rd|th)?,?{_SIGN}{_YEAR}"
    rf"|\d{{1,2}} ?[/.,:-] ?\d{{1,2}} ?[/.,:-] ?{_YEAR}"
    r"|(?:18|19|20)\d{2} ?[/.-] ?\d{1,2} ?[/.-] ?\d{1,2}|\d{1,2} \d{1,2} (?:(?:19|20)\d{2}|\d{2})"
    r"|(?:19|20)\d{6}|\d{8}|\d{6})"
)
_BIRTH = re.compile(
    r"(?<![A-Za-z])(?:d[./]?\s?o[./]?\s?b|b\.(?= ?\d)|date ?of ?birth|birth ?(?:date|day)s?|born"
    r"|birth"
    r"|(?:turn(?:s|ed|ing)?|be|is|was|reach(?:es|ed)?) \d{1,3}(?: years old)? on|dyddiad geni"
    r"|ganwyd"
    r"|data urodzenia|urodz\w*|n[ae]e on|date de naissance)(?![A-Za-z])",
    re.IGNORECASE,
)
_CUES = Cues(
    (
        *(
            "born",
            "birth",
            "date",
            "d.",
            "d/o",
            "dob",
            "do.",
            "d o",
            "b.",
            "turn",
            "be ",
            "is ",
            "was ",
        ),
        *("reach", "dyddiad", "ganwyd", "data u", "urodz"),
    ),
    _BIRTH,
)
_DATE = re.compile(rf"(?<!\d)(?<!\d[/.-]){DATE}(?!\d|[/-]\d)", re.IGNORECASE)
_AFTER, _BEFORE = 60, 18
_LONGEST = 24
"""Letters of a date, at most."""

_ELSEWHERE = re.compile(
    r"\b(?:remov|delet|introduc|publish|launch|open(?:ed)?\b|policy|rules?\b|fault|part(?:y"
    r"|ies)\b|estate"
    r"|building|society|scheme|service|version|digital|out of|collect|columns?\b|force|fields?\b"
    r"|mandatory|optional|or (?:on|after|before)|(?:kept|held|needed|required|asked|recorded)\b.*"
    r"\b(?:from|since|until|for|on)\b|not (?:needed|held|asked|kept|recorded|required)|n't\b"
    r"|years without"
    r"|(?:reports?|reviews?|meeting|audit|census) (?:of|on))"
    r"|\b(?:since|before|after|until)\s*$|[a-z]\.\s+[A-Z]",
    re.IGNORECASE,
)
_OTHER_END = re.compile(r"[a-z)]\.\s|\n\s*\n|[;|]")


def births(text: str) -> Data:
    """Dates that a word beside them makes somebody's day of birth."""
    for cue in _CUES.standing_in(text):
        date = _date_after(text, cue) or _date_before(text, cue)
        if date:
            yield Datum(*date, "birth")


def _date_after(text: str, cue: re.Match[str]) -> tuple[int, int] | None:
    date = _DATE.search(text, cue.end(), cue.end() + _AFTER)
    if date is None or _ELSEWHERE.search(text[cue.end() : date.start()]):
        return None
    return date.span()


def _date_before(text: str, cue: re.Match[str]) -> tuple[int, int] | None:
    """The last date before the word, as in '3 May 1961 (DOB)'."""
    start = max(cue.start() - _BEFORE - _LONGEST, 0)
    dates = list(_DATE.finditer(text, start, cue.start()))
    if not dates or cue.start() - dates[-1].end() > _BEFORE:
        return None
    between = text[dates[-1].end() : cue.start()]
    is_other = _OTHER_END.search(between) or _ELSEWHERE.search(between)
    return None if is_other or cue[0].casefold() == "born" else dates[-1].span()

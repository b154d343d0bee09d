"""Health and crime beside a person: what is said of somebody, not of people at large.

A sentence tells of somebody where it names them, or where it says 'her', 'my son' or 'the tenant'
and is neither a condition nor an example.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from macros.rules.personal.addresses import sentence
from macros.rules.personal.circumstance_words import subjects
from macros.rules.personal.data import Data, Datum

WORDS = subjects()

_KIN = (
    "son|daughter|wife|husband|partner|mother|father|mum|dad|brother|sister|baby|boy|girl|child|lad|lass"
    "|nan|gran|grandson|granddaughter|grandmother|grandfather|boyfriend|girlfriend|ex|uncle|aunt|cousin"
    "|nephew|niece|toddler|twins|lodger|carer|friend|neighbour|kids|children"
)
_PEOPLE = (
    "tenant|resident|caller|applicant|complainant|occupier|occupant|leaseholder|householder|man|woman"
    "|lady|gentleman|couple|victim|widow|pensioner|customer|claimant|youth"
)
_SOMEBODY = re.compile(
    r"(?<![A-Za-z])(?:s?he|her|hers|his|him|herself|himself"
    rf"|(?:my|their|the|this|tenant's|resident's) (?:\w+ ){{0,2}}(?:{_KIN}|{_PEOPLE})(?:'s)?"
    rf"|(?:{_KIN}|{_PEOPLE})(?: \d)?(?='s |: |,| (?:is|has|was|had|uses|takes|self|suffers|told"
    rf"|says|said"
    r"|disclosed|reports|reported|can't|cannot|lost|recently|now|in|with|on|gets|got|went|needs"
    r"|lives|fell"
    r"|having|being|under|admitted|known|jailed|arrested|charged|convicted|tagged|died"
    r"|collapsed)\b)"
    r"|(?:in|at|of) (?:flat|number|no\.?) ?\d+"
    r"|I (?:have|had|am|was|suffer|take|use|can't|lost|got)|I've|I'm|my (?:own )?(?:asthma"
    r"|health|condition"
    r"|illness|disability|medication|depression|epilepsy|cancer|diabetes|wheelchair))(?![A-Za-z])",
    re.IGNORECASE,
)
_ANYBODY = re.compile(
    r"(?<![A-Za-z])(?:whether|suppose|imagine|anyone|anybody|everyone|people|persons?"
    r"|tenants|residents|applicants|leaseholders|neighbours|households|families|victims"
    r"|he or she|she or he|his or her|her or his|s/he|for example|for instance|e\.g|such as"
    r"|an example"
    r"|polic(?:y|ies)|procedures?|training|guidance|leaflets?|(?:her|his) majesty|ask(?:ed)? if"
    r"|our form|the form asks"
    r"|how many|(?:every|each|any) (?:\w+ )?(?:tenant|resident|person|applicant|child|household"
    r"|case)"
    r"|if (?:a|the|you|your|she|he|her|his|they|their|someone|anyone|it|there|we|one|any|my|this)"
    r"|the (?:tenant|person|victim|applicant|perpetrator) (?:must|may|can|should|has to|will"
    r"|might))(?![A-Za-z])",
    re.IGNORECASE,
)
"""What makes a sentence one of nobody in particular, wherever it stands."""

_SOMEONE = re.compile(
    rf"(?<![A-Za-z])(?:someone|somebody|nobody|no one|some|an? (?:\w+ )?(?:{_KIN}|{_PEOPLE}"
    rf"|person|household"
    r"|family|joint tenant|landlord|court|witness|perpetrator))(?![A-Za-z])",
    re.IGNORECASE,
)
"""The same, where it stands before the words for somebody: 'a tenant says that she ...'."""

_CONDITION = re.compile(
    r"[\W_]*(?:q: ?)?(?:if|unless|should|does|do|can(?!'t|not)|could|may|what|how|who|supposing"
    r"|say)\b",
    re.IGNORECASE,
)
"""How a sentence begins that tells of nobody: a condition, or a question."""

_KEY_WORDS = re.compile(r"[a-z'-]+(?: [a-z'-]+){0,2}(?:, [a-z'-]+(?: [a-z'-]+){0,2}){4,}")
"""Words that lead to something, in a row: 'asb, noise, neighbour, hate crime, threats'."""


_CHOICES = re.compile(
    r'[\s-]*(?:"?\w+":\s*\[\s*)?"?[^A-Z.,:;!?"]*?[^\W\d]+(?:/[^\W\d]+){2,}[^A-Z.,:;!?"]*[\s",]*'
)
"""Words to look for, with slashes between those of which one is enough: 'hits/beats/kicks me'.

No capital and no sign of a sentence stands there.
"""


def circumstances(text: str, names: Sequence[Datum]) -> Data:
    """Words of health or crime in a sentence that tells of somebody."""
    small = text.lower()
    for kind, words in WORDS:
        told = 0
        for match in words.standing_in(small):
            if match.start() >= told and not _is_in_name(match.start(), names):
                start, end = sentence(text, match.start(), match.end())
                if _is_of_somebody(text[start:end], start, names):
                    yield Datum(match.start(), match.end(), kind)
                    told = end


def _is_in_name(start: int, names: Sequence[Datum]) -> bool:
    """Whether a word is part of a name: 'Mr Parkinson' tells of no illness."""
    return any(name.start <= start < name.end for name in names)


def _is_of_somebody(sentence_: str, start: int, names: Sequence[Datum]) -> bool:
    """Whether a sentence names somebody, or speaks of somebody who is known."""
    end = start + len(sentence_)
    if any(start <= name.start < end for name in names):
        return True
    if _KEY_WORDS.fullmatch(sentence_.strip()) or _CHOICES.fullmatch(sentence_):
        return False
    if "?" in sentence_ or _CONDITION.match(sentence_) or _ANYBODY.search(sentence_):
        return False
    somebody, someone = _SOMEBODY.search(sentence_), _SOMEONE.search(sentence_)
    return bool(somebody and not (someone and someone.start() < somebody.start()))

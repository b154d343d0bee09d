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

_SOMEBODY = re.compile(
    r"(?<![A-Za-z])(?:s?he|her|hers|his|him|herself|himself"
    r"|my (?:\w+ )?(?:son|daughter|wife|husband|partner|mother|father|mum|dad|brother|sister"
    r"|neighbour|baby"
    r"|boy|girl|child|nan|grandson|granddaughter|boyfriend|girlfriend|ex)"
    r"|the (?:tenant|resident|caller|applicant|complainant|lad|man|woman|lady|boy|girl|occupier"
    r"|leaseholder"
    r"|neighbour|mother|father|son|daughter|husband|wife|couple|victim|lodger|grandson)(?:'s)?"
    r"|(?:tenant|resident|applicant|caller|complainant|neighbour|occupant"
    r"|leaseholder)(?: \d)?(?='s? | (?:is|has|was|had|uses|takes|self|suffers|told|says|said"
    r"|disclosed|reports|reported|can't|cannot|lost|recently|now|in|with)\b)"
    r"|this (?:tenant|man|woman|resident|lady|family)|applicant \d|(?:in|at) (?:flat|number"
    r"|no\.?) \d+|tenant of (?:flat|number|no\.?) \d+)(?![A-Za-z])",
    re.IGNORECASE,
)
_ANYBODY = re.compile(
    r"(?<![A-Za-z])(?:if|whether|when|where|wherever|whenever|suppose|imagine|say that a"
    r"|should (?:a|the|she|he|her|his|they)|may|might|can(?!'t|not)|could|must|should|anyone"
    r"|anybody|someone|somebody|nobody"
    r"|everyone|every|each|any|some|people|persons?|tenants|residents|applicants|leaseholders"
    r"|neighbours"
    r"|he or she|she or he|his or her|her or his|for example|for instance|e\.g|such as"
    r"|an example|policy|procedure|training|guidance|leaflet"
    r"|(?<!by )(?<!of )(?<!from )(?<!with )a (?:\w+ )?(?:tenant|resident|neighbour|person|mother"
    r"|father|child|caller|applicant|leaseholder|lodger|household|victim|man|woman|carer|family"
    r"|partner|joint tenant)"
    r"|what (?:does|do|happens|would|if)|how (?:do|does)|does|unless|her majesty|his majesty"
    r"|ask(?:ed)? whether|would|criteria|evidence|the form|form|act \d{4}"
    r"|section \d+)(?![A-Za-z])",
    re.IGNORECASE,
)


def circumstances(text: str, names: Sequence[Datum]) -> Data:
    """Words of health or crime in a sentence that tells of somebody."""
    small = text.lower()
    for kind, words in WORDS:
        told = -1
        for match in words.standing_in(small):
            if match.start() >= told:
                start, end = sentence(text, match.start(), match.end())
                if _is_of_somebody(text[start:end], start, names, match.span()):
                    yield Datum(match.start(), match.end(), kind)
                    told = end


def _is_of_somebody(
    sentence_: str, start: int, names: Sequence[Datum], word: tuple[int, int]
) -> bool:
    """Whether a sentence names somebody, or speaks of somebody who is known."""
    end = start + len(sentence_)
    if any(start <= name.start < end and not name.start <= word[0] < name.end for name in names):
        return True
    is_known = _SOMEBODY.search(sentence_) and not _ANYBODY.search(sentence_)
    return bool(is_known) and "?" not in sentence_

"""What the landlord's settings say of itself: `extra.landlord`.

`closed_days` are the days on which its offices are closed besides weekends and bank holidays.
`references` holds the forms of its tenancy and payment references. Addresses and numbers that
stand anywhere in `extra` are its own, and may stand everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from macros.catalogue.yaml_plain import read_plainly
from macros.model import Value, each, texts_in
from macros.rules.calendar import day_in
from macros.rules.personal.references import as_form

FILE = "mkdocs.yml"


def own_texts(settings: bytes) -> str:
    """All that stands in `extra`, a value a line."""
    return "\n".join(text for _, text in texts_in(_extra(settings)))


def reference_forms(settings: bytes) -> list[str]:
    """The forms of references, as they are written."""
    landlord = _extra(settings).get("landlord")
    forms = landlord.get("references") if isinstance(landlord, Mapping) else None
    return _words(forms)


def closed_days(settings: bytes) -> list[str]:
    """The days on which the landlord is closed, as they are written."""
    landlord = _extra(settings).get("landlord")
    days = landlord.get("closed_days") if isinstance(landlord, Mapping) else None
    return [str(day) for day in each(days)]


def closed_on(settings: bytes) -> frozenset[date]:
    """The same as days. What is none, the check tells."""
    return frozenset(filter(None, map(day_in, closed_days(settings))))


def is_form(written: str) -> bool:
    """Whether a form of references can be looked for, and fits something but not everything."""
    try:
        form = as_form(written)
    except re.error:
        return False
    return form.fullmatch("") is None


def line_of(settings: bytes, words: str) -> int:
    """The line of the settings on which some words stand first."""
    before, _, _ = settings.decode("utf-8", "replace").partition(words)
    return before.count("\n") + 1


def _extra(settings: bytes) -> Mapping[str, Value]:
    values = read_plainly(settings.decode("utf-8", "replace")) or {}
    extra = values.get("extra")
    return extra if isinstance(extra, Mapping) else {}


def _words(value: Value | None) -> list[str]:
    """The texts in a list, or the text that a value is."""
    return [text for text in each(value) if isinstance(text, str)]

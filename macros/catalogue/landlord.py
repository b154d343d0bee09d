"""What the landlord's settings say for the search for personal data: `extra.landlord`.

`references` holds the forms of its tenancy and payment references. Addresses and numbers that
stand anywhere in `extra` are its own, and may stand everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from macros.catalogue.yaml_plain import read_plainly
from macros.model import Value, each, texts_in
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


def is_form(written: str) -> bool:
    """Whether a form of references can be looked for, and fits something but not everything."""
    try:
        form = as_form(written)
    except re.error:
        return False
    return form.fullmatch("") is None


def _extra(settings: bytes) -> Mapping[str, Value]:
    values = read_plainly(settings.decode("utf-8", "replace")) or {}
    extra = values.get("extra")
    return extra if isinstance(extra, Mapping) else {}


def _words(value: Value | None) -> list[str]:
    """The texts in a list, or the text that a value is."""
    return [text for text in each(value) if isinstance(text, str)]

"""Ids of headings, made from their words, so that a link to one lasts whatever stands above it.

Python-Markdown's own ids keep ASCII alone: of a heading in Chinese or of an emoji nothing is left,
and it is numbered, so the id changes when a heading is added above. Ids that ASCII is enough for
stay as they were.
"""

from __future__ import annotations

import unicodedata

from markdown.extensions.toc import slugify, slugify_unicode

_FEW = 4
"""Signs that are enough to tell one heading from another."""


def heading_id(text: str, separator: str) -> str:
    """The id of a heading: its words, or the names of its signs where it has no words."""
    words = slugify_unicode if any(map(_is_lost, text)) else slugify
    return str(words(text, separator)) or _of_signs(text, separator)


def _is_lost(letter: str) -> bool:
    """Whether nothing of a letter would be left in ASCII."""
    plain = unicodedata.normalize("NFKD", letter).encode("ascii", "ignore")
    return letter.isalnum() and not plain


def _of_signs(text: str, separator: str) -> str:
    names = (unicodedata.name(sign, "") for sign in text if not sign.isspace())
    seen = [name for name in names if name and not name.startswith("VARIATION SELECTOR")]
    return str(slugify(" ".join(seen[:_FEW]), separator))

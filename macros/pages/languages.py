"""Texts in other languages than the page: each with its language and the way in which it runs.

So that a screen reader takes the right voice and a browser the right letters (WCAG 2.2, 3.1.2).
"""

from __future__ import annotations

from collections import Counter
from unicodedata import bidirectional

from markupsafe import Markup

from macros.model import Field, Values

_BLOCK = Markup('<div lang="{}" dir="{}">{}</div>')
_INLINE = Markup('<span lang="{}" dir="{}">{}</span>')
_BLOCKS = ("<p", "<ul", "<ol", "<dl", "<div", "<table")


def in_language(field: Field, beside: Values, html: Markup) -> Markup:
    """A field's finished value, marked as in the language that the values beside it name."""
    named = field.inner.language or field.language
    code = str(beside.get(named, "")) if named else ""
    if not code or not html:
        return html
    has_blocks = any(block in html for block in _BLOCKS)
    return (_BLOCK if has_blocks else _INLINE).format(code, direction(html.striptags()), html)


def direction(text: str) -> str:
    """Whether most letters of a text run from the right, by the classes of Unicode (UAX 9)."""
    classes = Counter(map(bidirectional, text))
    return "rtl" if classes["R"] + classes["AL"] > classes["L"] else "ltr"

"""Old text of written pages: the words in it, apart from the macros that the site fills in."""

from __future__ import annotations

import re
from typing import NamedTuple

FILLED_IN = "[data]"
"""Stands in the words where a macro stood. One word: a comparison word by word keeps it whole."""

_QUOTED = r"\"[^\"]*\""
_ARGUMENTS = rf"\((?:{_QUOTED}|[^\"{{}}]|\{{(?:{_QUOTED}|[^\"{{}}])*\}})*\)"
_MACRO = rf"\{{\{{\s*[a-z_]+(?:{_ARGUMENTS}|\.[a-z_]+)\s*\}}\}}"
_CODE_OR_MACRO = re.compile(rf"(?P<code>```.*?```|`[^`\n]*`)|(?P<macro>{_MACRO})", re.DOTALL)


class PageSource(NamedTuple):
    """A text with a mark in place of each macro, and the macros in turn, as they were written."""

    words: str
    macros: tuple[str, ...]


def page_source(text: str) -> PageSource:
    """The words and the macros of a page's text.

    A macro inside code is one that the page writes about: it stays among the words.
    """
    macros = tuple(match["macro"] for match in _CODE_OR_MACRO.finditer(text) if match["macro"])
    return PageSource(_CODE_OR_MACRO.sub(lambda match: match["code"] or FILLED_IN, text), macros)

"""What of a page is Markdown and neither HTML nor a macro, and what of that people read."""

from __future__ import annotations

import re

_OTHER = re.compile(
    r"<!--.*?-->|</?[A-Za-z][\w-]*(?:\s[^<>]*)?/?>|\{\{.*?\}\}|\{#.*?#\}|\{%.*?%\}", re.DOTALL
)
"""HTML, and what a page has of macros."""

_SIGNS = re.compile(
    r"(?<=\])\([^()\n]*\)|^[ ]*(?:#+|!!!.*|[-*]|\d+\.)(?=\s)|[*`_\[\]|>]", re.MULTILINE
)
"""Where a link leads, and what makes headings, boxes, lists and tables."""

_BOX = re.compile(r"^!!! .*\n((?:(?: {4}.*|[ ]*)(?:\n|\Z))*)", re.MULTILINE)


def only_markdown(text: str) -> str:
    """A page's text with letters in the place of HTML and macros; none in lines of their own.

    What stands in a box is taken out of it: it is read as any other text.
    """
    plain = "\n".join(map(_without_signs, _OTHER.sub(_marked, text).split("\n")))
    return _BOX.sub(lambda match: "\n" + re.sub(r"^ {4}", "", match[1], flags=re.MULTILINE), plain)


def _marked(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", "\x00", match[0])


def _without_signs(line: str) -> str:
    return line.replace("\x00", "x") if line.strip(" \x00") else ""


def only_words(text: str) -> str:
    """The words of a page's text, line by line, without what stands in macros, links and code."""
    return _SIGNS.sub("", _OTHER.sub("", text)).strip()

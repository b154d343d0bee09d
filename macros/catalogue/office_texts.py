"""Documents and slides of office programs as texts, a paragraph a line.

In such a file a word can be cut in two wherever its look changes: tag by tag, nothing is found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import lxml.etree
from lxml.etree import _Element

_PARTS = re.compile(
    r"word/(?:document|comments|footnotes|endnotes|header\d*|footer\d*)\.xml"
    r"|ppt/(?:slides|notesSlides|comments)/[^/]+\.xml|content\.xml|styles\.xml"
)
"""Where texts stand in docx and pptx (ECMA-376) and in odt, ods and odp (OASIS ODF 1.3)."""

_PARAGRAPHS = ("p", "h")
_BREAKS = ("br", "cr", "tab", "line-break", "s")


def has_paragraphs(name: str) -> bool:
    """Whether a file in an archive is one that holds paragraphs."""
    return bool(_PARTS.fullmatch(name))


def paragraphs(content: bytes) -> str:
    """Its paragraphs, each on a line, also what was struck out; empty where there are none."""
    parser = lxml.etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = lxml.etree.fromstring(content, parser)
    except lxml.etree.XMLSyntaxError:
        return ""
    every = (element for element in root.iter() if _name(element) in _PARAGRAPHS)
    return "\n".join("".join(_words(paragraph)).replace("\n", " ") for paragraph in every)


def _words(element: _Element) -> Iterator[str]:
    """What a paragraph says; paragraphs inside it, as in a box of text, say it themselves."""
    yield " " if _name(element) in _BREAKS else element.text or ""
    for child in element:
        if _name(child) not in _PARAGRAPHS:
            yield from _words(child)
        yield child.tail or ""


def _name(element: _Element) -> str:
    """A tag without its namespace; empty for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""

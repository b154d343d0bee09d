"""Text with formatting into HTML: a strict parser, and then a sanitiser behind it.

The declared subset: paragraphs, lists, bold, italics, links with a full address (http, https,
mailto, tel), tables, quotes, code and headings of the third level or lower. Raw HTML, other links,
pictures, attribute lists and template signs come out as the text they are.
"""

from __future__ import annotations

import nh3
from markdown_it.token import Token
from markupsafe import Markup

from macros.catalogue.record_dialect import SCHEMES, STRICT

TAGS = {
    "p",
    "br",
    "ul",
    "ol",
    "li",
    "strong",
    "em",
    "a",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "code",
    "pre",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "hr",
}
ATTRIBUTES = {"a": {"href"}, "th": {"scope"}, "ol": {"start"}}


def markdown(text: str) -> Markup:
    """A Markdown field as safe HTML."""
    tokens = STRICT.parse(text)
    for token in tokens:
        _lower_heading(token)
        if token.type == "th_open":
            token.attrs = {"scope": "col"}
        elif token.type == "td_open":
            token.attrs = {}
    html = STRICT.renderer.render(tokens, STRICT.options, {})
    clean = nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None)
    return Markup(clean)  # noqa: S704 - sanitised


def _lower_heading(token: Token) -> None:
    """Headings inside a field stand below those of the page."""
    if token.type in ("heading_open", "heading_close"):
        token.tag = f"h{max(3, int(token.tag[1]))}"

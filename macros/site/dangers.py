"""What no finished page may hold, whoever brought it: a page, a record, a template or a setting.

`catalogue.markup` is stricter, and asked of what people write into public pages alone.
"""

from __future__ import annotations

import re

from lxml import etree

from macros.catalogue.markup import leads_outside, strange_scheme

NEVER = frozenset(("iframe", "frame", "frameset", "object", "embed", "applet", "base", "portal"))
"""Elements that bring in another page or change where addresses lead."""

_LINKS = frozenset(("href", "xlink:href", "cite", "longdesc"))
_FETCHED = frozenset(
    [
        "src",
        "srcset",
        "imagesrcset",
        "poster",
        "background",
        "data",
        "manifest",
        "action",
        "formaction",
        "ping",
        "archive",
        "codebase",
    ]
)
"""Attributes whose addresses a browser asks without anybody's following a link, or sends to."""

WATCHED = _LINKS | _FETCHED | {"http-equiv"}
"""The attributes in which `danger` can see anything."""

_MOVE = re.compile(r"\s*\d+\s*;\s*url=(?P<to>[^'\"\s]+)\s*", re.IGNORECASE)
_ONLY_NAMED = frozenset(("canonical", "alternate"))
"""What a <link> names and a browser doesn't fetch."""


def danger(element: etree._Element, name: str, value: str) -> str:
    """What is dangerous about an attribute of a page, in words; '' for nothing."""
    if name in _FETCHED or (name in _LINKS and _is_fetched(element)):
        is_asked = strange_scheme(value) or leads_outside(value)
        return f"<{element.tag!s}> that asks '{value}'" if is_asked else ""
    if name in _LINKS:
        return f"a link to '{value}'" if strange_scheme(value) else ""
    if name == "http-equiv" and not _moves_within(element, value):
        return f"<{element.tag!s} http-equiv='{value}'>"
    return ""


def _is_fetched(element: etree._Element) -> bool:
    """Whether a browser fetches what this element links to."""
    if element.tag == "link":
        return not _ONLY_NAMED.issuperset(_stated(element, "rel").lower().split())
    return element.tag in ("use", "image", "feimage")


def _stated(element: etree._Element, name: str) -> str:
    return str(element.get(name, ""))


def _moves_within(element: etree._Element, kind: str) -> bool:
    """Whether this leads from a page that moved to its new place, on the same site."""
    way = _MOVE.fullmatch(_stated(element, "content"))
    return kind.lower() == "refresh" and way is not None and not leads_outside(way["to"])

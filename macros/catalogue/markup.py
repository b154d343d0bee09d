"""What people may write into a public page: elements, attributes, classes and addresses.

The check looks at Markdown by these lists, with a place in the file; the build looks at what came
of it, and publishes that alone (`site.written`). Neither is asked of what records and templates
bring: that is made by our own code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

_TEXT = "p h1 h2 h3 h4 h5 h6 br hr div blockquote pre ul ol li dl dt dd figure figcaption"
_IN_LINE = "a abbr b cite code del dfn em i ins kbd mark q s samp small span strong sub sup time"
_TABLE = "table caption thead tbody tfoot tr th td"
TAGS = frozenset(f"{_TEXT} {_IN_LINE} {_TABLE} img details summary var wbr".split())

_OF_ALL = ("id", "class", "lang", "dir")
_OWN = {
    "a": ("href", "title"),
    "abbr": ("title",),
    "dfn": ("title",),
    "details": ("open",),
    "img": ("src", "alt", "title", "width", "height"),
    "li": ("value",),
    "ol": ("start",),
    "td": ("align", "colspan", "rowspan"),
    "th": ("align", "colspan", "rowspan", "scope"),
    "time": ("datetime",),
}
ATTRIBUTES: Mapping[str, frozenset[str]] = {
    tag: frozenset((*_OF_ALL, *_OWN.get(tag, ()))) for tag in TAGS
}

_FORMS: Mapping[str, re.Pattern[str]] = {
    **dict.fromkeys(("start", "value", "width", "height"), re.compile(r"-?\d{1,5}")),
    **dict.fromkeys(("colspan", "rowspan"), re.compile(r"\d{1,3}")),
    "align": re.compile("left|right|center|justify"),
    "scope": re.compile("row|col|rowgroup|colgroup"),
    "dir": re.compile("ltr|rtl|auto"),
    "lang": re.compile(r"[a-zA-Z]{2,8}(-[a-zA-Z0-9]{1,8}){0,3}"),
    "datetime": re.compile(r"[\dPTWYMDHSZ:.+-]{1,40}"),
    "id": re.compile(r"[\w.:-]{1,100}"),
    "open": re.compile("|open"),
}
"""What these may say: text in them would be published, and seen by nobody."""

_ADMONITIONS = "note abstract info tip hint success question warning caution attention failure"
_MORE = "danger error important bug example quote"
CLASSES = frozenset(
    f"kim-doors admonition admonition-title {_ADMONITIONS} {_MORE} toc headerlink highlight"
    " footnote footnote-ref footnote-backref".split()
)
"""What the style sheets lay out and nothing hides. Other classes can hide text."""

_LANGUAGE = re.compile(r"language-[\w+#-]{1,30}")

SCHEMES = frozenset(("http", "https", "mailto", "tel"))
"""Where a link may lead, besides to a page of the site."""

_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_PASSED_OVER = re.compile(r"[\t\n\r]|^[\x00-\x20]+")
"""What a browser drops from an address before it reads it."""

_PICTURES = "Put the picture into docs/public/pictures/."
_NO_CODE = "Take it out: a page has no code of its own."
_SEEN = "Take it out, with what it hides: all that is published can be read."
_FIELDS = ("form", "input", "button", "select", "textarea", "option", "label")
_TAG_HINTS: Mapping[str, str] = {
    **dict.fromkeys(("script", "style", "link", "svg", "math", "template"), _NO_CODE),
    **dict.fromkeys(_FIELDS, "Link to the page that has the form, or call 'ask_box'."),
    **dict.fromkeys(("iframe", "object", "embed", "video", "audio"), "Link to what it shows."),
    **dict.fromkeys(
        ("meta", "base"), "Take it out: a page that moves needs a link to the new one."
    ),
}


class MarkupFault(NamedTuple):
    """What can't stand in a public page, and what would be right."""

    message: str
    hint: str


def faults(tag: str, attributes: Iterable[tuple[str, str | None]]) -> Iterator[MarkupFault]:
    """What is wrong with an element that somebody wrote."""
    if tag not in TAGS:
        otherwise = f"Write it in Markdown; words between angle brackets as '&lt;{tag}&gt;'."
        hint = _TAG_HINTS.get(tag, otherwise)
        yield MarkupFault(f"<{tag}> can't stand in a public page.", hint)
        return
    for name, value in attributes:
        if name not in ATTRIBUTES[tag]:
            hint = _attribute_hint(name)
            yield MarkupFault(f"'{name}' can't stand in <{tag}> of a public page.", hint)
        elif name in _FORMS and not _FORMS[name].fullmatch(value or ""):
            yield MarkupFault(f"'{name}' of <{tag}> can't say '{value}'.", "Take it out.")
        elif name == "class":
            yield from _class_faults(value or "")
        elif name in ("href", "src"):
            yield from address_faults(value or "", is_picture=name == "src")


def _attribute_hint(name: str) -> str:
    if name.startswith("on"):
        return _NO_CODE
    return _SEEN if name in ("hidden", "style", "aria-hidden") else "Take it out."


def _class_faults(value: str) -> Iterator[MarkupFault]:
    for name in value.split():
        if name not in CLASSES and not _LANGUAGE.fullmatch(name):
            message = f"The class '{name}' can't stand in a public page: it could hide what it has."
            yield MarkupFault(message, "Take it out.")


@lru_cache(maxsize=4096)  # a menu stands in every page
def strange_scheme(address: str) -> str:
    """What an address starts with, where that leads neither to a page nor to post or telephone."""
    scheme = _SCHEME.match(_PASSED_OVER.sub("", address))
    return scheme[0].lower() if scheme and scheme[1].lower() not in SCHEMES else ""


def leads_outside(address: str) -> bool:
    """Whether an address leads to another server, or needs none, and not to a file of the site."""
    plain = _PASSED_OVER.sub("", address).replace("\\", "/")
    return plain.startswith("//") or _SCHEME.match(plain) is not None


def address_faults(address: str, *, is_picture: bool) -> Iterator[MarkupFault]:
    """What is wrong with where a link leads, or with where a picture comes from."""
    scheme = strange_scheme(address)
    if is_picture and scheme == "data:":
        message = "The picture is written into its address, where nothing makes it anew."
        yield MarkupFault(message, _PICTURES)
    elif is_picture and leads_outside(address):
        message = (
            "The picture comes from outside, and whoever keeps it there would see each reader."
        )
        yield MarkupFault(message, _PICTURES)
    elif scheme and not is_picture:
        hint = "It leads to a page, or starts with https:, mailto: or tel:."
        yield MarkupFault(f"A link can't lead to '{scheme}'.", hint)

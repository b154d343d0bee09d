"""Finished pages, read as a browser reads them: links, places that can be linked to, and code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from macros.site.dangers import NEVER, WATCHED, danger

LINKS = ("href", "src", "action")
PLACES = ("id", "name")
TOLD = frozenset((*LINKS, *PLACES, *WATCHED, "style"))
"""The attributes that say any of what is asked, beside those that hold code and begin with 'on'."""


class FinishedPage(NamedTuple):
    """What a page links to, the places in it that can be linked to, and what is wrong in it.

    `code` are the tags that hold code, `dangers` what no page may hold, in words, and `digest` is
    that of the page's bytes.
    """

    targets: Sequence[str]
    places: frozenset[str]
    code: Sequence[str]
    dangers: Sequence[str] = ()
    comments: int = 0
    digest: bytes = b""


def read_pages(folder: Path, before: Iterable[FinishedPage] = ()) -> Mapping[str, FinishedPage]:
    """Every page of the site, by its file, read once; not again what was read `before`.

    Only what is asked for is kept: the trees of a large site are large.
    """
    files = sorted(folder.rglob("*.html"))
    known = {page.digest: page for page in before}
    return {path.relative_to(folder).as_posix(): _page_at(path, known) for path in files}


def _page_at(path: Path, known: Mapping[bytes, FinishedPage]) -> FinishedPage:
    content = path.read_bytes()
    digest = sha256(content).digest()
    return known.get(digest) or _read_page(content, digest)


def _read_page(content: bytes, digest: bytes) -> FinishedPage:
    parser = etree.HTMLParser(encoding="utf-8")  # lxml.html's gives each element a class of its own
    document = etree.fromstring(content, parser)
    read = _Attributes(document)
    code = (str(element.tag) for element in document.iter("style", "script") if _is_code(element))
    never = (f"<{element.tag!s}>" for element in document.iter(*NEVER))
    return FinishedPage(
        targets=list(read.targets),
        places=frozenset(read.places - {""}),
        code=[*code, *read.code],
        dangers=list(dict.fromkeys((*never, *read.dangers))),
        comments=sum(1 for _ in document.iter(etree.Comment)),
        digest=digest,
    )


def _is_code(element: etree._Element) -> bool:
    return element.tag == "style" or element.get("src") is None


class _Attributes:
    """What a page's attributes say, from one walk: a large site has millions of them."""

    def __init__(self, document: etree._Element) -> None:
        self.targets: dict[str, None] = {}
        self.places: set[str] = set()
        self.code: list[str] = []
        self.dangers: list[str] = []
        for element in document.iter(etree.Element):
            for name, value in element.items():
                if name in TOLD or name.startswith("on"):
                    self._add(element, name, value)

    def _add(self, element: etree._Element, name: str, value: str) -> None:
        if name in LINKS:
            self.targets[value] = None
        elif name in PLACES:
            self.places.add(value)
        elif name not in WATCHED:
            self.code.append(str(element.tag))
        if name in WATCHED and (words := danger(element, name, value)):
            self.dangers.append(words)

"""Finished pages, read as a browser reads them: links, places that can be linked to, and code."""

from __future__ import annotations

import json
import sys
import zlib
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from macros.site.dangers import NEVER, WATCHED, danger
from macros.site.folder_files import files_in
from macros.site.kept import FEW, Shelf, shelf, this_program

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


def read_pages(
    folder: Path, before: Iterable[FinishedPage] = (), *, kept: bool = False
) -> Mapping[str, FinishedPage]:
    """Every page of the site, by its file, read once; not again what was read `before`.

    Where it is to be `kept`, what earlier builds have read isn't read again either. Only what is
    asked for is kept: the trees of a large site are large.
    """
    files = dict(files_in(folder, ".html"))
    known = {page.digest: page for page in before}
    if not kept or len(files) < FEW:
        return {file: _page_at(path, known) for file, path in files.items()}
    with shelf(f"finished pages\n{this_program()}") as earlier:
        return {file: _page_at(path, known, earlier) for file, path in files.items()}


def _page_at(
    path: Path, known: Mapping[bytes, FinishedPage], earlier: Shelf | None = None
) -> FinishedPage:
    content = path.read_bytes()
    digest = sha256(content).digest()
    if digest in known:
        return known[digest]
    if earlier is None:
        return _read_page(content, digest)
    if packed := earlier.find(digest):
        return _unpacked(packed, digest)
    page = _read_page(content, digest)
    earlier.add(digest, _packed(page))
    return page


def _packed(page: FinishedPage) -> bytes:
    """A page as JSON, without its digest: menus stand in all pages, so it takes little room."""
    targets, places, code, dangers, comments, _ = page
    parts = (list(targets), sorted(places), list(code), list(dangers), comments)
    return zlib.compress(json.dumps(parts).encode("ascii"), 1)


def _unpacked(packed: bytes, digest: bytes) -> FinishedPage:
    targets, places, code, dangers, comments = json.loads(zlib.decompress(packed))
    shared = list(map(sys.intern, targets))
    return FinishedPage(shared, frozenset(places), code, dangers, comments, digest)


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
            self.targets[sys.intern(value)] = None  # the menu's links stand in every page
        elif name in PLACES:
            self.places.add(value)
        elif name not in WATCHED:
            self.code.append(str(element.tag))
        if name in WATCHED and (words := danger(element, name, value)):
            self.dangers.append(words)

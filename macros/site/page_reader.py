"""Finished pages, read as a browser reads them: links, places that can be linked to, and code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from lxml import etree, html

LINKS = ("href", "src", "action")
PLACES = ("id", "name")


class FinishedPage(NamedTuple):
    """What a page links to, the places in it that can be linked to, and the tags that hold code."""

    targets: Sequence[str]
    places: frozenset[str]
    code: Sequence[str]


def read_pages(folder: Path) -> Mapping[str, FinishedPage]:
    """Every page of the site, by its file, read once.

    Only what is asked for is kept: the trees of a large site are large.
    """
    files = sorted(folder.rglob("*.html"))
    return {path.relative_to(folder).as_posix(): _read_page(path) for path in files}


def _read_page(path: Path) -> FinishedPage:
    parser = html.HTMLParser(encoding="utf-8")
    document = html.document_fromstring(path.read_bytes(), parser=parser)
    elements = list(document.iter(etree.Element))
    return FinishedPage(
        targets=list(dict.fromkeys(_values(elements, LINKS))),
        places=frozenset(_values(elements, PLACES)) - {""},
        code=[str(element.tag) for element in elements if _holds_code(element)],
    )


def _values(elements: Iterable[etree._Element], names: Sequence[str]) -> Iterator[str]:
    for element in elements:
        for name in names:
            value = element.get(name)
            if value is not None:
                yield str(value)


def _holds_code(element: etree._Element) -> bool:
    names = [str(name) for name in element.attrib]
    if element.tag == "style" or (element.tag == "script" and "src" not in names):
        return True
    return any(name == "style" or name.startswith("on") for name in names)

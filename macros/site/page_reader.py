"""Finished pages, read as a browser reads them: links, places that can be linked to, and code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import starmap
from pathlib import Path
from typing import NamedTuple, TypeAlias

from lxml import etree

from macros.site.dangers import NEVER, WATCHED, danger

LINKS = ("href", "src", "action")
PLACES = ("id", "name")

Attribute: TypeAlias = tuple[etree._Element, str, str]  # noqa: SLF001 - its only name
"""An element with the name and the value of one attribute of it."""


class FinishedPage(NamedTuple):
    """What a page links to, the places in it that can be linked to, and what is wrong in it.

    `code` are the tags that hold code, `dangers` what no page may hold, in words.
    """

    targets: Sequence[str]
    places: frozenset[str]
    code: Sequence[str]
    dangers: Sequence[str] = ()
    comments: int = 0


def read_pages(folder: Path) -> Mapping[str, FinishedPage]:
    """Every page of the site, by its file, read once.

    Only what is asked for is kept: the trees of a large site are large.
    """
    files = sorted(folder.rglob("*.html"))
    return {path.relative_to(folder).as_posix(): _read_page(path) for path in files}


def _read_page(path: Path) -> FinishedPage:
    parser = etree.HTMLParser(encoding="utf-8")  # lxml.html's gives each element a class of its own
    document = etree.fromstring(path.read_bytes(), parser)
    elements = list(document.iter(etree.Element))
    attributes = [(element, *named) for element in elements for named in element.items()]
    return FinishedPage(
        targets=list(dict.fromkeys(_values(attributes, LINKS))),
        places=frozenset(_values(attributes, PLACES)) - {""},
        code=list(_code(elements, attributes)),
        dangers=list(dict.fromkeys(_dangers(elements, attributes))),
        comments=sum(1 for _ in document.iter(etree.Comment)),
    )


def _values(attributes: Iterable[Attribute], names: Sequence[str]) -> Iterator[str]:
    return (value for _, name, value in attributes if name in names)


def _code(elements: Iterable[etree._Element], attributes: Iterable[Attribute]) -> Iterator[str]:
    """The tags that hold code: of their own, or in an attribute."""
    for element in elements:
        if element.tag == "style" or (element.tag == "script" and element.get("src") is None):
            yield str(element.tag)
    for element, name, _ in attributes:
        if name == "style" or name.startswith("on"):
            yield str(element.tag)


def _dangers(elements: Iterable[etree._Element], attributes: Iterable[Attribute]) -> Iterator[str]:
    yield from (f"<{element.tag!s}>" for element in elements if element.tag in NEVER)
    watched = (attribute for attribute in attributes if attribute[1] in WATCHED)
    yield from filter(None, starmap(danger, watched))

"""What people wrote into a public page, as HTML, before records are put in: cleaned, or refused.

nh3 reads it as a browser does and writes it again from the lists of `catalogue.markup`, without
comments. What isn't on the lists stops the build first, so that nothing goes without a word.
"""

from __future__ import annotations

from collections.abc import Iterator

import nh3
from lxml import etree, html

from macros.catalogue.markup import ATTRIBUTES, SCHEMES, TAGS, MarkupFault, faults
from macros.site.errors import SiteError


def cleaned(text: str, file: str) -> str:
    """The same HTML from allowed parts. Raises SiteError with every part that isn't."""
    wrong = list(dict.fromkeys(_faults(text)))
    if wrong:
        raise SiteError("\n".join(f"{file}: {fault.message} {fault.hint}" for fault in wrong))
    return nh3.clean(
        text,
        tags=set(TAGS),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        attribute_filter=_kept,
        url_schemes=set(SCHEMES),
        link_rel=None,
    )


def _faults(text: str) -> Iterator[MarkupFault]:
    page = html.fragment_fromstring(text, create_parent="div")
    for element in page.iterdescendants(etree.Element):
        attributes = [(str(name), str(value)) for name, value in element.attrib.items()]
        yield from faults(str(element.tag), attributes)


def _kept(tag: str, name: str, value: str) -> str | None:
    """An attribute's value, unless the lists are against it."""
    return None if any(faults(tag, [(name, value)])) else value

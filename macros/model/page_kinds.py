"""A kind of page: how its pages are headed, and how people ask for them."""

from __future__ import annotations

from typing import NamedTuple

from macros.model.asking import UNASKED, Asking


class PageKind(NamedTuple):
    """What the schema of pages says of a kind.

    `title` is what its pages are called together and `singular` the word for one. `headings` are
    the parts that each of them has, in this order.
    """

    name: str
    title: str
    singular: str
    headings: tuple[str, ...]
    asking: Asking = UNASKED

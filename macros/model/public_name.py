"""What a register is to the public, as its schema says it."""

from __future__ import annotations

from typing import NamedTuple

from macros.model.asking import UNASKED, Asking

GRADE = 8
"""The reading grade that texts for tenants keep to, where a schema asks for no lower one."""


class PublicName(NamedTuple):
    """What a register is called on the public site, what its table shows there, and what answers.

    `page` is the written page that lists the register, under docs/public/. Records of a register
    that is not `listed` serve the site and aren't for reading: they have no page, and stand in no
    search and in no list of pages. Those that stand `together` do so on that page, each at a place
    of its own. `asking` is to the public what it is to staff in `Schema`.
    """

    title: str
    singular: str
    plural: str
    description: str
    columns: tuple[str, ...]
    facets: tuple[str, ...]
    page: str = ""
    listed: bool = True
    together: bool = False
    grade: int = GRADE
    asking: Asking = UNASKED

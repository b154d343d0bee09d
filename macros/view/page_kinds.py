"""The written pages of each kind, and what leads to them. They are for staff alone."""

from __future__ import annotations

from collections.abc import Mapping

from macros.catalogue.front_matter import PUBLIC
from macros.catalogue.page_kinds import FIELD
from macros.model import Catalogue, Page, PageKind

DOCS = "docs/"


def pages_by_kind(catalogue: Catalogue) -> Mapping[PageKind, tuple[Page, ...]]:
    """The pages of each kind that are for staff, by title; a kind without any is left out."""
    pages = [page for page in catalogue.pages if not page.file.startswith(PUBLIC)]
    pages.sort(key=lambda page: str(page.values["title"]))
    of_kinds = {
        kind: tuple(page for page in pages if page.values.get(FIELD) == name)
        for name, kind in catalogue.page_kinds.items()
    }
    return {kind: there for kind, there in of_kinds.items() if there}


def path_of(page: Page) -> str:
    """A page's file as menus and schemas name it."""
    return page.file.removeprefix(DOCS)

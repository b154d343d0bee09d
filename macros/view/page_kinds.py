"""The written pages of each kind, and what leads to them. They are for staff alone."""

from __future__ import annotations

from collections.abc import Mapping

from macros.catalogue.front_matter import PUBLIC
from macros.catalogue.page_kinds import FIELD
from macros.model import Catalogue, Page, PageKind
from macros.model.mappings import grouped

DOCS = "docs/"


def pages_by_kind(catalogue: Catalogue) -> Mapping[PageKind, tuple[Page, ...]]:
    """The pages of each kind that are for staff, by title; a kind without any is left out."""
    pages = [page for page in catalogue.pages if not page.file.startswith(PUBLIC)]
    pages.sort(key=lambda page: str(page.values["title"]))
    by_name = grouped((str(page.values.get(FIELD)), page) for page in pages)
    kinds = catalogue.page_kinds.items()
    return {kind: tuple(by_name[name]) for name, kind in kinds if name in by_name}


def path_of(page: Page) -> str:
    """A page's file as menus and schemas name it."""
    return page.file.removeprefix(DOCS)

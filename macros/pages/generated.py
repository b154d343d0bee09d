"""Pages that nobody wrote and no register's table leads to, such as those of deleted records: each made when it is stamped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from macros.model import PAGES, Key
from macros.pages import as_at
from macros.pages.fragments import Fragment
from macros.pages.history_page import gone
from macros.pages.months import month_page, months
from macros.pages.old_values import page_of, title_of
from macros.view.view import View


class GeneratedPage(NamedTuple):
    """A page to be stamped: its address from the site's root, its title, what is on it, and the page it belongs under.

    `searched` says whether the search finds it.
    """

    address: str
    title: str
    make: Callable[[], Fragment]
    under: str
    searched: bool = True

    @property
    def depth(self) -> int:
        """How many folders lead to it: pages of one depth share a shell, since their links are alike."""
        return self.address.count("/")


def generated_pages(view: View) -> Iterator[GeneratedPage]:
    """Every such page that this audience may see: for the public, none."""
    if view.past:
        yield from _gone(view)
        yield from _months(view)
        yield from (
            GeneratedPage(one.address, one.title, one.make, "as-at/index.md", one.searched)
            for one in as_at.pages(view)
        )


def _months(view: View) -> Iterator[GeneratedPage]:
    """What changed, a page for each month."""
    found = months(view)
    for month, later, earlier in zip(found, [None, *found], [*found[1:], None], strict=False):
        yield GeneratedPage(
            month.address,
            f"Changes in {month.name}",
            partial(month_page, view, month, later, earlier),
            "changes/index.md",
        )


def downloads(view: View) -> Iterator[tuple[str, Callable[[], str]]]:
    """Files beside the pages: the address of each from the site's root, and what makes its text."""
    yield from as_at.downloads(view)


def _gone(view: View) -> Iterator[GeneratedPage]:
    """Records that were deleted, and pages that are deleted or not part of this site: nothing goes unseen."""
    assert view.past
    for key in view.past.trails:
        if key.register == PAGES:
            if view.elsewhere(key):
                yield GeneratedPage(
                    page_of(view, key), _page_title(key), partial(gone, view, key), ""
                )
        elif key not in view.records:
            yield GeneratedPage(
                page_of(view, key),
                title_of(view, key),
                partial(gone, view, key),
                "registers/index.md",
            )


def _page_title(key: Key) -> str:
    return f"History of {key.id}"

"""Pages that nobody wrote and that show no single record of today, each made when it is stamped."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from macros.history.revisions import History
from macros.pages import admin, as_at, coverage, edit_forms, page_forms, register_files
from macros.pages.dictionary import dictionary_pages
from macros.pages.due_pages import due_pages
from macros.pages.easy_read import large_print, plain_texts
from macros.pages.fragments import Download, GeneratedPage
from macros.pages.gone_page import gone
from macros.pages.months import Month, month_page, months, part_page
from macros.pages.old_values import page_of, title_of
from macros.pages.schema_pages import schema_pages
from macros.pages.table_pages import table_pages
from macros.view.view import View

CHANGES = "changes/index.md"
"""The written page that they belong under."""


def generated_pages(view: View) -> Iterator[GeneratedPage]:
    """Every such page that this audience may see: for the public, other forms of a text."""
    yield from large_print(view)
    yield from table_pages(view)
    yield from due_pages(view)
    yield from dictionary_pages(view)
    if not view.past:
        return
    yield from _gone(view, view.past)
    yield from _months(view)
    yield from schema_pages(view, view.past)
    yield from edit_forms.pages(view)
    yield from page_forms.pages(view)
    yield from admin.pages(view)
    yield from as_at.pages(view)


def downloads(view: View) -> Iterator[Download]:
    """Files beside the pages: the address of each from the site's root, what makes its content."""
    yield from as_at.downloads(view)
    yield from plain_texts(view)
    yield from coverage.downloads(view)
    yield from register_files.downloads(view)
    yield from edit_forms.downloads(view)
    yield from page_forms.downloads(view)
    yield from admin.downloads(view)


def _gone(view: View, past: History) -> Iterator[GeneratedPage]:
    """Records that were deleted or that a merge left out, and such pages or others' pages.

    Nothing goes unseen.
    """
    for key in (*past.trails, *past.never_there):
        make = partial(gone, view, key)
        if key.is_page and view.elsewhere(key):
            yield GeneratedPage(page_of(view, key), f"History of {key.id}", make, "")
        elif not key.is_page and key not in view.records:
            yield GeneratedPage(page_of(view, key), title_of(view, key), make, "registers/index.md")


def _months(view: View) -> Iterator[GeneratedPage]:
    """What changed, a page for each month, and for each part of a large one."""
    newest = months(view)
    beside = zip([None, *newest], newest, [*newest[1:], None], strict=False)
    for later, month, earlier in beside:
        make = partial(month_page, view, month, later, earlier)
        yield GeneratedPage(month.address, f"Changes in {month.name}", make, CHANGES)
        yield from _parts(view, month)


def _parts(view: View, month: Month) -> Iterator[GeneratedPage]:
    parts = month.parts
    beside = zip([None, *parts], parts, [*parts[1:], None], strict=False)
    for later, part, earlier in beside:
        make = partial(part_page, view, month, part, later, earlier)
        title = f"Changes on {part.name}"
        yield GeneratedPage(part.address, title, make, CHANGES, searched=False)

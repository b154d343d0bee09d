"""The pages of what was just saved, made before the whole site is built anew.

A record's page is stamped, a written page is rendered. They are what a build makes of them, but for
what the frame round each page says of other pages, and what the checks warn of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from macros.catalogue.load import load
from macros.catalogue.reporter import as_text
from macros.history.latest_day import latest_day
from macros.history.load import with_working_copy
from macros.history.revisions import History
from macros.history.versions import key_of
from macros.model import PAGES, Catalogue, Key
from macros.pages.fragments import place
from macros.site.exits import exit_words, with_exit
from macros.site.explained import explained, linked_at
from macros.site.page_again import RenderedPage
from macros.site.run_mkdocs import Made
from macros.site.stamp import rooted, stamped_record
from macros.view.view import View, view

NEW = ".new"
"""The end of a page's name until it is whole."""


class AtOnce(NamedTuple):
    """The new pages by their files in the site, with the ids on them; or what is wrong."""

    pages: Mapping[str, str] = {}
    ids: tuple[str, ...] = ()
    wrong: str = ""


def pages_at_once(
    root: Path, folder: Path, made: Made, today: date, files: Iterable[str], *, written: bool = True
) -> AtOnce:
    """The pages of these files, for the site in `folder`, which was `made` before.

    Nothing where none of the files is a record with a page or, where these are asked for, `written`
    as a page, or where the history went on meanwhile. Raises HistoryError where that can't be read.
    """
    known = [*made.finished.shells, *([PAGES] if written else [])]
    keys = [key for key in dict.fromkeys(map(key_of, files)) if key and key.register in known]
    past = with_working_copy(root, made.view.past) if made.view.past and keys else None
    if not keys or bool(past) != bool(made.view.past):
        return AtOnce()
    catalogue, _ = load(root, latest_day(root, today), warnings=False)
    if catalogue.errors:
        return AtOnce(wrong=as_text(catalogue.problems, catalogue.count))
    seen = _seen(made.view, catalogue, past)
    rendered = {key: _page(seen, made, key) for key in keys}
    pages = {key: page for key, page in rendered.items() if page}
    texts = {page.file: _finished(page, seen, folder) for page in pages.values()}
    return AtOnce(texts, tuple(key.id for key in pages))


def _seen(before: View, catalogue: Catalogue, past: History | None) -> View:
    """What the same readers see now. What the checks warn of takes long to find, and stays."""
    now = view(catalogue, before.audience, before.today, past, before.forge)
    if before.is_public:
        return replace(now, changed=before.changed, moved=before.moved)
    return replace(
        now,
        warnings=before.warnings,
        editor=before.editor,
        left_out=before.left_out,
        has_feeds=before.has_feeds,
    )


def _page(seen: View, made: Made, key: Key) -> RenderedPage | None:
    """The page of a record, or a written one; None where these readers have none."""
    if key.is_page:
        return made.page_again(seen, key)
    if key not in seen.records:
        return None
    text = stamped_record(made.finished.shells[key.register], seen, seen.records[key])
    return RenderedPage(f"{place(key)}index.html", rooted(text, place(key).count("/")))


def _finished(page: RenderedPage, seen: View, folder: Path) -> str:
    """What a build does to every page for tenants; staff have it as it is."""
    if seen.is_staff:
        return page.text
    known = explained(seen)
    own = page.file.removesuffix("index.html")
    text = linked_at(own, page.text, known) if known else page.text
    return with_exit(text, exit_words(seen), folder, page.file.count("/"))


def put(folder: Path, pages: Mapping[str, str]) -> None:
    """Put pages into a site that is being shown: each is there as it was, or is whole."""
    for path, text in _by_path(folder, pages):
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_name(path.name + NEW)
        new.write_text(text, "utf-8")
        new.replace(path)


def _by_path(folder: Path, pages: Mapping[str, str]) -> Iterator[tuple[Path, str]]:
    return ((folder / address, text) for address, text in pages.items())

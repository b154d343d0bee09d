"""The pages of records that were just saved, stamped before the whole site is built anew.

They are what a build makes of them, but for what the frame round each page says of other pages.
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
from macros.model import Catalogue, Key
from macros.pages.fragments import place
from macros.site.exits import exit_words, with_exit
from macros.site.explained import explained, linked_at
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
    root: Path, folder: Path, made: Made, today: date, files: Iterable[str]
) -> AtOnce:
    """The pages of the records in these files, for the site in `folder`, which was `made` before.

    Nothing where none of the files is a record with a page, or the history went on meanwhile.
    Raises HistoryError where that can't be read.
    """
    keys = [key for key in map(key_of, files) if key and key.register in made.shells]
    past = with_working_copy(root, made.view.past) if made.view.past and keys else None
    if not keys or bool(past) != bool(made.view.past):
        return AtOnce()
    catalogue, _ = load(root, latest_day(root, today), warnings=False)
    if catalogue.errors:
        return AtOnce(wrong=as_text(catalogue.problems, catalogue.count))
    seen = _seen(made.view, catalogue, past)
    shown = [key for key in dict.fromkeys(keys) if key in seen.records]
    pages = {f"{place(key)}index.html": _page(seen, made, folder, key) for key in shown}
    return AtOnce(pages, tuple(key.id for key in shown))


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


def _page(seen: View, made: Made, folder: Path, key: Key) -> str:
    address = place(key)
    text = stamped_record(made.shells[key.register], seen, seen.records[key])
    text = rooted(text, address.count("/"))
    if seen.is_staff:
        return text
    if known := explained(seen):
        text = linked_at(address, text, known)
    return with_exit(text, exit_words(seen), folder, address.count("/"))


def put(folder: Path, pages: Mapping[str, str]) -> None:
    """Put pages into a site that is being shown: each is there as it was, or is whole."""
    for path, text in _by_path(folder, pages):
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_name(path.name + NEW)
        new.write_text(text, "utf-8")
        new.replace(path)


def _by_path(folder: Path, pages: Mapping[str, str]) -> Iterator[tuple[Path, str]]:
    return ((folder / address, text) for address, text in pages.items())

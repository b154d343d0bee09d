"""Links inside a finished site that lead nowhere, each with the nearest that leads somewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, unquote, urldefrag, urljoin, urlsplit

from macros.model.guesses import nearest
from macros.site.folder_files import files_in
from macros.site.page_reader import FinishedPage

THIS_SITE = "https://this-site.invalid"
"""Stands for the site itself while links are followed; no real host has this name."""


class DeadLink(NamedTuple):
    """A link that leads nowhere: its page, where it points, and the nearest page or place."""

    page: str
    target: str
    guess: str

    def __str__(self) -> str:
        guess = f" Did you mean '{self.guess}'?" if self.guess else ""
        return f"{self.page}: the link '{self.target}' leads nowhere.{guess}"


class Destination(NamedTuple):
    """What a link inside the site means: a file of the site, and a place in it or ''."""

    file: str
    place: str


def dead_links(folder: Path, pages: Mapping[str, FinishedPage], base: str) -> list[DeadLink]:
    """Every link inside the site that leads to no page, no file or no place in a page.

    `base` is the path under which the site is served ("/" or "/kim/").
    """
    files = {place for place, _ in files_in(folder)}
    return list(_dead_links(files, pages, base))


def _dead_links(
    files: set[str], pages: Mapping[str, FinishedPage], base: str
) -> Iterator[DeadLink]:
    for file, page in pages.items():
        for target in page.targets:
            destination = _destination(file, target, base)
            if destination is None:
                continue
            guess = _guess(destination, files, pages)
            if guess is not None:
                yield DeadLink(file, target, guess)


def _destination(page: str, target: str, base: str) -> Destination | None:
    """Where a link of a page leads, or None for a link that leaves the site.

    The menu stands in every page: seen from a folder above, its links are the same in all.
    """
    folders, rest = page.split("/")[:-1], target
    while folders and rest.startswith("../") and ":" not in rest and "//" not in rest:
        page, rest = "/".join([*folders[:-1], "index.html"]), rest.removeprefix("../")
        folders = folders[:-1]
    return _followed(page, rest, base)


@lru_cache(maxsize=1 << 16)
def _followed(page: str, target: str, base: str) -> Destination | None:
    address, place = urldefrag(urljoin(f"{THIS_SITE}{base}{quote(page)}", target))
    parts = urlsplit(address)
    if f"{parts.scheme}://{parts.netloc}" != THIS_SITE:
        return None
    path = unquote(parts.path).removeprefix(base)
    is_folder = path.endswith("/") or not path
    return Destination(f"{path}index.html" if is_folder else path, place)


def _guess(
    destination: Destination, files: set[str], pages: Mapping[str, FinishedPage]
) -> str | None:
    """The nearest to what isn't there ('' where nothing is near), or None where it is there."""
    file, place = destination
    if file not in files:
        return nearest(file, files).removesuffix("index.html")
    if not place or file not in pages or place in pages[file].places:
        return None
    return nearest(place, pages[file].places)

"""The files of a finished site, in order: every step of a build and each guard goes through them.

Several thousand files are gone through a dozen times, so what the system says of each is asked
once, and their places are put together as texts.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from operator import attrgetter
from pathlib import Path

_PAGE = "index.html"


def files_in(folder: Path, ending: str = "") -> Iterator[tuple[str, Path]]:
    """Every file with this ending and its place from the folder ("guides/index.html"), in order.

    The order is that of paths: what is in a folder comes before what its name begins.
    """
    for place, entry in everything_in(folder):
        if entry.name.endswith(ending) and entry.is_file():
            yield place, folder / place


def pages_in(folder: Path) -> Iterator[tuple[str, Path]]:
    """Every page that stands at the address of a folder: that ("" or "doors/"), and its file."""
    for place, path in files_in(folder, _PAGE):
        if path.name == _PAGE:
            yield place.removesuffix(_PAGE), path


def everything_in(folder: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """All that is in a folder, with its place from there; links lead nowhere."""
    return _inside(str(folder), "")


def _inside(folder: str, before: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    for entry in _listed(folder):
        place = before + entry.name
        yield place, entry
        if entry.is_dir(follow_symlinks=False):
            yield from _inside(entry.path, f"{place}/")


def _listed(folder: str) -> list[os.DirEntry[str]]:
    """What is in one folder, by name; nothing where that may not be read."""
    with suppress(PermissionError), os.scandir(folder) as entries:
        return sorted(entries, key=attrgetter("name"))
    return []

"""What must not be in a finished site: marks that were left, evidence packs, and code in a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from macros.catalogue.assets import is_pack
from macros.pages.fragments import SECRET
from macros.site.errors import SiteError
from macros.site.page_reader import FinishedPage


def refuse_packs(folder: Path) -> None:
    """An evidence pack holds staff records and all names: it is handed over, never published."""
    packs = [file for file, path in _files(folder) if is_pack(path.read_bytes())]
    if packs:
        raise SiteError(
            f"{', '.join(packs)}: this is an evidence pack. It is handed over, never published. "
            "Take it out of docs/."
        )


def refuse_marks(folder: Path) -> None:
    """No mark may be left in anything that is published."""
    mark = SECRET.encode()
    marked = [
        file.replace(SECRET, "")
        for file, path in _files(folder)
        if SECRET in path.name or mark in path.read_bytes()
    ]
    if marked:
        raise SiteError(
            f"A macro's mark was left in {', '.join(marked)}. A macro stands in a line of its own, "
            "or inside a sentence; not in a heading, a link or code."
        )


def refuse_inline_code(pages: Mapping[str, FinishedPage]) -> None:
    """Scripts and styles stand in files of their own: the site's policy allows no others."""
    for file, page in pages.items():
        for tag in page.code:
            raise SiteError(
                f"{file} holds code of its own (<{tag}>), which the site's policy forbids. "
                "Put it in a file."
            )


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Every file, with its place in the folder."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path

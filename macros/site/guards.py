"""What must not be in a finished site: marks, evidence packs, code, and what nobody sees."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from macros.catalogue.assets import REMADE, unclean
from macros.catalogue.pack_signs import is_pack
from macros.model.mappings import grouped
from macros.model.text import few
from macros.pages.fragments import SECRET
from macros.pages.register_files import is_register_table
from macros.site.errors import SiteError
from macros.site.folder_files import files_in
from macros.site.page_reader import FinishedPage

KINDS = frozenset(
    [
        ".html",
        ".css",
        ".js",
        ".map",
        ".json",
        ".xml",
        ".txt",
        ".conf",
        ".pagefind",
        ".pf_meta",
        ".pf_index",
        ".pf_filter",
        ".pf_fragment",
    ]
)
"""The endings of what templates, the theme and our own code leave in a public site."""

FILES = frozenset(("_headers",))
"""What is called otherwise."""


def refuse_packs(folder: Path) -> None:
    """An evidence pack holds staff records and all names: it is handed over, never published."""
    packs = [file for file, path in files_in(folder) if is_pack(path.read_bytes())]
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
        for file, path in files_in(folder)
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


def refuse_dangers(pages: Mapping[str, FinishedPage]) -> None:
    """No page leads to code or brings in another server, from wherever that came."""
    files = grouped((danger, file) for file, page in pages.items() for danger in page.dangers)
    if files:
        wrong = [f"{few(where, 2)}: {danger} can't be there." for danger, where in files.items()]
        hint = "Take it out of the page; what is in every page stands in mkdocs.yml or the theme."
        raise SiteError("\n".join([*wrong, hint]))


def refuse_unseen(folder: Path, pages: Mapping[str, FinishedPage]) -> None:
    """On the public site: no file of another kind, no picture with more than dots, no comment."""
    wrong = [f"{file} holds a comment." for file, page in pages.items() if page.comments]
    for file, path in files_in(folder):
        kind = path.suffix.lower()
        if kind not in KINDS | REMADE and file not in FILES:
            wrong.append(f"{file} is no file that can be published.")
        elif is_register_table(file):
            continue  # it is made here, cell by cell, over whatever stood there
        elif kind in REMADE and (carried := unclean(path, path.read_bytes())):
            wrong.append(f"{file} was not made anew: {carried}.")
    if wrong:
        hint = "It came from the theme, from a plugin or from the settings."
        raise SiteError("\n".join([*wrong, hint]))

"""The search index, which Pagefind makes: fetched when somebody searches, not on every page."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from macros.site.errors import SiteError

PAGEFIND = (sys.executable, "-m", "pagefind", "--silent", "--force-language", "en")


INDEX = "pagefind"
UNUSED = shutil.ignore_patterns("*ui*", "pagefind-highlight.js")
"""Pagefind's own search boxes: the theme has one that fits."""

SEARCHED = b"data-pagefind-body"
"""Stands in each page that is found. Pagefind leaves the others out, after reading them."""


def search_index(folder: Path) -> None:
    """Make the index of a finished site. Raises SiteError.

    Pagefind gets the pages that are found, and no others: most are tables of past days.
    """
    with TemporaryDirectory(prefix="kim-search-") as name:
        pages = Path(name)
        for path in folder.rglob("*.html"):
            if SEARCHED in (content := path.read_bytes()):
                _write(pages / path.relative_to(folder), content)
        _run(pages)
        shutil.copytree(pages / INDEX, folder / INDEX, dirs_exist_ok=True, ignore=UNUSED)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _run(pages: Path) -> None:
    run = subprocess.run(  # noqa: S603 - our own arguments, no shell
        [*PAGEFIND, "--site", "."], cwd=pages, env=_readable(), capture_output=True, check=False
    )
    if run.returncode:
        reason = (run.stderr or run.stdout).decode("utf-8", "replace").strip()
        raise SiteError(f"Pagefind could not make the search index: {reason}")


def _readable() -> dict[str, str]:
    """The environment without what isn't UTF-8: a folder's name may be any bytes.

    Pagefind reads all of it, and stops at the first that it can't read.
    """
    return {name: value for name, value in os.environ.items() if _is_utf8(f"{name}{value}")}


def _is_utf8(text: str) -> bool:
    return text.encode("utf-8", "ignore").decode("utf-8") == text

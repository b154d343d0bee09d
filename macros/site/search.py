"""The search index, which Pagefind makes: fetched when somebody searches, not on every page."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from macros.site.errors import SiteError

PAGEFIND = (sys.executable, "-m", "pagefind", "--silent", "--force-language", "en")


def search_index(folder: Path) -> None:
    """Make the index of a finished site. Raises SiteError."""
    run = subprocess.run(  # noqa: S603 - our own arguments, no shell
        [*PAGEFIND, "--site", "."], cwd=folder, env=_readable(), capture_output=True, check=False
    )
    if run.returncode:
        reason = (run.stderr or run.stdout).decode("utf-8", "replace").strip()
        raise SiteError(f"Pagefind could not make the search index: {reason}")
    for unused in (*folder.glob("pagefind/*ui*"), *folder.glob("pagefind/pagefind-highlight.js")):
        unused.unlink()  # Pagefind's own search boxes: the theme has one that fits


def _readable() -> dict[str, str]:
    """The environment without what isn't UTF-8: a folder's name may be any bytes.

    Pagefind reads all of it, and stops at the first that it can't read.
    """
    return {name: value for name, value in os.environ.items() if _is_utf8(f"{name}{value}")}


def _is_utf8(text: str) -> bool:
    return text.encode("utf-8", "ignore").decode("utf-8") == text

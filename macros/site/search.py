"""The search index, which Pagefind makes: fetched when somebody searches, not on every page."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from macros.site.errors import SiteError


def search_index(folder: Path) -> None:
    """Make the index of a finished site. Raises SiteError."""
    pagefind = [sys.executable, "-m", "pagefind", "--silent", "--force-language", "en"]
    run = subprocess.run(  # noqa: S603 - our own arguments, no shell
        [*pagefind, "--site", str(folder)], capture_output=True, text=True, check=False
    )
    if run.returncode:
        reason = (run.stderr or run.stdout).strip()
        raise SiteError(f"Pagefind could not make the search index: {reason}")
    for unused in (*folder.glob("pagefind/*ui*"), *folder.glob("pagefind/pagefind-highlight.js")):
        unused.unlink()  # Pagefind's own search boxes: the theme has one that fits

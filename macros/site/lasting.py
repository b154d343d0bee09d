"""Scripts and styles of the tenants' site under an address that changes when they do.

So a browser may keep them for as long as it likes, and a page never runs an old one beside a new.
"""

from __future__ import annotations

import re
import shutil
from hashlib import sha256
from pathlib import Path

from macros.site.folder_files import files_in

ASSETS = "assets"
LETTERS = 10
"""How many of the sum's letters stand in the address: two versions have the same by no accident."""

_ENDINGS = (".js", ".css")
_USE = re.compile(
    r'(<(?:script|link)\b[^>]*?\s(?:src|href)="(?:[^":]*/)?)assets/([^"]+\.(?:js|css)")'
)
"""Where a page names one of them, in the folder of the same site: an address has no colon there."""


def set_apart(folder: Path) -> str:
    """Put what `assets` holds into a folder that is named for it, and let every page use that.

    Gives back the folder's name, or nothing where a site has no assets.

    All of it goes there, since styles name pictures that stand beside them. Only scripts and styles
    leave the old place: a picture keeps the address by which others know it.
    """
    assets = folder / ASSETS
    if not assets.is_dir():
        return ""
    apart = f"{ASSETS}-{_sum_of(assets)}"
    shutil.copytree(assets, folder / apart)
    for _, path in files_in(assets):
        if path.suffix in _ENDINGS:
            path.unlink()
    for _, path in files_in(folder, ".html"):
        text = path.read_text("utf-8")
        path.write_text(_USE.sub(rf"\g<1>{apart}/\g<2>", text), "utf-8")
    return apart


def _sum_of(assets: Path) -> str:
    """The first letters of a sum over names and contents."""
    whole = sha256()
    for place, path in files_in(assets):
        content = path.read_bytes()
        whole.update(f"{place}\0{len(content)}\0".encode())
        whole.update(content)
    return whole.hexdigest()[:LETTERS]

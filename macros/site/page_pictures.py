"""Pictures in written pages: as large as they are before they are there, and fetched when needed.

A page whose pictures have no size jumps while it is read, and one that fetches them all at once is
slow on a telephone. People write neither into Markdown, so it is put in here.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from urllib.parse import unquote

from macros.catalogue import rasters

_PICTURE = re.compile(r'<img (?=[^>]*\bsrc="(?P<address>[^":]+)")(?![^>]*\b(?:width|height)=)')

Contents = Callable[[str], bytes | None]
"""What a file of the site holds, by its place; None where there is none."""


def sized(html: str, url: str, contents: Contents) -> str:
    """The HTML of the page at `url`, each picture of dots in it with its width and height."""

    def with_size(picture: re.Match[str]) -> str:
        place = posixpath.normpath(posixpath.join(url, picture["address"]))
        content = contents(unquote(place))
        size = rasters.size(content) if content else None
        if not size:
            return picture[0]
        return f'<img width="{size[0]}" height="{size[1]}" loading="lazy" '

    return _PICTURE.sub(with_size, html)

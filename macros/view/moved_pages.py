"""Written pages that moved: the old file and the one that it went on as, as far as history knows.

For the public only those that were the tenants' before and are now.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from macros.catalogue.front_matter import PUBLIC
from macros.history.revisions import History
from macros.model import Audience, Key

_HOME = re.compile(r"/(?:index|README)\.md$|\.md$")
"""The end of a page's file that its address doesn't have."""


def moved_pages(past: History, audience: Audience) -> Mapping[Key, Key]:
    """Each page that is no longer where it was, and where it is today."""
    moved: dict[Key, Key] = {}
    for key in past.trails:
        if key.is_page and past.deleted(key):
            last = _followed(past, key)
            if last and _is_for(key, audience) and _is_for(last, audience):
                moved[key] = last
    return moved


def _followed(past: History, key: Key) -> Key | None:
    """The page that one went on as, over all its moves; None where it came to an end."""
    seen = {key}
    while past.deleted(key):
        following = past.trails[key][-1].moved
        if following is None or following in seen or following not in past.trails:
            return None
        seen.add(following)
        key = following
    return key


def _is_for(key: Key, audience: Audience) -> bool:
    """Whether a page stands on an audience's site.

    One whose name leads elsewhere, or that the generator would have left out, stands on none.
    """
    parts = PurePosixPath(key.id).parts
    plain = "\\" not in key.id and not any(part.startswith(".") for part in parts)
    return plain and key.id.startswith(PUBLIC) == (audience == "public")


def same_address(key: Key) -> Key:
    """What all keys have in common whose pages would stand at one address."""
    name = _HOME.sub("", key.id) if key.is_page else key.id.lower()
    return Key(key.register, name)

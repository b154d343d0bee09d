"""Scripts and styles of the theme that no page of a finished site can ask for: they aren't sent."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain
from pathlib import Path

_ENDINGS = (".js", ".css")
_NAMED = re.compile(r"[\w.-]+\.(?:js|css)\b")
"""A script or a style, where another names it."""


def drop_unasked(folder: Path, asked: Iterable[str]) -> None:
    """Delete what stands in `assets` itself and is neither `asked` for nor named by what is.

    A folder in there is the work of one page, and stays or goes as a whole (`own_theme`).
    """
    every = [path for path in folder.glob("assets/**/*") if path.suffix in _ENDINGS]
    ours = {path.name: path for path in every if path.parent.parent == folder}
    new = set(asked) | _named(path for path in every if path.parent.parent != folder)
    reached: set[str] = set()
    while new:
        reached |= new
        new = _named(ours[name] for name in new & ours.keys()) - reached
    for name in ours.keys() - reached:
        ours[name].unlink()


def _named(paths: Iterable[Path]) -> set[str]:
    return set(chain.from_iterable(_NAMED.findall(path.read_text("utf-8")) for path in paths))

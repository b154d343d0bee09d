"""Scripts and styles of the theme that no page of a finished site can ask for: they aren't sent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

_ENDINGS = (".js", ".css")
_END = re.compile(r"\.(?:js|css)\b")
"""Where the name of a script or a style ends, where another names it. Few places are like it: to
try every word of megabytes as the start of a name takes fifty times as long.
"""


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
    return set(chain.from_iterable(_names(path.read_text("utf-8")) for path in paths))


def _names(text: str) -> Iterator[str]:
    for end in _END.finditer(text):
        start = end.start()
        while start and (text[start - 1].isalnum() or text[start - 1] in "_.-"):
            start -= 1
        yield text[start : end.end()]

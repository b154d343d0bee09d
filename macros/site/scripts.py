"""The theme's scripts as they are sent: without the comments and long names that readers need.

A telephone fetches half as much. What they do stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from macros.site.minified import minified

FOLDERS = ("assets", "assets/vendor")
"""Where they are. What stands in other folders of `assets` was made small by its makers."""


def shorten_scripts(folder: Path, names: Iterable[str] = FOLDERS) -> None:
    """Put shorter scripts in the place of those in folders of the site in `folder`."""
    for name in names:
        for path in sorted((folder / name).glob("*.js")):
            script = path.read_text("utf-8")
            path.write_text(shortened(script, named=name.endswith("vendor")), "utf-8")


@cache
def shortened(script: str, *, named: bool) -> str:
    """A script without comments; one that others made stays `named` by its first line."""
    first, _, _ = script.partition("\n")
    short = minified("application/javascript", script)
    return f"{first}\n{short}" if named and short != script else short

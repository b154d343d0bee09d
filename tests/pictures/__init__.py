"""Pictures of the guides' steps: what is shown in them, and how they are drawn.

They show the small project of `tests/small`, which belongs to the tests and changes with no
register. `make pictures` draws them all anew. A picture is out of date when what a screen reader
would be told of its part of the screen is no longer what stands in `shown/`:
`tests/browser/test_pictures.py` compares that, which no machine's fonts can change.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from playwright.sync_api import Locator

from tests.projects import HOME

FOLDER = HOME / "docs/guides/pictures"
SHOWN = Path(__file__).parent / "shown"
WIDTH = 520
"""CSS pixels: a picture can still be read where a telephone shows it half as wide."""

Take = Callable[[str, Sequence[Locator], Sequence[Locator]], None]
"""Takes a picture: its name, the parts of the screen from the first to the last, and what is
marked in them.
"""


def told(parts: Sequence[Locator]) -> str:
    """What a screen reader is told of parts of the screen."""
    return "".join(f"{part.aria_snapshot()}\n" for part in parts)

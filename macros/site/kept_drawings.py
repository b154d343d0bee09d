"""Drawings that an earlier build made: of the same numbers the library needn't make them again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from macros.pages.drawing import DRAWN_BY, by_library, drawing_with
from macros.site.kept import shelf


@contextmanager
def kept_drawings() -> Iterator[None]:
    """What is drawn meanwhile is kept, and what was kept isn't drawn."""
    with (
        shelf(DRAWN_BY) as earlier,
        drawing_with(lambda spec: earlier.made(spec.encode(), partial(by_library, spec))),
    ):
        yield

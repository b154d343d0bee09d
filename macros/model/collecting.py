"""While many values are made and kept, Python doesn't look for rubbish among them."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collecting() -> Iterator[None]:
    """Where nearly all that is made is kept, looking for rubbish would be in vain, and slow.

    So it waits until the end.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()

"""Ctrl-C while a site is built: heard once, and by nobody but who stops the work."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

INSIST = 0.5
"""Seconds after which Ctrl-C is pressed once more where nobody has heard it."""


@contextmanager
def insistent_ctrl_c() -> Iterator[None]:
    """Ask again and again to stop, until it is heard.

    Ctrl-C may come while a library calls back, and one that takes any exception for its answer
    (jsonschema-rs: "not valid") swallows it: the build would go on, and the preview after it.
    """
    pressed, heard = threading.Event(), threading.Event()
    main = threading.get_ident()  # no other thread may say who hears Ctrl-C

    def press(number: int, frame: FrameType | None) -> None:
        pressed.set()
        if not heard.is_set():
            raise KeyboardInterrupt

    def insist() -> None:
        pressed.wait()
        while not heard.wait(INSIST):
            _press_ctrl_c(main)

    before = signal.signal(signal.SIGINT, press)
    threading.Thread(target=insist, daemon=True).start()
    try:
        yield
    finally:
        heard.set()
        pressed.set()  # so that nobody waits for it any more
        signal.signal(signal.SIGINT, before)


def _press_ctrl_c(thread: int) -> None:
    """As a terminal does: where the system can, it ends what the thread waits for."""
    if sys.platform == "win32":
        signal.raise_signal(signal.SIGINT)
    else:
        signal.pthread_kill(thread, signal.SIGINT)

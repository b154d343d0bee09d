"""Work that goes on beside the rest, in a thread: for what leaves Python to others meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread
from typing import TypeVar

Result = TypeVar("Result")


def beside(work: Callable[[], Result]) -> Callable[[], Result]:
    """Begin some work. The call that it gives waits for the result, or raises what stopped it.

    Nothing waits for what nobody asks for: it ends with the process at the latest.
    """
    future: Future[Result] = Future()

    def run() -> None:
        try:
            future.set_result(work())
        except BaseException as reason:  # noqa: BLE001 - whoever asks for the result gets it
            future.set_exception(reason)

    Thread(target=run, daemon=True).start()
    return future.result

"""Processes that a test has started, as Linux knows them, and waiting for what comes soon."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

Result = TypeVar("Result")

_PATIENCE = 10
"""Seconds after which what was to come soon doesn't come any more."""


def soon(ask: Callable[[], Result]) -> Result:
    """What somebody gets who asks again and again, until there is something or time is over."""
    until = time.monotonic() + _PATIENCE
    while not (answer := ask()) and time.monotonic() < until:
        time.sleep(0.01)
    return answer


def children_of(process: int) -> list[str]:
    """The processes that one has started and that are there."""
    return Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()


def are_gone(processes: list[str]) -> bool:
    """Whether all have ended, or do so soon."""
    return soon(lambda: not any(map(_is_at_work, processes)))


def _is_at_work(process: str) -> bool:
    with suppress(OSError):
        return ") Z " not in Path(f"/proc/{process}/stat").read_text("utf-8")
    return False

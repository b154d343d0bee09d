"""A workbook read in a process of its own, which has only so much time and memory.

A damaged workbook, or one with a stray cell in the last row and column, can keep its reader busy
for ever or fill the memory; that ends with the process, and is said.
"""

from __future__ import annotations

import importlib
import pickle
import subprocess
import sys
from typing import Any, cast

from macros.catalogue.sheets.files import WORKBOOKS, sheets_in
from macros.catalogue.sheets.sheet import Sheet, SheetError

SECONDS = 60
"""How long reading may take; the largest that is taken needs a few."""

MEMORY = 3 * 1024**3
"""Bytes that the process may take, where the system can hold it to that."""

_HINT = (
    "It is damaged, or a stray cell stands far below or to the right. Copy the rows that count "
    "into a new workbook, or save them as CSV."
)


def sheets_apart(content: bytes, name: str, seconds: float = SECONDS) -> list[Sheet]:
    """The sheets of a file called `name`. Raises SheetError where it can't be read in time."""
    if not name.lower().endswith(WORKBOOKS):
        return sheets_in(content, name)  # a table is read by Python alone
    command = [sys.executable, "-P", "-m", __name__, name]
    try:
        answer = subprocess.run(  # noqa: S603 - Python itself, and a module of ours
            command, check=False, input=content, capture_output=True, timeout=seconds
        )
    except subprocess.TimeoutExpired as error:
        words = f"{name} could not be read within {seconds:g} seconds."
        raise SheetError(f"{words} {_HINT}") from error
    if answer.returncode:
        raise SheetError(f"{name} can't be read as a workbook. {_HINT}")
    read = pickle.loads(answer.stdout)  # noqa: S301 - this module wrote it, below
    if isinstance(read, str):
        raise SheetError(read)
    return cast("list[Sheet]", read)


def _read(name: str) -> None:
    """Read a workbook from standard input and write its sheets, or why there are none."""
    _hold_to(MEMORY)
    read: list[Sheet] | str
    try:
        read = sheets_in(sys.stdin.buffer.read(), name)
    except SheetError as error:
        read = str(error)
    sys.stdout.buffer.write(pickle.dumps(read))


def _hold_to(memory: int) -> None:
    try:
        resource: Any = importlib.import_module("resource")
    except ImportError:  # Windows has no such module: only the time is held to there
        return
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    limit = memory if most == resource.RLIM_INFINITY else min(memory, most)
    resource.setrlimit(resource.RLIMIT_AS, (limit, most))


if __name__ == "__main__":
    _read(sys.argv[1])

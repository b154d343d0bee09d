"""Where a run of all tests keeps its files: in memory, where there is plenty of it.

They are many thousands of small ones. A disk takes longer to write them, and to take them away.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest

MEMORY = Path("/dev/shm")  # noqa: S108 - pytest makes a folder in it that is its user's alone
PLENTY = 8 * 1024**3
"""Bytes that have to be free, so that browsers have memory too. A container has 64 MB there."""


def keep_in_memory(config: pytest.Config) -> None:
    """Have several processes that test at once, and all that they start, make their files there.

    Whoever names a place for them, or tests with one process to look at what it left, has it there.
    """
    runs_at_once = bool(getattr(config.option, "numprocesses", None))
    is_placed = bool(config.option.basetemp) or "TMPDIR" in os.environ
    if runs_at_once and not is_placed and free(MEMORY) >= PLENTY:
        os.environ["TMPDIR"] = str(MEMORY)
        tempfile.tempdir = None  # what was asked before is asked again


def free(folder: Path) -> int:
    """How many bytes a folder has room for; none where it isn't there."""
    return shutil.disk_usage(folder).free if folder.is_dir() else 0


def give_back(folder: Path) -> None:
    """Take away the files of a run in which nothing failed, where they take up memory."""
    if MEMORY in folder.parents:
        shutil.rmtree(folder, ignore_errors=True)

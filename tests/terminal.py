"""`kim` as somebody runs it: a process of its own, in a terminal of its own."""

from __future__ import annotations

import errno
import fcntl
import os
import pty
import re
import signal
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

KIM = str(Path(sys.executable).with_name("kim"))

PATIENCE = 120
"""Seconds for a build on a busy machine. Nothing else is waited for so long."""


def plain_environment(**more: str) -> Mapping[str, str]:
    """What a terminal has at home: whatever the tests themselves run in."""
    without = {"CI", "NO_COLOR", "FORCE_COLOR", "COLUMNS"}
    known = {name: value for name, value in os.environ.items() if name not in without}
    return {**known, "TERM": "xterm", **more}


class Terminal:
    """A process in a terminal of its own, and what stands in it."""

    def __init__(self, project: Path, *words: str, **environment: str) -> None:
        self.text = ""
        self._read, write = pty.openpty()
        self.process = subprocess.Popen(
            [KIM, *words],
            cwd=project,
            env=plain_environment(**environment),
            stdin=write,
            stdout=write,
            stderr=write,
            start_new_session=True,
            preexec_fn=_take_terminal,  # noqa: PLW1509 - it does two calls and no more
        )
        os.close(write)
        self._reader = threading.Thread(target=self._keep_reading, daemon=True)
        self._reader.start()

    def _keep_reading(self) -> None:
        try:
            while more := os.read(self._read, 65536):
                self.text += more.decode("utf-8", "replace")
        except OSError as reason:  # how Linux says that the other end is closed
            if reason.errno != errno.EIO:
                raise

    def wait_for(self, pattern: str, after: int = 0) -> re.Match[str]:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and self.process.poll() is None:
            if match := re.compile(pattern).search(self.text, after):
                return match
            time.sleep(0.01)
        pytest.fail(f"{pattern!r} didn't come. The terminal says:\n{self.text}")

    def press_ctrl_c(self) -> int:
        os.write(self._read, b"\x03")
        return self.end()

    def end(self) -> int:
        """Wait for the end, and give back the exit status."""
        status = self.process.wait(PATIENCE)
        self._reader.join(5)
        return status


def _take_terminal() -> None:
    """So that Ctrl-C reaches this process, also where the tests run in the background."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


@contextmanager
def terminal(project: Path, *words: str, **environment: str) -> Iterator[Terminal]:
    opened = Terminal(project, *words, **environment)
    try:
        yield opened
    finally:
        if opened.process.poll() is None:
            opened.process.send_signal(signal.SIGKILL)
            opened.process.wait()


def typed(project: Path, *words: str, **environment: str) -> tuple[int, str]:
    """The exit status of a command and all that stood in the terminal."""
    with terminal(project, *words, **environment) as shell:
        return shell.end(), shell.text

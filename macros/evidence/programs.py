"""Runs the programs that make and check signatures: ssh-keygen and gpg."""

from __future__ import annotations

import os
import subprocess
from typing import NamedTuple

from macros.model.text import decoded, one_line


class Run(NamedTuple):
    """How a program went: whether it was content, what it printed, and what it complained of."""

    ok: bool
    output: bytes
    complaint: bytes

    @property
    def text(self) -> str:
        """What it printed, whatever bytes that was."""
        return decoded(self.output)

    @property
    def reason(self) -> str:
        """Why it wasn't content, in its own words."""
        words = decoded(self.complaint or self.output)
        return one_line(words).rstrip(".") or "it gave no reason"


def run(*arguments: str, input_: bytes = b"") -> Run:
    """Run a program, which speaks English. Raises FileNotFoundError where it isn't installed."""
    done = subprocess.run(  # noqa: S603 - our own arguments, no shell
        arguments, input=input_, capture_output=True, check=False, env={**os.environ, "LC_ALL": "C"}
    )
    return Run(done.returncode == 0, done.stdout, done.stderr)

"""Scripts run in a process of its own, whose memory is free again when it ends.

V8 takes half a gigabyte to learn from 10,000 records. This file is that process, too: started by
itself it knows nothing of the program, so that it begins soon and is small.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import BinaryIO

from py_mini_racer import MiniRacer, init_mini_racer, mini_racer

LARGE = 1 << 18
"""Letters of code. With fewer, V8 is done before another process has begun, and stays small."""


class LearningError(RuntimeError):
    """The process didn't give what was asked for. Says how it ended."""


def run_apart(scripts: Sequence[str], call: str) -> str:
    """What a call gives after these scripts, as text. Raises LearningError.

    The process hears no Ctrl-C: it ends with whoever started it, however that ends.
    """
    process = subprocess.Popen(  # noqa: S603 - our own file, no shell
        [sys.executable, "-P", __file__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    with process:
        assert process.stdin, "it is a pipe"
        assert process.stdout, "it is a pipe"
        assert process.stderr, "it is a pipe"
        try:
            process.stdin.write(json.dumps([*scripts, call]).encode("ascii") + b"\n")
            process.stdin.flush()  # open until it has ended: its end says that nobody waits
        except BrokenPipeError:  # it ended before, and says why
            with suppress(BrokenPipeError):
                process.stdin.close()  # without what nobody reads any more
        learned, complaint = process.stdout.read(), process.stderr.read()
    if process.returncode:
        reason = complaint.decode("utf-8", "replace").strip() or f"ended with {process.returncode}"
        raise LearningError(f"What answers questions could not be learned: {reason}")
    return learned.decode("utf-8")


def run(scripts: Sequence[str], call: str) -> str:
    """The same in this process."""
    with loaded(scripts) as engine:
        return str(engine.eval(call))


@contextmanager
def loaded(scripts: Sequence[str]) -> Iterator[MiniRacer]:
    """An engine that has run these scripts. It ends with the context.

    V8 may have threads of its own: with one alone, which is what the package asks for, it compiles
    so that what it learns takes twice as long.
    """
    init_mini_racer(flags=(), ignore_duplicate_init=True)
    with mini_racer() as engine:
        for script in scripts:
            engine.eval(script)
        yield engine


# ------------------------------------------------------------------------------ the other process


def work(asked: BinaryIO, told: BinaryIO) -> None:
    """One line of scripts and a call in, what it gives out."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    *scripts, call = json.loads(asked.readline())
    threading.Thread(target=_end_with, args=(asked,), daemon=True).start()
    told.write(run(scripts, call).encode())
    told.flush()


def _end_with(asked: BinaryIO) -> None:
    """Nobody waits any more once the other end is closed."""
    os.read(asked.fileno(), 1)
    os._exit(1)


if __name__ == "__main__":
    work(sys.stdin.buffer, sys.stdout.buffer)

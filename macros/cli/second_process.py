"""A second process for `kim build`: it reads the history, and then makes one of the sites.

Where a second one would make nothing quicker, the same is done in turn. Both do it behind one door.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from functools import partial
from multiprocessing import get_context, parent_process, resource_tracker
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, NamedTuple, Protocol, TypeVar

from macros.cli.commands import SELDOM
from macros.history.load import load_history
from macros.history.revisions import History
from macros.model import Catalogue
from macros.model.errors import KimError
from macros.site import run_mkdocs

Result = TypeVar("Result")

RECORDS = 300
"""With fewer, a site is made before another process is ready to begin: that takes it a second."""

MEMORY = 3 << 30
"""Bytes. With less, two at work at once could take it from everything else, or from each other."""

_MOST = Path("/sys/fs/cgroup/memory.max")
"""Where Linux says how much memory a container may use, or 'max'."""

_PATIENCE = 3
"""Seconds in which a process that is told to end clears up."""


class SiteToMake(NamedTuple):
    """What `run_mkdocs.make` is called with: the settings, a folder, the day, and what is known."""

    config: Path
    folder: Path
    today: date
    catalogue: Catalogue
    past: History


class Second(Protocol):
    """Who reads the history, and makes a site beside another one.

    Both raise whatever stops them: a KimError, or an OSError where the machine refuses.
    """

    def history(self) -> History:
        """The history of the project."""

    @contextmanager
    def beside(self, site: SiteToMake) -> Iterator[Callable[[], None]]:
        """A site is made. The call waits until it is; at the end nobody works on it any more."""


@contextmanager
def second(root: Path, now: date) -> Iterator[Second]:
    """Another process where that is quicker; otherwise this one does it when it is waited for."""
    if not _is_quicker(root):
        yield _InTurn(root, now)
        return
    process = _Process(root, now)
    try:
        yield process
    finally:
        process.end()


def _is_quicker(root: Path) -> bool:
    """Whether the sites are large enough for it, and the machine, or its share of it."""
    records = sum(1 for _ in (root / "registers").rglob("*.yml"))
    return records >= RECORDS and _cores() > 1 and _memory() >= MEMORY


def _cores() -> int:
    """How many this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _memory() -> int:
    """Bytes that this process may use, where the system says it; otherwise enough."""
    if sys.platform == "win32":
        return MEMORY
    with suppress(OSError, ValueError):
        return int(_MOST.read_text("utf-8"))
    with suppress(OSError, ValueError):
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return MEMORY


def _make(site: SiteToMake) -> None:
    run_mkdocs.make(*site)  # what it gives back is for its own process alone


class _InTurn:
    """All of it in this process, one after the other."""

    def __init__(self, root: Path, now: date) -> None:
        self._root, self._now = root, now

    def history(self) -> History:
        return load_history(self._root, self._now)

    @contextmanager
    def beside(self, site: SiteToMake) -> Iterator[Callable[[], None]]:
        yield partial(_make, site)


class _Process:
    """A process that begins with the history at once.

    It is started afresh on every system (`spawn`), so that it is the same everywhere, and so that
    it has none of the threads and open files of whoever started it.
    """

    def __init__(self, root: Path, now: date) -> None:
        start = get_context("spawn")
        self._pipe, theirs = start.Pipe()
        self._process = start.Process(target=work, args=(theirs, root, now), daemon=True)
        with _deaf_to_ctrl_c():
            self._process.start()
        theirs.close()

    def history(self) -> History:
        past: History = self._told()
        return past

    @contextmanager
    def beside(self, site: SiteToMake) -> Iterator[Callable[[], None]]:
        with suppress(ConnectionError):  # it was ended, which whoever waits for it is told
            self._pipe.send(site[:4])
        try:
            yield self._told
        finally:
            self.end()

    def end(self) -> None:
        """End it, whatever it does, once it has cleared up."""
        self._process.terminate()
        self._process.join(_PATIENCE)
        self._process.kill()
        self._process.join()

    def _told(self) -> Any:
        """What it gives back, or raise what it says that stops it."""
        try:
            outcome = self._pipe.recv()
        except (EOFError, ConnectionError) as reason:
            self._process.join()
            raise KimError(_why_ended(self._process.exitcode or 0)) from reason
        if isinstance(outcome, Exception):
            raise outcome
        return outcome


def _why_ended(status: int) -> str:
    if status >= 0:
        return f"A second process of this build ended with {status}. Start it again."
    with suppress(ValueError):
        return (
            f"A second process of this build was ended by {signal.Signals(-status).name}. Where "
            "memory runs short, the system does that: close other programs, and start it again."
        )
    return f"A second process of this build was ended by signal {-status}. Start it again."


@contextmanager
def _deaf_to_ctrl_c() -> Iterator[None]:
    """What is started meanwhile doesn't hear Ctrl-C, nor does what it starts.

    Whoever started it hears it, and ends it. On Windows both hear it.
    """
    if sys.platform == "win32":
        yield
        return
    resource_tracker.ensure_running()  # a process starts it first, and hears Ctrl-C after that
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


# ------------------------------------------------------------------------------ the other process


def work(pipe: Connection, root: Path, now: date) -> None:
    """Read the history, send it, and make the site that is asked for then.

    Where that is stopped by what people can mend, the reason is sent instead.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    gc.set_threshold(*SELDOM)
    with suppress(KeyboardInterrupt, EOFError, ConnectionError):
        past = _outcome(lambda: load_history(root, now))
        pipe.send(past)
        if not isinstance(past, Exception):
            config, folder, today, catalogue = pipe.recv()
            site = SiteToMake(config, folder, today, catalogue, past)
            pipe.send(_outcome(partial(_make, site)))
        signal.signal(signal.SIGTERM, signal.SIG_IGN)  # it ends by itself, and leaves nothing


def _outcome(task: Callable[[], Result]) -> Result | Exception:
    try:
        return task()
    except KimError as error:
        return KimError(str(error))  # some are made of other words than theirs
    except OSError as error:
        return error


def _end_with_parent() -> None:
    """Whoever started this may be killed: then nobody would end it, nor take what it makes."""
    parent = parent_process()
    assert parent, "another process started this one"
    wait([parent.sentinel])
    os._exit(1)

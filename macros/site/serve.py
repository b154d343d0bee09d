"""A site while it is being written: built at once and after each change, and shown by the preview.

The search index is made when somebody first searches: most builds are only looked at.
"""

from __future__ import annotations

import shutil
import signal
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from queue import Empty, SimpleQueue
from types import FrameType
from typing import NamedTuple

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers.polling import PollingObserver

from macros.catalogue.debris import is_debris
from macros.catalogue.load import load
from macros.catalogue.reporter import as_text, summary
from macros.history.git import HistoryError
from macros.history.latest_day import latest_day
from macros.history.load import load_history
from macros.model import Audience
from macros.model.machine import refused
from macros.model.text import counted
from macros.rules.calendar import local_day
from macros.site.errors import SiteError
from macros.site.preview import Preview, Shown
from macros.site.run_mkdocs import BuildFailedError, base_path, make
from macros.site.search import search_index

FOLDERS = ("docs", "registers", "schemas")
"""What is watched, besides the settings in the project's folder."""

_OFTEN = 0.5
"""Seconds between two looks at the files. Looking works on every kind of disk, shared ones too."""

_QUIET = 0.2
"""Seconds without another change after which a build starts: who saves one file may save more."""

_INSIST = 0.5
"""Seconds after which Ctrl-C is pressed once more where nobody has heard it."""


@dataclass(frozen=True)
class Site:
    """The site to be shown: its project, the file that describes it, and who it is for."""

    root: Path
    config_file: Path
    audience: Audience


class Outcome(NamedTuple):
    """What came of a build: what is wrong with the site, or else what was checked."""

    wrong: str
    checked: str = ""


def serve(site: Site, host: str, port: int, say: Callable[[str], None]) -> None:
    """Show the site until somebody presses Ctrl-C. Raises OSError where it can't listen."""
    with (
        tempfile.TemporaryDirectory(prefix="kim-") as workshop,
        _listening(site, host, port, say) as preview,
        _watched(site.root) as changes,
    ):
        say(f"The {site.audience} site is at {preview.address}. Press Ctrl-C to stop.")
        try:
            with _insistent_ctrl_c():
                _keep_building(site, preview, changes, Path(workshop), say)
        except KeyboardInterrupt:
            say("\nStopped.")


@contextmanager
def _insistent_ctrl_c() -> Iterator[None]:
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
        while not heard.wait(_INSIST):
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


def _keep_building(
    site: Site, preview: Preview, changes: Changes, workshop: Path, say: Callable[[str], None]
) -> None:
    say("Building ...")
    for number in count(1):
        folder = workshop / str(number)
        name = f"{workshop.name}-{number}"  # another one than after a new start, too
        before = preview.shown.folder
        started = time.monotonic()
        outcome = _build(site, folder, preview.address)
        took = f"{time.monotonic() - started:.1f} seconds"
        if outcome.wrong:
            preview.shown = Shown(name, before, outcome.wrong)
            shutil.rmtree(folder, ignore_errors=True)
            say(f"{outcome.wrong}\nNot built ({took}). The browser shows why, until it is mended.")
        else:
            preview.shown = Shown(name, folder)
            say(f"Built in {took}. {outcome.checked}")
            _clear(workshop, keep=(before, folder))
        say(f"{_named(changes.wait())} changed. Building ...")


def _clear(workshop: Path, keep: Sequence[Path | None]) -> None:
    """Older builds go. The last one stays: a browser may still be getting something of it."""
    for folder in workshop.iterdir():
        if folder not in keep:
            shutil.rmtree(folder, ignore_errors=True)


def _build(site: Site, folder: Path, address: str) -> Outcome:
    today = local_day(datetime.now(UTC))
    catalogue, _ = load(site.root, latest_day(site.root, today))
    if catalogue.errors:
        return Outcome(as_text(catalogue.problems, catalogue.count))
    try:
        past = load_history(site.root, today)
        make(site.config_file, folder, today, catalogue, past, site_url=address, searchable=False)
    except (HistoryError, BuildFailedError) as reason:
        return Outcome(str(reason))
    except OSError as reason:
        return Outcome(refused(reason))
    except Exception:  # noqa: BLE001 - a fault of the program must not take the preview with it
        return Outcome(f"This is a fault in the program.\n{traceback.format_exc()}")
    return Outcome("", summary(catalogue.problems, catalogue.count))


@contextmanager
def _listening(site: Site, host: str, port: int, say: Callable[[str], None]) -> Iterator[Preview]:
    def make_search(folder: Path) -> None:
        try:
            search_index(folder)
        except SiteError as reason:
            say(str(reason))

    with Preview(host, port, base_path(site.config_file), site.audience, make_search) as preview:
        threading.Thread(target=preview.serve_forever, args=(0.1,), daemon=True).start()
        yield preview
        preview.shutdown()


@contextmanager
def _watched(root: Path) -> Iterator[Changes]:
    changes = Changes(root)
    observer = PollingObserver(timeout=_OFTEN)
    observer.schedule(changes, str(root), recursive=False)
    for folder in FOLDERS:
        if (root / folder).is_dir():
            observer.schedule(changes, str(root / folder), recursive=True)
    observer.start()
    yield changes
    observer.stop()
    observer.join()


class Changes(FileSystemEventHandler):
    """The files that changed since the last build."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._files: SimpleQueue[str] = SimpleQueue()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Keep which file it was, if a site can depend on it."""
        if event.is_directory:
            return
        for path in (event.src_path, event.dest_path):
            file = Path(str(path))
            if path and self._counts(file):
                self._files.put(file.relative_to(self._root).as_posix())

    def _counts(self, file: Path) -> bool:
        """Whether a site is made from a file: not from what an editor puts beside it."""
        if file.name.startswith(".") or is_debris(file.relative_to(self._root)):
            return False
        return file.parent != self._root or file.suffix == ".yml"

    def wait(self) -> Sequence[str]:
        """The files that changed, once there are some and no more come."""
        files = list[str]()
        while True:
            try:
                files.append(self._files.get(timeout=_QUIET))
            except Empty:
                if files:
                    return list(dict.fromkeys(files))


def _named(files: Sequence[str]) -> str:
    more = f" and {counted(len(files) - 1, 'other file')}" if len(files) > 1 else ""
    return f"{files[0]}{more}"

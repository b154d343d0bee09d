"""What somebody saves while a site is shown: which files changed, once no more come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, SimpleQueue

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers.polling import PollingObserver

from macros.catalogue.debris import is_debris
from macros.model.text import counted

FOLDERS = ("docs", "registers", "schemas")
"""What is watched, besides the settings in the project's folder."""

_OFTEN = 0.5
"""Seconds between two looks at the files. Looking works on every kind of disk, shared ones too."""

_QUIET = 0.2
"""Seconds without another change after which a build starts: who saves one file may save more."""


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


@contextmanager
def watched(root: Path) -> Iterator[Changes]:
    """What changes in a project meanwhile."""
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


def named(files: Sequence[str]) -> str:
    """The first of some files by its name; the others are counted."""
    more = f" and {counted(len(files) - 1, 'other file')}" if len(files) > 1 else ""
    return f"{files[0]}{more}"

"""What the browser is shown: the newest build, with the pages of what was saved since it began.

Builds come from one thread, what is saved from another. Nothing that was shown once is followed by
something older: a page that is put into one build is put into the next one before that is shown,
where the next began before the page was saved.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from macros.history.again import ReadHistory
from macros.model import Audience
from macros.model.text import few
from macros.rules.calendar import local_day
from macros.site.at_once import AtOnce, pages_at_once, put
from macros.site.preview import Preview, Shown
from macros.site.run_mkdocs import Made


@dataclass(frozen=True)
class Site:
    """The site to be shown: its project, the file that describes it, and who it is for."""

    root: Path
    config_file: Path
    audience: Audience


class Outcome(NamedTuple):
    """What came of a build: what is wrong with the site, or else what was checked and made.

    `by_check` says whether what is wrong was found before anything was made. `read` is the history
    that was read, for the next build.
    """

    wrong: str
    checked: str = ""
    made: Made | None = None
    by_check: bool = False
    read: ReadHistory | None = None


NOTHING = Outcome("")
"""Before the first build."""


class Showing:
    """What a preview shows, and what was saved that the newest build hasn't seen."""

    def __init__(self, site: Site, preview: Preview, name: str, say: Callable[[str], None]) -> None:
        self._site = site
        self._preview = preview
        self._names = (f"{name}-{number}" for number in count(1))
        self._say = say
        self._lock = Lock()
        self._made: Made | None = None
        self._saved_since: list[str] = []  # since the build began that is shown
        self._saved_lately: list[str] = []  # since the newest build began
        self._is_open = True
        self._can_be_mended = True
        self._is_building = False

    def begin(self) -> None:
        """A build begins, and sees all that was saved until now."""
        with self._lock:
            self._saved_lately = []
            self._is_building = True

    def end(self, folder: Path, outcome: Outcome) -> None:
        """It has ended, in a folder that is shown from now on if nothing is wrong."""
        with self._lock:
            self._is_building = False
            if outcome.wrong:
                self._can_be_mended = outcome.by_check
                before = self._preview.shown.folder
                self._preview.shown = self._shown(before, outcome.wrong)
                return
            self._made, self._can_be_mended = outcome.made, True
            self._saved_since = self._saved_lately.copy()
            self._preview.shown = self._with_saved(folder) or self._shown(folder)

    def saved(self, files: list[str]) -> None:
        """Somebody saved these files: what pages they have are shown at once.

        While a build is under way only those of records are: the generator makes one site at a
        time.
        """
        with self._lock:
            self._saved_since += files
            self._saved_lately += files
            folder = self._preview.shown.folder
            if folder:
                self._preview.shown = self._with_saved(folder) or self._preview.shown

    def close(self) -> None:
        """Nothing is written any more: the folders go."""
        with self._lock:
            self._is_open = False

    def _with_saved(self, folder: Path) -> Shown | None:
        """What is shown once a build holds the pages that were saved since it began.

        None where there are none, and where a build said what only another one can say is mended.
        """
        if not self._is_open or not self._made or not self._can_be_mended:
            return None
        started = time.monotonic()
        now = self._pages(folder, self._made)
        if now.wrong:
            return self._shown(folder, now.wrong)
        if not now.pages:
            return None
        took = f"{time.monotonic() - started:.1f} seconds"
        pages, are = ("page", "is") if len(now.ids) == 1 else ("pages", "are")
        self._say(f"The {pages} of {few(now.ids)} {are} there after {took}; the rest follows.")
        return self._shown(folder)

    def _shown(self, folder: Path | None, wrong: str = "") -> Shown:
        later = self._made.finished.later if self._made else {}
        return Shown(next(self._names), folder, wrong, later)

    def _pages(self, folder: Path, made: Made) -> AtOnce:
        """What can be had at once. Whatever stands in the way, the build that follows tells."""
        with suppress(Exception):
            today = local_day(datetime.now(UTC))
            parts = (self._site.root, folder, made, today, self._saved_since)
            now = pages_at_once(*parts, written=not self._is_building)
            put(folder, now.pages)
            return now
        return AtOnce()

"""A site while it is being written: built at once and after each change, and shown by the preview.

The pages of records that somebody saves don't wait for the build: `showing` puts them there first.
What answers questions and finds words is made when somebody asks: most builds are only looked at.
"""

from __future__ import annotations

import shutil
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from queue import Empty, SimpleQueue

from macros.catalogue.load import load
from macros.catalogue.reporter import as_text, summary
from macros.history.again import load_again
from macros.history.git import HistoryError
from macros.history.latest_day import latest_day
from macros.model.machine import refused
from macros.rules.calendar import local_day
from macros.site.ctrl_c import insistent_ctrl_c
from macros.site.preview import Preview
from macros.site.run_mkdocs import BuildFailedError, base_path, make
from macros.site.saved import Changes, named, watched
from macros.site.showing import NOTHING, Outcome, Showing, Site

_QUIET = 0.2
"""Seconds without another change after which a build starts: what came meanwhile is in it."""


def serve(site: Site, host: str, port: int, say: Callable[[str], None]) -> None:
    """Show the site until somebody presses Ctrl-C. Raises OSError where it can't listen."""
    with (
        tempfile.TemporaryDirectory(prefix="kim-") as workshop,
        _listening(site, host, port, say) as preview,
        watched(site.root) as changes,
    ):
        showing = Showing(site, preview, Path(workshop).name, say)
        say(f"The {site.audience} site is at {preview.address}. Press Ctrl-C to stop.")
        try:
            with insistent_ctrl_c(), _shown_at_once(showing, changes) as saved:
                _keep_building(site, showing, preview, saved, Path(workshop), say)
        except KeyboardInterrupt:
            say("\nStopped.")


Saved = SimpleQueue[Sequence[str]]
"""Files that somebody saved, and whose pages are shown where that can be done at once."""


@contextmanager
def _shown_at_once(showing: Showing, changes: Changes) -> Iterator[Saved]:
    """What is saved meanwhile is shown, also during a build, and then stands in a queue."""
    saved = Saved()

    def look() -> None:
        while True:
            files = changes.wait()
            showing.saved([*files])
            saved.put(files)

    threading.Thread(target=look, daemon=True).start()
    try:
        yield saved
    finally:
        showing.close()


def _keep_building(
    site: Site,
    showing: Showing,
    preview: Preview,
    saved: Saved,
    workshop: Path,
    say: Callable[[str], None],
) -> None:
    say("Building ...")
    last = NOTHING
    for number in count(1):
        folder = workshop / str(number)
        before = preview.shown.folder
        started = time.monotonic()
        showing.begin()
        outcome = _build(site, folder, preview.address, last)
        last = last if outcome.wrong else outcome
        showing.end(folder, outcome)
        took = f"{time.monotonic() - started:.1f} seconds"
        if outcome.wrong:
            shutil.rmtree(folder, ignore_errors=True)
            say(f"{outcome.wrong}\nNot built ({took}). The browser shows why, until it is mended.")
        else:
            say(f"Built in {took}. {outcome.checked}")
            _clear(workshop, keep=(before, folder))
        say(f"{named(_all_of(saved))} changed. Building ...")


def _all_of(saved: Saved) -> Sequence[str]:
    """Every file that was saved, once there are some and no more come."""
    files = list[str]()
    while True:
        try:
            files += saved.get(timeout=_QUIET)
        except Empty:
            if files:
                return list(dict.fromkeys(files))


def _clear(workshop: Path, keep: Sequence[Path | None]) -> None:
    """Older builds go. The last one stays: a browser may still be getting something of it."""
    for folder in workshop.iterdir():
        if folder not in keep:
            shutil.rmtree(folder, ignore_errors=True)


def _build(site: Site, folder: Path, address: str, before: Outcome = NOTHING) -> Outcome:
    today = local_day(datetime.now(UTC))
    catalogue, _ = load(site.root, latest_day(site.root, today))
    if catalogue.errors:
        return Outcome(as_text(catalogue.problems, catalogue.count), by_check=True)
    try:
        read = load_again(site.root, today, before.read)
        parts = (site.config_file, folder, today, catalogue, read.past)
        made = make(*parts, site_url=address, searchable=False, before=before.made)
    except (HistoryError, BuildFailedError) as reason:
        return Outcome(str(reason))
    except OSError as reason:
        return Outcome(refused(reason))
    except Exception:  # noqa: BLE001 - a fault of the program must not take the preview with it
        return Outcome(f"This is a fault in the program.\n{traceback.format_exc()}")
    return Outcome("", summary(catalogue.problems, catalogue.count), made, read=read)


@contextmanager
def _listening(site: Site, host: str, port: int, say: Callable[[str], None]) -> Iterator[Preview]:
    with Preview(host, port, base_path(site.config_file), site.audience, say) as preview:
        threading.Thread(target=preview.serve_forever, args=(0.1,), daemon=True).start()
        yield preview
        preview.shutdown()

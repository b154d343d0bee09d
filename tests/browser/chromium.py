"""A Chromium to test with: one that is installed, or Playwright's own, or Debian's package."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable

import pytest

# Without a window, a bar for addresses and a history that nobody sees: a quarter less of the
# processor's time for the same engine.
SHELL = "chromium-headless-shell"
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PATIENCE = 600  # seconds that a download may take
NONE = (
    "The browser tests did not run, because no Chromium could be had: none is installed, and "
    "neither Playwright's nor Debian's could be fetched. Install one, or say in KIM_CHROMIUM "
    "where it is."
)

Way = Callable[[], str]
"""One place where a Chromium may be: its path, or nothing."""


def find() -> str:
    """The path of a Chromium that starts, fetched if need be; empty where none can be had.

    Raises FileNotFoundError where KIM_CHROMIUM names something that doesn't start: who chose one
    wants no other.
    """
    chosen = os.environ.get("KIM_CHROMIUM", "")
    if chosen and not starts(chosen):
        raise FileNotFoundError(f"KIM_CHROMIUM names {chosen}, which doesn't start.")
    return chosen or next((path for way in WAYS if (path := way())), "")


def wanted() -> str:
    """The path of a Chromium. Without one the tests are skipped, and say why.

    In continuous integration they fail.
    """
    if path := find():
        return path
    if os.environ.get("CI"):
        pytest.fail(NONE)
    pytest.skip(NONE)


def starts(path: str) -> bool:
    """Whether it is a browser that runs.

    Ubuntu's `chromium-browser` may be a note, and a download may lack libraries.
    """
    try:
        return (
            subprocess.run(
                [path, "--version"], check=False, capture_output=True, timeout=60
            ).returncode
            == 0
        )
    except (OSError, subprocess.TimeoutExpired):
        return False


def installed() -> str:
    return next((path for name in NAMES if (path := shutil.which(name)) and starts(path)), "")


def playwrights() -> str:
    """Playwright's own, where it was fetched before.

    Asked in a process of its own: this one may have a Playwright running.
    """
    question = (
        "from playwright.sync_api import sync_playwright as s\n"
        "with s() as play: print(play.chromium.executable_path)"
    )
    path = _printed(sys.executable, "-c", question).strip()
    return path if path and starts(path) else ""


def playwrights_fetched() -> str:
    _printed(sys.executable, "-m", "playwright", "install", "--no-shell", "chromium")
    return playwrights()


def debians() -> str:
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return ""
    _printed("apt-get", "--quiet", "update")
    for package in (SHELL, "chromium"):  # the first came with Debian 12
        _printed("apt-get", "--quiet", "install", "--yes", "--no-install-recommends", package)
        if path := installed():
            return path
    return ""


WAYS: tuple[Way, ...] = (installed, playwrights, playwrights_fetched, debians)
"""What costs nothing comes first."""


def _printed(*words: str) -> str:
    """What a command printed. One that fails says nothing of use, and the next way is tried."""
    try:
        return subprocess.run(
            words,
            check=False,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        ).stdout
    except (OSError, subprocess.TimeoutExpired):
        return ""

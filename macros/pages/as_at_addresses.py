"""Where the pages of past days stand, from the site's root."""

from __future__ import annotations

from collections.abc import Mapping

from macros.history.snapshots import COMPARE, Snapshot, SnapshotDay
from macros.pages.fragments import anchor

HOME = "as-at/"
"""Where all of them stand."""

COMPARISON = f"{HOME}{COMPARE}/"
"""Where any two of them are compared."""

SINCE = "since"
"""The page of a day that says what changed from then to now."""


def day_address(day: SnapshotDay) -> str:
    """The page of a day."""
    return f"{HOME}{day.address}/"


def since_address(day: SnapshotDay) -> str:
    """The page of what changed from a day to now."""
    return f"{day_address(day)}{SINCE}/"


def download_address(day: SnapshotDay) -> str:
    """The file with all registers of a day."""
    return f"{day_address(day)}registers.json"


def register_folders(snapshot: Snapshot) -> Mapping[str, str]:
    """The folder under a day's page for each register that held records then."""
    folders: dict[str, str] = {}
    for name in sorted({key.register for key in snapshot.records}):
        folder = _plain(name)
        while folder in folders.values():
            folder += "-2"
        folders[name] = folder
    return folders


def _plain(name: str) -> str:
    """A register's name as a folder: an old one may have had any name, also that of a page."""
    is_plain = anchor(name) == name and name != SINCE
    return name if is_plain else anchor("register", name)

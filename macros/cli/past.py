"""What commands about the past share: the whole history, and the state that a day ended with."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from macros.history import snapshots
from macros.history.git import Repository, open_repository
from macros.history.load import load_history_at
from macros.history.revisions import History
from macros.history.snapshots import Snapshot, snapshots_of
from macros.model.errors import KimError
from macros.rules.calendar import local_day, say_date


def recalled(root: Path) -> tuple[Repository, History]:
    """The project's repository and its whole history. Raises HistoryError."""
    repository = open_repository(root)
    return repository, load_history_at(repository, "HEAD")


def stood_on(root: Path, day: date, today: date) -> tuple[History, Snapshot]:
    """The history, and every record as it stood at the end of a day.

    Raises KimError where there is no such state.
    """
    _, past = recalled(root)
    return past, snapshots_of(past, [day_of(past, day, today)])[0]


def day_of(past: History, day: date, today: date) -> snapshots.SnapshotDay:
    """The state that a day ended with.

    Raises KimError where the day is before the first commit or still to come.
    """
    if day > today:
        raise KimError(
            f"{say_date(day)} is in the future: today is {say_date(today)}. "
            "Give a day that has been."
        )
    state = snapshots.on(past, day)
    if state is None:
        first = say_date(local_day(past.landed[0]))
        raise KimError(
            f"There was nothing yet on {say_date(day)}. The first commit landed on {first}: "
            "give that day or a later one."
        )
    return state

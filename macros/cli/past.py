"""What commands about the past share: the whole history, and the state that a day ended with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from macros.cli.start import day_of_reading, unknown
from macros.history import snapshots
from macros.history.git import Repository, open_repository
from macros.history.load import load_history_at
from macros.history.load_part import load_made_days
from macros.history.part import Wanted
from macros.history.revisions import History
from macros.history.snapshots import Snapshot, SnapshotDay, snapshots_of
from macros.model import Key, Kind, Revision
from macros.model.errors import KimError
from macros.rules.calendar import local_day, say_date

RETURNED: Mapping[Kind, str] = {
    "restored": "It was brought back on {}.",
    "created": "Another record has had its id since {}.",
}
"""What is said of the first revision after a record was deleted."""


def whole_history(root: Path, today: date) -> tuple[Repository, History]:
    """The project's repository and its history. Raises HistoryError where it isn't all there."""
    repository = open_repository(root)
    return repository, load_history_at(repository, "HEAD", day_of_reading(today))


def days_made(root: Path, today: date, wanted: Wanted) -> Mapping[Key, date]:
    """On which day each wanted record was made that is there.

    Raises HistoryError where the history isn't all there.
    """
    return load_made_days(open_repository(root), "HEAD", day_of_reading(today), wanted)


def snapshot_on(root: Path, day: date, today: date) -> tuple[History, Snapshot]:
    """The history, and every record as it stood at the end of a day.

    Raises KimError where there is no such state.
    """
    _, past = whole_history(root, today)
    return past, snapshots_of(past, [state_on(past, day, today)])[0]


def state_on(past: History, day: date, today: date) -> SnapshotDay:
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


def key_on(past: History, state: Snapshot, name: str) -> Key:
    """The key that the record with this id, then or since, had on that day.

    Raises KimError where it was not there.
    """
    keys = _keys(past, name)
    for key in keys:
        key_then = _key_then(past.trail(key), state.day)
        if key_then and key_then in state.records:
            return key_then
    raise KimError(_why_not_there(keys[0], past.trail(keys[0]), state.day))


def _keys(past: History, name: str) -> Sequence[Key]:
    """The records that had this id at any time: there is at least one."""
    records = [key for key in past.trails if not key.is_page]
    keys = [key for key in records if key.id.casefold() == name.casefold()]
    if keys:
        return keys
    words = f"There is no record '{name}', and there never was."
    raise unknown(words, name, [key.id for key in records])


def _key_then(trail: Sequence[Revision], day: SnapshotDay) -> Key | None:
    """What a record was called by the end of a day; None where it had not come yet."""
    landed = [revision for revision in trail if revision.landed <= day.until]
    return landed[-1].key if landed else None


def _why_not_there(key: Key, trail: Sequence[Revision], day: SnapshotDay) -> str:
    """Why a record was not there on a day: it came later, or it was gone by then."""
    deletions = [revision for revision in trail if revision.kind == "deleted"]
    gone = [deletion for deletion in deletions if deletion.landed <= day.until]
    if not gone:
        created = _landed(trail[0])
        return f"{key.id} was not there yet on {day.called}: it was created on {created}."
    last = gone[-1]
    sentences = (
        f"{key.id} was not there on {day.called}: it was deleted on {_landed(last)}.",
        f"It went on as {last.moved.id}." if last.moved else "",
        _returned(trail, last),
    )
    return " ".join(filter(None, sentences))


def _returned(trail: Sequence[Revision], deletion: Revision) -> str:
    """When a record came back that was deleted, or another got its id; empty where neither did."""
    came = (revision for revision in trail[trail.index(deletion) :] if revision.kind in RETURNED)
    revision = next(came, None)
    return RETURNED[revision.kind].format(_landed(revision)) if revision else ""


def _landed(revision: Revision) -> str:
    return say_date(local_day(revision.landed))

"""What a record held at any time, from its trail's changes alone: no old file is read again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from macros.history.diff import applied
from macros.history.revisions import History
from macros.model import Key, Revision, Unreadable, Values, Version


def replayed(trail: Iterable[Revision]) -> Version | None:
    """What a record held after these revisions; None where it was not there."""
    return replayed_with_last(trail)[0]


def replayed_with_last(trail: Iterable[Revision]) -> tuple[Version | None, Values]:
    """The same, with the last values that could be read.

    A version that can't be read doesn't undo them.
    """
    version: Version | None = None
    values: Values = {}
    for revision in trail:
        version, values = _after(values, revision)
    return version, values


def _after(values: Values, revision: Revision) -> tuple[Version | None, Values]:
    """The version that a revision makes, and the last values that could be read by then."""
    if revision.kind == "deleted":
        return None, {}
    if not revision.readable:
        return Unreadable(str(revision.changes[0].new)), values
    made = applied(values, revision.changes)
    return made, made


def versions_at(past: History, when: datetime) -> Mapping[Key, Version]:
    """Every record and page that was there at an instant, as it stood."""
    versions: dict[Key, Version] = {}
    for key, trail in past.trails.items():
        version = replayed(revision for revision in trail if revision.landed <= when)
        if version is not None:
            versions[key] = version
    return versions


class RecordVersion(NamedTuple):
    """A record or page as it stood, and the revision that made it so."""

    version: Version
    last: Revision


Records = Mapping[Key, RecordVersion]
"""Every record of a state, as it stood."""


def snapshots_at(past: History, commits: Sequence[str]) -> list[Records]:
    """Every record and page as it stood after each of these commits of the main line.

    The commits are given oldest first. By commits and not by instants: where a clock was wrong,
    several commits land in one instant. Each trail is walked once, however many are asked for. A
    record that stays as it is, is the same object in each.
    """
    ends = [past.places[commit] for commit in commits]
    snapshots: list[dict[Key, RecordVersion]] = [{} for _ in ends]
    for key, trail in past.trails.items():
        places = [past.places[revision.commit.id] for revision in trail]
        record: RecordVersion | None = None
        values: Values = {}
        done = 0
        for end, records in zip(ends, snapshots, strict=True):
            while done < len(trail) and places[done] <= end:
                version, values = _after(values, trail[done])
                record = None if version is None else RecordVersion(version, trail[done])
                done += 1
            if record is not None:
                records[key] = record
    return list(snapshots)

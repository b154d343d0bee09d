"""A repository and a quarter into what a report compares: the registers then and a quarter before.

Both states are what the history holds, shown by the schemas of its last commit: what isn't
committed is in no report, and the same commit and day give the same one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from macros.evidence.collect import files_at, schemas_in, site_config
from macros.history import git, snapshots
from macros.history.compare_days import DaysCompared, compare_days, lineage
from macros.history.load import load_story_at
from macros.history.old_registers import catalogue
from macros.history.revisions import History
from macros.history.snapshots import Snapshot, SnapshotDay, snapshots_of
from macros.model import Schema, Unreadable, Values
from macros.model.errors import KimError
from macros.rules.calendar import Quarter, local_day, say_date
from macros.view.view import View, view


class ReportError(KimError):
    """There is nothing to report on. Says why, in a sentence or two."""


class Known(NamedTuple):
    """What the two states are read from: the history, the schemas, and whose report it is."""

    past: History
    schemas: Mapping[str, Schema]
    landlord: str


@dataclass(frozen=True)
class QuarterStates:
    """What a report is made from: two states, what differs between them, and their day.

    `unreadable` records stand in no view. `before` is the state of the day `then`: of the end of
    the quarter before or, where the history began later, of its first day; `since` says which. The
    two views may be the same.
    """

    quarter: Quarter
    day: date
    then: date
    landlord: str
    commit: str
    since: str
    now: View
    before: View
    compared: DaysCompared
    unreadable: int

    @property
    def over(self) -> bool:
        """Whether the quarter has ended by that day."""
        return self.day >= self.quarter.last


def states(
    repository: git.Repository, quarter: Quarter, today: date, read_on: date
) -> QuarterStates:
    """The two states. Raises ReportError where the quarter is to come or before the history."""
    past = load_story_at(repository, "HEAD", read_on)
    files = files_at(repository, past.tip.id)
    known = Known(past, schemas_in(files).registers, _landlord(site_config(files)))
    return states_from(known, quarter, today)


def states_from(known: Known, quarter: Quarter, today: date) -> QuarterStates:
    """The same from what is known already. Raises ReportError as `states` does."""
    if quarter.first > today:
        raise ReportError(f"{quarter} is still to come: it begins on {say_date(quarter.first)}.")
    past, schemas = known.past, known.schemas
    day = min(quarter.last, today)
    then, earlier = _state_on(past, day), _earlier(past, quarter)
    now, before = snapshots_of(past, [then])[0], snapshots_of(past, [earlier])[0]
    return QuarterStates(
        quarter,
        day,
        earlier.until.date(),
        known.landlord,
        then.commit.id[:12],
        _since(earlier, quarter),
        _seen(schemas, now, day),
        _seen(schemas, before, earlier.until.date()),
        compare_days(before.records, now.records, lineage(past)),
        sum(isinstance(record.version, Unreadable) for record in now.records.values()),
    )


def _state_on(past: History, day: date) -> SnapshotDay:
    state = snapshots.on(past, day)
    if state is None:
        first = say_date(local_day(past.landed[0]))
        raise ReportError(
            f"There was nothing yet on {say_date(day)}: the first commit landed on {first}."
        )
    return state


def _earlier(past: History, quarter: Quarter) -> SnapshotDay:
    """The end of the quarter before, or of the first day that the history knows."""
    ended = snapshots.on(past, quarter.first - timedelta(days=1))
    return ended or _state_on(past, local_day(past.landed[0]))


def _since(earlier: SnapshotDay, quarter: Quarter) -> str:
    """Since when the report tells of changes, and why, in a sentence."""
    if earlier.address == (quarter.first - timedelta(days=1)).isoformat():
        return f"Changes are those since the quarter before ended, on {earlier.called}."
    return (
        f"The history begins in this quarter, on {earlier.called}: changes are those since the end "
        "of that day, and of the time before nothing is on record."
    )


def _seen(schemas: Mapping[str, Schema], state: Snapshot, day: date) -> View:
    return view(catalogue(schemas, state.records), "staff", day)


def _landlord(settings: Values) -> str:
    """Whose report it is: the landlord's name, or that of the site."""
    extra = settings.get("extra")
    own = extra.get("landlord") if isinstance(extra, Mapping) else None
    name = own.get("name") if isinstance(own, Mapping) else None
    return str(name or settings.get("site_name", "This landlord"))

"""On which day each record and page was made that is there: when its first commit landed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from macros.history.revisions import History
from macros.model import Key, Revision
from macros.rules.calendar import local_day


def made_days(past: History) -> Mapping[Key, date]:
    """The day by key, also of what had another name then. What is no more isn't there."""
    return {key: made_on(past.trail(key)) for key in past.trails if not past.deleted(key)}


def made_on(trail: Sequence[Revision]) -> date:
    """The day that a story starts with.

    A record that took the id of a deleted one is another, and was made later.
    """
    created = (revision for revision in reversed(trail) if revision.kind == "created")
    return local_day(next(created, trail[0]).landed)

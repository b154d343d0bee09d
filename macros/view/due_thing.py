"""What a thing to do is: its kind, its day, whose it is and why it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal, NamedTuple

from macros.model import Key

DUE_WITHIN = 30
"""Days ahead that count as due."""

What = Literal[
    "review", "deadline", "link", "clock", "entry", "again", "missing", "read", "disposal"
]
State = Literal["overdue", "no-report", "due", "later"]


class StateWords(NamedTuple):
    """A state as the heading of a column, and as it stands behind a number."""

    title: str
    counted: str


STATES: Mapping[State, StateWords] = {
    "overdue": StateWords("Overdue", "overdue"),
    "no-report": StateWords("No report since", "without a report since then"),
    "due": StateWords("Due", "due"),
    "later": StateWords("Later", "later"),
}
"""Every state in words, the most pressing first."""


class Due(NamedTuple):
    """One thing to do. `owner_role` answers for the record; `by` are the posts that do it.

    `due` is None where it is due now and no day was set. `field` is the field with the day or the
    link; `target` is the record that changed. `detail` says what is to be done, where the field
    alone doesn't: by which clock of the law, or for which days an entry is owed. `reason` says why,
    and from what its day follows.
    """

    what: What
    key: Key
    label: str
    owner_role: str
    by: tuple[str, ...]
    due: date | None
    state: State
    field: str
    target: Key | None = None
    detail: str = ""
    reason: str = ""


class Clock(NamedTuple):
    """The day that something is looked at, and how many days ahead count as due."""

    today: date
    within: int = DUE_WITHIN

    def state(self, day: date) -> State:
        """How a day stands by itself."""
        if day < self.today:
            return "overdue"
        return "due" if (day - self.today).days <= self.within else "later"

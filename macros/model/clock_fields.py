"""Which fields start, stop and move a clock of the law, and which make a period, by the schema."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WaitFields:
    """A group, or a list of groups, that says when we asked for something and had it.

    `afresh` starts the clock again from when it came; without it, the clock stands still.
    """

    field: str
    asked: str
    answered: str
    reason: str = ""
    afresh: bool = False


@dataclass(frozen=True, slots=True)
class LongerFields:
    """A group that says that more time was taken: on which day that was told, why, until when."""

    field: str
    told: str = ""
    reason: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class ClockFields:
    """A clock that starts on the day in a field, and the fields beside it that stop and move it.

    The field `by` says which of the `clocks` it is, by its value; without `by` it is the one under
    the empty name. A value that isn't there has no clock.
    """

    stops: str
    clocks: Mapping[str, str]
    by: str = ""
    waits: tuple[WaitFields, ...] = ()
    longer: LongerFields | None = None


@dataclass(frozen=True, slots=True)
class PeriodFields:
    """A period that starts in a field: the fields with its last day and with whose it is."""

    of: str
    to: str

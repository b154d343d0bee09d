"""How long a record is kept, in its own fields: the class, the events, what is on hold and gone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EventFields:
    """A list of groups, each with an event and its day, and the parts that hold the two."""

    field: str
    event: str
    day: str


@dataclass(frozen=True, slots=True)
class KeptFields:
    """A field that names retention classes, and the fields with the days that start their times.

    `days` has, for an event, the fields of which the latest day counts, and `events` a list of
    groups. While the first field of a pair in `open` is filled and the second isn't, no time has
    started. `checks` is a list of the days of later checks, `condition` says which of the other
    times of a class holds, and what `within` names is what the record is part of.
    """

    days: Mapping[str, tuple[str, ...]]
    open: Mapping[str, str]
    events: EventFields | None = None
    checks: str = ""
    condition: str = ""
    within: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GoneFields:
    """A day on which something was disposed of, and the fields beside it that say how and what.

    It is gone where the field `by` has one of `choices`. `records` names the records that it was.
    """

    by: str
    choices: tuple[str, ...]
    records: str = ""


@dataclass(frozen=True, slots=True)
class HoldFields:
    """A hold on what a field names: the fields with its first day and the one that it ended on.

    Where the field `part` is filled, it says in words which part of it is on hold, and not all.
    """

    start: str
    end: str
    part: str = ""

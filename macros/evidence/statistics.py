"""Counts of requests for information: by subject, outcome and law, and in what time they were answered.

The Freedom of Information Act 2000, section 10(1), and the Environmental Information Regulations 2004,
regulation 5(2), give 20 working days after the day of receipt. Bank holidays are not taken off here, so
what is in time by this count is in time; what is not may still be.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from statistics import median
from typing import NamedTuple

from macros.evidence.contents import PackContents
from macros.evidence.format import Json, as_json
from macros.evidence.tables import table_csv
from macros.model import Schema, Unreadable, Value
from macros.rules.calendar import day_in

REGISTER = "requests"
"""The register that is counted. Where there is none, everything is nought."""

GROUPS = ("categories", "outcome", "regime")
"""The fields that requests are counted by."""

CLOCKED = ("foi", "eir", "mixed")
"""Values of `regime` under which there are 20 working days."""

LIMIT = 20
NONE_YET = "(none recorded)"

BASIS = (
    "20 working days after the day of receipt (Freedom of Information Act 2000, section 10(1); Environmental Information "
    "Regulations 2004, regulation 5(2)). Counted in weekdays; bank holidays are not taken off, so a request in the last two rows may have "
    "been in time."
)


class Timeliness(NamedTuple):
    """How requests with a time limit went: how many, and the days that an answer took, as calendar days."""

    answered: int
    within_20_weekdays: int
    over_20_weekdays: int
    open_within_20_weekdays: int
    open_over_20_weekdays: int
    fewest_days: int | None
    median_days: float | None
    most_days: int | None


def as_files(taken: PackContents) -> Mapping[str, bytes]:
    """The statistics as JSON and CSV, as at the pack's day. They count all requests, whatever part the pack shows."""
    requests = [
        record.version for record in taken.requests if not isinstance(record.version, Unreadable)
    ]
    counts = {group: _counted(group, requests, taken.schemas.get(REGISTER)) for group in GROUPS}
    times = timeliness(requests, taken.day)
    told: Mapping[str, Json] = {
        "as_at": taken.day.isoformat(),
        "requests": len(taken.requests),
        "unreadable": len(taken.requests) - len(requests),
        "by": counts,
        "timeliness": {"basis": BASIS, **times._asdict()},
    }
    rows = [["group", "value", "label", "count"]]
    rows += [
        [group, str(one["value"]), str(one["label"]), str(one["count"])]
        for group, found in counts.items()
        for one in found
    ]
    rows += [
        ["timeliness", name, name.replace("_", " "), "" if value is None else f"{value:g}"]
        for name, value in times._asdict().items()
    ]
    return {"statistics/requests.json": as_json(told), "statistics/requests.csv": table_csv(rows)}


def _counted(
    group: str, requests: Iterable[Mapping[str, Value]], schema: Schema | None
) -> Sequence[Mapping[str, Json]]:
    """How many requests have each value; one with several subjects counts under each."""
    field = schema.field(group) if schema else None
    found = Counter(value for request in requests for value in _values(request.get(group)))
    in_order = sorted(found.items(), key=lambda one: (-one[1], one[0]))
    return [
        {
            "value": value,
            "label": field.labels.get(value, value) if field else value,
            "count": count,
        }
        for value, count in in_order
    ]


def _values(value: Value | None) -> list[str]:
    if isinstance(value, list | tuple):
        return [str(one) for one in value] or [NONE_YET]
    return [NONE_YET if value is None else str(value)]


def timeliness(requests: Iterable[Mapping[str, Value]], today: date) -> Timeliness:
    """In what time requests under the two laws were answered, as far as they say when."""
    clocked = [request for request in requests if request.get("regime") in CLOCKED]
    spans = [
        (start, day_in(request.get("responded")))
        for request in clocked
        if (start := day_in(request.get("received")))
    ]
    done = [(start, end) for start, end in spans if end and start <= end <= today]
    waiting = [start for start, end in spans if (end is None or end > today) and start <= today]
    days = [(end - start).days for start, end in done]
    in_time = sum(weekdays(start, end) <= LIMIT for start, end in done)
    still = sum(weekdays(start, today) <= LIMIT for start in waiting)
    return Timeliness(
        len(done),
        in_time,
        len(done) - in_time,
        still,
        len(waiting) - still,
        min(days, default=None),
        median(days) if days else None,
        max(days, default=None),
    )


def weekdays(start: date, end: date) -> int:
    """Mondays to Fridays after `start`, up to `end`."""
    weeks, rest = divmod((end - start).days, 7)
    return weeks * 5 + sum(
        (start + timedelta(days=number)).weekday() < 5 for number in range(1, rest + 1)
    )

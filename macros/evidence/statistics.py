"""Counts of requests for information: by subject, outcome and law, and how long answers took.

The Freedom of Information Act 2000, section 10(1), and the Environmental Information Regulations
2004, regulation 5(2), give 20 working days after the day of receipt. Bank holidays are not taken
off here, so what is in time by this count is in time; what is not may still be.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import chain
from statistics import median
from typing import NamedTuple

from macros.evidence.contents import PackContents
from macros.evidence.format import Json, as_json
from macros.evidence.tables import table_csv
from macros.model import Schema, Unreadable, Value, Values, each
from macros.rules.calendar import day_in

GROUPS = ("categories", "outcome", "regime")
"""The fields that requests are counted by."""

CLOCKED = ("foi", "eir", "mixed")
"""Values of `regime` under which there are 20 working days."""

LIMIT = 20
NONE_YET = "(none recorded)"

BASIS = (
    "20 working days after the day of receipt (Freedom of Information Act 2000, section 10(1); "
    "Environmental Information Regulations 2004, regulation 5(2)). Counted in weekdays; bank "
    "holidays are not taken off, so a request in the last two rows may have been in time."
)


class Timeliness(NamedTuple):
    """How requests with a time limit went: how many, and the calendar days that an answer took."""

    answered: int
    within_20_weekdays: int
    over_20_weekdays: int
    open_within_20_weekdays: int
    open_over_20_weekdays: int
    fewest_days: int | None
    median_days: float | None
    most_days: int | None


def statistics_files(contents: PackContents) -> Mapping[str, bytes]:
    """The statistics as JSON and CSV, as at the pack's day.

    They count all requests, whatever part of the registers the pack shows.
    """
    records = contents.requests
    requests = [record.values for record in records if not isinstance(record.version, Unreadable)]
    schema = next((contents.schemas.get(record.key.register) for record in records), None)
    counts = {group: _counted(group, requests, schema) for group in GROUPS}
    times = timeliness(requests, contents.day)
    statistics: Mapping[str, Json] = {
        "as_at": contents.day.isoformat(),
        "requests": len(records),
        "unreadable": len(records) - len(requests),
        "by": {group: [value.as_json() for value in values] for group, values in counts.items()},
        "timeliness": {"basis": BASIS, **times._asdict()},
    }
    return {
        "statistics/requests.json": as_json(statistics),
        "statistics/requests.csv": table_csv(list(_rows(counts, times))),
    }


def _rows(counts: Mapping[str, Sequence[ValueCount]], times: Timeliness) -> Iterator[list[str]]:
    """The same as a table: a row for each count, and one for each figure on time."""
    yield ["group", "value", "label", "count"]
    for group, values in counts.items():
        for value, label, number in values:
            yield [group, value, label, str(number)]
    for name, figure in times._asdict().items():
        text = "" if figure is None else f"{figure:g}"
        yield ["timeliness", name, name.replace("_", " "), text]


# --------------------------------------------------------------------------------------- counts


class ValueCount(NamedTuple):
    """How many requests have a value."""

    value: str
    label: str
    number: int

    def as_json(self) -> Mapping[str, Json]:
        """The same for a program."""
        return {"value": self.value, "label": self.label, "count": self.number}


def _counted(group: str, requests: Iterable[Values], schema: Schema | None) -> list[ValueCount]:
    """The values of a field, the most frequent first. What has several counts under each."""
    field = schema.field(group) if schema else None
    labels = field.labels if field else {}
    numbers = Counter(chain.from_iterable(_values(request.get(group)) for request in requests))
    in_order = sorted(numbers.items(), key=lambda item: (-item[1], item[0]))
    return [ValueCount(value, labels.get(value, value), number) for value, number in in_order]


def _values(value: Value | None) -> list[str]:
    return [str(part) for part in each(value)] or [NONE_YET]


# ----------------------------------------------------------------------------------------- time


def timeliness(requests: Iterable[Values], today: date) -> Timeliness:
    """In what time requests under the two laws were answered, as far as they say when."""
    spans = list(_spans(requests))
    answered = [(start, end) for start, end in spans if end and start <= end <= today]
    waiting = [start for start, end in spans if start <= today and (end is None or today < end)]
    days = [(end - start).days for start, end in answered]
    in_time = sum(weekdays(start, end) <= LIMIT for start, end in answered)
    still_in_time = sum(weekdays(start, today) <= LIMIT for start in waiting)
    return Timeliness(
        answered=len(answered),
        within_20_weekdays=in_time,
        over_20_weekdays=len(answered) - in_time,
        open_within_20_weekdays=still_in_time,
        open_over_20_weekdays=len(waiting) - still_in_time,
        fewest_days=min(days, default=None),
        median_days=median(days) if days else None,
        most_days=max(days, default=None),
    )


def _spans(requests: Iterable[Values]) -> Iterator[tuple[date, date | None]]:
    """When each request with a time limit came, and when it was answered, as far as it says."""
    for request in requests:
        received = day_in(request.get("received"))
        if received and request.get("regime") in CLOCKED:
            yield received, day_in(request.get("responded"))


def weekdays(start: date, end: date) -> int:
    """Mondays to Fridays after `start`, up to `end`."""
    weeks, rest = divmod((end - start).days, 7)
    days = [start + timedelta(days=number) for number in range(1, rest + 1)]
    return weeks * 5 + sum(day.weekday() < 5 for day in days)

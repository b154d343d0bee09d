"""Counts of requests for information: by subject, outcome and law, and how long answers took.

Time is counted as the law counts it (`rules/clock_table`), by the clock that the register declares
for the day of receipt. What was asked before registers declared one is counted the same way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from statistics import median
from typing import NamedTuple

from macros.evidence.contents import PackContents
from macros.evidence.format import Json, as_json
from macros.evidence.tables import table_csv
from macros.model import ClockFields, Field, Fields, Schema, Unreadable, Value, Values, each
from macros.rules.clock_words import Standing
from macros.rules.running_clocks import clocks_in

GROUPS = ("categories", "outcome", "regime")
"""The fields that requests are counted by."""

RECEIVED = "received"
"""The field that starts the clock of an answer."""

CLOCK = ClockFields(
    stops="responded", clocks={"foi": "foi", "eir": "eir", "mixed": "foi"}, by="regime"
)
"""The clock of a register of requests whose schema declares none, as old ones do."""

NONE_YET = "(none recorded)"

BASIS = (
    "20 working days after the day of receipt (Freedom of Information Act 2000, section 10(1); "
    "Environmental Information Regulations 2004, regulation 5(2)). A day that is a bank holiday in "
    "any part of the United Kingdom is no working day (section 10(6)). What is recorded of "
    "clarifications, of fees and of more time that was taken is counted as the law has it."
)


class Timeliness(NamedTuple):
    """How requests with a time limit went: how many, and the calendar days that an answer took.

    `waiting` are open and wait for whoever asked. `more_time` are those for which it was taken.
    """

    answered: int
    in_time: int
    late: int
    open_in_time: int
    open_late: int
    waiting: int
    more_time: int
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
    times = timeliness(schema.fields if schema else (), requests, contents.day)
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


def timeliness(fields: Fields, requests: Iterable[Values], today: date) -> Timeliness:
    """In what time requests with a limit were answered, as far as they say when."""
    clocks = list(_clocks(with_clock(fields), requests, today))
    answered = [clock for clock in clocks if clock.done]
    running = [clock for clock in clocks if not clock.done]
    days = [(clock.done - clock.start).days for clock in answered if clock.done]
    return Timeliness(
        answered=len(answered),
        in_time=sum(clock.in_time is not False for clock in answered),
        late=sum(clock.in_time is False for clock in answered),
        open_in_time=sum(clock.in_time is True for clock in running),
        open_late=sum(clock.in_time is False for clock in running),
        waiting=sum(clock.in_time is None for clock in running),
        more_time=sum(clock.reckoning.limit != clock.clock.limit for clock in clocks),
        fewest_days=min(days, default=None),
        median_days=median(days) if days else None,
        most_days=max(days, default=None),
    )


def with_clock(fields: Fields) -> Fields:
    """The fields of a request, of which the day of receipt starts a clock if none of them does."""
    if any(field.clock for field in fields):
        return fields
    others = [field for field in fields if field.name != RECEIVED]
    return [*others, Field(RECEIVED, "Received", "", "string", clock=CLOCK)]


def _clocks(fields: Fields, requests: Iterable[Values], today: date) -> Iterator[Standing]:
    """The clock of each answer that had begun by a day; an answer before its request is none.

    A request that is retired was still one, and counts.
    """
    for request in requests:
        for clock in clocks_in(fields, request, today):
            standing = clock.standing
            begun = standing.start <= (standing.done or today)
            if clock.path == (RECEIVED,) and begun:
                yield standing

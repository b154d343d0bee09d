"""Counts of requests for information: by subject, outcome and law, and how long answers took.

Time is counted as the law counts it (`rules.answer_times`), and numbers by the quarter in which a
request came are those of pages and reports (`rules.request_numbers`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from macros.evidence.contents import PackContents
from macros.evidence.format import Json, as_json
from macros.evidence.tables import table_csv
from macros.model import Schema, Unreadable, Value, Values, each
from macros.model.fields import humanise
from macros.rules.answer_times import BASIS, Timeliness, timeliness
from macros.rules.request_numbers import REASONS, TITLES, numbers_by_quarter

GROUPS = ("categories", "outcome", "regime", REASONS)
"""The fields that requests are counted by."""

NONE_YET = "(none recorded)"


class Statistics(NamedTuple):
    """What is counted: by each field, in what time, and by the quarter in which a request came."""

    counts: Mapping[str, Sequence[ValueCount]]
    times: Timeliness
    quarters: Mapping[str, Mapping[str, int]]


def statistics_files(contents: PackContents) -> Mapping[str, bytes]:
    """The statistics as JSON and CSV, as at the pack's day.

    They count all requests, whatever part of the registers the pack shows.
    """
    records = contents.requests
    requests = [record.values for record in records if not isinstance(record.version, Unreadable)]
    told = _statistics(contents, requests)
    counts = {group: [value.as_json() for value in values] for group, values in told.counts.items()}
    statistics: Mapping[str, Json] = {
        "as_at": contents.day.isoformat(),
        "requests": len(records),
        "unreadable": len(records) - len(requests),
        "by": counts,
        "timeliness": {"basis": BASIS, **told.times._asdict()},
        "quarters": told.quarters,
    }
    return {
        "statistics/requests.json": as_json(statistics),
        "statistics/requests.csv": table_csv(list(_rows(told))),
    }


def _statistics(contents: PackContents, requests: Sequence[Values]) -> Statistics:
    name = next((record.key.register for record in contents.requests), "")
    schema = contents.schemas.get(name)
    fields, today = schema.fields if schema else (), contents.day
    numbers = numbers_by_quarter(fields, requests, today)
    quarters = {str(quarter): own._asdict() for quarter, own in numbers.items()}
    counts = {
        group: _counted(group, requests, _labels(contents, schema, group)) for group in GROUPS
    }
    return Statistics(counts, timeliness(fields, requests, today), quarters)


def _rows(told: Statistics) -> Iterator[list[str]]:
    """The same as a table: a row for each count, and one for each figure on time."""
    yield ["group", "value", "label", "count"]
    for group, values in told.counts.items():
        for value, label, number in values:
            yield [group, value, label, str(number)]
    for name, figure in told.times._asdict().items():
        text = "" if figure is None else f"{figure:g}"
        yield ["timeliness", name, name.replace("_", " "), text]
    for quarter, numbers in told.quarters.items():
        for name, number in numbers.items():
            yield [quarter, name, TITLES[name], str(number)]


# --------------------------------------------------------------------------------------- counts


class ValueCount(NamedTuple):
    """How many requests have a value."""

    value: str
    label: str
    number: int

    def as_json(self) -> Mapping[str, Json]:
        """The same for a program."""
        return {"value": self.value, "label": self.label, "count": self.number}


def _labels(contents: PackContents, schema: Schema | None, group: str) -> Mapping[str, str]:
    """What the values of a field are called: choices by the schema, references by their records."""
    field = schema.field(group) if schema else None
    if field is None:
        return {}
    named = contents.all_records if field.refs else ()
    labels = {
        record.key.id: contents.label_of(record)
        for record in named
        if record.key.register in field.refs
    }
    return {**labels, **{name: humanise(field, name) for name in field.options}}


def _counted(group: str, requests: Iterable[Values], labels: Mapping[str, str]) -> list[ValueCount]:
    """The values of a field, the most frequent first. What has several counts under each."""
    numbers = Counter(chain.from_iterable(_values(request.get(group)) for request in requests))
    in_order = sorted(numbers.items(), key=lambda item: (-item[1], item[0]))
    return [ValueCount(value, labels.get(value, value), number) for value, number in in_order]


def _values(value: Value | None) -> list[str]:
    return [str(part) for part in each(value)] or [NONE_YET]

"""Entries for one period after another, such as a quarter: which are owed, double or overlapping.

A KIM log asks each work area for an entry for every quarter since the log began. The quarters of an
area follow its own entries, since a KIM quarter need not be one of the financial year: Canterbury's
ended in February 2025.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from macros.model import Field, PeriodFields, Record
from macros.model.mappings import grouped
from macros.rules.calendar import day_in
from macros.rules.spans import DAY, Span, uncovered

QUARTER = relativedelta(months=3)


class Entry(NamedTuple):
    """What is on record for one period: whose, its first and its last day, and what names it."""

    of: str
    first: date
    last: date
    name: str


class Owed(NamedTuple):
    """A period without an entry: whose, its first and its last day."""

    of: str
    first: date
    last: date


class Clash(NamedTuple):
    """Two entries that share days; `double` where both are for the same period."""

    earlier: Entry
    later: Entry
    double: bool


def entry_of(record: Record, field: Field) -> Entry | None:
    """The period of a record (`x-period`), where it has both days in their order."""
    if not isinstance(field.period, PeriodFields):
        return None
    whose = record.values.get(field.period.of)
    first = day_in(record.values.get(field.name))
    last = day_in(record.values.get(field.period.to))
    if first is None or last is None or last < first or not isinstance(whose, str):
        return None
    return Entry(whose, first, last, record.key.id)


def clashes(entries: Sequence[Entry]) -> Iterator[Clash]:
    """Entries of one area that share days: each with the entry before it that reaches furthest."""
    for own in _by_area(entries).values():
        furthest = own[0]
        for entry in own[1:]:
            if entry.first <= furthest.last:
                double = (entry.first, entry.last) == (furthest.first, furthest.last)
                yield Clash(furthest, entry, double)
            furthest = max(furthest, entry, key=lambda entry: entry.last)


def owed(areas: Sequence[str], entries: Sequence[Entry], today: date) -> list[Owed]:
    """The quarters that are over and have no entry, of each area since the log began, by day.

    A log without entries has not begun.
    """
    if not entries:
        return []
    began, own = min(entry.first for entry in entries), _by_area(entries)
    of_areas = (_of_area(area, own.get(area, []), began, today) for area in areas)
    return sorted(chain.from_iterable(of_areas), key=lambda owed: (owed.last, owed.of))


def _of_area(area: str, own: Sequence[Entry], began: date, today: date) -> Iterator[Owed]:
    first, last = today, began - DAY
    if own:
        first, last = own[0].first, max(entry.last for entry in own)
    while own and first - QUARTER >= began:
        yield Owed(area, first - QUARTER, first - DAY)
        first -= QUARTER
    spans = [Span(entry.first, entry.last) for entry in own]
    for gap in uncovered(spans, Span(own[0].first, last)) if own else ():
        yield from _quarters(area, *gap, whole=False)
    yield from _quarters(area, last + DAY, today - DAY, whole=True)


def _quarters(area: str, first: date, last: date, *, whole: bool) -> Iterator[Owed]:
    """A stretch of days in quarters; the last may be shorter unless only whole ones count."""
    while first <= last:
        end = first + QUARTER - DAY
        if end > last and whole:
            return
        yield Owed(area, first, min(end, last))
        first += QUARTER


def _by_area(entries: Sequence[Entry]) -> dict[str, list[Entry]]:
    by_area = grouped((entry.of, entry) for entry in entries)
    return {area: sorted(own, key=lambda entry: entry[1:]) for area, own in by_area.items()}

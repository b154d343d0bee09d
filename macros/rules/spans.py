"""Spans of days: which days of a longer time none of them covers, those that meet, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from macros.rules.calendar import say_date

DAY = timedelta(days=1)


class Span(NamedTuple):
    """A first and a last day, both of which belong to it."""

    first: date
    last: date


def uncovered(spans: Iterable[Span], whole: Span) -> Iterator[Span]:
    """The parts of a time that none of the spans covers, in order."""
    start = whole.first
    for span in sorted(spans):
        if span.first > whole.last:
            break
        if start < span.first:
            yield Span(start, span.first - DAY)
        start = max(start, span.last + DAY)
    if start <= whole.last:
        yield Span(start, whole.last)


def joined(spans: Iterable[Span]) -> Iterator[Span]:
    """The same days, with the spans that meet made one, in order."""
    whole: Span | None = None
    for span in sorted(spans):
        if whole and span.first <= whole.last + DAY:
            whole = Span(whole.first, max(whole.last, span.last))
            continue
        if whole:
            yield whole
        whole = span
    if whole:
        yield whole


def say_span(span: Span) -> str:
    """A span in words: months where it is made of whole ones, or its first and last day."""
    if span.first.day != 1 or (span.last + DAY).day != 1:
        return f"{say_date(span.first)} to {say_date(span.last)}"
    start, end = f"{span.first:%B %Y}", f"{span.last:%B %Y}"
    if start == end:
        return end
    is_one_year = span.first.year == span.last.year
    return f"{span.first:%B} to {end}" if is_one_year else f"{start} to {end}"

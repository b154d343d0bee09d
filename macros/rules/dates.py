"""The dates that follow from what a record says. They are worked out, never typed."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from macros.model import Record, Schema
from macros.rules.calendar import last_day_in
from macros.rules.reviews import next_review
from macros.rules.running_clocks import clocks_of, leading


class Dates(NamedTuple):
    """What a record's own fields imply. None where nothing follows: no date is ever invented.

    `due` is the last day of the record's timescale, or of the clock of the law that it stands by.
    Until when it is kept depends on its retention class too: `kept_records`.
    """

    due: date | None
    last_review: date | None
    next_review: date | None


def dates(schema: Schema, record: Record, made: date | None = None) -> Dates:
    """The dates of one record, from its timescale, its reviews and its register's review cycle.

    `made` is the day on which the record was made, which its history knows: what nobody has
    reviewed is due from then, or from the later day on which it came to hold (`effective_from`).
    A review of a month, a quarter or a year counts from its last day.
    """
    values = record.values
    last = last_day_in(values.get("last_reviewed"))
    holds = last_day_in(values.get("effective_from"))
    since = max(made, holds or made) if made else holds
    stated = last_day_in(values.get("next_review"))
    again = next_review(stated, last, cycle(schema, record), since)
    due = last_day_in(values.get("timescale")) or _limit(schema, record)
    return Dates(due, last, again)


def _limit(schema: Schema, record: Record) -> date | None:
    """What is done is done on any later day, so the last day of the calendar serves for today."""
    clock = leading(clocks_of(schema, record.values, date.max))
    return clock.standing.due if clock else None


def cycle(schema: Schema, record: Record) -> str:
    """How often a record is looked at again: as it says, or as its register does."""
    return str(record.values.get("review_cycle", schema.review))

"""When a record was looked at, when it is to be, what should have been done: in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from macros.model import Record, Schema
from macros.rules.calendar import say_date, say_partial_date
from macros.rules.dates import cycle, dates
from macros.rules.reviews import say_cycle
from macros.view.due_record import of_record, over
from macros.view.due_thing import Clock


def review(schema: Schema, record: Record, made: date | None = None) -> str:
    """When the record was last checked and when it is to be checked again.

    `made` is the day on which it was made: what nobody has checked is due from then.
    """
    known = dates(schema, record, made)
    again = _again(known.next_review, cycle(schema, record))
    return f"{_last_check(schema, record)} {again}".strip()


def _last_check(schema: Schema, record: Record) -> str:
    day = last_checked(schema, record)
    if not day:
        return "Nobody has recorded a check of this record."
    return f"Last checked {'on' if day[0].isdigit() and ' ' in day else 'in'} {day}."


def _again(day: date | None, often: str) -> str:
    if day:
        return f"To be checked again by {say_date(day)}."
    if often == "to-be-determined":
        return "How often it is to be checked has not been set."
    phrase = say_cycle(often)
    return f"It is to be checked {phrase}." if phrase else ""


def passed(schema: Schema, record: Record, today: date) -> Iterator[str]:
    """What should have been done by now, in a sentence each.

    It is late only where somebody has reported.
    """
    for due in () if over(schema, record) else of_record(schema, record, Clock(today)):
        field = schema.field(due.field)
        if due.what != "deadline" or due.due is None or field is None:
            continue
        day = say_date(due.due)
        if due.state == "no-report":
            yield f"{field.title}: {day}. No report since then."
        elif due.state == "overdue":
            yield f"{field.title}: overdue since {day}."


def last_checked(schema: Schema, record: Record) -> str:
    """The day of the last check, or as much of it as is known; empty where none is on record."""
    known = dates(schema, record).last_review
    return say_partial_date(str(record.values["last_reviewed"])) if known else ""

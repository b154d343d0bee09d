"""For tenants: a plan whose time is past, where nobody has said whether it happened (`x-plan`)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from macros.model import Record, Value
from macros.rules.calendar import (
    Fault,
    Quarter,
    last_day_in,
    read_partial_date,
    read_quarter,
    say_partial_date,
)
from macros.view.view import View


def passed_plans(view: View, record: Record) -> Iterator[str]:
    """'planned for April to June 2025; we have not said yet whether it happened', of each plan.

    Staff read of reports and deadlines instead. Once the record's status reports something, it is
    the status that says whether it happened.
    """
    schema = view.schema(record.key)
    if not view.is_public or str(record.values.get("status")) not in schema.unreported:
        return
    for field in schema.fields:
        value = record.values.get(field.name)
        if field.planned and isinstance(value, str) and _is_past(value, view.today):
            yield f"planned for {_say(value)}; we have not said yet whether it happened"


def _is_past(value: Value, today: date) -> bool:
    day = last_day_in(value) or read_partial_date(str(value))
    return not isinstance(day, Fault) and day < today


def _say(value: str) -> str:
    quarter = read_quarter(value)
    return quarter.months if isinstance(quarter, Quarter) else say_partial_date(value)

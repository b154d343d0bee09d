"""When a record is to be looked at again."""

from __future__ import annotations

from datetime import date

from dateutil.relativedelta import relativedelta

STEPS = {
    "monthly": relativedelta(months=1),
    "quarterly": relativedelta(months=3),
    "six-monthly": relativedelta(months=6),
    "annual": relativedelta(years=1),
    "2-yearly": relativedelta(years=2),
    "3-yearly": relativedelta(years=3),
    "4-yearly": relativedelta(years=4),
}
"""The cycles that have a length. 'on-event', 'to-be-determined' and 'none' have none."""


_PHRASES = {
    "monthly": "each month",
    "quarterly": "each quarter",
    "six-monthly": "every six months",
    "annual": "each year",
    "2-yearly": "every two years",
    "3-yearly": "every three years",
    "4-yearly": "every four years",
    "on-event": "when something changes",
    "to-be-determined": "at times that are still to be set",
}


def say_cycle(cycle: str) -> str:
    """A review cycle as a phrase: 'each year'. Empty where there is none."""
    return _PHRASES.get(cycle, "")


def next_review(
    stated: date | None, last: date | None, cycle: str, since: date | None = None
) -> date | None:
    """The day of the next review: as stated, or a cycle after the last one (month ends clamp).

    What was never reviewed is due a cycle after the day `since` which it has been there. None
    where the cycle has no length or none of these days is known: no date is ever invented.
    """
    if stated:
        return stated
    step, start = STEPS.get(cycle), last or since
    try:
        return start + step if start and step else None
    except (OverflowError, ValueError):  # after the last day that the calendar has
        return None

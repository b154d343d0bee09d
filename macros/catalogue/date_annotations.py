"""The rows of the table of annotations that are about days, and what they may not be.

`annotations` has the other rows, `date_checks` and `record_checks` the rules that come of these.
"""

from __future__ import annotations

from macros.catalogue.clock_annotation import AGAIN, CLOCK, PERIOD
from macros.catalogue.takes import FIELD, FLAG, NEAR_FIELD, YEARS, Annotation

DATES = (
    Annotation(
        "x-after",
        NEAR_FIELD,
        "The date is later than the one in that field.",
        "period_start",
        "after",
        parts=True,
    ),
    Annotation(
        "x-not-before",
        NEAR_FIELD,
        "The date may be the one in that field, but not a day before it.",
        "received",
        "not_before",
        parts=True,
    ),
    Annotation(
        "x-not-after",
        NEAR_FIELD,
        "The date may be the one in that field, but not a day after it.",
        "answered",
        "not_later",
        parts=True,
    ),
    Annotation(
        "x-past",
        FLAG,
        "The day has been: a date that is still to come is wrong.",
        True,
        "past",
        parts=True,
    ),
    Annotation(
        "x-years-ahead",
        YEARS,
        "The day is planned, and at most so many years from now: a later one is wrong, such as "
        "2062 for 2026.",
        10,
        "years_ahead",
        parts=True,
    ),
    Annotation(
        "x-year-in",
        FIELD,
        "The year of the date is the one that stands in that field. Of a month, the month is, too.",
        "id",
        "year_in",
    ),
    Annotation(
        "x-clock",
        CLOCK,
        "A clock of the law starts on the day in this field, and stops on the day in `stops`. "
        "`clocks` says which clock of `macros/rules/clock_table.py` it is, by the value of the "
        "field `by`, or `clock` names the only one. `waits` and `longer` name the groups that say "
        "what moved its end. The record's page, its table and `kim show` say the last day. Where "
        "its law doesn't say what a working day is, the days in `extra.landlord.closed_days` of "
        "`mkdocs.yml` are none.",
        {"clock": "sar", "stops": "responded"},
        "clock",
        parts=True,
    ),
    Annotation(
        "x-period",
        PERIOD,
        "A period starts on the day in this field and ends on the one in `to`; `of` names the "
        "field with whose it is. The check refuses two records of one whose periods share days.",
        {"of": "work_area", "to": "period_end"},
        "period",
    ),
    Annotation(
        "x-again",
        AGAIN,
        "What the record is about is done as often as this field says, and `kim due` lists when: "
        "from the day in `last` (of a list of groups `counts.as_at`), or from the day on which the "
        "record was made. Where the field `next` has a day, that one counts. `by` names the field "
        "with the posts that do it, and `says` is what they do.",
        {"says": "Look through the accounts again", "last": "last_done", "by": "by_roles"},
        "again",
    ),
)
"""What a schema can say of a date beside its form."""

"""Rules on days that are well formed and can't be: in the wrong order, or still to come.

They hold at any depth: in the record, in a group, and in each group of a list, and in the heading
of a page. So do the stages of a rule on how long something is kept, which are times and no days.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from macros.catalogue.filled import Filled, each_filled
from macros.catalogue.landlord import FILE, closed_days, line_of
from macros.catalogue.project import Project, Wanted
from macros.catalogue.rule import check
from macros.model import Place, Problems, Value, error
from macros.model.text import counted
from macros.rules.calendar import (
    Fault,
    Quarter,
    read_date,
    read_partial_date,
    read_quarter,
    say_date,
)
from macros.rules.retention import late_stages

EARLIEST = 1600
"""The first year in which anything happened that a landlord's registers can name."""


class Span(NamedTuple):
    """The days that a date can mean: a month or a year has more than one."""

    first: date
    last: date


class Dated(NamedTuple):
    """A field with a date or a quarter, at any depth, and the days that it can mean."""

    filled: Filled
    span: Span

    def other(self, name: str) -> tuple[str, Span | None]:
        """The nearest other field of a name, in words, and the days that it holds."""
        other = self.filled.other(name)
        if other is None:
            return "", None
        field, value = other
        return f"'{field.title}' ({value})", _span(value)


@check("not-after", "error")
def not_after(project: Project) -> Problems:
    """A date isn't later than another (`x-after`), or is before or after one that bounds it."""
    for dated in _each(project, lambda field: field.after or field.not_before or field.not_later):
        field, span = dated.filled.field, dated.span
        after, before = dated.other(field.after), dated.other(field.not_before)
        wrong = []
        if after[1] and span.last <= after[1].first:
            wrong.append(f"is not later than {after[0]}")
        if before[1] and span.last < before[1].first:
            wrong.append(f"is before {before[0]}")
        later = dated.other(field.not_later)
        if later[1] and span.first > later[1].last:
            wrong.append(f"is after {later[0]}")
        for words in wrong:
            message = f"'{field.title}' {words}."
            hint = "Check which of the two dates is wrong."
            yield error(dated.filled.place, "not-after", message, hint=hint)


@check("not-yet", "error")
def not_yet(project: Project) -> Problems:
    """A day that has been (`x-past`) is still to come, or is before anything that can be meant."""
    for filled, span in _each(project, lambda field: field.past):
        if span.first > project.today:
            still = f"is still to come: today is {say_date(project.today)}"
        elif span.last.year < EARLIEST:
            still = f"is in the year {span.last.year}"
        else:
            continue
        message = f"'{filled.field.title}' is '{filled.value}', which {still}."
        hint = "Check the year, the month and the day."
        yield error(filled.place, "not-yet", message, hint=hint)


@check("too-far-ahead", "error")
def too_far_ahead(project: Project) -> Problems:
    """A day that is planned (`x-years-ahead`) is further away than anybody plans."""
    for filled, span in _each(project, lambda field: field.years_ahead):
        years, most = span.first.year - project.today.year, filled.field.years_ahead
        if years > most:
            limit = f"{counted(most, 'year')} ahead is the most that can be meant"
            message = (
                f"'{filled.field.title}' is '{filled.value}', {years} years from now: {limit}."
            )
            hint = "Check the year. A day that nobody has set is left out."
            yield error(filled.place, "too-far-ahead", message, hint=hint)


def _each(project: Project, wanted: Wanted) -> Iterator[Dated]:
    """Every date in a field that is wanted, at any depth of every record."""
    for filled in each_filled(project, wanted):
        if span := _span(filled.value):
            yield Dated(filled, span)


def _span(value: Value) -> Span | None:
    """The days that a year, a month, a day or a quarter can mean; None where it is none of them."""
    if not isinstance(value, str):
        return None
    quarter = read_quarter(value)
    if isinstance(quarter, Quarter):
        return Span(quarter.first, quarter.last)
    last = read_partial_date(value)
    if isinstance(last, Fault):
        return None
    dashes = value.count("-")  # a year has none, a month one, a day two
    first = last.replace(month=last.month if dashes else 1, day=last.day if dashes > 1 else 1)
    return Span(first, last)


@check("stages-out-of-order", "error")
def stages_out_of_order(project: Project) -> Problems:
    """A stage of a retention rule comes no earlier than the next, or than the end of the time."""
    for record, field in project.each_with(lambda field: field.format == SENTENCE):
        rule = record.values.get(field.name)
        for number, time, following in late_stages(rule if isinstance(rule, Mapping) else {}):
            place = record.place((field.name, "stages", number))
            message = f"This stage is after {time}, and what follows is after {following}."
            hint = "Write the stages from the first to the last, and the end last of all."
            yield error(place, "stages-out-of-order", message, hint=hint)


@check("closed-day", "error")
def closed_day(project: Project) -> Problems:
    """A day on which the landlord says that it is closed is no day."""
    for number, words in enumerate(closed_days(project.settings)):
        day = read_date(words)
        if isinstance(day, Fault):
            place = Place(FILE, line_of(project.settings, words), 1, f"{CLOSED}[{number}]")
            yield error(place, "closed-day", day.message, hint=day.hint)


CLOSED = "extra.landlord.closed_days"

SENTENCE = "retention-rule"
"""The format of a group that says how long something is kept."""

CHECKS = (not_after, not_yet, too_far_ahead, stages_out_of_order, closed_day)

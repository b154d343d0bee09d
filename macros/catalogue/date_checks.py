"""Rules on days that are well formed and can't be: in the wrong order, or still to come.

They hold at any depth: in the record, in a group, and in each group of a list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from macros.catalogue.project import Project
from macros.catalogue.rule import check
from macros.model import Field, Fields, Path, Place, Problems, Value, Values, error, is_list
from macros.rules.calendar import Fault, read_partial_date, say_date

EARLIEST = 1600
"""The first year in which anything happened that a landlord's registers can name."""


class Span(NamedTuple):
    """The days that a date can mean: a month or a year has more than one."""

    first: date
    last: date


class Group(NamedTuple):
    """The fields of a record, or of a group in it, and what they hold."""

    fields: Fields
    values: Values


class Dated(NamedTuple):
    """A date in a field at any depth: what was written, and the groups round it, nearest first."""

    field: Field
    path: Path
    text: str
    span: Span
    around: tuple[Group, ...]

    def other(self, name: str) -> tuple[str, Span | None]:
        """The nearest other field of a name, in words, and the days that it holds."""
        around = self.around[1:] if name == self.field.name else self.around
        for fields, values in around:
            for field in fields:
                if field.name == name and name in values:
                    return f"'{field.title}' ({values[name]})", _span(values[name])
        return "", None


@check("not-after", "error")
def not_after(project: Project) -> Problems:
    """A date isn't later than another (`x-after`), or is before another (`x-not-before`)."""
    for place, dated in _each(project, lambda field: field.after or field.not_before):
        after, before = dated.other(dated.field.after), dated.other(dated.field.not_before)
        wrong = []
        if after[1] and dated.span.last <= after[1].first:
            wrong.append(f"is not later than {after[0]}")
        if before[1] and dated.span.last < before[1].first:
            wrong.append(f"is before {before[0]}")
        for words in wrong:
            message = f"'{dated.field.title}' {words}."
            hint = "Check which of the two dates is wrong."
            yield error(place, "not-after", message, hint=hint)


@check("not-yet", "error")
def not_yet(project: Project) -> Problems:
    """A day that has been (`x-past`) is still to come, or is before anything that can be meant."""
    for place, dated in _each(project, lambda field: field.past):
        if dated.span.first > project.today:
            still = f"is still to come: today is {say_date(project.today)}"
        elif dated.span.last.year < EARLIEST:
            still = f"is in the year {dated.span.last.year}"
        else:
            continue
        message = f"'{dated.field.title}' is '{dated.text}', which {still}."
        yield error(place, "not-yet", message, hint="Check the year, the month and the day.")


def _each(project: Project, wanted: Callable[[Field], object]) -> Iterator[tuple[Place, Dated]]:
    """Every date in a field that is wanted, at any depth of every record, and its place."""
    for record in project.each_record():
        group = Group(project.schema(record).fields, record.values)
        for dated in _in_group(group, (), ()):
            if wanted(dated.field):
                yield record.place(dated.path), dated


def _in_group(group: Group, path: Path, around: tuple[Group, ...]) -> Iterator[Dated]:
    for field in group.fields:
        if field.name in group.values:
            value = group.values[field.name]
            yield from _in_value(field, value, (*path, field.name), (group, *around))


def _in_value(field: Field, value: Value, path: Path, around: tuple[Group, ...]) -> Iterator[Dated]:
    if isinstance(value, Mapping):
        yield from _in_group(Group(field.parts, value), path, around)
    elif is_list(value):
        for number, inner in enumerate(value):
            yield from _in_value(field.each or field, inner, (*path, number), around)
    elif span := _span(value):
        yield Dated(field, path, str(value), span, around)


def _span(value: Value | None) -> Span | None:
    """The days that a field holds; None where it holds none."""
    last = read_partial_date(value) if isinstance(value, str) else None
    if last is None or isinstance(last, Fault):
        return None
    dashes = str(value).count("-")  # a year has none, a month one, a day two
    first = last.replace(month=last.month if dashes else 1, day=last.day if dashes > 1 else 1)
    return Span(first, last)


CHECKS = (not_after, not_yet)

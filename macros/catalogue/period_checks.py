"""The rule on periods: whose they are has one record for each day, and not two."""

from __future__ import annotations

from collections.abc import Mapping

from macros.catalogue.project import Project
from macros.catalogue.rule import check
from macros.model import Field, PeriodFields, Problem, Problems, Record, error
from macros.model.mappings import grouped
from macros.rules.calendar import day_in, say_date
from macros.rules.periods import Clash, Entry, clashes


@check("period-twice", "error")
def period_twice(project: Project) -> Problems:
    """Two records of one work area, or whatever it is of, are for the same days (`x-period`)."""
    made = project.each_with(lambda field: field.period)
    by_field = grouped((record.key.register, (record, field)) for record, field in made)
    for own in by_field.values():
        live = [(record, field) for record, field in own if not record.retired]
        records = {record.key.id: record for record, _ in live}
        entries = [entry for record, field in live if (entry := _entry(record, field))]
        for clash in clashes(entries):
            yield _problem(clash, live[0][1], records)


def _entry(record: Record, field: Field) -> Entry | None:
    """The period of a record, where it has both days in their order."""
    if not isinstance(field.period, PeriodFields):
        return None
    whose = record.values.get(field.period.of)
    first = day_in(record.values.get(field.name))
    last = day_in(record.values.get(field.period.to))
    if first is None or last is None or last < first or not isinstance(whose, str):
        return None
    return Entry(whose, first, last, record.key.id)


def _problem(clash: Clash, field: Field, records: Mapping[str, Record]) -> Problem:
    earlier, later = clash.earlier, clash.later
    days = f"{say_date(earlier.first)} to {say_date(earlier.last)}"
    message = f"{later.of} has a record for {days} already: {earlier.name}."
    hint = "Put the two together in one, and retire the other."
    if not clash.double:
        message = f"The period shares days with that of {earlier.name}: {days}, for {later.of} too."
        hint = "Check the first and the last day of both."
    place = records[later.name].place((field.name,))
    return error(place, "period-twice", message, hint=hint)


CHECKS = (period_twice,)

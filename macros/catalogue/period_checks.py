"""The rule on periods: whose they are has one record for each day, and not two."""

from __future__ import annotations

from collections.abc import Mapping

from macros.catalogue.project import Project
from macros.catalogue.rule import check
from macros.model import Field, Problem, Problems, Record, error
from macros.model.mappings import grouped
from macros.rules.calendar import say_date
from macros.rules.periods import Clash, clashes, entry_of


@check("period-twice", "error")
def period_twice(project: Project) -> Problems:
    """Two records of one work area, or whatever it is of, are for the same days (`x-period`)."""
    made = project.each_with(lambda field: field.period)
    by_field = grouped((record.key.register, (record, field)) for record, field in made)
    for own in by_field.values():
        live = [(record, field) for record, field in own if not record.retired]
        records = {record.key.id: record for record, _ in live}
        entries = [entry for record, field in live if (entry := entry_of(record, field))]
        for clash in clashes(entries):
            yield _problem(clash, live[0][1], records)


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

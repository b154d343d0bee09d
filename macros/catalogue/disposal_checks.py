"""The rules on what was disposed of (`x-gone`): not before its time, and not under a hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from macros.catalogue.project import Project
from macros.catalogue.rule import check
from macros.model import Field, KeptFields, Problems, Record, each, error, warning
from macros.model.text import both, did_you_mean
from macros.rules.calendar import day_in, say_date
from macros.rules.disposal import Hold, holding, may_go
from macros.rules.kept_records import KeptRecord, conditions_of, is_gone, kept_record, kinds_in

NO_DAY = "Add the event and its day. If there is none, its time isn't up: say that it was kept."
KEPT_FOR_GOOD = "Check the class. What is kept for good can go to the archive and isn't destroyed."


class Disposal(NamedTuple):
    """A record of a disposal after which something is gone: how long it was kept, and the day."""

    record: Record
    field: Field
    until: KeptRecord


@check("gone-too-soon", "warning")
def gone_too_soon(project: Project) -> Problems:
    """Something was destroyed (`x-gone`) before its time was up, or where no time had ended.

    A class counts as it stands today. It may have been shorter on the day of the disposal, which
    was right then, so this stops no build.
    """
    for record, field, until in _disposals(project):
        day, last = day_in(record.values.get(field.name)), until.kept.until
        if day is None or (last and day > last):
            continue
        if last:
            first, _ = may_go(until.kept, (), day)
            message = f"{until.of} was to be kept until {say_date(last)}. {until.kept.why}"
            from_then = f"It could go from {say_date(first)}. " if first else ""
            compare = "Check the event's day, this day, and whether the class was shorter then."
            hint = f"{from_then}{compare}"
        else:
            message = f"{until.of} had no day from which it could go. {until.kept.why}"
            hint = KEPT_FOR_GOOD if until.kept.for_good else NO_DAY
        yield warning(record.place((field.name,)), "gone-too-soon", message, hint=hint)


@check("gone-under-hold", "error")
def gone_under_hold(project: Project) -> Problems:
    """Something was destroyed (`x-gone`) while a hold (`x-hold`) covered all of its kind."""
    for record, field, holds in _with_holds(project):
        whole = [hold.name for hold in holds if not hold.part]
        if whole:
            message = f"It was on hold on that day: {both(whole)} {_covers(whole)} it."
            hint = (
                "What is on hold stays until the post that ordered the hold lifts it. "
                "If it is gone, tell that post today; if not, take this out."
            )
            yield error(record.place((field.name,)), "gone-under-hold", message, hint=hint)


@check("gone-under-part-hold", "warning")
def gone_under_part_hold(project: Project) -> Problems:
    """Something was destroyed (`x-gone`) while a hold covered a part of its kind (`part`)."""
    for record, field, holds in _with_holds(project):
        for hold in holds:
            if hold.part:
                message = f"{hold.name} covered a part of its kind on that day: '{hold.part}'."
                hint = (
                    "Look whether this was in that part. If it was, tell the post that ordered "
                    "the hold today."
                )
                place = record.place((field.name,))
                yield warning(place, "gone-under-part-hold", message, hint=hint)


def _covers(names: Sequence[str]) -> str:
    return "covers" if len(names) == 1 else "cover"


def _with_holds(project: Project) -> Iterator[tuple[Record, Field, Sequence[Hold]]]:
    """Each disposal, and the holds that ran on its day."""
    for record, field, until in _disposals(project):
        if day := day_in(record.values.get(field.name)):
            yield record, field, holding(until.holds, day)


@check("no-such-condition", "error")
def no_such_condition(project: Project) -> Problems:
    """A record that says which other time of its class holds (`x-kept`) names none that it has."""
    classes = kinds_in(project.registers).classes
    for record, field in project.each_with(lambda field: isinstance(field.kept, KeptFields)):
        name = field.kept.condition if field.kept else ""
        named = map(str, each(record.values.get(field.name)))
        own = [classes[id_] for id_ in named if id_ in classes]
        known = list(chain.from_iterable(map(conditions_of, own)))
        words = record.values.get(name)
        if words is not None and own and words not in known:
            of = both([of.record.key.id for of in own])
            message = f"{of} {'has' if len(own) == 1 else 'have'} no other time if '{words}'."
            hint = did_you_mean(str(words), known, f"Take '{name}' out: the class has one time.")
            yield error(record.place((name,)), "no-such-condition", message, hint=hint)


def _disposals(project: Project) -> Iterator[Disposal]:
    """Each that names a class. One that was retired says nothing any more."""
    kinds = kinds_in(project.registers)
    for record, field in project.each_with(lambda field: field.gone):
        until = kept_record(project.schema(record), record, kinds)
        if until and is_gone(record, field):
            yield Disposal(record, field, until)


CHECKS = (gone_too_soon, gone_under_hold, gone_under_part_hold, no_such_condition)

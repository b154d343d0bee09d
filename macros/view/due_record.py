"""What is to be done of one record by itself.

That is its review, its deadlines, its clocks, what is done again and again, and what it says is
missing. Overdue is what was to be done before today. A deadline that has passed while nobody has
reported (`unreported`) is no-report and not overdue: to call it late would be a claim that nobody
has made.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from macros.catalogue.references import label
from macros.model import AgainFields, Field, Record, Schema, Value, Values, dotted, each, groups
from macros.model.fields import humanise
from macros.rules.calendar import last_day_in, say_date, say_partial_date
from macros.rules.dates import cycle, dates
from macros.rules.reviews import next_review, say_cycle
from macros.rules.running_clocks import clocks_of
from macros.view.due_thing import Clock, Due, State, What


class Owned(NamedTuple):
    """A record that isn't over, with its schema and the day on which it was made, if known."""

    schema: Schema
    record: Record
    made: date | None = None

    @property
    def owner(self) -> str:
        """The post that answers for the record."""
        return str(self.record.values.get("owner_role", ""))

    def due(self, what: What, day: date | None, state: State, field: str, reason: str) -> Due:
        """Something to do of it, by its owner."""
        name = label(self.schema, self.record.values)
        owner, key = self.owner, self.record.key
        return Due(what, key, name, owner, (owner,), day, state, field, reason=reason)

    def posts(self, field: str, *near: Values) -> tuple[str, ...]:
        """The posts that a field names, the nearest first; where it names none, the owner."""
        for values in (*near, self.record.values):
            if posts := tuple(str(post) for post in each(values.get(field) or None)):
                return posts
        return (self.owner,)


def over(schema: Schema, record: Record) -> bool:
    """Whether nothing is due of a record any more: it is retired, or its status is final."""
    return record.retired or str(record.values.get("status")) in schema.final


def of_record(
    schema: Schema, record: Record, clock: Clock, made: date | None = None
) -> Iterator[Due]:
    """Everything that is to be done by itself of one record that isn't over."""
    owned = Owned(schema, record, made)
    yield from _review(owned, clock)
    for field in schema.fields:
        yield from _of_field(owned, field, clock)
    for running in clocks_of(schema, record.values, clock.today):
        if running.standing.done is None and (day := running.standing.due):
            at, state = dotted(running.path), clock.state(day)
            thing = owned.due("clock", day, state, at, running.law)
            yield thing._replace(detail=running.what)


def _of_field(owned: Owned, field: Field, clock: Clock) -> Iterator[Due]:
    value = owned.record.values.get(field.name)
    yield from _deadlines(owned, field, clock)
    if field.again and (again := _again(owned, field, field.again, clock)):
        yield again
    if field.missing and value in field.missing:
        reason = f"{field.title}: {humanise(field, str(value))}."
        thing = owned.due("missing", None, "due", field.name, reason)
        yield thing._replace(detail=f"See that there is one: {owned.schema.singular}")


# ------------------------------------------------------------------------------------- reviews


def _review(owned: Owned, clock: Clock) -> Iterator[Due]:
    day = dates(owned.schema, owned.record, owned.made).next_review
    if day:
        yield owned.due("review", day, clock.state(day), "next_review", _why(owned))


def _why(owned: Owned) -> str:
    """From what the day of the next review follows."""
    values, often = owned.record.values, say_cycle(cycle(owned.schema, owned.record))
    if stated := values.get("next_review"):
        return f"The record says: {say_partial_date(str(stated))}."
    if last := values.get("last_reviewed"):
        return f"Last checked: {say_partial_date(str(last))}. To be checked {often}."
    holds = last_day_in(values.get("effective_from"))
    if holds and (owned.made is None or holds > owned.made):
        return f"Never checked since it came to hold on {say_date(holds)}. To be checked {often}."
    made = say_date(owned.made) if owned.made else ""
    return f"Never checked since it was made on {made}. To be checked {often}."


# ----------------------------------------------------------------------------------- deadlines


def _deadlines(owned: Owned, field: Field, clock: Clock) -> Iterator[Due]:
    """Those of a field, and of the groups in it: a plan may print two days for one thing."""
    values = owned.record.values
    if field.deadline:
        yield from _deadline(owned, field, values, field.name, clock)
    told = set[date | None]()
    for number, group in groups(values.get(field.name)):
        for part in field.each.parts if field.each else ():
            at = f"{field.name}.{number}.{part.name}"
            for thing in _deadline(owned, part, group, at, clock) if part.deadline else ():
                if thing.due not in told:
                    told.add(thing.due)
                    yield thing


def _deadline(owned: Owned, field: Field, near: Values, at: str, clock: Clock) -> Iterator[Due]:
    value = near.get(field.name)
    if day := last_day_in(value):
        state = clock.state(day)
        if state == "overdue" and str(owned.record.values.get("status")) in owned.schema.unreported:
            state = "no-report"
        reason = f"{field.title}: {say_partial_date(str(value))}."
        thing = owned.due("deadline", day, state, at, reason)
        yield thing._replace(by=owned.posts(field.deadline, near))


# ---------------------------------------------------------------------- what is done again


def _again(owned: Owned, field: Field, again: AgainFields, clock: Clock) -> Due | None:
    """What is done as often as a field says: by when the next time, since the last or the first."""
    values = owned.record.values
    often, last = str(values.get(field.name)), _last_done(again.last, values)
    day = next_review(None, last, often, owned.made)
    if day is None or (again.next and last_day_in(values.get(again.next))):
        return None
    since = f"Last done on {say_date(last)}" if last else "No day on record on which it was done"
    reason = f"{since}. To be done {say_cycle(often)}."
    thing = owned.due("again", day, clock.state(day), field.name, reason)
    if last is None and thing.state == "overdue":
        thing = thing._replace(state="no-report")
    return thing._replace(by=owned.posts(again.by), detail=again.says)


def _last_done(way: str, values: Values) -> date | None:
    name, _, part = way.partition(".")
    value: Value | None = values.get(name)
    days: list[date | None] = [last_day_in(value)]
    if part:
        days = [last_day_in(group.get(part)) for _, group in groups(value)]
    if isinstance(value, Mapping):
        days = [last_day_in(value.get(part))]
    return max(filter(None, days), default=None)

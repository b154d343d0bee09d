"""What became of the plan in a quarter, what of it is late, and why: from records and history.

A plan is a register whose schema says so of a field's time (`x-plan`). Why something is late is
what the records say: nobody has reported, or what comes before it isn't done. No reason is made up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from macros.evidence.report.content import Block, Heading, Paragraph, Table
from macros.evidence.report.states import QuarterStates
from macros.evidence.report.words import (
    NOTHING,
    name_of,
    posts,
    say,
    say_named,
    say_time,
    shortened,
    table,
)
from macros.history.compare_days import STATUS, RecordChange
from macros.model import Field, Key, Record, Register, Schema, each
from macros.model.text import both, counted, lower_first
from macros.rules.calendar import say_date
from macros.view.due_thing import Due
from macros.view.view import View

ELSEWHERE = "the page 'What is due' has all of them"


class Plan(NamedTuple):
    """A register that is a plan, and its field with the time by which each record is to be done."""

    register: Register
    time: Field

    @property
    def schema(self) -> Schema:
        """How its records are declared."""
        return self.register.schema


def plans(view: View) -> Iterator[Plan]:
    """The registers that are plans, each with the time of its records."""
    for register in view.registers.values():
        for field in register.schema.fields:
            if field.planned and field.deadline:
                yield Plan(register, field)


def late(view: View, plan: Plan) -> list[Due]:
    """What of a plan is late, or was to be done while nobody has reported; the oldest first."""
    states = ("overdue", "no-report")
    own = (thing for thing in view.due if thing.key.register == plan.schema.name)
    return [thing for thing in own if thing.what == "deadline" and thing.state in states]


def standing(view: View, plan: Plan) -> Counter[str]:
    """How many records of a plan have each status, in words and in the schema's order."""
    field = plan.schema.field(STATUS)
    words = [say_named(view, record, STATUS) for record in plan.register.records]
    if field is None:
        return Counter(words)
    numbers = Counter({say(view, field, option): 0 for option in field.options})
    numbers.update(words)
    return numbers


# ------------------------------------------------------------------------------------- progress


def progress(made: QuarterStates, most: int) -> Iterator[Block]:
    """How many records had each status then and have it now, and which of them changed."""
    for plan in plans(made.now):
        yield Heading(f"Progress: {lower_first(plan.schema.title)}")
        yield Paragraph(made.since)
        yield _statuses(made, plan)
        changes = [change for change in made.compared.changes if _is_told(plan, change)]
        added = [key for key in made.compared.added if key.register == plan.schema.name]
        gone = [key for key in made.compared.deleted if key.register == plan.schema.name]
        if not changes and not added and not gone:
            yield Paragraph("No status, time, post or evidence of any has changed.")
        rows = [*_added(made.now, added), *(_changed(made, plan, change) for change in changes)]
        rows += [(key.id, "Deleted") for key in gone]
        head = ((plan.schema.singular.capitalize(), 4), ("What changed", 7))
        yield from shortened(table("What changed", head, rows), most, "the page 'What changed'")


def _statuses(made: QuarterStates, plan: Plan) -> Table:
    now, then = standing(made.now, plan), Counter[str]()
    for earlier in plans(made.before):
        if earlier.schema.name == plan.schema.name:
            then = standing(made.before, earlier)
    words = [word for word in now if now[word] or then[word]]
    words += [word for word in then if word not in now and then[word]]
    rows = [(word, str(then[word]), str(now[word])) for word in words]
    head = (("Status", 5), (say_date(made.then), 2), (say_date(made.day), 2))
    return table(f"{plan.schema.title} by status", head, rows)


def _is_told(plan: Plan, change: RecordChange) -> bool:
    return change.key.register == plan.schema.name and bool(_fields(plan, change) or change.whole)


def _fields(plan: Plan, change: RecordChange) -> list[Field]:
    """The fields of a changed record that a board reads about: status, time, posts, evidence."""
    told = {STATUS, plan.time.name, plan.time.deadline}
    names = [*change.fields, *([STATUS] if change.retired else [])]
    fields = [field for name in names if (field := plan.schema.field(name))]
    return [field for field in fields if field.name in told or _is_evidence(field)]


def _is_evidence(field: Field) -> bool:
    """Whether a field states proof: a group in it holds until a day (`x-ends`)."""
    return any(part.ends for part in field.inner.parts)


def _added(view: View, keys: Sequence[Key]) -> Iterator[tuple[str, str]]:
    for key in keys:
        yield name_of(view, key), "New"


def _changed(made: QuarterStates, plan: Plan, change: RecordChange) -> tuple[str, str]:
    """A changed record: each field, what it said and what it says."""
    old = made.before.records.get(change.was or change.key)
    new = made.now.records.get(change.key)
    if old is None or new is None:
        return change.key.id, "One of its versions can't be read"
    parts = [_one_field(made, field, old, new) for field in _fields(plan, change)]
    return name_of(made.now, change.key), "; ".join(parts)


def _one_field(made: QuarterStates, field: Field, old: Record, new: Record) -> str:
    if field.inner.parts:
        was, is_now = (len(each(record.values.get(field.name))) for record in (old, new))
        return f"{field.title}: {was} before, {is_now} now"
    before = say_time(made.before, field, old.values.get(field.name))
    return f"{field.title}: {before} → {say_time(made.now, field, new.values.get(field.name))}"


# ----------------------------------------------------------------------------------------- late


def lateness(made: QuarterStates, most: int) -> Iterator[Block]:
    """What is late or was to be done without a report, with why as far as records say it."""
    view = made.now
    for plan in plans(view):
        things = late(view, plan)
        unreported = [thing for thing in things if thing.state == "no-report"]
        yield Heading("What is late, and why")
        if not things:
            yield Paragraph("Nothing is late.")
            continue
        yield Paragraph(_summary(plan, things, unreported))
        rows = [_late_row(view, plan, thing) for thing in things]
        head = ((plan.schema.singular.capitalize(), 5), ("Was due", 2), ("By whom", 4), ("Why", 4))
        yield from shortened(table("What is late", head, rows), most, ELSEWHERE)


def _summary(plan: Plan, things: Sequence[Due], unreported: Sequence[Due]) -> str:
    number, silent = len(things), len(unreported)
    words = counted(number, plan.schema.singular, plan.schema.plural)
    told = f"The time of {words} of {len(plan.register.records):,} has passed."
    if not silent:
        return told
    return (
        f"{told} Of {silent:,} of them nobody has reported how far they have got: whether they are "
        "late, nobody knows."
    )


def _late_row(view: View, plan: Plan, thing: Due) -> tuple[str, str, str, str]:
    record = view.records[thing.key]
    time = say_time(view, plan.time, record.values.get(plan.time.name))
    return name_of(view, thing.key), time, posts(view, thing.by), why(view, plan, thing)


def why(view: View, plan: Plan, thing: Due) -> str:
    """Why something is late, as far as the records say it."""
    record = view.records[thing.key]
    waits = [key.id for key in _undone(view, plan, record)]
    own = "" if thing.state == "no-report" else say_named(view, record, STATUS)
    parts = ["Nobody has reported" if thing.state == "no-report" else own]
    parts += [f"needs {both(waits)} first"] if waits else []
    return "; ".join(parts) or NOTHING


def _undone(view: View, plan: Plan, record: Record) -> Iterator[Key]:
    """What comes before a record (`x-due-by`) and isn't done."""
    for field in plan.schema.fields:
        for id_ in each(record.values.get(field.name)) if field.due_by else ():
            key = view.find(field.inner if field.inner.refs else field, str(id_))
            if key and str(view.records[key].values.get(STATUS)) not in plan.schema.final:
                yield key


def in_brief(made: QuarterStates) -> Iterator[str]:
    """Each plan in a sentence, for the beginning of a report."""
    for plan in plans(made.now):
        numbers = standing(made.now, plan)
        parts = [f"{number:,} {lower_first(word)}" for word, number in numbers.items() if number]
        words = counted(len(plan.register.records), plan.schema.singular, plan.schema.plural)
        past = len(late(made.now, plan))
        yield f"{words}: {both(parts)}; the time of {past:,} has passed by {say_date(made.day)}."

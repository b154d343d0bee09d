"""What a board is asked to decide, as far as records say it. Whoever writes adds more."""

from __future__ import annotations

from collections.abc import Iterator

from macros.evidence.report.content import Block, Bullets, Heading, Paragraph
from macros.evidence.report.log import areas, logs
from macros.evidence.report.plan import late, plans
from macros.evidence.report.states import QuarterStates
from macros.evidence.report.tables import registers
from macros.evidence.report.words import name_of, posts, say
from macros.model import Field, Key, Record
from macros.model.mappings import grouped
from macros.model.text import counted, few
from macros.view.view import View

FEW = 6
"""References that one sentence names."""


def decisions(made: QuarterStates, most: int) -> Iterator[Block]:
    """The decisions, each in a sentence."""
    yield Heading("Decisions asked for")
    asked = [*_reports(made.now), *_times(made.now), *_risks(made.now), *_clocks(made.now)]
    asked += _entries(made)
    if not asked:
        yield Paragraph("Nothing in the records asks for a decision.")
        return
    yield Bullets(tuple(asked[:most]))
    if len(asked) > most:
        yield Paragraph(f"And {len(asked) - most:,} more of these kinds.")


def _reports(view: View) -> Iterator[str]:
    """By when posts report of whom nobody has heard."""
    for plan in plans(view):
        silent = [thing for thing in late(view, plan) if thing.state == "no-report"]
        by_post = grouped((thing.by, thing.key.id) for thing in silent)
        for by, ids in sorted(by_post.items(), key=lambda item: (-len(item[1]), item[0])):
            number = counted(len(ids), plan.schema.singular, plan.schema.plural)
            named = few(ids, FEW)
            yield f"By when {posts(view, by)} reports on {number} whose time has passed ({named})."


def _times(view: View) -> Iterator[str]:
    """New times, or an end, for what is late."""
    for plan in plans(view):
        for thing in late(view, plan):
            if thing.state == "overdue":
                yield f"Whether {name_of(view, thing.key)} gets a new time, goes on or stops."


def _risks(view: View) -> Iterator[str]:
    """Whether enough is done about what was passed up as far as it goes."""
    for register in registers(view, "risk"):
        names = register.schema.reporting.first[:1]
        field = next((field for name in names if (field := register.schema.field(name))), None)
        live = [record for record in register.records if not record.retired]
        passed = [record.key for record in live if field and _is_last(record, field)]
        if passed and field:
            stands = say(view, field, field.options[-1])
            yield f"Whether enough is done about {_named(view, passed)} ({field.title}: {stands})."


def _is_last(record: Record, field: Field) -> bool:
    """Whether a record has the last of a field's choices."""
    return bool(field.options) and record.values.get(field.name) == field.options[-1]


def _named(view: View, keys: list[Key]) -> str:
    return name_of(view, keys[0]) if len(keys) == 1 else few([key.id for key in keys], FEW)


def _clocks(view: View) -> Iterator[str]:
    """What is to be done about limits of the law that are over."""
    over = [thing for thing in view.due if thing.what == "clock" and thing.state == "overdue"]
    if over:
        ids = few(list(dict.fromkeys(thing.key.id for thing in over)), FEW)
        limits = counted(len(over), "time limit")
        yield f"What is done about {limits} of the law that {_passed(len(over))} ({ids})."


def _passed(number: int) -> str:
    return "has passed" if number == 1 else "have passed"


def _entries(made: QuarterStates) -> Iterator[str]:
    """Who asks for entries that nobody has written."""
    for log in logs(made.now):
        silent = [area for area in areas(made, log) if area.owed]
        if silent:
            plural = log.register.schema.plural
            yield f"Who asks {counted(len(silent), 'area')} for the {plural} that they owe."

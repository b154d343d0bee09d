"""The two states of a quarter into a report: what stands in it, and in which order."""

from __future__ import annotations

from collections.abc import Iterator

from macros.evidence.report.content import Block, Bullets, Heading, Paragraph, Report
from macros.evidence.report.decisions import decisions
from macros.evidence.report.log import Log, areas, coverage, logs
from macros.evidence.report.plan import in_brief, lateness, progress
from macros.evidence.report.requests import requests
from macros.evidence.report.states import QuarterStates
from macros.evidence.report.tables import learning, risks
from macros.evidence.report.words import plain
from macros.model.text import counted, is_or_are
from macros.rules.calendar import say_date

PARTS = (progress, lateness, risks, requests, coverage, learning, decisions)
"""What a report tells, in this order."""


def compose(made: QuarterStates, most: int) -> Report:
    """The whole report, with no table of more rows than `most`."""
    blocks = [*_beginning(made)]
    for part in PARTS:
        blocks += part(made, most)
    return Report(
        title=f"Report to the board, {made.quarter}",
        landlord=plain(made.landlord),
        day=say_date(made.day),
        blocks=tuple(blocks),
    )


def _beginning(made: QuarterStates) -> Iterator[Block]:
    """What the report is made from, and all of it in a few sentences."""
    ends = "" if made.over else f" The quarter goes on until {say_date(made.quarter.last)}."
    yield Paragraph(
        f"{made.quarter.months}, as the registers stood on {say_date(made.day)} (commit "
        f"{made.commit}).{ends} Every figure is counted from records; what nobody has recorded "
        f"isn't in it. {_made_up(made)}"
    )
    if made.unreadable:
        records = counted(made.unreadable, "record")
        yield Paragraph(
            f"{records} can't be read, and {is_or_are(made.unreadable)} counted nowhere."
        )
    yield Heading("In brief")
    plan = list(in_brief(made))
    log = list(filter(None, (_written(made, own) for own in logs(made.now))))
    over = [thing for thing in made.now.due if thing.what == "clock" and thing.state == "overdue"]
    limits = f"{counted(len(over), 'time limit')} of the law {is_or_are(len(over))} over."
    yield Bullets((*plan, *log, limits))


def _written(made: QuarterStates, log: Log) -> str:
    """How many areas have an entry for the quarter."""
    told = areas(made, log)
    covered, entry = sum(area.covered for area in told), log.register.schema.singular
    return f"{covered:,} of {len(told):,} areas have a {entry} for the quarter." if told else ""


def _made_up(made: QuarterStates) -> str:
    """How many of the records are examples."""
    number = sum(record.is_example for record in made.now.records.values())
    if not number:
        return ""
    total = len(made.now.records)
    return f"{number:,} of {total:,} records {is_or_are(number)} made up in part, as examples."

"""Who has written entries into a log (`x-period`) for the quarter, and who owes how many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from macros.evidence.report.content import Block, Heading, Paragraph
from macros.evidence.report.states import QuarterStates
from macros.evidence.report.words import NOTHING, plain, shortened, table
from macros.model import Field, Key, PeriodFields, Register
from macros.model.text import counted, is_or_are
from macros.rules.calendar import say_date
from macros.rules.periods import Entry, entry_of
from macros.view.view import View


class Log(NamedTuple):
    """A register that asks for entries, and the field with the first day of an entry."""

    register: Register
    field: Field
    of: str


def logs(view: View) -> Iterator[Log]:
    """The registers that ask for an entry for each period."""
    for register in view.registers.values():
        for field in register.schema.fields:
            if isinstance(field.period, PeriodFields):
                yield Log(register, field, field.period.of)


class Area(NamedTuple):
    """Whoever owes entries: the last one, whether one covers the quarter, how many are owed."""

    key: Key
    last: Entry | None
    covered: bool
    owed: int


def areas(made: QuarterStates, log: Log) -> list[Area]:
    """All that owe entries, those that owe the most first."""
    view, whose = made.now, log.register.schema.field(log.of)
    entries = [entry for record in log.register.records if (entry := entry_of(record, log.field))]
    owed = Counter(thing.key for thing in view.due if thing.what == "entry")
    named = whose.refs if whose else ()
    keys = chain.from_iterable(_live(view, name) for name in named)
    told = [_area(made, key, entries, owed[key]) for key in keys]
    return sorted(told, key=lambda area: (-area.owed, area.key.id))


def _live(view: View, register: str) -> list[Key]:
    return [record.key for record in view.registers[register].records if not record.retired]


def _area(made: QuarterStates, key: Key, entries: Sequence[Entry], owed: int) -> Area:
    own = [entry for entry in entries if entry.of == key.id]
    last = max(own, key=lambda entry: entry.last, default=None)
    first, end = made.quarter.first, made.quarter.last
    covered = any(entry.first <= end and entry.last >= first for entry in own)
    return Area(key, last, covered, owed)


def coverage(made: QuarterStates, most: int) -> Iterator[Block]:
    """Whose entries there are for the quarter, and what is owed."""
    for log in logs(made.now):
        told, schema = areas(made, log), log.register.schema
        if not told:
            continue
        yield Heading(f"Coverage: {schema.title}")
        covered = sum(area.covered for area in told)
        yield Paragraph(
            f"{covered:,} of {len(told):,} have written an entry that tells of days in "
            f"{made.quarter}. For quarters that are over, {_owed(told)} nobody has written."
            f"{_made_up(log.register)}"
        )
        rows = [_row(made.now, area) for area in told]
        field = schema.field(log.of)
        head = (
            *((field.title if field else log.of, 5), ("Entry for this quarter", 3)),
            *(("Last entry goes to", 3), ("Quarters owed", 2)),
        )
        yield from shortened(table("Entries by area", head, rows), most, "the log's page has them")


def _owed(told: Sequence[Area]) -> str:
    number = sum(area.owed for area in told)
    return f"there {is_or_are(number)} {counted(number, 'entry', 'entries')} that"


def _made_up(register: Register) -> str:
    """How many entries are examples, which nobody reported."""
    number = sum(record.is_example for record in register.records)
    if not number:
        return ""
    of_all = f"{number:,} of {counted(len(register.records), 'entry', 'entries')}"
    return f" {of_all} {is_or_are(number)} made up and reported by nobody."


def _row(view: View, area: Area) -> tuple[str, str, str, str]:
    last = say_date(area.last.last) if area.last else NOTHING
    return plain(view.label(area.key)), "Yes" if area.covered else "No", last, str(area.owed)

"""How long ago records were looked at, by the groups of the registers."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import chain

from markupsafe import Markup

from macros.model import Field, Register
from macros.model.text import counted
from macros.pages.charts import picture
from macros.pages.overview import GROUPS, grouped
from macros.pages.tables import nouns
from macros.pages.tally import Axis, Tally, tally
from macros.rules.calendar import day_in
from macros.view.view import View

BANDS = (("In the last year", 365), ("1 to 2 years ago", 730), ("Longer ago", 100_000))
"""How long ago, and how many days that is at most."""

NEVER = "No review on record"


def freshness(view: View, title: str, *, small: bool) -> Markup:
    """A bar for each group of registers, in parts by the age of the last review."""
    counts: Counter[tuple[str, str]] = Counter()
    for group in grouped(view):
        records = chain.from_iterable(register.records for register in group.registers)
        live = [record for record in records if not record.retired]
        days = (day_in(record.values.get("last_reviewed")) for record in live)
        counts.update((group.title, band(day, view.today)) for day in days)
    told, ages = {row for row, _ in counts}, {column for _, column in counts}
    names = [name for name in GROUPS.values() if name in told]
    used = [name for name in (*dict(BANDS), NEVER) if name in ages]
    numbers = Tally(Axis("Registers", names), Axis("Last review", used), counts)
    return picture("bars", title, numbers, counted(sum(counts.values()), "record"), small=small)


def ages(view: View, register: Register, by: Field, title: str) -> Markup:
    """The records of one register by a field, in parts by the age of the last review."""
    records = [record for record in register.records if not record.retired]
    rows = tally(view, records, by, None).rows
    counts: Counter[tuple[str, str]] = Counter()
    for record in records:
        age = band(day_in(record.values.get("last_reviewed")), view.today)
        own = tally(view, [record], by, None).rows.names
        counts.update((name, age) for name in own)
    reviewed = {column for _, column in counts}
    used = [name for name in (*dict(BANDS), NEVER) if name in reviewed]
    numbers = Tally(rows, Axis("Last review", used), counts)
    many = counted(len(records), *nouns(view, register.schema))
    return picture("bars", title, numbers, many, several=by.kind == "array")


def band(day: date | None, today: date) -> str:
    """How long ago a day is, in the words of the picture."""
    if day is None:
        return NEVER
    age = (today - day).days
    return next(name for name, most in BANDS if age <= most)

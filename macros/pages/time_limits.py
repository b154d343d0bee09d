"""Clocks of the law on a record's page and in its table: the last day, and what is left or over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from markupsafe import Markup

from macros.model import Field, Record, Schema
from macros.rules.calendar import say_date
from macros.rules.clock_words import Standing
from macros.rules.running_clocks import clocks_of, leading

COLUMN = Field("last_day", "Last day", "The last day that the law allows.", "string")
"""Not a field of any record: it is worked out."""


class ShownLimit(NamedTuple):
    """One limit on a record's page: what is to be done, how it stands, its law, what moved it."""

    what: str
    words: str
    law: str
    why: Sequence[str]


def limits(schema: Schema, record: Record, today: date) -> Iterator[ShownLimit]:
    """Every limit that runs or ran for a record."""
    for clock in clocks_of(schema, record.values, today):
        standing = clock.standing
        why = standing.reckoning.why if standing.left is not None else ()
        law = f"{standing.reckoning.limit}: {clock.law}."
        yield ShownLimit(clock.what, str(standing), law, why)


def has_limits(schema: Schema) -> bool:
    """Whether a field of the register starts a clock."""
    return any(field.clock for field in schema.fields)


def last_day(schema: Schema, record: Record, today: date) -> tuple[Markup, str]:
    """The last day in a table, with what is left or over, and what it sorts by."""
    clock = leading(clocks_of(schema, record.values, today))
    if clock is None:
        return Markup(), ""
    due = clock.standing.due
    if due is None:
        return Markup('<span class="kim-aside">waits</span>'), "9999"
    day = Markup('<time datetime="{}">{}</time>').format(due.isoformat(), say_date(due))
    aside = Markup(' <span class="kim-aside">({})</span>').format(_short(clock.standing))
    return day + aside, due.isoformat()


def _short(standing: Standing) -> str:
    """'5 days left', 'today' or '2 days over'; of what is done, 'in time' or '1 day late'."""
    left = standing.left or 0
    if standing.done:
        return f"{standing.say_days(left)} late" if left < 0 else "in time"
    if left == 0:
        return "today"
    return f"{standing.say_days(left)} {'over' if left < 0 else 'left'}"

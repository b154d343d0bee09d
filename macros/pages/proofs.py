"""The evidence that records state, by the day that it holds for: any group with a day it ends on.

A register's schema says with `x-ends` which groups these are.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from markupsafe import Markup

from macros.model import Field, Record, Values, groups, stated
from macros.model.text import counted
from macros.pages.values import words
from macros.pages.where import link
from macros.rules.calendar import day_in, last_day_in, say_date
from macros.view.view import View


class Proof(NamedTuple):
    """One piece of evidence: in which record it stands, what it is, and from when to when it holds.

    `until` is None where it doesn't run out.
    """

    record: Record
    text: str
    named: tuple[Markup, ...]
    holds_for: date
    until: date | None

    def has_run_out(self, today: date) -> bool:
        """Whether its last day is past: what holds until today still holds."""
        return self.until is not None and self.until < today

    @property
    def when(self) -> str:
        """From when to when it holds, in words."""
        start = f"holds for {say_date(self.holds_for)}"
        return f"{start}, until {say_date(self.until)}" if self.until else start


def proofs(view: View, record: Record) -> Iterator[Proof]:
    """The evidence that a record states. What has no day that can be read is passed over."""
    for field in view.schema(record.key).fields:
        if ending := _ending(field):
            stated_groups = groups(record.values.get(field.name))
            yield from (
                Proof(record, *_words(view, field.inner.parts, group, ending), *days)
                for _, group in stated_groups
                if (days := _days(group, ending))
            )


def _days(group: Values, ending: Field) -> tuple[date, date | None] | None:
    """From when to when a group holds; nothing where it has no first day that can be read."""
    start = day_in(group.get(ending.ends))
    return (start, last_day_in(group.get(ending.name))) if start else None


def _ending(field: Field) -> Field | None:
    """The part of each group in a field that says until when it holds."""
    return next((part for part in field.inner.parts if part.ends), None)


def _words(
    view: View, parts: tuple[Field, ...], group: Values, ending: Field
) -> tuple[str, tuple[Markup, ...]]:
    """What a group says besides its days, and links to the records that it names."""
    texts, named = [], []
    for part, value in stated(parts, group):
        key = view.find(part, str(value)) if part.refs else None
        if key:
            named.append(link(view, key))
        elif part.name not in (ending.name, ending.ends):
            texts.append(words(view, part, value))
    return ", ".join(texts), tuple(named)


def age(day: date, today: date) -> str:
    """How long ago a day was, in days, months or years, whichever says it in small numbers."""
    days = (today - day).days
    months = (today.year - day.year) * 12 + today.month - day.month - (today.day < day.day)
    if months < 2:
        return counted(days, "day")
    if months < 24:
        return counted(months, "month")
    return counted(months // 12, "year")

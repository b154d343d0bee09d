"""The page of a register as it stood on some days in a row: its table, the days, their facts."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import quote

from markupsafe import Markup

from macros.history.snapshots import Snapshot, SnapshotDay, say_instant
from macros.pages.as_at_addresses import day_address
from macros.pages.as_at_facts import facts, short_name
from macros.pages.as_at_tables import Standing, table_html
from macros.pages.fragments import ROOT, Elsewhere, Fragment, render
from macros.pages.old_values import register_schema
from macros.view.view import View

FEW = 4
"""Days in a row: so many are named in a sentence, and of more the first and the last."""


class DayListed(NamedTuple):
    """A day on which the table is the same: its page, and its last commit."""

    href: str
    called: str
    commit: str
    landed: str


def register_page(
    view: View, snapshot: Snapshot, name: str, standing: Callable[[], Standing]
) -> Fragment:
    """A register's table as it stood, with the days that it is of, of which this is the first.

    On a later one of them, the way there. `standing` gives how each register stood.
    """
    day, title = snapshot.day, register_schema(view, name).title
    stood = standing()[day.address][name]
    first = stood.days[0]
    if first != day:
        why = (
            f"The table as at {day.called} shows the same as the one as at {first.called}. "
            "One page has it for both."
        )
        there = Elsewhere(stood.address, why, f"{title} as at {first.called}")
        return Fragment(Markup(), elsewhere=there)
    html = render(
        "as_at_register.html",
        day=day,
        days=[_listed(each) for each in stood.days],
        few=FEW,
        facts=facts(view, day),
        back=f"{ROOT}{day_address(day)}",
        today=f"{ROOT}registers/{quote(name)}/" if name in view.registers else "",
        table=table_html(view, name, stood.table, day.called),
        unreadable=stood.table.unreadable,
    )
    return Fragment(html)


def _listed(day: SnapshotDay) -> DayListed:
    href = f"{ROOT}{day_address(day)}"
    return DayListed(href, day.called, short_name(day), say_instant(day.landed))

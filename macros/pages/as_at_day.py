"""The page of a day: where its state comes from, its registers, and what changed by then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import quote

from macros.history.compare_days import RETIRED, STATUS, DaysCompared, Lineage, compare_days
from macros.history.snapshots import NOW, Snapshot, SnapshotDay
from macros.model import Unreadable, Version
from macros.model.text import counted
from macros.pages.as_at_addresses import COMPARISON, download_address, since_address
from macros.pages.as_at_changes import COUNTED, changes, counts, of_register
from macros.pages.as_at_facts import facts
from macros.pages.as_at_tables import Standing, Stood
from macros.pages.fragments import ROOT, Fragment, render
from macros.pages.old_values import register_schema, todays_order
from macros.view.view import View


class RegisterRow(NamedTuple):
    """A register on a day: how many records it held, and how many became what by then.

    `href` leads to its table, and `since` is the first of the days in a row that it is of.
    """

    href: str
    since: str
    title: str
    records: int
    retired: int
    unreadable: int
    sums: Sequence[int]


def day_page(
    view: View,
    before: Snapshot | None,
    snapshot: Snapshot,
    known: Lineage,
    standing: Callable[[], Standing],
) -> Fragment:
    """All registers on a day, and what changed since the day before it in the list of days.

    `standing` gives how each register stood, for the way to its table.
    """
    day = snapshot.day
    is_now = day.address == NOW
    days = compare_days(before.records, snapshot.records, known) if before else None
    rows = list(_rows(view, snapshot, days, {} if is_now else standing()[day.address]))
    html = render(
        "as_at_day.html",
        day=day,
        now=is_now,
        records=counted(len(snapshot.records), "record"),
        registers=counted(sum(row.records > 0 for row in rows), "register"),
        facts=facts(view, day),
        rows=rows,
        columns=list(COUNTED) if before else (),
        unreadable=any(row.unreadable for row in rows),
        before=before.day.called if before else "",
        told=changes(view, days, before, snapshot, level=3) if days and before else "",
        since="" if is_now else f"{ROOT}{since_address(day)}",
        compare=f"{ROOT}{COMPARISON}",
        download=f"{ROOT}{download_address(day)}",
        root=ROOT,
    )
    return Fragment(html)


def _rows(
    view: View, snapshot: Snapshot, days: DaysCompared | None, stood: Mapping[str, Stood]
) -> Iterator[RegisterRow]:
    """The registers that held records on the day, or that lost their last one by then."""
    versions: dict[str, list[Version]] = defaultdict(list)
    for key, record in snapshot.records.items():
        versions[key.register].append(record.version)
    emptied = {key.register for key in days.deleted} if days else set()
    for name in todays_order(view, {*versions, *emptied}):
        readable = [version for version in versions[name] if not isinstance(version, Unreadable)]
        href, since = _table_of(view, snapshot.day, name, stood.get(name))
        yield RegisterRow(
            href,
            since,
            register_schema(view, name).title,
            records=len(versions[name]),
            retired=sum(version.get(STATUS) == RETIRED for version in readable),
            unreadable=len(versions[name]) - len(readable),
            sums=counts(of_register(days, name)) if days else (),
        )


def _table_of(view: View, day: SnapshotDay, register: str, stood: Stood | None) -> tuple[str, str]:
    """The address of a register's table on a day, empty where there is none, and since when."""
    if day.address == NOW:
        return (f"{ROOT}registers/{quote(register)}/" if register in view.registers else "", "")
    if stood is None:
        return "", ""
    first = stood.days[0]
    return f"{ROOT}{stood.address}", "this day" if first == day else first.called

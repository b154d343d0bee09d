"""The registers as they stood on a day: the day's page, and the table of each register on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple
from urllib.parse import quote

from macros.history.compare_days import RETIRED, STATUS, DaysCompared, Lineage, compare_days
from macros.history.landings import CLOCKS
from macros.history.old_registers import OldRecords, catalogue, gone_register
from macros.history.snapshots import DATED_BY, NOW, Skew, Snapshot, SnapshotDay, say_instant, skew
from macros.model import Register, Unreadable, Version
from macros.model.coauthors import told_subject
from macros.model.mappings import grouped
from macros.model.outside import cut, isolated_name
from macros.model.text import counted
from macros.pages.as_at_addresses import (
    COMPARISON,
    day_address,
    download_address,
    register_folders,
    since_address,
)
from macros.pages.as_at_changes import COUNTED, changes, counts, of_register
from macros.pages.fragments import ROOT, Fragment, commit_address, render
from macros.pages.old_rows import OldRows
from macros.pages.old_values import href_of, register_schema, todays_order, todays_schemas
from macros.pages.revision_words import LONGEST
from macros.pages.tables import table
from macros.rules.calendar import local_day
from macros.view.confirmed import Confirmed
from macros.view.view import View


class RegisterRow(NamedTuple):
    """A register on a day: how many records it held, and how many became what by then."""

    href: str
    title: str
    records: int
    retired: int
    unreadable: int
    sums: Sequence[int]


def day_page(view: View, before: Snapshot | None, snapshot: Snapshot, known: Lineage) -> Fragment:
    """All registers on a day, and what changed since the day before it in the list of days."""
    day = snapshot.day
    is_now = day.address == NOW
    days = compare_days(before.records, snapshot.records, known) if before else None
    rows = list(_rows(view, snapshot, days))
    html = render(
        "as_at_day.html",
        day=day,
        now=is_now,
        records=counted(len(snapshot.records), "record"),
        registers=counted(sum(row.records > 0 for row in rows), "register"),
        facts=_facts(view, day),
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


def _rows(view: View, snapshot: Snapshot, days: DaysCompared | None) -> Iterator[RegisterRow]:
    """The registers that held records on the day, or that lost their last one by then."""
    versions: dict[str, list[Version]] = defaultdict(list)
    for key, record in snapshot.records.items():
        versions[key.register].append(record.version)
    emptied = {key.register for key in days.deleted} if days else set()
    folders = register_folders(snapshot)
    for name in todays_order(view, {*versions, *emptied}):
        readable = [version for version in versions[name] if not isinstance(version, Unreadable)]
        yield RegisterRow(
            _table_of(view, snapshot.day, name, folders.get(name, "")),
            register_schema(view, name).title,
            records=len(versions[name]),
            retired=sum(version.get(STATUS) == RETIRED for version in readable),
            unreadable=len(versions[name]) - len(readable),
            sums=counts(of_register(days, name)) if days else (),
        )


def _table_of(view: View, day: SnapshotDay, register: str, folder: str) -> str:
    """The address of a register's table on a day; empty where there is none."""
    if day.address == NOW:
        return f"{ROOT}registers/{quote(register)}/" if register in view.registers else ""
    return f"{ROOT}{day_address(day)}{folder}/" if folder else ""


class SnapshotFacts(NamedTuple):
    """Where a state comes from, and by what it is dated."""

    short: str
    link: str
    subject: str
    landed: str
    dated_by: str
    skewed: Sequence[str]


def _facts(view: View, day: SnapshotDay) -> SnapshotFacts:
    assert view.past
    return SnapshotFacts(
        day.commit.id[:10],
        commit_address(view.forge, day.commit.id),
        cut(told_subject(day.commit), LONGEST) or "No reason was given.",
        say_instant(day.landed),
        _dated_by(day),
        [_say_skew(commit) for commit in skew(view.past, day)],
    )


def _dated_by(day: SnapshotDay) -> str:
    if day.tag:
        return "By the tag, which names its commit."
    return "It is the last commit of the main line." if day.address == NOW else DATED_BY


def _say_skew(skewed: Skew) -> str:
    commit = f"Commit {skewed.commit.id[:10]} ({isolated_name(told_subject(skewed.commit))})"
    dated, landed = say_instant(skewed.commit.committed), say_instant(skewed.landed)
    counts_in = "is in this state" if skewed.counted else "is not in this state"
    return (
        f"{commit} is dated {dated}, {CLOCKS[skewed.clock]}, and counts as landed on {landed}. "
        f"It {counts_in}."
    )


class UnreadableVersion(NamedTuple):
    """A version that can't be read, as it was."""

    href: str
    id: str
    text: str


class DayThen(NamedTuple):
    """The registers of a day, as staff saw them on it, and what of each can't be read."""

    view: View
    unreadable: Mapping[str, Sequence[UnreadableVersion]]


def day_then(view: View, snapshot: Snapshot, made: OldRecords) -> DayThen:
    """What the tables of a day show. `made` are the records of the days before."""
    return DayThen(view_then(view, snapshot, made), unreadable_then(view, snapshot))


def view_then(view: View, snapshot: Snapshot, made: OldRecords) -> View:
    """The registers as they stood, as staff saw them on that day, by the schemas of today.

    What only a record's own page shows is left out. `made` are the records of the days before.
    """
    then = catalogue(todays_schemas(view), snapshot.records, made)
    return View(
        "staff",
        local_day(snapshot.day.until),
        then.registers,
        then.references,
        then.used_by,
        {},
        confirmed=Confirmed(then),
    )


def register_page(
    view: View, snapshot: Snapshot, name: str, then: Callable[[], DayThen], rows: OldRows
) -> Fragment:
    """A register's table as it stood. `then` gives what stood on that day.

    `rows` are those of the days before, which are mostly the same.
    """
    seen, every_unreadable = then()
    register = seen.registers.get(name) or Register(gone_register(name), ())
    unreadable = every_unreadable.get(name, ())
    records = counted(len(register.records), "record")
    if unreadable:
        records += f", and {len(unreadable)} that can't be read"
    caption = f"{register.schema.title} as at {snapshot.day.called}: {records}"
    html = render(
        "as_at_register.html",
        day=snapshot.day,
        facts=_facts(view, snapshot.day),
        back=f"{ROOT}{day_address(snapshot.day)}",
        today=f"{ROOT}registers/{quote(name)}/" if name in view.registers else "",
        title=register.schema.title,
        table=table(seen, register, caption=caption, make_row=rows.row) if register.records else "",
        unreadable=unreadable,
    )
    return Fragment(html)


def unreadable_then(view: View, snapshot: Snapshot) -> Mapping[str, Sequence[UnreadableVersion]]:
    """What can't be read of each register on a day, in the order of the records' numbers."""
    texts = {
        key: record.version.text
        for key, record in snapshot.records.items()
        if isinstance(record.version, Unreadable)
    }
    keys = sorted(texts, key=attrgetter("counted"))
    return grouped(
        (key.register, UnreadableVersion(href_of(view, key), key.id, texts[key])) for key in keys
    )

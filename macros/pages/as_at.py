"""The registers as they stood: which pages and files there are, a list of days, a comparison."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial
from itertools import chain
from typing import NamedTuple

from markupsafe import Markup

from macros.history.compare_days import Changes, Lineage, compare_days, lineage
from macros.history.snapshots import NOW, Snapshot, first_to_come
from macros.model.latest import Latest
from macros.model.text import upper_first
from macros.pages.as_at_addresses import (
    HOME,
    day_address,
    download_address,
    register_folders,
    since_address,
)
from macros.pages.as_at_changes import COUNTED, counts, since_page
from macros.pages.as_at_day import day_page
from macros.pages.as_at_files import OldLines, compare_json, registers_json
from macros.pages.as_at_register import register_page
from macros.pages.as_at_tables import Standing, standing
from macros.pages.fragments import ROOT, Download, Fragment, GeneratedPage, Heading, render
from macros.pages.old_values import register_schema
from macros.rules.calendar import say_date
from macros.view.view import View

UNDER = "as-at/index.md"
"""The written page that they belong under."""


def pages(view: View) -> Iterator[GeneratedPage]:
    """A page for each day, one for each of its registers, and one against now.

    A register's page leads on where its table is that of an earlier day.
    """
    if not view.past:
        return
    known, since = lineage(view.past), Changes()
    stood = cache(partial(standing, view, view.snapshots))  # once, when the first page is made
    for before, snapshot in _with_the_day_before(view):
        yield _page_of_day(view, before, snapshot, known, stood)
        if snapshot.day.address != NOW:
            yield _page_since(view, snapshot, known, since)
            yield from _pages_of_registers(view, snapshot, stood)


def _with_the_day_before(view: View) -> Iterator[tuple[Snapshot | None, Snapshot]]:
    return zip(chain([None], view.snapshots), view.snapshots, strict=False)


def _page_of_day(
    view: View,
    before: Snapshot | None,
    snapshot: Snapshot,
    known: Lineage,
    stood: Callable[[], Standing],
) -> GeneratedPage:
    make = partial(day_page, view, before, snapshot, known, stood)
    return GeneratedPage(day_address(snapshot.day), f"As at {snapshot.day.called}", make, UNDER)


def _page_since(view: View, snapshot: Snapshot, known: Lineage, made: Changes) -> GeneratedPage:
    make = partial(since_page, view, snapshot, known, made)
    title = f"What changed from {snapshot.day.called} to now"
    return GeneratedPage(since_address(snapshot.day), title, make, UNDER, searched=False)


def _pages_of_registers(
    view: View, snapshot: Snapshot, stood: Callable[[], Standing]
) -> Iterator[GeneratedPage]:
    for name, folder in register_folders(snapshot).items():
        make = partial(register_page, view, snapshot, name, stood)
        title = f"{register_schema(view, name).title} as at {snapshot.day.called}"
        address = f"{day_address(snapshot.day)}{folder}/"
        yield GeneratedPage(address, title, make, UNDER, searched=False)


def downloads(view: View) -> Iterator[Download]:
    """All registers of each day as JSON, and what the page that compares any two needs."""
    lines: OldLines = Latest()
    for snapshot in view.snapshots:
        yield download_address(snapshot.day), partial(registers_json, view, snapshot, lines)
    if view.snapshots:
        yield f"{HOME}compare.json", partial(compare_json, view)


class DayRow(NamedTuple):
    """A day in the list of days."""

    href: str
    called: str
    records: int
    sums: tuple[int, ...]
    since: str


def listing(view: View) -> Fragment:
    """The days that there are, newest first; when the first quarter will be, if none is over."""
    if not view.past:
        return Fragment(Markup())
    heading = Heading(2, "days", "Days")
    html = render(
        "as_at_list.html",
        heading=heading,
        rows=list(_rows(view, lineage(view.past)))[::-1],
        first=_first_quarter(view),
        columns=list(COUNTED),
    )
    return Fragment(html, (heading,))


def _rows(view: View, known: Lineage) -> Iterator[DayRow]:
    for before, snapshot in _with_the_day_before(view):
        day = snapshot.day
        yield DayRow(
            f"{ROOT}{day_address(day)}",
            upper_first(day.called),
            len(snapshot.records),
            counts(compare_days(before.records, snapshot.records, known)) if before else (),
            "" if day.address == NOW else f"{ROOT}{since_address(day)}",
        )


def _first_quarter(view: View) -> str:
    """When the first quarter ends that will be listed; empty where there is one already."""
    days = [snapshot.day for snapshot in view.snapshots]
    if any(not day.tag and day.address != NOW for day in days):
        return ""
    return say_date(first_to_come(view.today))


def comparison(view: View) -> Fragment:
    """Two selects, and what changed between the two days that they name, by assets/kim-as-at.js."""
    days = [snapshot.day for snapshot in view.snapshots]
    if len(days) < 2:
        first = say_date(first_to_come(view.today))
        return Fragment(render("as_at_compare.html", days=(), first=first))
    html = render(
        "as_at_compare.html",
        days=days,
        root=ROOT,
        home=f"{ROOT}{HOME}",
        old=days[-2].address,
        new=days[-1].address,
    )
    return Fragment(html)

"""What is due later, in parts where it is long: a phone need not read it to show what is due."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from macros.model.text import counted
from macros.pages.due_rows import Row, row_of
from macros.pages.fragments import Fragment, GeneratedPage, render
from macros.pages.table_parts import LongTable, part_page, shown_rows
from macros.rules.calendar import say_date
from macros.view.due_thing import Due
from macros.view.view import View

LATER = "due/later/"
TITLE = "What is due later"
UNDER = "due/index.md"
"""The written page that all of what is due belongs under."""

FILTERS = ("Whose", "Quarter", "What", "Register")


def later(view: View) -> list[Due]:
    """What is to be done, but not now."""
    return [thing for thing in view.due if thing.state == "later"]


def later_pages(view: View) -> Iterator[GeneratedPage]:
    """A page for all of it, and one for each further part; none where nothing comes later."""
    things = later(view)
    if not things:
        return
    yield GeneratedPage(LATER, TITLE, partial(_first, view, things), UNDER, searched=False)
    long = _long(things)
    for start in long.starts:
        make = partial(_further, view, things, start)
        title = f"{TITLE}, {long.rows(start)}"
        yield GeneratedPage(long.address(start), title, make, UNDER, searched=False)


def _long(things: Sequence[Due]) -> LongTable:
    return LongTable("what is due later", len(things), LATER)


def _first(view: View, things: Sequence[Due]) -> Fragment:
    """The first part. Its filters offer what all rows say: those of other pages aren't there."""
    rows = [row_of(view, thing) for thing in things]
    rest = _long(things).rest
    html = render(
        "due_later.html",
        rows=rows[shown_rows(0)],
        caption=_caption(things),
        filters=FILTERS,
        long=bool(rest),
        every=len(things),
        rest=rest,
        options=_options(rows) if rest else {},
        today=say_date(view.today),
    )
    return Fragment(html)


def _further(view: View, things: Sequence[Due], start: int) -> Fragment:
    long = _long(things)
    html = render(
        "due_part.html",
        rows=[row_of(view, thing) for thing in things[shown_rows(start)]],
        caption=f"{_caption(things)}, {long.rows(start)}",
        filters=FILTERS,
    )
    return part_page(long, start, html)


def _caption(things: Sequence[Due]) -> str:
    return counted(len(things), "thing") + " to do later"


def _options(rows: Sequence[Row]) -> dict[str, list[str]]:
    """What each filter offers, in order."""
    return {
        "Whose": sorted({name for row in rows for name in row.names}, key=str.casefold),
        "Quarter": sorted({row.quarter for row in rows}),
        "What": sorted({row.kind for row in rows}),
        "Register": sorted({row.register for row in rows}, key=str.casefold),
    }

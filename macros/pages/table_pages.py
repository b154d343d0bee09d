"""The table of a register too long for one page: its first rows, and a page for each further part.

Each part reads without JavaScript; with it, the register's page fetches them to sort and filter.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from markupsafe import Markup

from macros.model import Register
from macros.pages.fragments import ROOT, Fragment, GeneratedPage, render
from macros.pages.tables import PAGE, RestOfTable, shown_of, table_of
from macros.view.view import View

UNDER = "registers/index.md"


def first_rows(view: View, register: Register) -> Markup:
    """All rows for the register's own page, or the first of them and the way to the others."""
    rest = [_part(register, start) for start in _starts(register)]
    return table_of(view, shown_of(view, register), slice(0, PAGE), rest)


def table_pages(view: View) -> Iterator[GeneratedPage]:
    """A page for each further part of each register that has a page of its own."""
    for register in view.paged.values():
        if view.home(register.schema) != f"registers/{register.schema.name}/index.md":
            continue
        for start in _starts(register):
            title = f"{register.schema.title}, {_row_range(register, start)}"
            make = partial(_page, view, register, start)
            yield GeneratedPage(_address(register, start), title, make, UNDER, searched=False)


def _page(view: View, register: Register, start: int) -> Fragment:
    after = start + PAGE
    whole = shown_of(view, register)
    shown = whole._replace(caption=f"{whole.caption}, {_row_range(register, start)}")
    html = render(
        "table_page.html",
        table=table_of(view, shown, slice(start, after)),
        title=register.schema.title,
        home=f"{ROOT}registers/{register.schema.name}/",
        before=_part(register, start - PAGE),
        after=_part(register, after) if after < len(register.records) else None,
    )
    return Fragment(html)


def _starts(register: Register) -> range:
    """The first row of each further part, counted from 0."""
    return range(PAGE, len(register.records), PAGE)


def _row_range(register: Register, start: int) -> str:
    return f"rows {start + 1:,} to {min(start + PAGE, len(register.records)):,}"


def _address(register: Register, start: int) -> str:
    """Where a part stands, from the site's root. The first stands on the register's own page."""
    part = f"rows/{start // PAGE + 1}/" if start else ""
    return f"registers/{register.schema.name}/{part}"


def _part(register: Register, start: int) -> RestOfTable:
    return RestOfTable(f"{ROOT}{_address(register, start)}", _row_range(register, start))

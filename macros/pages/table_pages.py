"""The table of a register too long for one page: its first rows, and a page for each other part."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from markupsafe import Markup

from macros.model import Register
from macros.pages.fragments import Fragment, GeneratedPage
from macros.pages.table_parts import LongTable, part_page, shown_rows
from macros.pages.tables import shown_of, table_of
from macros.view.view import View

UNDER = "registers/index.md"


def first_rows(view: View, register: Register) -> Markup:
    """All rows for the register's own page, or the first of them and the way to the others."""
    return table_of(view, shown_of(view, register), shown_rows(0), _long(register).rest)


def table_pages(view: View) -> Iterator[GeneratedPage]:
    """A page for each further part of each register that has a page of its own."""
    for register in view.paged.values():
        if view.home(register.schema) != f"registers/{register.schema.name}/index.md":
            continue
        long = _long(register)
        for start in long.starts:
            title = f"{register.schema.title}, {long.rows(start)}"
            make = partial(_page, view, register, start)
            yield GeneratedPage(long.address(start), title, make, UNDER, searched=False)


def _page(view: View, register: Register, start: int) -> Fragment:
    long, whole = _long(register), shown_of(view, register)
    shown = whole._replace(caption=f"{whole.caption}, {long.rows(start)}")
    return part_page(long, start, table_of(view, shown, shown_rows(start)))


def _long(register: Register) -> LongTable:
    schema = register.schema
    return LongTable(schema.title, len(register.records), f"registers/{schema.name}/")

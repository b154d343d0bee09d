"""A table too long for one page, in parts: which rows each has, and where it stands.

Each part reads without JavaScript; with it, the first page fetches the others to sort and filter.
"""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import Markup

from macros.pages.fragments import ROOT, Fragment, render
from macros.pages.tables import PAGE, RestOfTable


class LongTable(NamedTuple):
    """What a table is called, how many rows it has, and where its first page is from the root."""

    title: str
    every: int
    home: str

    @property
    def starts(self) -> range:
        """The first row of each further part, counted from 0: none of a table that fits."""
        return range(PAGE, self.every, PAGE)

    @property
    def rest(self) -> list[RestOfTable]:
        """Each further part."""
        return [self.part(start) for start in self.starts]

    def part(self, start: int) -> RestOfTable:
        """The part that begins with this row."""
        return RestOfTable(f"{ROOT}{self.address(start)}", self.rows(start))

    def rows(self, start: int) -> str:
        """Which rows a part has, counted from 1."""
        return f"rows {start + 1:,} to {min(start + PAGE, self.every):,}"

    def address(self, start: int) -> str:
        """Where a part stands, from the site's root."""
        return f"{self.home}rows/{start // PAGE + 1}/" if start else self.home


def shown_rows(start: int) -> slice:
    """The rows of the part that begins with this one."""
    return slice(start, start + PAGE)


def part_page(long: LongTable, start: int, table: Markup) -> Fragment:
    """The page of a further part, with the ways to the parts beside it."""
    after = start + PAGE
    html = render(
        "table_page.html",
        table=table,
        title=long.title,
        home=f"{ROOT}{long.home}",
        before=long.part(start - PAGE),
        after=long.part(after) if after < long.every else None,
    )
    return Fragment(html)

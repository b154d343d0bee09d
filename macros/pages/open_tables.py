"""A table that a record gives out: its first rows in the page, and all of it as a file."""

from __future__ import annotations

from urllib.parse import quote

from markupsafe import Markup, escape

from macros.model.text import counted, upper_first
from macros.pages.fragments import ROOT, anchor, render
from macros.view.view import View

SHOWN = 20
"""Rows in the page. More are in the file."""


def open_table(view: View, name: str) -> Markup:
    """The table of that name, with a link to the file where the site has it."""
    rows = view.tables.get(name)
    if rows is None:
        return escape(name)
    return render(
        "open_table.html",
        name=name,
        title=upper_first(name.removesuffix(".csv").replace("-", " ")),
        anchor=anchor("table", name),
        heading=rows[0],
        rows=rows[1 : SHOWN + 1],
        rest=counted(max(len(rows) - 1 - SHOWN, 0), "more row"),
        has_rest=len(rows) - 1 > SHOWN,
        href=f"{ROOT}disclosed/{quote(name)}" if view.is_public else "",
    )

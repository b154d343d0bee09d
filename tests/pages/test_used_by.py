"""What uses a record, on its page: a few as a list, many as tables that fold."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from macros.catalogue.load import load
from macros.model import Audience, Key
from macros.pages.records import record_page
from macros.view.view import view
from tests.conftest import lay_base
from tests.projects import TODAY

TASK = """id: T-{number}
title: Look at lift {number}
kind: one-off
status: planned
owner_role: ROLE-officer
illustrative: true
publish: public
"""


def used_by(root: Path, tasks: int, audience: Audience = "staff") -> html.HtmlElement:
    """What stands under "Used by" on the page of a role that so many tasks name."""
    lay_base(root)
    for number in range(100, 100 + tasks):
        (root / f"registers/tasks/T-{number}.yml").write_text(TASK.format(number=number), "utf-8")
    role = root / "registers/roles/ROLE-officer.yml"
    role.write_text(role.read_text("utf-8") + "publish: public\n", "utf-8")
    seen = view(load(root)[0], audience, TODAY)
    page = record_page(seen, seen.records[Key("roles", "ROLE-officer")])
    return html.document_fromstring(f"<main>{page.html}</main>")


def texts(tree: html.HtmlElement, css: str) -> list[str]:
    return [" ".join(element.text_content().split()) for element in tree.cssselect(css)]


@pytest.mark.parametrize(("tasks", "tables"), [(18, False), (19, True)])
def test_more_than_twenty_are_tables(tmp_path: Path, tasks: int, tables: bool) -> None:
    tree = used_by(tmp_path, tasks)
    assert bool(tree.cssselect(".kim-table--users")) is tables
    assert bool(tree.cssselect("ul.kim-users")) is not tables


def test_many_are_told_by_register_with_the_field_that_names_this_one(tmp_path: Path) -> None:
    tree = used_by(tmp_path, 30)
    assert texts(tree, "h2#used-by + p") == ["32 records of 2 registers name this one."]
    assert texts(tree, "details > summary")[:2] == ["Roles (1)", "Tasks (31)"]
    roles, tasks = (fold for fold in tree.cssselect("details") if fold.cssselect("table"))
    assert (roles.get("open"), tasks.get("open")) == ("", None)
    assert texts(tasks, "caption") == ["Tasks that name this record"]
    assert texts(tasks, "thead th") == ["Record", "Reference", "Named as"]
    rows = [texts(row, "th, td") for row in tasks.cssselect("tbody tr")]
    assert ["Look at lift 100", "T-100", "Owner"] in rows
    links = [str(link.get("href")).rpartition("root/")[2] for link in tasks.cssselect("th a")]
    assert len(links) == len(rows) == 31
    assert links.index("registers/tasks/t-100/") < links.index("registers/tasks/t-101/")


def test_for_tenants_many_are_links_that_fold_and_say_no_field(tmp_path: Path) -> None:
    tree = used_by(tmp_path, 30, "public")
    assert not tree.cssselect("table")
    assert texts(tree, "details:not([open]) > summary") == ["Tasks for everybody (30)"]
    assert len(tree.cssselect("details .kim-users a")) == 30

"""A register of more rows than a page holds, and its pages on a site of nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from macros.catalogue.load import load
from macros.pages import table_pages, table_parts, tables
from macros.pages.due_later import later_pages
from macros.pages.fragments import ROOT
from macros.view.view import View, view
from tests.conftest import lay_base
from tests.projects import HOME, TODAY

ROWS, PAGE = 130, 60
ONCE = [f"T-{number}" for number in range(1, ROWS + 1) if number % 10]
AGAIN = [f"T-{number}" for number in range(1, ROWS + 1) if not number % 10]
ORDER = ONCE + AGAIN
"""The ids as the register's schema has them: by kind, and then by number."""

HOME_PAGE = "registers/tasks/"
WHOLE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Tasks</title>
<link rel="stylesheet" href="{root}assets/kim.css"></head>
<body><main class="md-typeset"><h1>Tasks</h1>{body}</main>
<script src="{root}assets/kim.js"></script></body></html>"""


def long_view(folder: Path) -> View:
    """The base project with so many tasks, whose titles run the other way than their ids."""
    lay_base(folder)
    shutil.rmtree(folder / "registers/tasks")
    (folder / "registers/tasks").mkdir()
    for number in range(1, ROWS + 1):
        kind = "routine" if f"T-{number}" in AGAIN else "one-off"
        (folder / f"registers/tasks/T-{number}.yml").write_text(
            f"id: T-{number}\ntitle: Lift {ROWS - number:03} is looked at\nkind: {kind}\n"
            "status: planned\nowner_role: ROLE-keeper\nillustrative: true\n"
            "next_review: 2027-06-30\n",
            "utf-8",
        )
    return view(load(folder)[0], "staff", TODAY)


def lay_long_site(folder: Path, patch: pytest.MonkeyPatch) -> Path:
    """The register's page, what is due later, and their further rows, with the theme's scripts."""
    patch.setattr(tables, "PAGE", PAGE)
    patch.setattr(table_parts, "PAGE", PAGE)
    seen = long_view(folder / "project")
    pages = {page.address: str(page.make().html) for page in table_pages.table_pages(seen)}
    pages |= {page.address: str(page.make().html) for page in later_pages(seen)}
    pages[HOME_PAGE] = str(table_pages.first_rows(seen, seen.registers["tasks"]))
    shutil.copytree(HOME / "macros/theme/assets", folder / "site/assets")
    for address, body in pages.items():
        root = "../" * address.count("/")
        page = folder / "site" / address / "index.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(WHOLE.format(root=root, body=body.replace(ROOT, root)), "utf-8")
    return folder / "site"

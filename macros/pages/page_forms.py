"""The form on which staff change a page that somebody wrote: its heading by fields, and its text.

It is the form of `edit_forms`, whose last field is the text below the heading, as it is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from macros.catalogue.lone_schema import rules_in
from macros.catalogue.schema_fields import Sources, read_fields
from macros.catalogue.schema_names import PAGE
from macros.model import Page
from macros.pages.edit_forms import Around, Json, as_json, fields_of, form_page
from macros.pages.fragments import Download, GeneratedPage
from macros.view.view import View

FOLDER = "edit/page/"

ABOUT = (
    *("owner_role", "audience", "sources", "last_reviewed", "review_outcome", "next_review"),
    *("hide", "render_macros"),
)
"""Fields that say how the page is kept, and not what it is."""

TEXT_NAME = "text"

TEXT: Json = {
    "name": TEXT_NAME,
    "kind": "string",
    "title": "Text of the page",
    "help": "Its headings start with ##. What stands in {{ }} brings data of the registers: leave "
    "it as it is, or write it as the guide Write a page says.",
    "required": True,
    "format": "page-text",
}
"""What stands below the heading, as one more field."""


def pages(view: View) -> Iterator[GeneratedPage]:
    """The form's page, for staff."""
    if _sources(view):
        around = Around("Home", "", "page")
        make = partial(form_page, view, around, formatted=True)
        yield GeneratedPage(FOLDER, "Change a page", make, "registers/index.md", searched=False)


def downloads(view: View) -> Iterator[Download]:
    """The form's data, and the text of each page's file."""
    sources = _sources(view)
    if not sources:
        return
    yield f"{FOLDER}form.json", partial(_form, view, sources)
    for file, page in view.written.items():
        yield f"{FOLDER}{file}.json", partial(_file, page)


def _sources(view: View) -> Sources:
    """All schemas, where there is one of pages and somebody may change them."""
    schemas = (register.schema.sources for register in view.registers.values() if view.is_staff)
    return next((sources for sources in schemas if PAGE in sources), {})


def _file(page: Page) -> str:
    """The text of a page's file, which starts with a line of dashes."""
    heading = "\n".join(page.document.lines).rstrip("\n")
    return as_json(f"{heading}\n---{page.text}")


def _form(view: View, sources: Sources) -> str:
    rules = rules_in(PAGE, sources)
    properties = {TEXT_NAME: {"type": "string"}} | rules["properties"]
    return as_json(
        {
            "register": "page",
            "singular": "page",
            "folder": "docs",
            "made": view.today.isoformat(),
            "forge": view.forge,
            "editor": view.editor,
            "fields": [*fields_of(read_fields(PAGE, sources)), TEXT],
            "about": ABOUT,
            "unshown": [],
            "noun": "page",
            "rules": dict(rules) | {"properties": properties},
        }
    )

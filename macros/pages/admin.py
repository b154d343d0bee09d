"""The page /admin/: the editor for several records in a row, or why the forge has none.

The editor is Sveltia CMS, whose files are in `theme/assets/admin/`. It is for staff alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from macros.pages.admin_forge import Forge, Unserved, forge_of
from macros.pages.admin_settings import settings
from macros.pages.edit_forms import GUIDE, as_json
from macros.pages.fragments import ROOT, Download, Fragment, GeneratedPage, render
from macros.view.view import View

ADDRESS = "admin/"
"""The page that leads to the editor, from the site's root."""

EDITOR = "admin/editor/"
"""The editor itself: it alone may ask the forge."""

SETTINGS = "admin/settings.json"
"""What the build tells the editor."""


def editor_asks(view: View) -> str:
    """The server that this site's editor asks; empty where the site has no editor."""
    forge = forge_of(view)
    return forge.asks if isinstance(forge, Forge) else ""


def pages(view: View) -> Iterator[GeneratedPage]:
    """The page, where the settings name a forge."""
    if forge := forge_of(view):
        make = partial(_page, view, forge)
        title = "Change records in the editor"
        yield GeneratedPage(ADDRESS, title, make, "registers/index.md", searched=False)


def downloads(view: View) -> Iterator[Download]:
    """The editor and its settings, where the forge takes what it hands in."""
    forge = forge_of(view)
    if isinstance(forge, Forge):
        yield f"{EDITOR}index.html", partial(_editor, forge)
        yield SETTINGS, partial(_settings, view, forge)


def _page(view: View, forge: Forge | Unserved) -> Fragment:
    names = {"forge": forge, "served": isinstance(forge, Forge), "root": ROOT, "editor": EDITOR}
    return Fragment(render("admin.html", **names, guide=GUIDE in view.titles))


def _editor(forge: Forge) -> str:
    return render("admin_editor.html", forge=forge, root="../../") + "\n"


def _settings(view: View, forge: Forge) -> str:
    return as_json(settings(view, forge))

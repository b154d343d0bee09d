"""The part of the page that takes a pack and shows what came of it, by theme/assets/verify."""

from __future__ import annotations

from macros.evidence.browser.table import table_json
from macros.pages.fragments import ROOT, Fragment, render


def verify_form() -> Fragment:
    """The form, hidden until a browser says that it can check; the table stands in it as data."""
    return Fragment(render("verify_pack.html", root=ROOT, table=table_json()))

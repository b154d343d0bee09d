"""Where a record is read: on a page of its own, at its place in another page, or nowhere.

To staff each record has its page. To the public its register says so, and what stands nowhere is
named without a link, or with one to where the thing itself can be read.
"""

from __future__ import annotations

from urllib.parse import quote

from markupsafe import Markup, escape

from macros.model import Key
from macros.pages.fragments import ROOT, anchor, page_address, place
from macros.view.view import View


def where(view: View, key: Key) -> str:
    """The address at which a record is read, from any page; empty where it stands nowhere."""
    way = from_root(view, key)
    return f"{ROOT}{way}" if way else ""


def from_root(view: View, key: Key) -> str:
    """The same from the site's root."""
    schema = view.schema(key)
    if not view.listed(schema):
        return ""
    if view.together(schema):
        return f"{quote(page_address(view.home(schema)))}#{anchor(key.id)}"
    return quote(place(key))


def outside(view: View, key: Key) -> str:
    """The address on the web that a record names, where the thing itself can be read; or empty."""
    values = view.records[key].values
    fields = (field for field in view.schema(key).fields if field.format == "url")
    addresses = (str(values.get(field.name, "")) for field in fields)
    return next((text for text in addresses if text.startswith(("https://", "http://"))), "")


def link(view: View, key: Key, words: str = "") -> Markup:
    """A record's name, or other words for it, with a link where one leads on."""
    name = escape(words or view.label(key))
    if address := where(view, key):
        return Markup('<a href="{}">{}</a>').format(address, name)
    if address := outside(view, key):
        return Markup('<a href="{}" rel="noreferrer">{}</a>').format(address, name)
    return name

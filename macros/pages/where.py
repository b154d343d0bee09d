"""Where a record is read: on a page of its own, at its place in another page, or nowhere.

To staff each record has its page. To the public its register says so, and what stands nowhere is
named without a link, or with one to where the thing itself can be read.
"""

from __future__ import annotations

from urllib.parse import quote

from markupsafe import Markup, escape

from macros.model import PAGES, Key, Schema
from macros.pages.fragments import ROOT, page_address
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
    end = "" if view.together(schema) else "/"
    return f"{quote(before(view, schema), safe='/#')}{quote(spot(key))}{end}"


def before(view: View, schema: Schema) -> str:
    """What all addresses of a register's records start with, from the site's root.

    Then comes the id in small letters: as a place in a page behind a '#', else as a folder.
    """
    if view.together(schema):
        return f"{page_address(view.home(schema))}#"
    return f"registers/{schema.name}/"


def spot(key: Key) -> str:
    """A record's place in a page, and the name of its own page's folder."""
    return key.id.lower()


def outside(view: View, key: Key) -> str:
    """The address on the web that a record names, where the thing itself can be read; or empty."""
    values = view.records[key].values
    fields = (field for field in view.schema(key).fields if field.format == "url")
    addresses = (str(values.get(field.name, "")) for field in fields)
    return next((text for text in addresses if text.startswith(("https://", "http://"))), "")


def quoted(key: Key) -> str:
    """The reference beside a name. Staff quote IA3; ROLE-siro only repeats the name."""
    return key.id if any(letter.isdigit() for letter in key.id) else ""


def link(view: View, key: Key, words: str = "") -> Markup:
    """A record's name, or other words for it, with a link where one leads on."""
    name = escape(words or view.label(key))
    if address := where(view, key):
        return Markup('<a href="{}">{}</a>').format(address, name)
    if address := outside(view, key):
        return Markup('<a href="{}" rel="noreferrer">{}</a>').format(address, name)
    return name


def page_link(view: View, name: str) -> Markup:
    """A page as a record names it, by its title: a written one, or that of a register.

    One that this site doesn't have, such as a tenants' page on that for staff, has no link.
    """
    register = view.registers.get(name.removeprefix("registers/"))
    file = f"{name}/index.md" if register else name.removeprefix("docs/")
    title = register.schema.title if register else view.titles.get(file, name)
    if register:
        is_here = view.listed(register.schema) and not view.together(register.schema)
    else:
        is_here = file in view.titles and not view.elsewhere(Key(PAGES, name))
    if not is_here:
        return escape(title)
    return Markup('<a href="{}{}">{}</a>').format(ROOT, page_address(file), title)

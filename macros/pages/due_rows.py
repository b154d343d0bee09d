"""One thing to do as a table shows it: the record, what is to be done, its day, and whose it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup, escape

from macros.model import PAGES, Key
from macros.pages.due_counts import KINDS
from macros.pages.old_values import href_of
from macros.pages.where import link, page_link
from macros.rules.calendar import quarter_of, say_date
from macros.view.due_thing import STATES, Due
from macros.view.view import View

DO_IT = "Carry it out, or report on it"


class Row(NamedTuple):
    """One thing to do, as a table shows it. `iso` is empty where no day was set."""

    thing: Due
    iso: str
    day: str
    quarter: str
    task: Markup
    record: Markup
    register: str
    posts: Markup
    names: Sequence[str]
    state: str
    kind: str


def row_of(view: View, thing: Due) -> Row:
    """What a table shows of it."""
    keys = [_key(view, post) for post in thing.by]
    is_page = thing.key.register == PAGES
    return Row(
        thing=thing,
        iso=thing.due.isoformat() if thing.due else "",
        day=say_date(thing.due) if thing.due else "Now",
        quarter=str(quarter_of(thing.due)) if thing.due else str(quarter_of(view.today)),
        task=task(view, thing),
        record=_record(view, thing),
        register="Pages" if is_page else view.registers[thing.key.register].schema.title,
        posts=Markup(", ").join(link(view, key) for key in keys if key),
        names=[post_name(view, post) for post in thing.by],
        state=STATES[thing.state].title,
        kind=KINDS[thing.what],
    )


def _key(view: View, post: str) -> Key | None:
    """The record of a post or body, if there is one."""
    keys = view.ids.get(post, ())
    return keys[0] if keys else None


def post_name(view: View, post: str) -> str:
    """What a post or body is called."""
    key = _key(view, post)
    return view.label(key) if key else post


def is_told(view: View, key: Key) -> bool:
    """Whether something stands here of it: of the tenants' pages only what is committed does."""
    return not view.elsewhere(key) or bool(view.past and key in view.past.trails)


def _record(view: View, thing: Due) -> Markup:
    """The record or page, with a link to it and the reference that staff quote."""
    name = escape(thing.label)
    if is_told(view, thing.key):
        name = Markup('<a href="{}">{}</a>').format(href_of(view, thing.key), name)
    if thing.key.is_page or not any(letter.isdigit() for letter in thing.key.id):
        return name
    return name + Markup(' <span class="kim-aside">{}</span>').format(thing.key.id)


def task(view: View, thing: Due) -> Markup:
    """What is to be done, in words."""
    if thing.target:
        is_page = thing.target.is_page
        name = page_link(view, thing.target.id) if is_page else link(view, thing.target)
        if thing.what == "read":
            return Markup("Have it read again: {}").format(name)
        return Markup("Look at the link again: {} has changed").format(name)
    if thing.what == "review":
        return escape("Check that it is still right")
    return escape(thing.detail or DO_IT)

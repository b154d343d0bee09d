"""What a change is about, as it is called today: a record, a page, a schema or settings."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import quote

from macros.model import Key, SchemaRevision
from macros.model.outside import cut
from macros.pages.history_page import say_users
from macros.pages.old_values import page_of, schema_of, title_of
from macros.pages.schema_pages import TITLE as SCHEMAS_TITLE
from macros.pages.schema_pages import schema_address
from macros.view.view import View

PAGES_TITLE = "Pages"
"""Stands for the title of a register where pages changed."""


class About(NamedTuple):
    """What is said of a record or page beside each of its changes, as it is today."""

    title: str
    id: str
    href: str
    register: str
    owner: str
    used_by: str


def about(view: View, key: Key) -> About:
    """A record or page: what it is called today, or was last, and where it is read."""
    assert view.past
    is_page = key.is_page
    title = (cut(_last(view, key, "title")) or key.id) if is_page else title_of(view, key)
    return About(
        title,
        key.id if title != key.id else "",
        quote(page_of(view, key)) if view.past.told(key) else "",
        _register_title(view, key),
        _label_of(view, _last(view, key, "owner_role")),
        say_users(view, key),
    )


def _register_title(view: View, key: Key) -> str:
    if schema := schema_of(view, key):
        return schema.title
    return PAGES_TITLE if key.is_page else key.register


def _label_of(view: View, id_: str) -> str:
    """What the record with an id is called, where there is one and no other."""
    keys = view.ids.get(id_, ())
    return view.label(keys[0]) if len(keys) == 1 else id_


def _last(view: View, key: Key, name: str) -> str:
    """What a field last said, whether its record is still there or not."""
    assert view.past
    for revision in reversed(view.past.trails.get(key) or view.past.left_out[key]):
        for change in revision.changes:
            if change.path == (name,):
                value = change.old if change.new is None else change.new
                return value if isinstance(value, str) else ""
    return ""


def about_schema(revision: SchemaRevision) -> About:
    """A schema or a file of settings: what it is called, and where its history is read."""
    href = schema_address(revision.register)
    return About(revision.title, "", href, SCHEMAS_TITLE, "", "")

"""What stands at the top of a record's or a page's page because other records say so.

For staff: that it is to be read again (`x-read`), or whatever a record of another register says of
all that it names (`x-notice`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from markupsafe import Markup

from macros.catalogue.read_again import Why
from macros.model import Key
from macros.pages.fragments import Fragment, render
from macros.pages.record_links import suspect_links
from macros.pages.where import link
from macros.view.view import View

_READ: Mapping[Why, str] = {
    "changed": "says that people have read this. It has changed since.",
    "not confirmed": "says that people have read this. Nobody has confirmed which version.",
    "counted before": "says that people have read this. They read an earlier version.",
}

AGAIN = "to be read again"
"""What stands in a table beside what has changed since it was read."""


class Notice(NamedTuple):
    """What is said, the record that says it, and more about it."""

    words: str
    name: Markup
    id: str
    more: str


def notices(view: View, key: Key) -> Iterator[Notice]:
    """What other records say at the top of this record's or page's page."""
    for reference in view.used_by.get(key, ()) if view.is_staff else ():
        schema, record = view.schema(reference.source), view.records[reference.source]
        words = schema.notice(reference.path, record.values)
        if words:
            made_up = " It is illustrative." if record.is_example else ""
            more = f"says so{schema.only_part(reference.path, record.values)}.{made_up}"
            yield Notice(words, link(view, record.key), record.key.id, more)
    for again in view.confirmed.read.get(key, ()):
        source = again.link.source
        yield Notice("To be read again.", link(view, source), source.id, _READ[again.why])


def page_notices(view: View, key: Key) -> Fragment:
    """The same above a page that people wrote, in HTML; empty where there is none."""
    told, suspects = list(notices(view, key)), suspect_links(view, key)
    if not told and not suspects:
        return Fragment(Markup())
    return Fragment(render("page_notices.html", notices=told, suspect_links=suspects))

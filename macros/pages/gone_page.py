"""The page of a record or page that is no more: marked, with what it last said and its story."""

from __future__ import annotations

from macros.catalogue.front_matter import PUBLIC
from macros.history.describe import heading
from macros.model import Key
from macros.pages.fragments import Fragment, render
from macros.pages.history_page import story
from macros.pages.old_values import href_of, last_values, say_old_value, schema_of, title_of
from macros.pages.revision_words import landed_on
from macros.view.view import View


def gone(view: View, key: Key) -> Fragment:
    """What was deleted or left out, or what the last commit holds and this site doesn't."""
    assert view.past
    never_there = key in view.past.never_there
    last = (view.past.left_out if never_there else view.past.trails)[key][-1]
    deleted = last.kind == "deleted"
    told = story(view, key)
    html = render(
        "gone.html",
        day=landed_on(last) if deleted else "",
        page=key.is_page,
        fields=_last_fields(view, key),
        moved=_link(view, last.moved) if deleted and last.moved else None,
        file=last.file,
        story=told.html,
        left_out=landed_on(last) if never_there else "",
        elsewhere="" if deleted or never_there else _elsewhere(key),
    )
    return Fragment(html, told.headings)


def _last_fields(view: View, key: Key) -> list[tuple[str, str]]:
    """Each field's title and what it last said, of a record."""
    if key.is_page:
        return []
    schema = schema_of(view, key)
    values = last_values(view, key)
    return [
        (heading(schema, (name,)), say_old_value(view, schema, (name,), values[name]))
        for name in values
        if name != "id"
    ]


def _link(view: View, moved: Key) -> tuple[str, str] | None:
    """The page of the record that it went on as, and what that is called."""
    if moved.is_page:
        return None
    return href_of(view, moved), title_of(view, moved)


def _elsewhere(key: Key) -> str:
    """Why the page of what the last commit holds is no page of this site, in a sentence."""
    if not key.is_page:
        return "This record is not in the working copy that the site was built from."
    if key.id.startswith(PUBLIC):
        return "This page stands on the tenants' site."
    return "This page is not part of the site."

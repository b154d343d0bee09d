"""What is to be done by when, as pages: all of it, and what each post has to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from markupsafe import Markup, escape

from macros.model import PAGES, Key
from macros.model.text import counted
from macros.pages.fragments import ROOT, Fragment, GeneratedPage, Heading, render
from macros.pages.old_values import href_of
from macros.pages.where import link, page_link
from macros.rules.calendar import quarter_of, say_date
from macros.view.due import Due, State, What
from macros.view.view import View

STATES: Mapping[State, str] = {
    "overdue": "Overdue",
    "no-report": "No report since",
    "due": "Due",
    "later": "Later",
}

KINDS: Mapping[What, str] = {
    "review": "Check it again",
    "deadline": "Carry it out",
    "link": "Look again",
    "clock": "Keep a time limit",
    "entry": "Write an entry",
    "disposal": "Dispose of it",
}
"""What is to be done, in the words that a filter offers."""

DO_IT = "Carry it out, or report on it"

UNDER = "due/index.md"
"""The written page that all of this belongs under."""


class Post(NamedTuple):
    """A post with something to do: its page, and how much is late, without a report, and due."""

    name: str
    href: str
    numbers: Sequence[int]


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


def what_is_due(view: View) -> Fragment:
    """All that is to be done by when, and a page for each post."""
    html = render(
        "due.html",
        rows=[_row(view, thing) for thing in view.due],
        posts=list(_posts(view)),
        today=say_date(view.today),
        states=list(STATES.values())[:-1],
        counted=counted,
        root=ROOT,
        calendar=calendar_of(""),
    )
    return Fragment(html, (Heading(2, "due-by-post", "By post"), Heading(2, "due-all", "All")))


def due_pages(view: View) -> Iterator[GeneratedPage]:
    """A page for each post: mine, this quarter, and what comes later."""
    for id_, things in by_post(view).items():
        title = f"What is due: {post_name(view, id_)}"
        yield GeneratedPage(_address(id_), title, partial(_post_page, view, id_, things), UNDER)


def _post_page(view: View, post: str, things: Sequence[Due]) -> Fragment:
    quarter = quarter_of(view.today)
    now = [thing for thing in things if _is_now(thing, quarter.last)]
    later = [thing for thing in things if thing not in now]
    parts = [
        ("due-now", f"This quarter, until {say_date(quarter.last)}", now),
        ("due-later", "Later", later),
    ]
    sections = [
        (Heading(2, anchor, title), [_row(view, thing) for thing in rows])
        for anchor, title, rows in parts
    ]
    html = render(
        "due_post.html",
        sections=sections,
        today=say_date(view.today),
        root=ROOT,
        calendar=calendar_of(post),
        counted=counted,
    )
    return Fragment(html, tuple(heading for heading, _ in sections))


def _is_now(thing: Due, last: date) -> bool:
    """Whether it is to be done by the last day of the quarter, or was to be done before."""
    return thing.due is None or thing.due <= last


def calendar_of(post: str) -> str:
    """Where the calendar of a post stands, from the site's root; of everybody, without a post."""
    return f"due/{post.lower() or 'everybody'}.ics"


def by_post(view: View) -> Mapping[str, Sequence[Due]]:
    """What each post has to do; one that has nothing to do isn't there."""
    things: dict[str, list[Due]] = {}
    for thing in view.due:
        for post in thing.by:
            things.setdefault(post, []).append(thing)
    return dict(sorted(things.items(), key=lambda item: post_name(view, item[0])))


def _posts(view: View) -> Iterator[Post]:
    for id_, things in by_post(view).items():
        numbers = [sum(thing.state == state for thing in things) for state in STATES]
        yield Post(post_name(view, id_), f"{ROOT}{_address(id_)}", numbers[:-1])


def _address(post: str) -> str:
    return f"due/{post.lower()}/"


def _key(view: View, post: str) -> Key | None:
    """The record of a post or body, if there is one."""
    keys = view.ids.get(post, ())
    return keys[0] if keys else None


def post_name(view: View, post: str) -> str:
    """What a post or body is called."""
    key = _key(view, post)
    return view.label(key) if key else post


def _row(view: View, thing: Due) -> Row:
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
        state=STATES[thing.state],
        kind=KINDS[thing.what],
    )


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
        return Markup("Look at the link again: {} has changed").format(name)
    if thing.what == "review":
        return escape("Check that it is still right")
    return escape(thing.detail or DO_IT)

"""What is to be done by when, as pages: all of it, and what each post has to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from markupsafe import Markup, escape

from macros.model import PAGES, Key
from macros.model.mappings import grouped
from macros.model.text import counted
from macros.pages.due_counts import KINDS, Count, Counts, by_kind, numbers
from macros.pages.fragments import ROOT, Fragment, GeneratedPage, Heading, page_address, render
from macros.pages.old_values import href_of
from macros.pages.where import link, page_link
from macros.rules.calendar import quarter_of, say_date
from macros.view.due_thing import STATES, Due
from macros.view.view import View

DO_IT = "Carry it out, or report on it"

FOLDED_ABOVE = 20
"""How many things of a post stand open."""

NEAREST = 5
"""How many of the next things stand on the home page."""

YEAR = "due/year.ics"
"""Where the calendar of what comes round again stands, from the site's root."""

UNDER = "due/index.md"
"""The written page that all of this belongs under."""


SECTIONS = (
    ("due-by-kind", "By kind"),
    ("due-by-post", "By post"),
    ("due-by-register", "By register"),
    ("due-now", "To do now"),
    ("due-later", "Later"),
)


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
    now = [thing for thing in view.due if thing.state != "later"]
    later = [thing for thing in view.due if thing.state == "later"]
    html = render(
        "due.html",
        now=[_row(view, thing) for thing in now],
        later=[_row(view, thing) for thing in later],
        tables=[
            Counts("due-by-kind", "By kind", "What", list(by_kind(view.due))),
            Counts("due-by-post", "By post", "Post", list(_posts(view))),
            Counts("due-by-register", "By register", "Register", list(_registers(view))),
        ],
        today=say_date(view.today),
        states=[state.title for state in STATES.values()],
        counted=counted,
        root=ROOT,
        calendar=calendar_of(""),
        year=YEAR,
    )
    return Fragment(html, tuple(Heading(2, anchor, title) for anchor, title in SECTIONS))


def due_first(view: View) -> Fragment:
    """How much there is to do now, by kind, and what comes next: for the home page."""
    now = [thing for thing in view.due if thing.state != "later"]
    coming = [thing for thing in view.due if thing.due and thing.due >= view.today]
    html = render(
        "due_first.html",
        kinds=list(by_kind(now)),
        nearest=[_row(view, thing) for thing in coming[:NEAREST]],
        states=[state.title for state in STATES.values()][:-1],
        today=say_date(view.today),
    )
    return Fragment(html)


def due_pages(view: View) -> Iterator[GeneratedPage]:
    """A page for each post: mine, this quarter, and what comes later."""
    for id_, things in by_post(view).items():
        title = f"What is due: {post_name(view, id_)}"
        yield GeneratedPage(address_of(id_), title, partial(_post_page, view, id_, things), UNDER)


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
        folded_above=FOLDED_ABOVE,
    )
    return Fragment(html, tuple(heading for heading, _ in sections))


def _is_now(thing: Due, last: date) -> bool:
    """Whether it is to be done by the last day of the quarter, or was to be done before."""
    return thing.due is None or thing.due <= last


def calendar_of(post: str) -> str:
    """Where the calendar of a post stands, from the site's root; of everybody, without a post."""
    return f"due/{post.lower() or 'everybody'}.ics"


def calendar_of_register(name: str) -> str:
    """Where the calendar of a register stands."""
    return f"registers/{name}/due.ics"


def coming_round(view: View) -> Iterator[Due]:
    """The year planner: what is done again and again (`x-again`), by cycle or by a stated day."""
    stated = set[tuple[str, str]]()
    for name, register in view.registers.items():
        again = (field.again for field in register.schema.fields if field.again)
        stated |= {(name, fields.next) for fields in again}
    for thing in view.due:
        if thing.what == "again" or (thing.key.register, thing.field) in stated:
            yield thing


def by_post(view: View) -> Mapping[str, Sequence[Due]]:
    """What each post has to do; one that has nothing to do isn't there."""
    things: dict[str, list[Due]] = {}
    for thing in view.due:
        for post in thing.by:
            things.setdefault(post, []).append(thing)
    return dict(sorted(things.items(), key=lambda item: post_name(view, item[0])))


def _posts(view: View) -> Iterator[Count]:
    for id_, things in by_post(view).items():
        calendar = f"{ROOT}{calendar_of(id_)}"
        yield Count(post_name(view, id_), f"{ROOT}{address_of(id_)}", numbers(things), calendar)


def _registers(view: View) -> Iterator[Count]:
    by_register = grouped((thing.key.register, thing) for thing in view.due)
    for name, things in sorted(by_register.items()):
        if name == PAGES:
            yield Count("Pages", "", numbers(things))
        else:
            schema = view.registers[name].schema
            home, calendar = page_address(view.home(schema)), calendar_of_register(name)
            yield Count(schema.title, f"{ROOT}{home}", numbers(things), f"{ROOT}{calendar}")


def address_of(post: str) -> str:
    """Where the page of a post stands, from the site's root."""
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
        state=STATES[thing.state].title,
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
        if thing.what == "read":
            return Markup("Have it read again: {}").format(name)
        return Markup("Look at the link again: {} has changed").format(name)
    if thing.what == "review":
        return escape("Check that it is still right")
    return escape(thing.detail or DO_IT)

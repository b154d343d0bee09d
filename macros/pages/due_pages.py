"""What is to be done by when, as pages: all of it, and what each post has to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial

from macros.model import PAGES
from macros.model.mappings import grouped
from macros.model.text import counted
from macros.pages.due_counts import Count, Counts, by_kind, numbers
from macros.pages.due_later import LATER, UNDER, later, later_pages
from macros.pages.due_rows import post_name, row_of
from macros.pages.fragments import ROOT, Fragment, GeneratedPage, Heading, page_address, render
from macros.rules.calendar import quarter_of, say_date
from macros.view.due_thing import STATES, Due
from macros.view.view import View

FOLDED_ABOVE = 20
"""How many things of a post stand open."""

NEAREST = 5
"""How many of the next things stand on the home page."""

YEAR = "due/year.ics"
"""Where the calendar of what comes round again stands, from the site's root."""

FEED_OF_YEAR = "due/year-changes"
"""Where the feed of its changes stands, without an ending."""

SECTIONS = (
    ("due-by-kind", "By kind"),
    ("due-by-post", "By post"),
    ("due-by-register", "By register"),
    ("due-now", "To do now"),
    ("due-later", "Later"),
)


def what_is_due(view: View) -> Fragment:
    """All that is to be done by when, and a page for each post."""
    now = [thing for thing in view.due if thing.state != "later"]
    coming = later(view)
    html = render(
        "due.html",
        now=[row_of(view, thing) for thing in now],
        later=coming,
        later_page=LATER,
        next=min((thing.due for thing in coming if thing.due), default=None),
        say_date=say_date,
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
        nearest=[row_of(view, thing) for thing in coming[:NEAREST]],
        states=[state.title for state in STATES.values()][:-1],
        today=say_date(view.today),
    )
    return Fragment(html)


def due_pages(view: View) -> Iterator[GeneratedPage]:
    """What comes later; and a page for each post: mine, this quarter, and what comes later."""
    yield from later_pages(view)
    for id_, things in by_post(view).items():
        title = f"What is due: {post_name(view, id_)}"
        yield GeneratedPage(address_of(id_), title, partial(_post_page, view, id_, things), UNDER)


def _post_page(view: View, post: str, things: Sequence[Due]) -> Fragment:
    quarter = quarter_of(view.today)
    now = [thing for thing in things if _is_now(thing, quarter.last)]
    afterwards = [thing for thing in things if not _is_now(thing, quarter.last)]
    parts = [
        ("due-now", f"This quarter, until {say_date(quarter.last)}", now),
        ("due-later", "Later", afterwards),
    ]
    sections = [
        (Heading(2, anchor, title), [row_of(view, thing) for thing in rows])
        for anchor, title, rows in parts
    ]
    html = render(
        "due_post.html",
        sections=sections,
        today=say_date(view.today),
        root=ROOT,
        calendar=calendar_of(post),
        feed=feed_of(post) if view.has_feeds else "",
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


def feed_of(post: str) -> str:
    """Where the feed of what changes that concerns a post stands, without an ending."""
    return f"due/{post.lower()}-changes"


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

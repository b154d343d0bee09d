"""A reminder in words: its title, what is told of each thing, and what stands at its end.

It is plain text, each part by itself: who prints it says which signs mean something where it goes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple
from urllib.parse import quote, urljoin

from macros.model.mappings import grouped
from macros.model.text import counted
from macros.pages.due_pages import address_of, calendar_of
from macros.pages.due_rows import is_told, post_name, task
from macros.pages.old_values import page_of
from macros.rules.calendar import say_date
from macros.view.due_thing import STATES, Due
from macros.view.reminders import ORDER, QUIET, Reminder
from macros.view.view import View

ANSWER = (
    "Say what came of it: that it is done, by which other day it will be, or whose it is instead."
)


class Line(NamedTuple):
    """One thing to do: its day, what it is, of which record, where that is read, and why."""

    day: str
    task: str
    record: str
    href: str
    reason: str


class Message(NamedTuple):
    """A reminder to a post: `parts` are lines under a heading, and `page` is its own page."""

    reminder: Reminder
    post: str
    title: str
    opening: str
    parts: Sequence[tuple[str, Sequence[Line]]]
    closing: Sequence[str]
    page: str
    calendar: str


def message(view: View, reminder: Reminder, site_url: str) -> Message:
    """What a post is told. Without the site's address, nothing in it leads anywhere."""
    post, page = post_name(view, reminder.role), address_of(reminder.role)
    late = sum(thing.state == "overdue" for thing in reminder.things)
    more = f", {late} of them overdue" if late else ""
    return Message(
        reminder,
        post,
        f"What is due: {counted(len(reminder.things), 'thing')} to do{more}",
        f"For: {post}. This is what is to be done as at {say_date(view.today)}.",
        list(_parts(view, reminder, site_url)),
        list(_closing(reminder)),
        urljoin(site_url, page) if site_url else "",
        urljoin(site_url, calendar_of(reminder.role)) if site_url else "",
    )


def _parts(view: View, reminder: Reminder, site_url: str) -> Iterator[tuple[str, Sequence[Line]]]:
    by_state = grouped((thing.state, thing) for thing in reminder.things)
    for state in ORDER:
        if things := by_state.get(state):
            yield STATES[state].title, [_line(view, thing, site_url) for thing in things]


def _line(view: View, thing: Due, site_url: str) -> Line:
    id_ = thing.key.id
    name = f"{thing.label} ({id_})" if any(map(str.isdigit, id_)) else thing.label
    leads = site_url and is_told(view, thing.key)
    href = urljoin(site_url, quote(page_of(view, thing.key))) if leads else ""
    day = say_date(thing.due) if thing.due else "Now"
    return Line(day, task(view, thing).striptags(), name, href, thing.reason)


def _closing(reminder: Reminder) -> Iterator[str]:
    if reminder.waiting:
        yield f"There is more than that: {counted(reminder.waiting, 'thing')} to do, in the next."
    if reminder.lately:
        things = counted(reminder.lately, "thing")
        yield f"Left out is what was in a reminder of the last {QUIET.days} days: {things}."
    yield ANSWER

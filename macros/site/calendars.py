"""What is due as calendars (RFC 5545): of everybody, of each post and register, and what recurs.

An event keeps its name for as long as its record stands, and its number grows with each revision
of the record, so that a calendar that somebody took over moves with it. Days are whole days in
the United Kingdom. The stamp is the day of the record's last revision and not that of the build:
the same registers give the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from icalendar import Alarm, Calendar, Event

from macros.pages.due_counts import KINDS
from macros.pages.due_pages import YEAR, by_post, calendar_of, calendar_of_register, coming_round
from macros.pages.due_rows import is_told, post_name, task
from macros.pages.old_values import page_of
from macros.view.due_thing import Due
from macros.view.view import View

WARNED = timedelta(days=-7)
"""When a calendar reminds: a week before the day."""

BEFORE_ALL = datetime(2000, 1, 1, tzinfo=UTC)
"""The stamp of what nobody has committed yet."""


class DueCalendar(NamedTuple):
    """One calendar: its place from the site's root, what it is called, and what is in it."""

    place: str
    title: str
    things: Sequence[Due]


def calendars(view: View, site_url: str) -> Mapping[str, bytes]:
    """Every calendar's file, by its place from the site's root; none for the public."""
    if not view.is_staff:
        return {}
    events = {thing: _event(view, thing, site_url) for thing in view.due if thing.due}
    return {calendar.place: _file(calendar, events) for calendar in _all(view)}


def _all(view: View) -> Iterator[DueCalendar]:
    yield DueCalendar(calendar_of(""), "What is due", view.due)
    for post, things in by_post(view).items():
        yield DueCalendar(calendar_of(post), f"What is due: {post_name(view, post)}", things)
    yield DueCalendar(YEAR, "What comes round again", list(coming_round(view)))
    for name, register in view.registers.items():
        things = [thing for thing in view.due if thing.key.register == name]
        if things:
            title = f"What is due: {register.schema.title}"
            yield DueCalendar(calendar_of_register(name), title, things)


def _file(calendar: DueCalendar, events: Mapping[Due, bytes]) -> bytes:
    """A calendar with the events of what has a day: each stands in several, and is written once."""
    whole = Calendar()
    whole.add("prodid", "-//KIM Site//What is due//EN")
    whole.add("version", "2.0")
    whole.add("x-wr-calname", calendar.title)
    whole.add("x-wr-timezone", "Europe/London")
    head, end, rest = whole.to_ical().rpartition(b"END:VCALENDAR")
    own = [events[thing] for thing in calendar.things if thing in events]
    return b"".join((head, *own, end, rest))


def _event(view: View, thing: Due, site_url: str) -> bytes:
    words = task(view, thing).striptags()
    event = Event()
    event.add("uid", _name(thing, site_url))
    event.add("dtstamp", _stamp(view, thing))
    event.add("sequence", _revisions(view, thing))
    if thing.due:
        event.add("dtstart", thing.due)
        event.add("dtend", thing.due + timedelta(days=1))
    event.add("summary", f"{words}: {thing.label}")
    event.add("categories", [KINDS[thing.what]])
    event.add("transp", "TRANSPARENT")
    posts = ", ".join(post_name(view, post) for post in thing.by)
    event.add("description", f"{thing.key.id}. {posts}. {thing.reason}")
    if site_url and is_told(view, thing.key):
        event.add("url", urljoin(site_url, page_of(view, thing.key)))
    event.add_component(_alarm(f"{words}: {thing.label}"))
    content: bytes = event.to_ical()
    return content


def _alarm(words: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", words)
    alarm.add("trigger", WARNED)
    return alarm


def _name(thing: Due, site_url: str) -> str:
    """What the event is called for as long as the record stands.

    What is in a list goes by its day there: its place moves when somebody adds to the list, and of
    one day a list has one thing to do.
    """
    host = urlsplit(site_url).hostname or "kim-site.invalid"
    field, places = re.subn(r"\.\d+(?=\.)", "", thing.field)
    own = f"{field}/{thing.due}" if places else field
    return f"{thing.key.register or 'pages'}/{thing.key.id}/{thing.what}/{own}@{host}"


def _revisions(view: View, thing: Due) -> int:
    """How often the record has been changed since it was made."""
    trail = view.past.trails.get(thing.key, ()) if view.past else ()
    return max(len(trail) - 1, 0)


def _stamp(view: View, thing: Due) -> datetime:
    trail = view.past.trails.get(thing.key, ()) if view.past else ()
    return trail[-1].landed.astimezone(UTC) if trail else BEFORE_ALL

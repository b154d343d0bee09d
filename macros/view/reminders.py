"""Of what each post is to be reminded: what is due, and no reminder was sent of lately."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple, TypeAlias

from macros.model import Register, groups, records_of
from macros.rules.calendar import day_in
from macros.view.due_thing import Due, State

QUIET = timedelta(days=14)
"""For how long nobody is reminded of the same thing again."""

MOST = 30
"""Of how much one reminder tells. A longer one is read by nobody: the rest waits for the next."""

ORDER: Sequence[State] = ("overdue", "due", "no-report")
"""What is told first."""

Told: TypeAlias = tuple[str, str, str, str]
"""A post, a record, what is to be done of it, and the day or an empty text."""


class Reminder(NamedTuple):
    """Of what one post is to be reminded.

    `waiting` is how much more there is than one reminder tells, and `lately` of how much the post
    was reminded not long ago.
    """

    role: str
    things: tuple[Due, ...]
    waiting: int
    lately: int


def reminders(
    registers: Mapping[str, Register], due: Sequence[Due], today: date, again: bool = False
) -> list[Reminder]:
    """A reminder for each post that has to do something of what is due now.

    With `again`, also of what it was reminded of lately.
    """
    told = frozenset[Told]() if again else frozenset(_told(registers, today))
    by_post: dict[str, list[Due]] = {}
    for thing in due:
        for role in thing.by if thing.state != "later" else ():
            by_post.setdefault(role, []).append(thing)
    every = (_reminder(role, things, told) for role, things in sorted(by_post.items()))
    return [reminder for reminder in every if reminder.things]


def _reminder(role: str, things: Sequence[Due], told: frozenset[Told]) -> Reminder:
    fresh = [thing for thing in things if (role, *about(thing)) not in told]
    fresh.sort(key=lambda thing: ORDER.index(thing.state))
    lately = len(things) - len(fresh)
    return Reminder(role, tuple(fresh[:MOST]), max(len(fresh) - MOST, 0), lately)


def about(thing: Due) -> tuple[str, str, str]:
    """What a record of a reminder keeps of one thing: the record, what is to be done, the day."""
    return thing.key.id, thing.what, thing.due.isoformat() if thing.due else ""


def _told(registers: Mapping[str, Register], today: date) -> Iterator[Told]:
    """Everything that some post was reminded of not long ago."""
    for record in records_of(registers, "reminder"):
        sent = day_in(record.values.get("sent_on"))
        if record.retired or sent is None or not today - QUIET < sent <= today:
            continue
        role = str(record.values.get("to_role"))
        for _, group in groups(record.values.get("about")):
            names = ("record", "what", "due")
            id_, what, due = (str(group.get(name, "")) for name in names)
            yield role, id_, what, due

"""What each day of a large month brought, in a few words: how much, in which registers, where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from macros.model import Key, Revision
from macros.model.text import counted
from macros.pages.changed_things import About, about
from macros.pages.commit_words import Landed, facets_of
from macros.pages.fragments import Heading
from macros.pages.month_parts import Part
from macros.rules.calendar import local_time, say_date
from macros.view.view import View

NAMED = 8
"""Registers that are named, those with most changes first; of the others it is said how many."""


class PartTold(NamedTuple):
    """A part of a day. `hours` is empty where it is the whole day."""

    part: Part
    hours: str
    commits: str
    changes: str
    registers: Sequence[tuple[str, int]]
    more: str
    facets: Sequence[str]


class DayTold(NamedTuple):
    """A day on which commits landed, and its parts, newest first."""

    heading: Heading
    iso: str
    parts: Sequence[PartTold]


def known_of(view: View, revisions: Sequence[Landed]) -> Mapping[Key, About]:
    """What is said of each record and page that these revisions are about."""
    keys = {revision.key for revision in revisions if isinstance(revision, Revision)}
    return {key: about(view, key) for key in keys}


def count_changes(revisions: Sequence[Landed]) -> str:
    """1 change, 2 changes."""
    return counted(len(revisions), "change")


def day_anchor(day: date) -> str:
    """Where a day stands on its month's page, however that page tells it."""
    return f"day-{day.isoformat()}"


def days_told(view: View, parts: Sequence[Part]) -> Iterator[DayTold]:
    """Each day of a month, newest first as its parts are."""
    for day, those in groupby(parts, lambda part: part.day):
        heading = Heading(2, day_anchor(day), say_date(day))
        yield DayTold(heading, day.isoformat(), [_told(view, part) for part in those])


def _told(view: View, part: Part) -> PartTold:
    revisions = part.revisions
    known = known_of(view, revisions)
    facets = [facets_of(revision, known) for revision in revisions]
    registers = Counter(register for register, *_ in facets).most_common()
    left_out = len(registers) - NAMED
    return PartTold(
        part,
        _hours(revisions) if part.parts > 1 else "",
        counted(len({revision.commit.id for revision in revisions}), "commit"),
        count_changes(revisions),
        registers[:NAMED],
        counted(left_out, "more register") if left_out > 0 else "",
        [_every(values) for values in zip(*facets, strict=True)],
    )


def _hours(revisions: Sequence[Landed]) -> str:
    first, last = local_time(revisions[-1].landed), local_time(revisions[0].landed)
    return f"at {first}" if first == last else f"from {first} to {last}"


def _every(values: Sequence[str]) -> str:
    """All that one filter finds a part by. Of one commit there may be several authors."""
    return "|".join(dict.fromkeys("|".join(filter(None, values)).split("|")))

"""All changes, a page for each month: by day, by commit, and in each commit by record.

A month that is too large for one page says what each day brought and leads to the day's own page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from markupsafe import Markup

from macros.history.describe import by_sentence
from macros.history.revisions import History
from macros.history.schema_groups import told_together
from macros.history.told_once import following, only_follows
from macros.model import Revision
from macros.model.text import counted
from macros.pages.commit_words import FACETS, Landed, LandedCommit, landed_commit
from macros.pages.fragments import ROOT, Fragment, Heading, render
from macros.pages.month_days import DayTold, count_changes, day_anchor, days_told, known_of
from macros.pages.month_parts import Part, day_of, lines_of, parts_of
from macros.pages.old_values import reshaped_fields, schema_of
from macros.rules.calendar import say_date, say_partial_date
from macros.view.view import View


class Month(NamedTuple):
    """A month in which something changed, and what did, newest first; its parts if it is large."""

    first: date
    revisions: Sequence[Landed]
    parts: Sequence[Part]

    @property
    def name(self) -> str:
        """November 2026."""
        return say_partial_date(f"{self.first:%Y-%m}")

    @property
    def when(self) -> str:
        """In November 2026."""
        return f"in {self.name}"

    @property
    def address(self) -> str:
        """Where its page stands for good, from the site's root."""
        return f"changes/{self.first:%Y-%m}/"


class DayOfChanges(NamedTuple):
    """A day on which commits landed, and those, newest first."""

    heading: Heading
    iso: str
    commits: Sequence[LandedCommit]


def newest(view: View) -> list[Landed]:
    """Every revision of every record, page, schema and file of settings, newest first.

    A record that got another name is told once, under the new one. So is a field: a record that
    only followed its schema isn't told beside it.
    """
    if view.past is None:
        return []
    by_commit: dict[str, list[Landed]] = {id_: [] for id_ in view.past.places}
    for id_, revisions in groupby(view.past.schemas, lambda revision: revision.commit.id):
        by_commit[id_] += told_together(list(revisions))
    for key, trail in view.past.trails.items():
        told = following(by_sentence(schema_of(view, key), trail), reshaped_fields(view, key))
        for revision in told:
            if only_follows(revision.changes):
                continue
            if revision.moved is None:
                by_commit[revision.commit.id].append(revision)
            elif revision.kind != "deleted":
                by_commit[revision.commit.id].append(_renamed(view.past, revision))
    for left_out in view.past.left_out.values():
        for revision in left_out:
            by_commit[revision.commit.id].append(revision)
    return [revision for commit in reversed(by_commit) for revision in by_commit[commit]]


def _renamed(past: History, revision: Revision) -> Revision:
    """A record under its new name: what changed since the old one, and not all that it says."""
    for merged in past.trail(revision.key):
        if merged.key == revision.key and merged.commit.id == revision.commit.id:
            return merged
    return revision


def _month_of(revision: Landed) -> date:
    return day_of(revision).replace(day=1)


def months(view: View) -> list[Month]:
    """Every month in which something changed, newest first."""
    if view.past is None:
        return []
    lines = lines_of(view.past)
    by_month = [(first, list(those)) for first, those in groupby(newest(view), _month_of)]
    return [Month(first, those, parts_of(those, lines)) for first, those in by_month]


def changes(view: View) -> Fragment:
    """The newest month, or its newest part, and the way to all others. For the public: nothing."""
    every = months(view)
    if not every:
        return Fragment(Markup())
    month, *_ = every
    parts: Sequence[Month | Part] = month.parts or [month]
    shown, *others = parts
    days = list(_days(view, shown))
    last = Heading(2, "months", "All months")
    html = render(
        "changes.html",
        month=month,
        shown=shown,
        earlier=others[0] if others else None,
        days=days,
        years=list(_by_year(every)),
        last=last,
        facets=FACETS,
        root=ROOT,
        count=count_changes,
        pending=_pending(view),
    )
    return Fragment(html, (*(day.heading for day in days), last))


def _by_year(every: Sequence[Month]) -> Iterator[tuple[int, Sequence[Month]]]:
    for year, those in groupby(every, lambda month: month.first.year):
        yield year, list(those)


def month_page(view: View, month: Month, later: Month | None, earlier: Month | None) -> Fragment:
    """All that changed in a month, or what each day brought; and the way to the months beside."""
    if month.parts:
        days = list(days_told(view, month.parts))
        return _page("month_days.html", days, month, later, earlier)
    return _page("month.html", list(_days(view, month)), month, later, earlier)


def part_page(
    view: View, month: Month, part: Part, later: Part | None, earlier: Part | None
) -> Fragment:
    """What changed in a part of a month, and the way to the month and to the parts beside it."""
    return _page("month_part.html", list(_days(view, part)), part, later, earlier, month=month)


def _page(
    template: str,
    days: Sequence[DayOfChanges] | Sequence[DayTold],
    shown: Month | Part,
    later: Month | Part | None,
    earlier: Month | Part | None,
    **more: Month,
) -> Fragment:
    beside = {"later": later, "earlier": earlier, **more}
    html = render(
        template, shown=shown, days=days, facets=FACETS, root=ROOT, count=count_changes, **beside
    )
    return Fragment(html, tuple(day.heading for day in days))


def _pending(view: View) -> str:
    number = len(view.past.pending) if view.past else 0
    return counted(number, "record or page", "records and pages") if number else ""


def _days(view: View, shown: Month | Part) -> Iterator[DayOfChanges]:
    known = known_of(view, shown.revisions)
    split = shown.cut if isinstance(shown, Part) else frozenset[str]()
    for day, revisions in groupby(shown.revisions, day_of):
        by_commit = groupby(revisions, lambda revision: revision.commit.id)
        commits = [
            landed_commit(view, list(those), known)._replace(cut=id_ in split)
            for id_, those in by_commit
        ]
        iso = day.isoformat()
        yield DayOfChanges(Heading(2, day_anchor(day), say_date(day)), iso, commits)

"""All changes, a page for each month: by day, by commit, and in each commit by record."""

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
from macros.pages.commit_words import FACETS, Landed, LandedCommit, about, landed_commit
from macros.pages.fragments import ROOT, Fragment, Heading, render
from macros.pages.old_values import reshaped_fields, schema_of
from macros.rules.calendar import local_day, say_date, say_partial_date
from macros.view.view import View


class Month(NamedTuple):
    """A month in which something changed, and what did, newest first."""

    first: date
    revisions: Sequence[Landed]

    @property
    def name(self) -> str:
        """November 2026."""
        return say_partial_date(f"{self.first:%Y-%m}")

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
    return _day_of(revision).replace(day=1)


def _day_of(revision: Landed) -> date:
    return local_day(revision.landed)


def months(view: View) -> list[Month]:
    """Every month in which something changed, newest first."""
    by_month = groupby(newest(view), _month_of)
    return [Month(first, list(revisions)) for first, revisions in by_month]


def changes(view: View) -> Fragment:
    """The newest month, and the way to all others. For the public: nothing."""
    every = months(view)
    if not every:
        return Fragment(Markup())
    days = list(_days(view, every[0]))
    last = Heading(2, "months", "All months")
    html = render(
        "changes.html",
        month=every[0],
        days=days,
        years=list(_by_year(every)),
        last=last,
        facets=FACETS,
        root=ROOT,
        count=_count,
        pending=_pending(view),
    )
    return Fragment(html, (*(day.heading for day in days), last))


def _by_year(every: Sequence[Month]) -> Iterator[tuple[int, Sequence[Month]]]:
    for year, those in groupby(every, lambda month: month.first.year):
        yield year, list(those)


def month_page(view: View, month: Month, later: Month | None, earlier: Month | None) -> Fragment:
    """All that changed in a month, and the way to the months beside it."""
    days = list(_days(view, month))
    html = render(
        "month.html",
        month=month,
        days=days,
        facets=FACETS,
        root=ROOT,
        count=_count,
        later=later,
        earlier=earlier,
    )
    return Fragment(html, tuple(day.heading for day in days))


def _count(revisions: Sequence[Landed]) -> str:
    return counted(len(revisions), "change")


def _pending(view: View) -> str:
    number = len(view.past.pending) if view.past else 0
    return counted(number, "record or page", "records and pages") if number else ""


def _days(view: View, month: Month) -> Iterator[DayOfChanges]:
    keys = {revision.key for revision in month.revisions if isinstance(revision, Revision)}
    known = {key: about(view, key) for key in keys}
    for day, revisions in groupby(month.revisions, _day_of):
        by_commit = groupby(revisions, lambda revision: revision.commit.id)
        commits = [landed_commit(view, list(those), known) for _, those in by_commit]
        iso = day.isoformat()
        yield DayOfChanges(Heading(2, f"day-{iso}", say_date(day)), iso, commits)

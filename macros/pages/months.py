"""All changes, a page for each month: by day, by commit, and in each commit by record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple
from urllib.parse import quote

from markupsafe import Markup

from macros.history.describe import by_sentence
from macros.history.pull_requests import merged_via
from macros.model import PAGES, Key, Revision, Value
from macros.model.text import counted
from macros.pages.change_words import Told, tell, who
from macros.pages.fragments import ROOT, Fragment, Heading, render
from macros.pages.history_page import commit_address, kind_said, reason, revision_anchor, touched
from macros.pages.old_values import page_of, schema_of, title_of
from macros.pages.word_diff import shortened, words_near
from macros.rules.calendar import local_day, local_time, say_date, say_partial_date
from macros.view.view import View

MANY = 20
"""Records. What one commit did to more than so many is folded, so that an import doesn't bury its month."""

SHOWN = 6
"""Changes of one record that are told here; its own history tells the rest."""

LONG = 240
"""Letters of a text that are shown here."""

AROUND = 8
"""Words that are shown on each side of a change in a long text."""

FACETS = ("Register", "Owner today", "Author", "Kind of change")


class About(NamedTuple):
    """What is said of a record or page beside each of its changes, as it is today."""

    title: str
    id: str
    href: str
    register: str
    owner: str
    used_by: str


class Line(NamedTuple):
    """What one commit did to one record."""

    about: About
    kind: str
    told: Sequence[Told]
    said: str
    more: str
    anchor: str
    facets: Sequence[str]


class Batch(NamedTuple):
    """The records to which one commit did the same. `folded` says what a reader can open, where they are many."""

    lines: Sequence[Line]
    folded: str


class LandedCommit(NamedTuple):
    """One commit as it came onto the main line.

    `program` says whether all that it changed came together with changes to the program.
    """

    why: str
    who: str
    time: str
    iso: str
    merged_via: str
    short: str
    link: str
    batches: Sequence[Batch]
    program: bool


class Month(NamedTuple):
    """A month in which something changed, and what did, newest first."""

    first: date
    revisions: Sequence[Revision]

    @property
    def name(self) -> str:
        """November 2026."""
        return say_partial_date(f"{self.first:%Y-%m}")

    @property
    def address(self) -> str:
        """Where its page stands for good, from the site's root."""
        return f"changes/{self.first:%Y-%m}/"


# -------------------------------------------------------------------------------------------- what there is


def newest(view: View) -> list[Revision]:
    """Every revision of every record and page, newest first. A record that got another name is told once."""
    if view.past is None:
        return []
    at = view.past.places
    by_commit: list[list[Revision]] = [[] for _ in at]
    for key, trail in view.past.trails.items():
        for revision in by_sentence(schema_of(view, key), trail):
            if revision.moved is None:
                by_commit[at[revision.commit.id]].append(revision)
            elif revision.kind != "deleted":
                by_commit[at[revision.commit.id]].append(_renamed(view, revision))
    return [revision for found in reversed(by_commit) for revision in found]


def _renamed(view: View, revision: Revision) -> Revision:
    """A record under its new name, with what changed since the old one, and not with all that it says."""
    assert view.past
    whole = view.past.trail(revision.key)
    return next(
        (one for one in whole if one.key == revision.key and one.commit.id == revision.commit.id),
        revision,
    )


def months(view: View) -> list[Month]:
    """Every month in which something changed, newest first."""
    return [
        Month(first, list(found))
        for first, found in groupby(newest(view), lambda one: local_day(one.landed).replace(day=1))
    ]


def about(view: View, key: Key) -> About:
    """A record or page: what it is called today, or was last, and where it is read."""
    register = view.registers.get(key.register)
    title = (_last(view, key, "title") or key.id) if key.register == PAGES else title_of(view, key)
    owner = _last(view, key, "owner_role")
    return About(
        title,
        key.id if title != key.id else "",
        quote(page_of(view, key)),
        register.schema.title if register else "Pages" if key.register == PAGES else key.register,
        _named(view, owner),
        touched(view, key),
    )


def _named(view: View, id_: str) -> str:
    """What the record with an id is called, where there is one and no other."""
    keys = view.ids.get(id_, ())
    return view.label(keys[0]) if len(keys) == 1 else id_


def _last(view: View, key: Key, name: str) -> str:
    """What a field last said, whether its record is still there or not."""
    assert view.past
    found = (
        change
        for one in reversed(view.past.trails[key])
        for change in one.changes
        if change.path == (name,)
    )
    change = next(found, None)
    value: Value | None = (change.old if change.new is None else change.new) if change else None
    return value if isinstance(value, str) else ""


# ---------------------------------------------------------------------------------------------- in words


def briefly(view: View, revision: Revision) -> tuple[Sequence[Told], str]:
    """The changes of a revision in few words, and what is said in place of changes or of more of them."""
    if revision.kind != "changed":
        return (), counted(
            len(revision.changes), "field" if revision.key.register != PAGES else "part"
        )
    schema = schema_of(view, revision.key)
    told = [_short(tell(view, schema, change)) for change in revision.changes[:SHOWN]]
    return told, counted(left, "more change") if (left := len(revision.changes) - SHOWN) > 0 else ""


def _short(told: Told) -> Told:
    if len(told.old) + len(told.new) <= LONG:
        return told
    marked = words_near(told.old, told.new, AROUND, LONG) if told.marked else None
    return told._replace(
        old=shortened(told.old, LONG), new=shortened(told.new, LONG), marked=marked
    )


def _before(revision: Revision) -> str:
    if revision.moved:
        return f"It was {revision.moved.id} until then."
    return f"Its file was {revision.was} until then." if revision.was else ""


def _line(view: View, revision: Revision, known: Mapping[Key, About]) -> Line:
    told, more = briefly(view, revision)
    authors = dict.fromkeys(
        [
            revision.commit.author.known_as,
            *(one.by.author.known_as for one in revision.changes if one.by),
        ]
    )
    this = known[revision.key]
    kind = kind_said(revision)
    facets = (this.register, this.owner, "|".join(authors), kind)
    return Line(this, kind, told, _before(revision), more, revision_anchor(revision), facets)


def _landing(view: View, revisions: Sequence[Revision], known: Mapping[Key, About]) -> LandedCommit:
    assert view.past
    commit = revisions[0].commit
    lines: dict[str, list[Line]] = {}
    for revision in sorted(revisions, key=lambda one: (known[one.key].register, one.key.id)):
        lines.setdefault(kind_said(revision), []).append(_line(view, revision, known))
    return LandedCommit(
        reason(commit)[0],
        who(commit),
        local_time(revisions[0].landed),
        revisions[0].landed.isoformat(),
        merged_via(commit),
        commit.id[:10],
        commit_address(view.forge, commit.id),
        sorted(
            (_batch(kind, found) for kind, found in lines.items()),
            key=lambda batch: bool(batch.folded),
        ),
        all(view.past.with_program(revision) for revision in revisions),
    )


def _batch(kind: str, lines: Sequence[Line]) -> Batch:
    if len(lines) <= MANY:
        return Batch(lines, "")
    pages = sum(line.about.register == "Pages" for line in lines)
    parts = [
        counted(number, word)
        for number, word in ((len(lines) - pages, "record"), (pages, "page"))
        if number
    ]
    return Batch(lines, f"{kind}: {' and '.join(parts)}")


# ------------------------------------------------------------------------------------------------- pages


def changes(view: View) -> Fragment:
    """The newest month, and the way to all others. For the public: nothing."""
    found = months(view)
    if not found:
        return Fragment(Markup())
    days = list(_days(view, found[0]))
    years = [(year, list(those)) for year, those in groupby(found, lambda month: month.first.year)]
    last = Heading(2, "months", "All months")
    html = render(
        "changes.html",
        month=found[0],
        days=days,
        years=years,
        last=last,
        facets=FACETS,
        root=ROOT,
        count=_count,
        pending=_pending(view),
    )
    return Fragment(html, (*(heading for heading, _, _ in days), last))


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
    return Fragment(html, tuple(heading for heading, _, _ in days))


def _count(revisions: Sequence[Revision]) -> str:
    return counted(len(revisions), "change")


def _pending(view: View) -> str:
    assert view.past
    return (
        counted(len(view.past.pending), "record or page", "records and pages")
        if view.past.pending
        else ""
    )


def _days(view: View, month: Month) -> Iterator[tuple[Heading, str, Sequence[LandedCommit]]]:
    known = {key: about(view, key) for key in {revision.key for revision in month.revisions}}
    for day, found in groupby(month.revisions, lambda one: local_day(one.landed)):
        landings = [_landing(view, those, known) for those in _by_commit(found)]
        yield Heading(2, f"day-{day.isoformat()}", say_date(day)), day.isoformat(), landings


def _by_commit(revisions: Iterable[Revision]) -> Iterator[list[Revision]]:
    for _, found in groupby(revisions, lambda one: one.commit.id):
        yield list(found)

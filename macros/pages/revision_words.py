"""One revision in words: what it did, who made it, when and why, and what else is on record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from macros.history.pull_requests import pull_request
from macros.model import Commit, Pending, Revision, Schema
from macros.model.coauthors import told_body, told_subject, without_addresses
from macros.model.outside import cut, isolated_name
from macros.model.text import both, counted
from macros.pages.change_words import ChangeWords, all_changes, changes_told, who
from macros.pages.commit_facts import commit_facts, say_signature
from macros.pages.fragments import commit_address
from macros.rules.calendar import Fault, local_day, local_time, read_date, say_date
from macros.view.view import View

KINDS = {
    "created": "Created",
    "changed": "Changed",
    "deleted": "Deleted",
    "restored": "Brought back",
    "left out": "Left out by a merge",
}
"""What a revision did, in a word."""

UNCOMMITTED = (
    "This is in the working copy that the site was built from. Nobody has committed it, so nobody "
    "stands for it."
)


LONGEST = 300
"""Letters of a reason that stand as a heading."""


LEFT_OUT = (
    "A side branch had this and the merge didn't take it. Where the side branch was the published "
    "line, as with 'git pull', it was taken back by that."
)


FOLDED_ABOVE = 12
"""Changes of one revision, from which on they fold."""


class Chapter(NamedTuple):
    """One revision in words, or what isn't committed yet: that has neither commit nor day.

    `folded` is what opens the changes, if they fold; they all go one way where it isn't an
    edit. `program` names the folders of the program that its commits changed too; `anchor` is its
    place on the page.
    """

    kind: str
    why: str
    changes: Sequence[ChangeWords]
    folded: str
    is_edit: bool = True
    day: str = ""
    time: str = ""
    iso: str = ""
    who: str = ""
    more: str = ""
    facts: Sequence[str] = ()
    short: str = ""
    link: str = ""
    program: str = ""
    anchor: str = ""


def chapter(view: View, schema: Schema | None, revision: Revision) -> Chapter:
    """One revision in words."""
    commit = revision.commit
    changes = changes_told(view, schema, revision)
    why, more = reason(commit)
    return Chapter(
        revision_kind(revision),
        why,
        changes,
        _folded(revision.kind, changes),
        _is_edit(revision.kind),
        day=landed_on(revision),
        time=local_time(revision.landed),
        iso=revision.landed.isoformat(),
        who=who(commit),
        more=more,
        facts=list(_facts(view, revision)),
        short=commit.id[:10],
        link=commit_address(view.forge, commit.id),
        program=both(view.past.with_program(revision)) if view.past else "",
        anchor=revision_anchor(revision),
    )


def pending_chapter(view: View, schema: Schema | None, pending: Pending) -> Chapter:
    """What the working copy adds to a record's history, in words."""
    changes = all_changes(view, schema, pending.changes)
    folded, is_edit = _folded(pending.kind, changes), _is_edit(pending.kind)
    return Chapter("Not yet committed", UNCOMMITTED, changes, folded, is_edit)


def landed_on(revision: Revision) -> str:
    """The day on which a revision came onto the main line, in words."""
    return say_date(local_day(revision.landed))


def revision_anchor(revision: Revision) -> str:
    """Where a revision is told on the page of its record."""
    own = "-left-out" if revision.kind == "left out" else ""
    return f"revision-{revision.commit.id[:10]}{own}"


def revision_kind(revision: Revision) -> str:
    """What a revision did, in a word or two."""
    if not revision.readable:
        return "Changed to something that can't be read as a record"
    if revision.kind == "changed" and not revision.changes:
        return "Renamed" if revision.was else "Laid out anew"
    return KINDS[revision.kind]


def reason(commit: Commit) -> tuple[str, str]:
    """Why a change was made, as its message says, in a line and the rest.

    A merged pull request has a title of its own for that. Where the line is cut, the rest has it.
    """
    merged = pull_request(commit.subject, commit.body)
    line, rest = told_subject(commit), told_body(commit)
    if merged and merged.title and commit.is_merge:
        line = without_addresses(merged.title)
        rest = rest.removeprefix(line).strip("\n")
    short = cut(line, LONGEST)
    if short != line:
        rest = f"{line}\n\n{rest}".strip("\n")
    return short or "No reason was given.", rest


def _folded(kind: str, changes: Sequence[ChangeWords]) -> str:
    """What can be opened: a record that came or went is told in a line, its fields underneath.

    So are many changes at once, such as those of a long list.
    """
    if _is_edit(kind):
        return f"What changed ({len(changes)})" if len(changes) > FOLDED_ABOVE else ""
    title = "What it said" if kind == "deleted" else "What it said then"
    return f"{title} ({counted(len(changes), 'field')})" if changes else ""


def _is_edit(kind: str) -> bool:
    """Whether something was there before and after, so that new and old have to be told apart."""
    return kind in ("changed", "left out")


def _facts(view: View, revision: Revision) -> Iterator[str]:
    """What else is on record about a revision, each in a sentence."""
    if revision.kind == "left out":
        yield LEFT_OUT
    yield from commit_facts(revision.commit, revision.landed)
    yield from _former_names(revision)
    yield from _holds_from(revision)
    yield say_signature(view, revision.commit)


def _former_names(revision: Revision) -> Iterator[str]:
    if revision.was:
        yield f"Its file was {isolated_name(revision.was)} until then."
    if revision.moved and revision.kind == "deleted":
        yield f"It went on as {isolated_name(revision.moved.id)}."
    elif revision.moved:
        yield f"It was {isolated_name(revision.moved.id)} until then."


def _holds_from(revision: Revision) -> Iterator[str]:
    """The other clock: a record may say that it holds from a day before it was written down."""
    for change in revision.changes:
        if change.path == ("effective_from",) and isinstance(change.new, str):
            day = read_date(change.new)
            since = isolated_name(change.new) if isinstance(day, Fault) else say_date(day)
            recorded = landed_on(revision)
            yield f"By the record it holds from {since}; it was recorded on {recorded}."

"""The story of a record or a page, newest first: who changed what, when and why, in plain words.

The newest change and a count stand open, and the rest is folded: most readers come for what the
page says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from markupsafe import Markup

from macros.catalogue.front_matter import PUBLIC
from macros.history.describe import by_sentence, heading, users
from macros.history.pull_requests import merged_via, pull_request
from macros.history.revisions import History
from macros.model import PAGES, Commit, Key, Pending, Revision, Schema, Trail
from macros.model.text import both, counted
from macros.pages.change_words import Told, by_section, tell, who
from macros.pages.fragments import ROOT, Fragment, Heading, render
from macros.pages.old_values import last_values, page_of, say_old_value, schema_of, title_of
from macros.rules.calendar import local_day, local_time, read_date, say_date
from macros.view.view import View

KINDS = {
    "created": "Created",
    "changed": "Changed",
    "deleted": "Deleted",
    "restored": "Brought back",
}
"""What a revision did, in a word."""


class Chapter(NamedTuple):
    """One revision in words, or what isn't committed yet.

    `program` names the folders of the program that its commits changed too; `anchor` is its place
    on the page.
    """

    kind: str
    day: str
    time: str
    iso: str
    who: str
    why: str
    more: str
    facts: Sequence[str]
    told: Sequence[Told]
    folded: str
    short: str
    link: str
    program: str = ""
    anchor: str = ""


def story(view: View, key: Key) -> Fragment:
    """All that happened to a record or a page. Empty where there is no history to read."""
    if view.past is None or not (key in view.past.trails or key in view.past.pending):
        return Fragment(Markup())
    trail = view.past.trail(key)
    pending = view.past.pending.get(key)
    uncommitted = [_pending(view, schema_of(view, key), pending)] if pending else []
    chapters = list(_chapters(view, key, trail))
    shown = Heading(2, "history", "History")
    html = render(
        "story.html",
        heading=shown,
        count=_count(view.past, trail),
        newest=[*uncommitted, *chapters[:1]],
        earlier=chapters[1:],
        summary=_summary(trail),
        this="page" if key.register == PAGES else "record",
        touched=touched(view, key),
        root=ROOT,
    )
    return Fragment(html, (shown,))


def _chapters(view: View, key: Key, trail: Trail) -> Iterator[Chapter]:
    schema = schema_of(view, key)
    for number, revision in reversed(list(enumerate(by_sentence(schema, trail)))):
        place = revision_anchor(revision)
        own = revision.key == key
        yield chapter(view, schema, revision)._replace(anchor=place if own else f"{place}-{number}")


def revision_anchor(revision: Revision) -> str:
    """Where a revision is told on the page of its record.

    On the page of the name that the record has now a number follows: two names may share a commit.
    """
    return f"revision-{revision.commit.id[:10]}"


def _count(past: History, trail: Trail) -> str:
    """How many changes there are, and how many of them came with changes to the program."""
    if not trail:
        return "Nothing of it is committed yet"
    alone = [revision for revision in trail if not past.with_program(revision)]
    together = len(trail) - len(alone)
    count = counted(len(trail), "change")
    if not together:
        return count
    if not alone:
        return f"{count}, made together with changes to the program"
    newest = say_date(local_day(alone[-1].landed))
    came = f"{together} came together with changes to the program"
    return f"{count}, of which {came}; the newest other is of {newest}"


def _summary(trail: Trail) -> str:
    if len(trail) < 2:
        return ""
    first = say_date(local_day(trail[0].landed))
    return f"{counted(len(trail) - 1, 'earlier change')}, back to {first}"


def _pending(view: View, schema: Schema | None, pending: Pending) -> Chapter:
    told = [tell(view, schema, change) for change in by_section(schema, pending.changes)]
    why = "This is in the working copy that the site was built from. Nobody has committed it, so nobody stands for it."
    return Chapter(
        "Not yet committed", "", "", "", "", why, "", (), told, _folded(pending.kind, told), "", ""
    )


def chapter(view: View, schema: Schema | None, revision: Revision) -> Chapter:
    """One revision in words."""
    commit = revision.commit
    told = [tell(view, schema, change) for change in by_section(schema, revision.changes)]
    day = local_day(revision.landed)
    return Chapter(
        kind_said(revision),
        say_date(day),
        local_time(revision.landed),
        revision.landed.isoformat(),
        who(commit),
        *reason(commit),
        list(_facts(view, revision)),
        told,
        _folded(revision.kind, told),
        commit.id[:10],
        commit_address(view.forge, commit.id),
        program_said(view, revision),
    )


def program_said(view: View, revision: Revision) -> str:
    """The folders of the program that were changed together with a record: 'macros and tests'."""
    return both(view.past.with_program(revision)) if view.past else ""


def kind_said(revision: Revision) -> str:
    """What a revision did, in a word or two."""
    if not revision.readable:
        return "Changed to something that can't be read as a record"
    if revision.kind == "changed" and not revision.changes:
        return "Renamed" if revision.was else "Laid out anew"
    return KINDS[revision.kind]


def reason(commit: Commit) -> tuple[str, str]:
    """Why a change was made, as its message says, in a line and the rest; of a pull request, by its own title."""
    brought = pull_request(commit.subject, commit.body)
    if brought and brought.title and len(commit.parents) > 1:
        return brought.title, commit.body.removeprefix(brought.title).strip("\n")
    return commit.subject or "No reason was given.", commit.body


def _folded(kind: str, told: Sequence[Told]) -> str:
    """A record that came or went is told in one line, with its fields underneath for who wants them."""
    if kind in ("created", "restored", "deleted") and told:
        return f"{'What it said' if kind == 'deleted' else 'What it said then'} ({counted(len(told), 'field')})"
    return ""


def _facts(view: View, revision: Revision) -> Iterator[str]:
    """What else is on record about a revision, each in a sentence."""
    commit = revision.commit
    if brought := merged_via(commit):
        yield f"It came in by {brought}."
    if commit.approvals:
        yield f"The message names as approving: {', '.join(commit.approvals)}."
    if local_day(commit.written) != local_day(revision.landed):
        yield f"Written on {say_date(local_day(commit.written))}, by its author's clock."
    if commit.committed < revision.landed:
        yield f"The commit is dated {say_date(local_day(commit.committed))}, before one that came earlier: a clock was wrong, or the date was set."
    if commit.committer.name != commit.author.name:
        yield f"Committed by {commit.committer.name}."
    if revision.was:
        yield f"Its file was {revision.was} until then."
    if revision.moved:
        yield f"It {'went on as' if revision.kind == 'deleted' else 'was'} {revision.moved.id}{'' if revision.kind == 'deleted' else ' until then'}."
    yield from _holds_from(revision)
    signature = view.past.signatures.get(commit.id) if view.past else None
    yield f"Signature: {signature or 'none'}."


def _holds_from(revision: Revision) -> Iterator[str]:
    """The other clock: from when a thing holds, which its record says, is not when it was written down."""
    for change in revision.changes:
        if change.path == ("effective_from",) and isinstance(change.new, str):
            yield f"By the record it holds from {_day_said(change.new)}; it was recorded on {say_date(local_day(revision.landed))}."


def _day_said(text: str) -> str:
    day = read_date(text)
    return say_date(day) if isinstance(day, date) else text


def touched(view: View, key: Key) -> str:
    """What names a record today: 'used by 12 assets and 2 notices', or nothing."""
    said = users(
        view.used_by.get(key, ()),
        {name: register.schema for name, register in view.registers.items()},
    )
    return f"used by {said}" if said else ""


def commit_address(forge: str, id_: str) -> str:
    """Where a commit can be read on the forge, as the forge's own addresses go."""
    host = urlsplit(forge).netloc
    if not host:
        return ""
    middle = "-/commit" if "gitlab" in host else "commits" if "bitbucket" in host else "commit"
    return f"{forge.rstrip('/')}/{middle}/{id_}"


def gone(view: View, key: Key) -> Fragment:
    """The page of a record or page that was deleted: marked, with what it last said and its story."""
    assert view.past
    schema = schema_of(view, key)
    trail: Trail = view.past.trails[key]
    last = trail[-1] if trail[-1].kind == "deleted" else None
    values = last_values(view, key) if key.register != PAGES else {}
    fields = [
        (heading(schema, (name,)), say_old_value(view, schema, (name,), value))
        for name, value in values.items()
        if name != "id"
    ]
    told = story(view, key)
    moved = last.moved if last else None
    html = render(
        "gone.html",
        day=say_date(local_day(last.landed)) if last else "",
        page=key.register == PAGES,
        fields=fields,
        moved=(f"{ROOT}{quote(page_of(view, moved))}", title_of(view, moved))
        if moved and moved.register != PAGES
        else None,
        file=trail[-1].file,
        story=told.html,
        elsewhere="" if last else _elsewhere(key),
    )
    return Fragment(html, told.headings)


def _elsewhere(key: Key) -> str:
    """Why the page of what the last commit holds is no page of this site, in a sentence."""
    if key.register != PAGES:
        return "This record is not in the working copy that the site was built from."
    return (
        "This page stands on the tenants' site."
        if key.id.startswith(PUBLIC)
        else "This page is not part of the site."
    )

"""What else is on record about a commit: whose word it is, by which clock, and who signed it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from macros.history.landings import CLOCKS, clock
from macros.history.pull_requests import merged_via, number_at_end
from macros.model import Commit
from macros.model.outside import isolated_name
from macros.rules.calendar import local_day, say_date
from macros.view.view import View


def commit_facts(commit: Commit, landed: datetime) -> Iterator[str]:
    """How a commit came in, whom it names, when by its own clock, and who committed it.

    Each is a sentence.
    """
    if way := merged_via(commit):
        yield f"It came in by {way}."
    elif number := number_at_end(commit):
        yield f"Its message ends with #{number}, a pull request's number or another."
    yield from say_named(commit)
    yield from _clocks(commit, landed)
    yield from _committer(commit)


def say_signature(view: View, commit: Commit) -> str:
    """What came of checking a commit's signature."""
    signature = view.past.signatures.get(commit.id) if view.past else None
    return f"Signature: {signature or 'none'}."


def say_named(commit: Commit) -> Iterator[str]:
    """Whom the message names. Nobody checked that they did it."""
    for names, done in ((commit.approvals, "approving"), (commit.reviews, "reviewing")):
        if names:
            yield f"The message names as {done}: {', '.join(map(isolated_name, names))}."


def _clocks(commit: Commit, landed: datetime) -> Iterator[str]:
    """Where a commit's own dates say something else than when it landed."""
    if local_day(commit.written) != local_day(landed):
        yield f"Written on {say_date(local_day(commit.written))}, by its author's clock."
    if wrong := clock(commit.committed, landed):
        dated = f"The commit is dated {say_date(local_day(commit.committed))}"
        yield f"{dated}, {CLOCKS[wrong]}: a clock was wrong, or the date was set."


def _committer(commit: Commit) -> Iterator[str]:
    """Who committed, where it was somebody else: also where they bear the author's name."""
    if commit.committer.name != commit.author.name:
        yield f"Committed by {isolated_name(commit.committer.name)}."
    elif commit.committer.mail != commit.author.mail:
        yield "Committed under the same name from another address."

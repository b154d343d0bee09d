"""kim history: the story of a record or a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import click

from macros.catalogue.read import read
from macros.catalogue.read_near import Near, OutOfTheOrdinaryError
from macros.catalogue.references import label
from macros.cli import completion
from macros.cli.changes import change_lines, noun
from macros.cli.named_past import find, is_gone, past_of
from macros.cli.schema_story import of_file, schema_story, story_for_programs
from macros.cli.start import as_json, main, project_root, with_form
from macros.cli.streams import say
from macros.history.describe import by_sentence, labelled
from macros.history.landings import CLOCKS, clock
from macros.history.pull_requests import came_by, number_at_end
from macros.history.revisions import History
from macros.history.told_once import following, reshaped_of
from macros.model import Catalogue, Change, Key, Pending, Person, Revision, Schema, dotted
from macros.model.coauthors import told_message
from macros.model.outside import isolated_name, on_terminal, plainly
from macros.model.text import both
from macros.rules.calendar import local_day, say_date


@main.command()
@click.argument("name", metavar="ID", shell_complete=completion.ids)
@with_form("How to print the story.", "json")
def history(name: str, form: str) -> None:
    """Print the story of a record, newest first.

    It says who changed which field, when and why. A record that was deleted has one too, and so has
    each page of docs/, each schema and each file of settings, by its path. What isn't committed yet
    comes first. An author's name is what Git was told.

    Example: kim history IA3
    """
    root = project_root()
    past = past_of(root, name)
    if revisions := of_file(past, name):
        printed = as_json(story_for_programs(revisions)) if form == "json" else None
        say(printed or "\n".join(schema_story(revisions)))
        return
    key = find(past, name)
    if form == "json":
        say(as_json(_for_programs(past, key)))
        return
    try:
        near = Near(root)
        told = list(_for_people(_Story(past, key, near.schema(key.register), near)))
    except OutOfTheOrdinaryError:
        catalogue, schemas = read(root)
        schema = schemas.registers.get(key.register)
        told = list(_for_people(_Story(past, key, schema, _labels(catalogue))))
    say("\n".join(told))


# ------------------------------------------------------------------------------ for programs

COMMIT = (
    "commit",
    "date",
    "author",
    "message",
    "written",
    "landed",
    "committer",
    "known_as",
    "pull_request",
    "signature",
    "approvals",
    "reviews",
    "co_authors",
)
"""What the contract says of a commit."""

NO_COMMIT: Mapping[str, Any] = {
    **dict.fromkeys(COMMIT),
    **{name: [] for name in ("approvals", "reviews", "co_authors")},
}
"""The same of what isn't committed yet."""


def _for_programs(past: History, key: Key) -> list[Mapping[str, Any]]:
    """The contract of `kim history --format json`."""
    entries = [_entry(_commit(past, revision), revision) for revision in reversed(past.told(key))]
    if pending := past.pending.get(key):
        return [_entry(NO_COMMIT, pending), *entries]
    return entries


def _entry(commit: Mapping[str, Any], step: Pending | Revision) -> Mapping[str, Any]:
    changes = [_change(change) for change in step.changes]
    return {**commit, "kind": step.kind, "changes": changes}


def _commit(past: History, revision: Revision) -> Mapping[str, Any]:
    commit = revision.commit
    merged = came_by(commit)
    values = (
        commit.id,
        commit.committed.isoformat(),
        commit.author.name,
        told_message(commit),
        commit.written.isoformat(),
        revision.landed.isoformat(),
        commit.committer.name,
        commit.author.renamed or None,
        merged.number if merged else None,
        past.signatures.get(commit.id),
        list(commit.approvals),
        list(commit.reviews),
        [author.known_as for author in commit.coauthors],
    )
    return dict(zip(COMMIT, values, strict=True))


def _change(change: Change) -> Mapping[str, Any]:
    by = {"commit": change.by.id, "author": change.by.author.name} if change.by else None
    return {
        "path": dotted(change.path),
        "old": change.old,
        "new": change.new,
        "by": by,
        "made_in_merge": change.merged,
    }


# -------------------------------------------------------------------------------- for people


class _Story(NamedTuple):
    """What happened to a record, and the words of today to say it in."""

    past: History
    key: Key
    schema: Schema | None
    labels: Mapping[Key, str]


def _labels(catalogue: Catalogue) -> Mapping[Key, str]:
    return {
        record.key: label(register.schema, record.values)
        for register in catalogue.registers.values()
        for record in register.records
    }


def _for_people(story: _Story) -> Iterator[str]:
    past, key, schema, labels = story
    yield _title(story)
    if pending := past.pending.get(key):
        yield from ("", f"Not yet committed: {pending.kind}")
        yield from change_lines(schema, pending.kind, pending.changes, labelled(labels))
    trail = by_sentence(schema, past.told(key))
    shape = reshaped_of(past.schemas, key.register)
    for revision in reversed(list(following(trail, shape))):
        yield from _revision_lines(story, revision)


def _title(story: _Story) -> str:
    """The record's name of today, what it is, and whether it is there."""
    key = story.key
    name = f"{key.id} {story.labels[key]}" if key in story.labels else key.id
    return f"{on_terminal(name)} ({noun(key, story.schema)}{_end(story)})"


def _end(story: _Story) -> str:
    """How it came that the record isn't there, if it isn't."""
    if story.key in story.past.never_there:
        return ", left out by a merge"
    return ", deleted" if is_gone(story.past, story.key) else ""


def _revision_lines(story: _Story, revision: Revision) -> Iterator[str]:
    message = told_message(revision.commit).split("\n")
    yield from ("", _headline(revision))
    yield from (f"  {on_terminal(line)}" for line in message if line.strip())
    yield from (f"  {note}" for note in _notes(story.past, revision))
    label_of = labelled(story.labels)
    yield from change_lines(story.schema, revision.kind, revision.changes, label_of)


def _headline(revision: Revision) -> str:
    """When, who, what, and the commit: '5 January 2026, Alice Able: created [0a1b2c3d4e5f]'."""
    commit = revision.commit
    day, authors = say_date(local_day(commit.committed)), both(list(map(_known, commit.authors)))
    return f"{plainly(f'{day}, {authors}: {revision.kind}')} [{commit.id[:12]}]"


def _known(author: Person) -> str:
    name = isolated_name(author.name)
    return f"{name} (known as {isolated_name(author.renamed)})" if author.renamed else name


def _notes(past: History, revision: Revision) -> Iterator[str]:
    """How a revision came in, who stands by it, and where the record came from or went."""
    commit = revision.commit
    if merged := came_by(commit):
        yield f"Pull request {merged.number}, as the message says"
    elif number := number_at_end(commit):
        yield f"The message ends with #{number}, a pull request's number or another"
    for names, done in ((commit.approvals, "approving"), (commit.reviews, "reviewing")):
        if names:
            yield f"The message names as {done}: {both([on_terminal(name) for name in names])}"
    if signature := past.signatures.get(commit.id):
        yield f"Signature: {signature}"
    if wrong := clock(commit.committed, revision.landed):
        yield f"Landed by {say_date(local_day(revision.landed))}: it is dated {CLOCKS[wrong]}"
    if revision.was:
        yield f"Before: {on_terminal(revision.was)}"
    if revision.moved and revision.kind == "deleted":
        yield f"It goes on as {on_terminal(revision.moved.id)}"

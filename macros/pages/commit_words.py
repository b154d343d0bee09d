"""What one commit did, in words: to which records and pages, and in few words what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeAlias

from macros.history.pull_requests import merged_via
from macros.history.revisions import History
from macros.model import Key, Revision, SchemaRevision
from macros.model.outside import isolated_name
from macros.model.text import counted
from macros.pages.change_words import ChangeWords, changes_told, who, writers
from macros.pages.changed_things import PAGES_TITLE, About, about_schema
from macros.pages.fragments import commit_address
from macros.pages.old_values import schema_of
from macros.pages.revision_words import reason, revision_anchor, revision_kind
from macros.pages.schema_pages import TITLE as SCHEMAS_TITLE
from macros.pages.schema_pages import all_words, other_folders, schema_anchor, schema_kind
from macros.pages.word_diff import shortened, words_near
from macros.rules.calendar import local_time
from macros.view.view import View

MANY = 20
"""Records. What one commit did to more of them is folded: an import would bury its month."""

SHOWN = 6
"""Changes of one record that are told here; its own history tells the rest."""

TOLD = ("changed", "left out")
"""Kinds of revision of which the changes are told; another is told by its kind alone."""

LONG = 240
"""Letters of a text that are shown here."""

AROUND = 8
"""Words that are shown on each side of a change in a long text."""

FACETS = ("Register", "Owner today", "Author", "Kind of change")
"""What the changes are filtered by, as `CommitLine.facets` has it."""

Landed: TypeAlias = "Revision | SchemaRevision"
"""What a commit did to a record or page, or to a schema or settings."""


class CommitLine(NamedTuple):
    """What one commit did to one record. `before` says what it was called until then."""

    about: About
    kind: str
    changes: Sequence[ChangeWords]
    before: str
    more: str
    anchor: str
    facets: Sequence[str]


class Batch(NamedTuple):
    """The records to which one commit did the same. Of many, `folded` says what can be opened."""

    lines: Sequence[CommitLine]
    folded: str


class LandedCommit(NamedTuple):
    """One commit as it came onto the main line.

    `program` says whether all that it changed came together with changes to the program, and `cut`
    whether this isn't all that it did.
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
    cut: bool = False


def lines_told(revision: Landed) -> int:
    """How many lines `briefly` needs, at most: one for what it is about, and one for each change.

    By what Git has alone, whatever today's schemas leave out of it.
    """
    if isinstance(revision, SchemaRevision):
        return 1 + min(len(revision.words), SHOWN)
    return 1 + (min(len(revision.changes), SHOWN) if revision.kind in TOLD else 0)


def briefly(view: View, revision: Revision) -> tuple[Sequence[ChangeWords], str]:
    """The changes of a revision in few words, and what is said in place of those left out."""
    changes = revision.changes
    if revision.kind not in TOLD:
        return (), counted(len(changes), "part" if revision.key.is_page else "field")
    schema = schema_of(view, revision.key)
    shown = changes_told(view, schema, replace(revision, changes=changes[:SHOWN]))
    words = [_short(change) for change in shown]
    left_out = len(changes) - SHOWN
    return words, counted(left_out, "more change") if left_out > 0 else ""


def _short(change: ChangeWords) -> ChangeWords:
    old, new = change.old, change.new
    if len(old) + len(new) <= LONG:
        return change
    marked = words_near(old, new, AROUND, LONG) if change.marked else None
    return change._replace(old=shortened(old, LONG), new=shortened(new, LONG), marked=marked)


def landed_commit(
    view: View, revisions: Sequence[Landed], known: Mapping[Key, About]
) -> LandedCommit:
    """The commit that made these revisions. `known` says what each record is called."""
    assert view.past
    commit = revisions[0].commit
    return LandedCommit(
        reason(commit)[0],
        who(commit),
        local_time(revisions[0].landed),
        revisions[0].landed.isoformat(),
        merged_via(commit),
        commit.id[:10],
        commit_address(view.forge, commit.id),
        _batches(view, revisions, known),
        all(_with_program(view, view.past, revision) for revision in revisions),
    )


def _with_program(view: View, past: History, revision: Landed) -> bool:
    """Whether it came together with changes to the program, which schemas aren't to themselves."""
    if isinstance(revision, SchemaRevision):
        return bool(other_folders(view, [revision]))
    return bool(past.with_program(revision))


def _batches(
    view: View, revisions: Sequence[Landed], known: Mapping[Key, About]
) -> Sequence[Batch]:
    """What was done alike together, and what is folded last. Schemas come first."""
    by_kind: dict[str, list[CommitLine]] = defaultdict(list)
    for schema in revisions:
        if isinstance(schema, SchemaRevision):
            by_kind[schema_kind(schema)].append(_schema_line(schema))
    records = [revision for revision in revisions if isinstance(revision, Revision)]
    for revision in sorted(records, key=lambda each: (known[each.key].register, each.key.counted)):
        line = _line(view, revision, known)
        by_kind[line.kind].append(line)
    batches = [_batch(kind, lines) for kind, lines in by_kind.items()]
    return sorted(batches, key=lambda batch: bool(batch.folded))


def facets_of(revision: Landed, known: Mapping[Key, About]) -> Sequence[str]:
    """What a revision is filtered by, in the order of `FACETS`."""
    if isinstance(revision, SchemaRevision):
        return (SCHEMAS_TITLE, "", writers([revision.commit]), schema_kind(revision))
    record = known[revision.key]
    setters = (change.by for change in revision.changes if change.by)
    who_wrote = writers((revision.commit, *setters))
    return (record.register, record.owner, who_wrote, revision_kind(revision))


def _line(view: View, revision: Revision, known: Mapping[Key, About]) -> CommitLine:
    record = known[revision.key]
    changes, more = briefly(view, revision)
    facets = facets_of(revision, known)
    anchor = revision_anchor(revision)
    return CommitLine(
        record, revision_kind(revision), changes, _before(revision), more, anchor, facets
    )


def _schema_line(revision: SchemaRevision) -> CommitLine:
    changes, more = briefly_of_schema(revision)
    anchor, facets = schema_anchor(revision), facets_of(revision, {})
    kind = schema_kind(revision)
    return CommitLine(about_schema(revision), kind, changes, "", more, anchor, facets)


def briefly_of_schema(revision: SchemaRevision) -> tuple[Sequence[ChangeWords], str]:
    """What is told of a schema's revision, what it opens first; and what is said of the rest."""
    words = all_words(revision)
    left_out = len(words) - SHOWN
    return words[:SHOWN], counted(left_out, "more change") if left_out > 0 else ""


def _before(revision: Revision) -> str:
    if revision.moved:
        return f"It was {isolated_name(revision.moved.id)} until then."
    return f"Its file was {isolated_name(revision.was)} until then." if revision.was else ""


def _batch(kind: str, lines: Sequence[CommitLine]) -> Batch:
    if len(lines) <= MANY:
        return Batch(lines, "")
    pages = sum(line.about.register == PAGES_TITLE for line in lines)
    schemas = sum(line.about.register == SCHEMAS_TITLE for line in lines)
    records = len(lines) - pages - schemas
    parts = ((records, "record"), (pages, "page"), (schemas, "schema"))
    counts = " and ".join(counted(number, noun) for number, noun in parts if number)
    return Batch(lines, f"{kind}: {counts}")

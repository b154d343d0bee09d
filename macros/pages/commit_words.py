"""What one commit did, in words: to which records and pages, and in few words what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeAlias
from urllib.parse import quote

from macros.history.pull_requests import merged_via
from macros.history.revisions import History
from macros.model import Key, Revision, SchemaRevision
from macros.model.outside import cut, isolated_name
from macros.model.text import counted
from macros.pages.change_words import ChangeWords, changes_told, who, writers
from macros.pages.fragments import commit_address
from macros.pages.history_page import say_users
from macros.pages.old_values import page_of, schema_of, title_of
from macros.pages.revision_words import reason, revision_anchor, revision_kind
from macros.pages.schema_pages import TITLE as SCHEMAS_TITLE
from macros.pages.schema_pages import (
    all_words,
    other_folders,
    schema_address,
    schema_anchor,
    schema_kind,
)
from macros.pages.word_diff import shortened, words_near
from macros.rules.calendar import local_time
from macros.view.view import View

MANY = 20
"""Records. What one commit did to more of them is folded: an import would bury its month."""

SHOWN = 6
"""Changes of one record that are told here; its own history tells the rest."""

LONG = 240
"""Letters of a text that are shown here."""

AROUND = 8
"""Words that are shown on each side of a change in a long text."""

FACETS = ("Register", "Owner today", "Author", "Kind of change")
"""What the changes are filtered by, as `CommitLine.facets` has it."""

PAGES_TITLE = "Pages"
"""Stands for the title of a register where pages changed."""


Landed: TypeAlias = "Revision | SchemaRevision"
"""What a commit did to a record or page, or to a schema or settings."""


class About(NamedTuple):
    """What is said of a record or page beside each of its changes, as it is today."""

    title: str
    id: str
    href: str
    register: str
    owner: str
    used_by: str


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


def about(view: View, key: Key) -> About:
    """A record or page: what it is called today, or was last, and where it is read."""
    assert view.past
    is_page = key.is_page
    title = (cut(_last(view, key, "title")) or key.id) if is_page else title_of(view, key)
    return About(
        title,
        key.id if title != key.id else "",
        quote(page_of(view, key)) if view.past.told(key) else "",
        _register_title(view, key),
        _label_of(view, _last(view, key, "owner_role")),
        say_users(view, key),
    )


def _register_title(view: View, key: Key) -> str:
    if schema := schema_of(view, key):
        return schema.title
    return PAGES_TITLE if key.is_page else key.register


def _label_of(view: View, id_: str) -> str:
    """What the record with an id is called, where there is one and no other."""
    keys = view.ids.get(id_, ())
    return view.label(keys[0]) if len(keys) == 1 else id_


def _last(view: View, key: Key, name: str) -> str:
    """What a field last said, whether its record is still there or not."""
    assert view.past
    for revision in reversed(view.past.trails.get(key) or view.past.left_out[key]):
        for change in revision.changes:
            if change.path == (name,):
                value = change.old if change.new is None else change.new
                return value if isinstance(value, str) else ""
    return ""


def briefly(view: View, revision: Revision) -> tuple[Sequence[ChangeWords], str]:
    """The changes of a revision in few words, and what is said in place of those left out."""
    changes = revision.changes
    if revision.kind not in ("changed", "left out"):
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
        line = _line(view, revision, known[revision.key])
        by_kind[line.kind].append(line)
    batches = [_batch(kind, lines) for kind, lines in by_kind.items()]
    return sorted(batches, key=lambda batch: bool(batch.folded))


def _line(view: View, revision: Revision, record: About) -> CommitLine:
    changes, more = briefly(view, revision)
    kind = revision_kind(revision)
    setters = (change.by for change in revision.changes if change.by)
    facets = (record.register, record.owner, writers((revision.commit, *setters)), kind)
    anchor = revision_anchor(revision)
    return CommitLine(record, kind, changes, _before(revision), more, anchor, facets)


def about_schema(revision: SchemaRevision) -> About:
    """A schema or a file of settings: what it is called, and where its history is read."""
    href = schema_address(revision.register)
    return About(revision.title, "", href, SCHEMAS_TITLE, "", "")


def _schema_line(revision: SchemaRevision) -> CommitLine:
    changes, more = briefly_of_schema(revision)
    kind = schema_kind(revision)
    facets = (SCHEMAS_TITLE, "", writers([revision.commit]), kind)
    anchor = schema_anchor(revision)
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

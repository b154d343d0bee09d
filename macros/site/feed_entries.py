"""One revision as a feed has it: plain words that are the same in every form of the feed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NamedTuple
from urllib.parse import quote, urljoin, urlsplit

from macros.model import Commit, Key, Revision, SchemaRevision
from macros.model.coauthors import told_body, told_subject
from macros.model.outside import isolate, isolated_name, plainly
from macros.pages.change_words import ChangeWords
from macros.pages.changed_things import About, about, about_schema
from macros.pages.commit_words import Landed, briefly, briefly_of_schema
from macros.pages.fragments import commit_address
from macros.pages.revision_words import revision_anchor, revision_kind
from macros.pages.schema_pages import schema_anchor, schema_kind
from macros.view.view import View


class FeedEntry(NamedTuple):
    """One revision in plain text. An empty `commit` means that no forge shows it."""

    id: str
    title: str
    address: str
    landed: datetime
    authors: tuple[str, ...]
    text: str
    commit: str
    register: str
    kind: str


def feed_entry(view: View, revision: Landed, site_url: str) -> FeedEntry:
    """What a feed says of a revision."""
    if isinstance(revision, SchemaRevision):
        return _schema_entry(view, revision, site_url)
    commit = revision.commit
    record = about(view, revision.key)
    kind = revision_kind(revision)
    id_ = f" ({isolate(record.id)})" if record.id else ""
    return FeedEntry(
        id=lasting_id(site_url, commit.committed, f"{commit.id}/{_name(revision.key)}"),
        title=plain(f"{kind}: {isolate(record.title)}{id_}"),
        address=urljoin(site_url, f"{record.href}#{revision_anchor(revision)}"),
        landed=revision.landed,
        authors=_authors(commit),
        text=plain("\n\n".join(_paragraphs(view, revision, record))),
        commit=commit_address(view.forge, commit.id),
        register=plain(record.register),
        kind=kind,
    )


def _schema_entry(view: View, revision: SchemaRevision, site_url: str) -> FeedEntry:
    """What a feed says of a schema or of settings."""
    commit, record, kind = revision.commit, about_schema(revision), schema_kind(revision)
    changes, more = briefly_of_schema(revision)
    told = "\n".join([*map(_line, changes), *([f"{more} in its history."] if more else [])])
    anchor = schema_anchor(revision)
    return FeedEntry(
        id=lasting_id(site_url, commit.committed, f"{commit.id}/{quote(revision.file)}"),
        title=plain(f"{kind}: {isolate(record.title)}"),
        address=urljoin(site_url, f"{record.href}#{anchor}" if anchor else record.href),
        landed=revision.landed,
        authors=_authors(commit),
        text=plain("\n\n".join(filter(None, [told, *_reason(commit)]))),
        commit=commit_address(view.forge, commit.id),
        register=plain(record.register),
        kind=kind,
    )


def lasting_id(site_url: str, when: datetime, name: str) -> str:
    """An id that lasts (RFC 4151): the site's name, a day that never changes, and what it names."""
    return f"tag:{urlsplit(site_url).hostname},{when.astimezone(UTC).date().isoformat()}:{name}"


NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def plain(text: str) -> str:
    """A text without what XML 1.0 has no place for; a commit's message may hold such characters.

    Of texts from outside only those are set apart that would turn the words beside them.
    """
    return NOT_XML.sub("\ufffd", plainly(text))


def _name(key: Key) -> str:
    return quote(key.id if key.is_page else f"registers/{key.register}/{key.id}")


def _paragraphs(view: View, revision: Revision, record: About) -> Iterator[str]:
    changes, more = briefly(view, revision)
    if changes:
        yield "\n".join(_line(change) for change in changes)
    if more and changes:
        yield f"{more} in its history."
    yield from _reason(revision.commit)
    if record.used_by:
        yield f"Today it is {record.used_by}."


def _authors(commit: Commit) -> tuple[str, ...]:
    names = (plain(isolated_name(author.name)) for author in commit.authors)
    return tuple(name or "No name was given" for name in names)


def _reason(commit: Commit) -> Iterator[str]:
    yield f"Why: {isolate(told_subject(commit) or 'No reason was given.')}"
    if body := told_body(commit):
        yield isolate(body)


def _line(change: ChangeWords) -> str:
    credit = f" ({change.by})" if change.by else ""
    return f"{isolate(change.title)}: {change.note or _old_and_new(change)}{credit}"


def _old_and_new(change: ChangeWords) -> str:
    old, new = isolate(change.old), isolate(change.new)
    if not change.new:
        return f"taken out: {old}"
    return f"{old} → {new}" if change.old else f"new: {new}"

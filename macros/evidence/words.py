"""Values, changes and revisions of a register in words, for a document that people read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from macros.history.describe import (
    LabelOf,
    by_sentence,
    describe_change,
    heading,
    in_words,
    labelled,
    values_in_words,
)
from macros.history.told_once import Reshaped, following, say_following
from macros.model import Change, Key, Path, Person, Revision, Schema, Trail, Value, is_list
from macros.model.coauthors import without_addresses
from macros.model.outside import isolate, isolated_name
from macros.pages.commit_facts import say_named
from macros.rules.calendar import local_day, say_date

MADE = {"created": "Made", "restored": "Put back"}


class RevisionWords(NamedTuple):
    """A revision: its day, who made it as Git was told, why, and what changed.

    `named` says whom the message names, beside the author.
    """

    day: str
    who: str
    why: str
    named: tuple[str, ...]
    commit: str
    changes: tuple[str, ...]


class RegisterWords(NamedTuple):
    """How a register's records read: fields by their titles, references by what they lead to.

    `shape` is what the schema gave other names and kinds.
    """

    schema: Schema | None
    labels: Mapping[Key, str]
    shape: Reshaped

    @property
    def label_of(self) -> LabelOf:
        """What a record is called that a field names."""
        return labelled(self.labels)

    def heading(self, path: Path) -> str:
        """What a field is called."""
        return heading(self.schema, path)

    def value(self, name: str, value: Value) -> str:
        """A field's value as people read it: a list line by line."""
        if not is_list(value):
            return in_words(self.schema, (name,), value, self.label_of)
        return "\n".join(in_words(self.schema, (name, 0), part, self.label_of) for part in value)

    def story(self, trail: Trail) -> tuple[RevisionWords, ...]:
        """A trail, newest first."""
        told = following(by_sentence(self.schema, trail), self.shape)
        return tuple(map(self.revision, told))[::-1]

    def revision(self, revision: Revision) -> RevisionWords:
        """What one commit did to a record."""
        commit = revision.commit
        return RevisionWords(
            day=say_date(local_day(revision.landed)),
            who=_name(commit.author),
            why=without_addresses(commit.message.strip()),
            named=tuple(say_named(commit)),
            commit=commit.id[:12],
            changes=tuple(self._changes(revision)),
        )

    def _changes(self, revision: Revision) -> Iterator[str]:
        if not revision.readable:
            yield "The file could not be read as a record."
        elif revision.kind in MADE:
            yield f"{MADE[revision.kind]}, with {len(revision.changes)} fields."
            if revision.moved:
                yield f"It was {_record(revision.moved)} until then."
        elif revision.kind == "left out":
            yield from map(self.left_out, revision.changes)
        elif revision.kind == "deleted":
            yield f"Went on as {_record(revision.moved)}." if revision.moved else "Deleted."
        else:
            if revision.was:
                yield f"The file was {isolated_name(revision.was)} until then."
            yield from map(self.change, revision.changes)

    def left_out(self, change: Change) -> str:
        """The field's title, what a merge left out of a side branch, and who had set it."""
        old, new = values_in_words(self.schema, change, self.label_of)
        words = describe_change("left out", old, new, isolate)
        return f"{isolate(self.heading(change.path))}: {words}{_origin(change)}"

    def change(self, change: Change) -> str:
        """The field's title, the old value, an arrow and the new one; and who set it."""
        title = self.heading(change.path)
        if same := say_following(change):
            return f"{isolate(title)}: {same}{_origin(change)}"
        old, new = values_in_words(self.schema, change, self.label_of)
        old, new = (isolate(value) if value else "nothing" for value in (old, new))
        return f"{isolate(title)}: {old} → {new}{_origin(change)}"


def _name(person: Person) -> str:
    """Somebody as Git was told, and as the mail map knows them where that differs."""
    renamed = f" ({isolated_name(person.renamed)} in the mail map)" if person.renamed else ""
    return f"{isolated_name(person.name)}{renamed}"


def _record(key: Key) -> str:
    return f"{isolated_name(key.id)} of {isolated_name(key.register)}"


def _origin(change: Change) -> str:
    """Who set a value that a merge brought in; empty where nothing was merged."""
    if change.by:
        return f" (set by {isolated_name(change.by.author.name)} in {change.by.id[:12]})"
    return " (made in the merge itself)" if change.merged else ""

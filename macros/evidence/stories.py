"""The story of each record: every revision, newest first, every change as it was recorded.

A field that its schema gave another name or kind is one change, as everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from macros.evidence.contents import PackContents
from macros.evidence.format import Json, as_json
from macros.history.told_once import UNCHANGED, following
from macros.model import Change, Commit, Person, Revision, Trail, dotted

JsonObject: TypeAlias = Mapping[str, Json]


def stories(contents: PackContents) -> Iterator[tuple[str, bytes]]:
    """For each register its name and its stories as JSON; of registers that are gone too."""
    by_register: dict[str, list[JsonObject]] = {name: [] for name in contents.registers}
    shapes = contents.history.shapes
    for key, trail in contents.stories():
        told = tuple(following(trail, shapes.get(key.register, UNCHANGED)))
        story = {"id": key.id, **_story(told)}
        by_register.setdefault(key.register, []).append(story)
    for register, records in by_register.items():
        yield register, as_json({"register": register, **_stories(contents, records)})


def page_stories(contents: PackContents) -> bytes:
    """The story of each page that people write, by section."""
    pages = [{"file": key.id, **_story(trail)} for key, trail in contents.page_stories()]
    return as_json(_stories(contents, pages))


def _stories(contents: PackContents, entries: Sequence[JsonObject]) -> JsonObject:
    day, commit = contents.day.isoformat(), contents.commit.id
    return {"as_at": day, "commit": commit, "stories": entries}


def _story(trail: Trail) -> JsonObject:
    kinds = [step.kind for step in trail if step.kind != "left out"]
    return {
        "gone": not kinds or kinds[-1] == "deleted",
        "revisions": [_revision(revision) for revision in reversed(trail)],
    }


def _revision(revision: Revision) -> JsonObject:
    """A revision. `landed` is the latest committer date on the main line up to there."""
    was = {"was": revision.was} if revision.was else {}
    return {
        **_commit(revision.commit),
        "landed": revision.landed.isoformat(),
        "kind": revision.kind,
        "file": revision.file,
        **was,
        **_moved(revision),
        "changes": [_change(change) for change in revision.changes],
    }


def _moved(revision: Revision) -> JsonObject:
    if revision.moved is None:
        return {}
    return {"moved": f"{revision.moved.register}/{revision.moved.id}"}


def _commit(commit: Commit) -> JsonObject:
    return {
        "commit": commit.id,
        "written": commit.written.isoformat(),
        "committed": commit.committed.isoformat(),
        "author": _person(commit.author),
        "committer": _person(commit.committer),
        "message": commit.message.strip(),
        "approvals": list(commit.approvals),
        "reviews": list(commit.reviews),
    }


def _person(person: Person) -> JsonObject:
    """Somebody as Git was told, and as .mailmap knows them where that differs."""
    known = {"known_as": person.renamed} if person.renamed else {}
    return {"name": person.name, "mail": person.mail, **known}


def _change(change: Change) -> JsonObject:
    """A change; where a merge brought it in, by whom, or that it was made in the merge itself.

    `was` is the field's name before, where its schema gave it another name or another kind.
    """
    by = {"by": _commit(change.by)} if change.by else {}
    merged = {"made_in_the_merge": True} if change.merged else {}
    was = {"was": change.was} if change.was else {}
    path = dotted(change.path)
    return {"path": path, "old": change.old, "new": change.new, **was, **by, **merged}

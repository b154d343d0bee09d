"""The story of each record: every revision, newest first, with every change as it was recorded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from macros.evidence.contents import PackContents
from macros.evidence.format import Json, as_json
from macros.model import Change, Commit, Key, Person, Revision, Trail, dotted


def stories(taken: PackContents) -> Iterator[tuple[str, bytes]]:
    """For each register its name and its stories as JSON."""
    found: dict[str, list[tuple[Key, Trail]]] = {name: [] for name in taken.registers}
    for key, trail in taken.stories():
        found.setdefault(key.register, []).append((key, trail))
    for register, of in found.items():
        told = [
            {
                "id": key.id,
                "gone": trail[-1].kind == "deleted",
                "revisions": [_revision(one) for one in trail[::-1]],
            }
            for key, trail in of
        ]
        yield (
            register,
            as_json(
                {
                    "register": register,
                    "as_at": taken.day.isoformat(),
                    "commit": taken.commit.id,
                    "stories": told,
                }
            ),
        )


def page_stories(taken: PackContents) -> bytes:
    """The story of each page that people write, by section."""
    told = [
        {
            "file": key.id,
            "gone": trail[-1].kind == "deleted",
            "revisions": [_revision(one) for one in trail[::-1]],
        }
        for key in sorted(taken.past.trails)
        if not key.register
        for trail in (taken.past.trail(key),)
    ]
    return as_json({"as_at": taken.day.isoformat(), "commit": taken.commit.id, "stories": told})


def _revision(revision: Revision) -> Mapping[str, Json]:
    """A revision. `landed` is when it came onto the main line, by the latest committer date up to there."""
    return {
        **_commit(revision.commit),
        "landed": revision.landed.isoformat(),
        "kind": revision.kind,
        "file": revision.file,
        **({"was": revision.was} if revision.was else {}),
        **({"moved": f"{revision.moved.register}/{revision.moved.id}"} if revision.moved else {}),
        "changes": [_change(change) for change in revision.changes],
    }


def _commit(commit: Commit) -> Mapping[str, Json]:
    return {
        "commit": commit.id,
        "written": commit.written.isoformat(),
        "committed": commit.committed.isoformat(),
        "author": _person(commit.author),
        "committer": _person(commit.committer),
        "message": commit.message.strip(),
        "approvals": list(commit.approvals),
    }


def _person(person: Person) -> Mapping[str, Json]:
    """Somebody as Git was told, and as the repository's .mailmap knows them where that differs."""
    known = {"known_as": person.renamed} if person.renamed else {}
    return {"name": person.name, "mail": person.mail, **known}


def _change(change: Change) -> Mapping[str, Json]:
    return {
        "path": dotted(change.path),
        "old": change.old,
        "new": change.new,
        **({"by": _commit(change.by)} if change.by else {}),
        **({"made_in_the_merge": True} if change.merged else {}),
    }

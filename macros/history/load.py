"""A repository into a history: one log, one batch of old versions, and what the working copy adds to them."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from macros.history import git
from macros.history.revisions import History, history, made_of, replayed_with_last
from macros.history.versions import Reader, key_of
from macros.model import Key, Kind, Pending, Version


def load_history(root: Path) -> History:
    """The whole history of the project at `root`, up to the commit that is checked out, and what isn't committed.

    Raises NoHistory where it can't be read in full.
    """
    repository = git.open_repository(root)
    reader = Reader()
    log, past = _history(repository, "HEAD", reader)
    tagged = {tag.name: tag.commit for tag in git.tags(repository)}
    line = {commit.id for commit in past.line}
    signed = git.signatures(
        repository,
        [logged.commit.id for logged in log if logged.signed and logged.commit.id in line],
    )
    return replace(
        past, tags=tagged, signatures=signed, pending=_pending(root, repository, past, reader)
    )


def load_history_at(repository: git.Repository, tip: str, reader: Reader | None = None) -> History:
    """The history up to a commit, and nothing of the working copy."""
    return _history(repository, tip, reader or Reader())[1]


def _history(
    repository: git.Repository, tip: str, reader: Reader
) -> tuple[Sequence[git.CommitEntry], History]:
    """The log and what it comes to.

    Millions of small values are made and all of them kept, so looking for rubbish among them again and again would be
    in vain: it waits until the end.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        log: list[git.CommitEntry] = []
        versions: dict[tuple[bool, str], Version] = {}
        commits = git.log(repository, tip)
        while part := list(islice(commits, git.BATCH)):
            log += part
            versions.update(_versions(repository, part, reader, versions))
        return log, history(log, lambda path, blob: versions[_kind(path), blob])
    finally:
        if collects:
            gc.enable()


def _versions(
    repository: git.Repository,
    log: Sequence[git.CommitEntry],
    reader: Reader,
    known: Mapping[tuple[bool, str], Version],
) -> Iterator[tuple[tuple[bool, str], Version]]:
    """The versions of records and pages that are new in these commits, each distinct one read once."""
    wanted: dict[str, dict[bool, str]] = {}
    for logged in log:
        for change in logged.files:
            kind = _kind(change.path)
            for blob in (change.old, change.new):
                if blob and (kind, blob) not in known and key_of(change.path):
                    wanted.setdefault(blob, {}).setdefault(kind, change.path)
    for blob, content in git.contents(repository, wanted):
        for kind, path in wanted[blob].items():
            yield (kind, blob), reader.read(path, content)


def _kind(path: str) -> bool:
    return path.endswith(".md")


def _pending(
    root: Path, repository: git.Repository, past: History, reader: Reader
) -> Mapping[Key, Pending]:
    """What the working copy does to records and pages, against the last commit."""
    touched: dict[Key, list[str]] = {}
    for name in git.changed_here(repository):
        if key := key_of(name):
            touched.setdefault(key, []).append(name)
    found: dict[Key, Pending] = {}
    for key, names in touched.items():
        trail = past.trails.get(key, ())
        old, values = replayed_with_last(trail)
        new = _version_here(
            root, [trail[-1].file, *sorted(names)] if trail else sorted(names), reader
        )
        if old != new:
            kind: Kind = (
                "deleted"
                if new is None
                else "changed"
                if old is not None
                else "restored"
                if trail
                else "created"
            )
            found[key] = Pending(kind, made_of(old, values, new))
    return found


def _version_here(root: Path, names: Sequence[str], reader: Reader) -> Version | None:
    """What the working copy holds of a record: in its own file, or else in another of its name."""
    for name in names:
        path = root / name
        if path.is_file() and not path.is_symlink():
            return reader.read(name, path.read_bytes())
    return None

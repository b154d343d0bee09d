"""A repository into a history: one log, one batch of old versions, and what the working copy adds to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from macros import git
from macros.changes import changes
from macros.history import History, history, replayed_with_last
from macros.model import Change, Key, Kind, Pending, Unreadable, Version
from macros.versions import Reader, key_of


def remember(root: Path) -> History:
    """The whole history of the project at `root`, up to the commit that is checked out, and what isn't committed.

    Raises NoHistory where it can't be read in full.
    """
    repository = git.open_repository(root)
    reader = Reader()
    log = git.log(repository, "HEAD")
    past = _history(repository, log, reader)
    tagged = {tag.name: tag.commit for tag in git.tags(repository)}
    line = {commit.id for commit in past.line}
    signed = git.signatures(repository, [logged.commit.id for logged in log if logged.signed and logged.commit.id in line])
    return replace(past, tags=tagged, signatures=signed, pending=_pending(root, repository, past, reader))


def recall(repository: git.Repository, tip: str, reader: Reader | None = None) -> History:
    """The history up to a commit, and nothing of the working copy."""
    return _history(repository, git.log(repository, tip), reader or Reader())


def _history(repository: git.Repository, log: Sequence[git.Logged], reader: Reader) -> History:
    versions = _versions(repository, log, reader)
    return history(log, lambda path, blob: versions[path.endswith(".md"), blob])


def _versions(repository: git.Repository, log: Sequence[git.Logged], reader: Reader) -> Mapping[tuple[bool, str], Version]:
    """Every version of every record and page, each distinct one read once."""
    wanted: dict[str, tuple[str, ...]] = {}
    for logged in log:
        for change in logged.files:
            if key_of(change.path):
                for blob in (change.old, change.new):
                    if (
                        blob
                        and change.path not in (known := wanted.get(blob, ()))
                        and not any(_kind(one) == _kind(change.path) for one in known)
                    ):
                        wanted[blob] = (*known, change.path)
    found: dict[tuple[bool, str], Version] = {}
    for blob, content in git.contents(repository, wanted):
        for path in wanted[blob]:
            found[_kind(path), blob] = reader.read(path, content)
    return found


def _kind(path: str) -> bool:
    return path.endswith(".md")


def _pending(root: Path, repository: git.Repository, past: History, reader: Reader) -> Mapping[Key, Pending]:
    """What the working copy does to records and pages, against the last commit."""
    touched: dict[Key, list[str]] = {}
    for name in git.changed_here(repository):
        if key := key_of(name):
            touched.setdefault(key, []).append(name)
    found: dict[Key, Pending] = {}
    for key, names in touched.items():
        trail = past.trails.get(key, ())
        old, values = replayed_with_last(trail)
        new = _version_here(root, [trail[-1].file, *sorted(names)] if trail else sorted(names), reader)
        if old != new:
            kind: Kind = "deleted" if new is None else "changed" if old is not None else "restored" if trail else "created"
            unreadable = (Change((), old.text if isinstance(old, Unreadable) else None, new.text),) if isinstance(new, Unreadable) else None
            found[key] = Pending(kind, unreadable or changes(values, None if isinstance(new, Unreadable) else new))
    return found


def _version_here(root: Path, names: Sequence[str], reader: Reader) -> Version | None:
    """What the working copy holds of a record: in its own file, or else in another of its name."""
    for name in names:
        path = root / name
        if path.is_file() and not path.is_symlink():
            return reader.read(name, path.read_bytes())
    return None

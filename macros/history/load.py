"""A repository into a history: one log, one batch of old versions, what the working copy adds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path

from macros.history import git
from macros.history.diff import changes_of_versions, kind_of
from macros.history.main_line import history
from macros.history.moves import came_back
from macros.history.part import Wanted
from macros.history.replay import replayed_with_last
from macros.history.revisions import History
from macros.history.schema_history import blobs, schema_revisions
from macros.history.signers import say_signatures
from macros.history.versions import Reader, key_of
from macros.model import Key, Pending, SchemaRevision, Version
from macros.model.collecting import without_collecting
from macros.model.mappings import grouped

Versions = dict[tuple[bool, str], Version]
"""Versions that have been read, by whether the file was a page, and its blob."""


@without_collecting()
def load_history(root: Path, read_on: date | None = None) -> History:
    """The whole history of the project at `root`, and what of it isn't committed.

    It goes up to the commit that is checked out. `read_on` is the day on which it is read: no
    commit can have landed later. Raises HistoryError where it can't be read in full.
    """
    repository = git.open_repository(root)
    reader = Reader()
    log, past = _history(repository, "HEAD", reader, read_on)
    signed = [entry.id for entry in log if entry.signed and entry.id in past.places]
    return replace(
        past,
        tags={tag.name: tag.commit for tag in git.tags(repository)},
        signatures=say_signatures(past.line, git.signatures(repository, signed)),
        pending=pending_in(repository, past, reader),
        schemas=_schemas(repository, log, past),
    )


def with_working_copy(root: Path, past: History) -> History | None:
    """A history that was read before, with what isn't committed now.

    None where another commit is checked out since: then all has to be read. Raises HistoryError as
    `load_history` does.
    """
    repository = git.open_repository(root)
    if git.resolved(repository, "HEAD") != past.tip.id:
        return None
    return replace(past, pending=pending_in(repository, past, Reader()))


def load_history_at(repository: git.Repository, tip: str, read_on: date | None = None) -> History:
    """The history up to a commit, and nothing of the working copy."""
    return _history(repository, tip, Reader(), read_on)[1]


def load_story_at(repository: git.Repository, tip: str, read_on: date | None) -> History:
    """The same, with what became of schemas and settings."""
    log, past = _history(repository, tip, Reader(), read_on)
    return replace(past, schemas=_schemas(repository, log, past))


def _history(
    repository: git.Repository, tip: str, reader: Reader, read_on: date | None
) -> tuple[Sequence[git.CommitEntry], History]:
    """The log and what it comes to."""
    log: list[git.CommitEntry] = []
    versions: Versions = {}
    with without_collecting():
        entries = git.log(repository, tip)
        while batch := list(islice(entries, git.BATCH)):
            log += batch
            versions.update(versions_in(repository, batch, reader, versions))
        return log, history(log, lambda path, blob: versions[is_page(path), blob], read_on)


def _schemas(
    repository: git.Repository, log: Sequence[git.CommitEntry], past: History
) -> tuple[SchemaRevision, ...]:
    """What became of schemas and settings on the main line."""
    line = [entry for entry in log if entry.id in past.places]
    contents = dict(git.contents(repository, sorted(blobs(line))))
    return schema_revisions(past, line, contents)


def versions_in(
    repository: git.Repository, log: Sequence[git.CommitEntry], reader: Reader, known: Versions
) -> Iterator[tuple[tuple[bool, str], Version]]:
    """The versions of records and pages that are new in these commits, each read once."""
    wanted: dict[str, dict[bool, str]] = {}
    for path, blob in _blobs(log):
        kind = is_page(path)
        if (kind, blob) not in known:
            wanted.setdefault(blob, {}).setdefault(kind, path)
    for blob, content in git.contents(repository, wanted):
        for kind, path in wanted[blob].items():
            yield (kind, blob), reader.read(path, content)


def _blobs(log: Sequence[git.CommitEntry]) -> Iterator[tuple[str, str]]:
    """All that files of records and pages held, before and after each commit."""
    for change in (change for entry in log for change in entry.files):
        if key_of(change.path):
            yield from ((change.path, blob) for blob in (change.old, change.new) if blob)


def is_page(path: str) -> bool:
    """One blob may be a page and a record, and is read as each."""
    return path.endswith(".md")


def pending_in(
    repository: git.Repository, past: History, reader: Reader, wanted: Wanted = bool
) -> Mapping[Key, Pending]:
    """What the working copy does to wanted records and pages, against the last commit."""
    touched = ((key_of(path), path) for path in git.changed_here(repository))
    pending: dict[Key, Pending] = {}
    own_paths = ((key, path) for key, path in touched if key and wanted(key))
    for key, paths in grouped(own_paths).items():
        trail = past.trails.get(key, ())
        own = [trail[-1].file] if trail else []
        old, values = replayed_with_last(trail)
        new = _working_version(repository.folder, [*own, *sorted(paths)], reader)
        if old != new:
            kind = kind_of(old, new, existed=came_back(trail, new))
            pending[key] = Pending(kind, changes_of_versions(old, values, new))
    return pending


def _working_version(root: Path, paths: Sequence[str], reader: Reader) -> Version | None:
    """What the working copy holds of a record: in its own file, or else in another of its name."""
    for path in paths:
        file = root / path
        if file.is_file() and not file.is_symlink():
            return reader.read(path, file.read_bytes())
    return None

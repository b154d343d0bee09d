"""A repository into a history: one log, one batch of old versions, what the working copy adds."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path

from macros.history import git
from macros.history.diff import changes_of_versions, kind_of
from macros.history.made import made_days
from macros.history.main_line import history, main_line
from macros.history.moves import came_back
from macros.history.part import Wanted, came_once, part_about
from macros.history.replay import replayed_with_last
from macros.history.revisions import History
from macros.history.schema_history import blobs, schema_revisions
from macros.history.signers import say_signatures
from macros.history.versions import Reader, key_of
from macros.model import Key, Pending, SchemaRevision, Version
from macros.model.mappings import grouped
from macros.rules.calendar import local_day

Versions = dict[tuple[bool, str], Version]
"""Versions that have been read, by whether the file was a page, and its blob."""


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
        pending=_pending(repository, past, reader),
        schemas=_schemas(repository, log, past),
    )


def load_history_at(repository: git.Repository, tip: str, read_on: date | None = None) -> History:
    """The history up to a commit, and nothing of the working copy."""
    return _history(repository, tip, Reader(), read_on)[1]


def load_part_at(
    repository: git.Repository, tip: str, read_on: date | None, wanted: Wanted
) -> History:
    """The same, but only the trails of wanted records and pages are surely there and whole."""
    return _part(repository, list(git.log(repository, tip)), read_on, wanted)


def load_made_days(
    repository: git.Repository, tip: str, read_on: date | None, wanted: Wanted
) -> Mapping[Key, date]:
    """The days of `made_days` for wanted records and pages; versions are read where it takes them.

    Of others it may say nothing.
    """
    log = list(git.log(repository, tip))
    plain = {key: made for key, made in came_once(main_line(log)).items() if wanted(key)}
    past = _part(repository, log, read_on, lambda key: wanted(key) and key not in plain)
    told = {key: local_day(past.landed_at(made)) for key, made in plain.items()}
    return {**made_days(past), **told}


def _part(
    repository: git.Repository, log: Sequence[git.CommitEntry], read_on: date | None, wanted: Wanted
) -> History:
    part = part_about(log, wanted)
    versions = dict(_versions(repository, part, Reader(), {}))
    return history(part, lambda path, blob: versions[_is_page(path), blob], read_on)


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
    with _without_collecting():
        entries = git.log(repository, tip)
        while batch := list(islice(entries, git.BATCH)):
            log += batch
            versions.update(_versions(repository, batch, reader, versions))
        return log, history(log, lambda path, blob: versions[_is_page(path), blob], read_on)


def _schemas(
    repository: git.Repository, log: Sequence[git.CommitEntry], past: History
) -> tuple[SchemaRevision, ...]:
    """What became of schemas and settings on the main line."""
    line = [entry for entry in log if entry.id in past.places]
    contents = dict(git.contents(repository, sorted(blobs(line))))
    return schema_revisions(past, line, contents)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Millions of small values are made and all of them kept.

    Looking for rubbish among them again and again would be in vain, so it waits until the end.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _versions(
    repository: git.Repository, log: Sequence[git.CommitEntry], reader: Reader, known: Versions
) -> Iterator[tuple[tuple[bool, str], Version]]:
    """The versions of records and pages that are new in these commits, each read once."""
    wanted: dict[str, dict[bool, str]] = {}
    for path, blob in _blobs(log):
        is_page = _is_page(path)
        if (is_page, blob) not in known:
            wanted.setdefault(blob, {}).setdefault(is_page, path)
    for blob, content in git.contents(repository, wanted):
        for is_page, path in wanted[blob].items():
            yield (is_page, blob), reader.read(path, content)


def _blobs(log: Sequence[git.CommitEntry]) -> Iterator[tuple[str, str]]:
    """All that files of records and pages held, before and after each commit."""
    for change in (change for entry in log for change in entry.files):
        if key_of(change.path):
            yield from ((change.path, blob) for blob in (change.old, change.new) if blob)


def _is_page(path: str) -> bool:
    """One blob may be a page and a record, and is read as each."""
    return path.endswith(".md")


def _pending(repository: git.Repository, past: History, reader: Reader) -> Mapping[Key, Pending]:
    """What the working copy does to records and pages, against the last commit."""
    touched = ((key_of(path), path) for path in git.changed_here(repository))
    pending: dict[Key, Pending] = {}
    for key, paths in grouped((key, path) for key, path in touched if key).items():
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

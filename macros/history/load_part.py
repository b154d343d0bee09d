"""A repository into what it tells of some records, without reading the versions of all others."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from macros.catalogue.schema_names import ENDING
from macros.history import git
from macros.history.load import is_page, pending_in, versions_in
from macros.history.made import made_days
from macros.history.main_line import history, main_line
from macros.history.old_schemas import schemas_named
from macros.history.part import Wanted, came_once, part_about
from macros.history.revisions import History
from macros.history.schema_history import schema_revisions
from macros.history.settings_changes import SCHEMAS
from macros.history.signers import say_signatures
from macros.history.versions import Reader, key_of
from macros.model import PAGES, Key, SchemaRevision
from macros.rules.calendar import local_day


def load_story(root: Path, read_on: date | None, wanted: Wanted) -> History:
    """What `load_history` gives, but only of wanted records and pages and of their schemas.

    Their trails, what of them isn't committed, who signed that, and what became of the schemas of
    their registers are there and whole. There are no tags.
    """
    repository = git.open_repository(root)
    log = list(git.log(repository, "HEAD"))
    paths = (file.path for entry in log for file in entry.files)
    registers = {key.register for key in map(key_of, paths) if key and wanted(key)} - {PAGES}
    past = _part(repository, log, read_on, lambda key: wanted(key) or key.register in registers)
    own = {revision.commit.id for revision in past.revisions}
    signed = [entry.id for entry in log if entry.signed and entry.id in own]
    return replace(
        past,
        signatures=say_signatures(past.line, git.signatures(repository, signed)),
        pending=pending_in(repository, past, Reader(), wanted),
        schemas=_schemas(repository, log, past, registers),
    )


def _schemas(
    repository: git.Repository,
    log: Sequence[git.CommitEntry],
    past: History,
    registers: Collection[str],
) -> tuple[SchemaRevision, ...]:
    """What became of the schemas of some registers, read with all that they name."""
    contents: dict[str, bytes] = {}
    names: set[str] = set()
    new = {register + ENDING for register in registers}
    while new:
        names |= new
        read = dict(git.contents(repository, sorted(set(_blobs(log, new)))))
        contents |= read
        new = {name for content in read.values() for name in schemas_named(content)} - names
    line = [_only(entry, names) for entry in main_line(log)]
    return schema_revisions(past, line, contents)


def _only(entry: git.CommitEntry, names: Collection[str]) -> git.CommitEntry:
    files = (file for file in entry.files if file.path.removeprefix(SCHEMAS) in names)
    return entry._replace(files=tuple(file for file in files if file.path.startswith(SCHEMAS)))


def _blobs(log: Sequence[git.CommitEntry], names: Collection[str]) -> Iterator[str]:
    """All that these schemas ever held."""
    for entry in log:
        for file in _only(entry, names).files:
            yield from filter(None, (file.old, file.new))


def load_part_at(
    repository: git.Repository, tip: str, read_on: date | None, wanted: Wanted
) -> History:
    """The history up to a commit: only the trails of wanted records and pages are surely whole."""
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
    versions = dict(versions_in(repository, part, Reader(), {}))
    return history(part, lambda path, blob: versions[is_page(path), blob], read_on)

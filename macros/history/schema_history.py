"""What each commit of the main line did to schemas, settings and public files.

Pure: a history, the log's entries and the contents of those files come in. Each change is told with
the records that it is about.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from macros.catalogue.published_list import Names
from macros.catalogue.schema_names import ENDING
from macros.history.git import ChangedFile, CommitEntry
from macros.history.old_schemas import Registers, declared_in
from macros.history.replay import Records as RecordVersions
from macros.history.replay import snapshots_at
from macros.history.revisions import History
from macros.history.schema_changes import SameValues, register_changes
from macros.history.schema_words import Records, in_words, with_records
from macros.history.settings_changes import (
    SCHEMAS,
    FileVersions,
    files_in_words,
    is_public_file,
    is_setting,
)
from macros.history.versions import by_register
from macros.model import Change, Path, SchemaRevision, Value

Contents = Mapping[str, bytes]
"""What files held, by blob."""


def is_schema(path: str) -> bool:
    """Whether a file is the schema of a register, or one that schemas share."""
    return path.startswith(SCHEMAS) and path.endswith(ENDING)


def is_told(path: str) -> bool:
    """Whether a file says what records may hold or what is published, and is no page."""
    return is_schema(path) or is_setting(path) or is_public_file(path)


def blobs(entries: Iterable[CommitEntry]) -> set[str]:
    """What has to be read: schemas and settings, before and after each commit. No public file."""
    files = (file for entry in entries for file in entry.files)
    told = (file for file in files if is_schema(file.path) or is_setting(file.path))
    return {blob for file in told for blob in (file.old, file.new)} - {""}


class _Step(NamedTuple):
    """A commit that changed such files, with what its schemas said before and after."""

    entry: CommitEntry
    files: Sequence[ChangedFile]
    old: Registers
    new: Registers


def schema_revisions(
    past: History, line: Sequence[CommitEntry], contents: Contents
) -> tuple[SchemaRevision, ...]:
    """Every such revision, in the main line's order. `line` is the main line, oldest first."""
    steps = list(_steps(line, contents))
    records = _records(past, [step.entry.id for step in steps])
    moved = _moved(past, {step.entry.id for step in steps})
    return tuple(
        revision for step in steps for revision in _of_step(past, step, contents, records, moved)
    )


def _steps(line: Sequence[CommitEntry], contents: Contents) -> Iterator[_Step]:
    """A schema that can't be read for a while is compared with what it last said before that."""
    files: dict[str, str] = {}
    old: Registers = {}
    unread: set[str] = set()
    for entry in line:
        changed = [file for file in entry.files if is_told(file.path)]
        schemas = [file for file in changed if is_schema(file.path)]
        files.update((file.path, file.new) for file in schemas)
        new = old
        if schemas:
            there = {path: blob for path, blob in files.items() if blob}
            read = declared_in(
                {path.removeprefix(SCHEMAS): contents[blob] for path, blob in there.items()}
            )
            new = {name: old.get(name) if name in unread else None for name in read} | {
                name: declared for name, declared in read.items() if declared
            }
            unread = {name for name, declared in read.items() if declared is None}
        if changed:
            yield _Step(entry, changed, old, new)
        if schemas:
            old = {name: declared or old.get(name) for name, declared in new.items()}


def _of_step(
    past: History,
    step: _Step,
    contents: Contents,
    records: Mapping[str, tuple[_State, _State]],
    moved: Mapping[str, Mapping[str, SameValues]],
) -> Iterator[SchemaRevision]:
    commit, landed = step.entry.commit, past.landed_at(step.entry.id)
    before, after = records[step.entry.id]
    for name, changes in register_changes(step.old, step.new, moved.get(step.entry.id, {})):
        own = tuple(with_records(changes, before.get(name, {}), after.get(name, {})))
        declared = step.new.get(name) or step.old.get(name)
        title = declared.title if declared else name
        words = tuple(map(in_words, own))
        yield SchemaRevision(f"{SCHEMAS}{name}{ENDING}", name, title, words, own, commit, landed)
    for path, says in files_in_words(_versions(step.files, contents)):
        yield SchemaRevision(path, "", path, tuple(says), (), commit, landed)


def _versions(files: Iterable[ChangedFile], contents: Contents) -> Iterator[FileVersions]:
    """What each held before and after. Of a public file only whether it was there is asked."""
    for file in files:
        if not is_schema(file.path):
            old, new = (contents.get(blob, b"") if blob else None for blob in (file.old, file.new))
            yield FileVersions(file.path, old, new)


# ----------------------------------------------------------------------------------------- records

_State = Mapping[str, Records]
"""What each record held, by register and id."""


def _records(past: History, commits: Sequence[str]) -> Mapping[str, tuple[_State, _State]]:
    """The records before and after each of these commits of the main line."""
    places = {past.places[commit] for commit in commits}
    wanted = sorted(places | {place - 1 for place in places if place})
    states = snapshots_at(past, [past.line[place].id for place in wanted])
    by_place = dict(zip(wanted, map(_by_register, states), strict=True))
    places_of = {commit: past.places[commit] for commit in commits}
    return {
        commit: (by_place.get(place - 1, {}), by_place[place])
        for commit, place in places_of.items()
    }


def _by_register(state: RecordVersions) -> _State:
    return by_register({key: record.version for key, record in state.items()})


def _moved(past: History, commits: set[str]) -> Mapping[str, Mapping[str, SameValues]]:
    """For each of these commits, by register, whether values went from one field into another."""
    by_commit: dict[str, dict[str, list[Sequence[Change]]]] = {}
    for revision in past.revisions:
        if revision.commit.id in commits and revision.kind == "changed":
            own = by_commit.setdefault(revision.commit.id, {})
            own.setdefault(revision.key.register, []).append(revision.changes)
    return {commit: _same(registers) for commit, registers in by_commit.items()}


def _same(registers: Mapping[str, Sequence[Sequence[Change]]]) -> Mapping[str, SameValues]:
    return {name: same_values(changes) for name, changes in registers.items()}


def same_values(records: Sequence[Sequence[Change]]) -> SameValues:
    """Whether a value went from one field into another, in some of these records and against none.

    Each record is given by its changes. Only whole fields of a record are looked at.
    """
    gone = [_olds(changes) for changes in records]
    come = [_news(changes) for changes in records]

    def same(old: Names, new: Names) -> bool:
        pairs = [
            (before[old], after[new])
            for before, after in zip(gone, come, strict=True)
            if old in before and new in after
        ]
        return bool(pairs) and all(before == after for before, after in pairs)

    return same


def _olds(changes: Sequence[Change]) -> Mapping[Path, Value | None]:
    """What was taken out."""
    return {change.path: change.old for change in changes if change.new is None}


def _news(changes: Sequence[Change]) -> Mapping[Path, Value | None]:
    """What was added."""
    return {change.path: change.new for change in changes if change.old is None}

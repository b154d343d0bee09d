"""Commits and old versions into revisions: what happened to each record and page on the main line.

Pure: the log and the versions come in, a History comes out. The main line is the chain of first
parents. What a merge brought is one revision, dated when it landed, and each value in it is
credited to the commit on the side branch that set it. The sum of a record's changes is what its
file holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import NamedTuple

from macros.history.diff import Changes, changes, changes_of_versions, kind_of
from macros.history.git import ChangedFile, CommitEntry
from macros.history.landings import landings
from macros.history.merges import SideBranch, SideBranches
from macros.history.moves import came_back, moves
from macros.history.revisions import History, arrives
from macros.history.versions import Read, key_of, program_folders
from macros.model import Key, Revision, Unreadable, Values, Version
from macros.model.mappings import grouped, present


def history(log: Sequence[CommitEntry], read: Read, read_on: date | None = None) -> History:
    """The main line of a log whose last commit is the tip; parents come before children.

    `read_on` is the day on which it is read, where that is known.
    """
    commits = {entry.id: entry for entry in log}
    line = main_line(log)
    landed_at = landings([entry.commit.committed for entry in line], read_on)
    branches = SideBranches(commits, read)
    files: dict[Key, CurrentFile] = {}
    trails: dict[Key, list[Revision]] = {}
    moved: dict[tuple[Key, str], Changes] = {}
    left_out: dict[Key, list[Revision]] = {}
    for entry, landed in zip(line, landed_at, strict=True):
        branch = branches.merged_by(entry.commit)
        steps = list(_steps(entry.files, files, read))
        revisions = list(_revisions(entry, landed, steps, trails, _moves(steps, branch)))
        for revision in revisions:
            trails.setdefault(revision.key, []).append(_credited(revision, branch))
            if arrives(revision):
                between = replace(revision, changes=_changes_of_move(revision, revisions))
                moved[revision.key, entry.id] = _credited(between, branch).changes
        for revision in _left_out(entry, landed, branch, revisions, files) if branch else ():
            if revision.key in files or revision.key not in trails:
                left_out.setdefault(revision.key, []).append(revision)
    return History(
        tuple(entry.commit for entry in line),
        tuple(landed_at),
        {key: tuple(trail) for key, trail in trails.items()},
        moves=moved,
        left_out={key: tuple(revisions) for key, revisions in left_out.items()},
        program=_program(log),
    )


def _left_out(
    entry: CommitEntry,
    landed: datetime,
    branch: SideBranch,
    revisions: Sequence[Revision],
    files: Mapping[Key, CurrentFile],
) -> Iterator[Revision]:
    """What a merge didn't take of a side branch, though nothing else was made of it either."""
    made = {
        (revision.key, change.path[:1]) for revision in revisions for change in revision.changes
    }
    left = branch.left_out({key: file.values for key, file in files.items()})
    wanted = ((key, change) for key, change in left if (key, change.path[:1]) not in made)
    for key, own in grouped(wanted).items():
        file = files[key].path if key in files else ""
        yield Revision(key, "left out", entry.commit, landed, tuple(own), file)


def _program(log: Sequence[CommitEntry]) -> Mapping[str, tuple[str, ...]]:
    """The folders of the program that each commit changed, also on a side branch."""
    paths = {entry.id: [file.path for file in entry.files] for entry in log}
    folders = {commit: program_folders(changed) for commit, changed in paths.items()}
    return {commit: names for commit, names in folders.items() if names}


def main_line(log: Sequence[CommitEntry]) -> list[CommitEntry]:
    """The chain of first parents of a log's last commit, oldest first."""
    commits = {entry.id: entry for entry in log}
    line = [log[-1]]
    while parents := line[-1].commit.parents:
        line.append(commits[parents[0]])
    return line[::-1]


def _credited(revision: Revision, branch: SideBranch | None) -> Revision:
    """A revision with each change credited to the commit that made it on a side branch."""
    if branch is None:
        return revision
    credited = (branch.credit(revision.key, change) for change in revision.changes)
    return replace(revision, changes=tuple(credited))


def _changes_of_move(arrival: Revision, revisions: Sequence[Revision]) -> Changes:
    """From what was deleted under a record's old name to what came under the new."""
    departure = next(revision for revision in revisions if revision.key == arrival.moved)
    before, after = departure.changes, arrival.changes
    return changes(
        present({str(change.path[0]): change.old for change in before}),
        present({str(change.path[0]): change.new for change in after}),
    )


class CurrentFile(NamedTuple):
    """What stands under a record's name at a moment.

    `version` is what its file holds, and `values` the last that could be read. Two files may bear
    one name (in a folder further in, or as .yaml): `blobs` has all of them, and the record is the
    one that was there first.
    """

    path: str
    version: Version
    values: Values
    blobs: Mapping[str, str]

    @property
    def blob(self) -> str:
        """What the record's own file is made of."""
        return self.blobs[self.path]


class FileStep(NamedTuple):
    """One record's file before and after a commit."""

    key: Key
    old: CurrentFile | None
    new: CurrentFile | None


def _steps(
    changed: Sequence[ChangedFile], files: dict[Key, CurrentFile], read: Read
) -> Iterator[FileStep]:
    """The records that a commit changed, each once; `files` is brought up to date with it."""
    touched = ((key_of(change.path), change) for change in changed)
    for key, own in grouped((key, change) for key, change in touched if key).items():
        old = files.get(key)
        new = _file_after(old, own, read)
        if new is None:
            files.pop(key, None)
        else:
            files[key] = new
        if _differs(old, new):
            yield FileStep(key, old, new)


def _file_after(
    old: CurrentFile | None, changed: Sequence[ChangedFile], read: Read
) -> CurrentFile | None:
    """What stands under a record's name after its files changed; None where none is left."""
    blobs = {**old.blobs} if old else {}
    blobs.update((change.path, change.new) for change in changed)
    blobs = {path: blob for path, blob in blobs.items() if blob}
    if not blobs:
        return None
    path = old.path if old and old.path in blobs else min(blobs)
    if old and (old.path, old.blob) == (path, blobs[path]):
        return old._replace(blobs=blobs)  # another file with the record's name, or only its mode
    version = read(path, blobs[path])
    before = old.values if old else {}
    values = before if isinstance(version, Unreadable) else version
    return CurrentFile(path, version, values, blobs)


def _differs(old: CurrentFile | None, new: CurrentFile | None) -> bool:
    """Whether the record's own file is another, or holds something else."""
    if old is None or new is None:
        return old is not new
    return (old.path, old.blob) != (new.path, new.blob)


def _revisions(
    entry: CommitEntry,
    landed: datetime,
    steps: Sequence[FileStep],
    before: Mapping[Key, Sequence[Revision]],
    moved_to: Mapping[Key, Key],
) -> Iterator[Revision]:
    """What a commit did to each record; `before` has what all commits before it did."""
    moved_from = {new: old for old, new in moved_to.items()}
    for key, old, new in steps:
        after = new.version if new else None
        existed = old is None and came_back(before.get(key, ()), after)
        file = new or old
        assert file
        yield Revision(
            key=key,
            kind=kind_of(old, new, existed=existed),
            commit=entry.commit,
            landed=landed,
            changes=_changes(old, after),
            file=file.path,
            was=old.path if old and new and old.path != new.path else "",
            moved=moved_to.get(key) if old else moved_from.get(key),
            readable=not isinstance(after, Unreadable),
        )


def _changes(old: CurrentFile | None, new: Version | None) -> Changes:
    if old is None:
        return changes_of_versions(None, None, new)
    return changes_of_versions(old.version, old.values, new)


def _moves(steps: Sequence[FileStep], branch: SideBranch | None) -> Mapping[Key, Key]:
    """Records that went on under another name, from the old to the new.

    What a merge brought may have been moved and changed by several commits on the side branch.
    """
    gone = {step.key: step.old.values for step in steps if step.old and not step.new}
    come = {step.key: step.new.values for step in steps if step.new and not step.old}
    moved = branch.moved(gone, come) if branch else {}
    taken = set(moved.values())
    left = {key: values for key, values in gone.items() if key not in moved}
    free = {key: values for key, values in come.items() if key not in taken}
    return {**moved, **moves(left, free)}

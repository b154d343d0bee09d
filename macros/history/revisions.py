"""Commits and old versions into revisions: what happened to each record and page on the main line.

Pure: the log and the versions come in, a History comes out. The main line is the chain of first parents. What
a merge brought is one revision, dated when it landed, and each value in it is credited to the commit on the
side branch that set it. The sum of a record's changes is what its file holds.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import NamedTuple, Protocol, cast

from macros.history.diff import applied, at, changes, is_list
from macros.history.versions import key_of, program_folders
from macros.model import (
    PAGES,
    Change,
    Commit,
    Key,
    Kind,
    Path,
    Pending,
    Revision,
    Trail,
    Unreadable,
    Value,
    Version,
)


class FileChange(Protocol):
    """One file as a commit changed it: its path, and its old and new blob ("" where there is none)."""

    @property
    def path(self) -> str: ...  # noqa: D102
    @property
    def old(self) -> str: ...  # noqa: D102
    @property
    def new(self) -> str: ...  # noqa: D102


class Logged(Protocol):
    """A commit and the files that it changed against its first parent."""

    @property
    def commit(self) -> Commit: ...  # noqa: D102
    @property
    def files(self) -> Sequence[FileChange]: ...  # noqa: D102


Read = Callable[[str, str], Version]
"""The version that a path and a blob stand for."""


@dataclass(frozen=True)
class History:
    """Everything that happened on the main line.

    `line` is every commit of it, oldest first, and `landed` the instant at which each came onto it: the latest
    committer date up to there, since a clock may have been wrong. `pending` is what isn't committed yet.
    """

    line: tuple[Commit, ...]
    landed: tuple[datetime, ...]
    trails: Mapping[Key, Trail]
    tags: Mapping[str, str] = field(default_factory=dict)
    signatures: Mapping[str, str] = field(default_factory=dict)
    pending: Mapping[Key, Pending] = field(default_factory=dict)
    moves: Mapping[tuple[Key, str], tuple[Change, ...]] = field(default_factory=dict)
    """What changed in a record while it moved, by its new name and the commit."""
    program: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The folders of neither records nor pages that a commit changed, by the commit.

    A commit that changed none isn't there.
    """

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Where each commit stands on the main line, counted from 0."""
        return {commit.id: number for number, commit in enumerate(self.line)}

    @property
    def tip(self) -> Commit:
        """The last commit of the main line."""
        return self.line[-1]

    @property
    def skewed(self) -> list[Commit]:
        """Commits that are dated before one that came earlier: somebody's clock was wrong, or the date was set."""
        return [
            commit
            for commit, landed in zip(self.line, self.landed, strict=True)
            if commit.committed < landed
        ]

    def commit_at(self, when: datetime) -> Commit | None:
        """The last commit that had landed by then; None before the first."""
        number = bisect_right(self.landed, when)
        return self.line[number - 1] if number else None

    def deleted(self, key: Key) -> bool:
        """Whether a record was there once and is no longer."""
        return self.trails[key][-1].kind == "deleted"

    def with_program(self, revision: Revision) -> tuple[str, ...]:
        """The folders of the program that were changed together with a record.

        It goes by the commits that set the record's values: of a merge, by those on its side
        branches. Empty where any of them changed nothing but records, pages and files at the root.
        """
        ids = {(change.by or revision.commit).id for change in revision.changes}
        ids = ids or {revision.commit.id}
        if not ids <= self.program.keys():
            return ()
        return tuple(sorted({folder for id_ in ids for folder in self.program[id_]}))

    def trail(self, key: Key) -> Trail:
        """All revisions of a record, oldest first; where it had another name before, with those under that name."""
        return tuple(self._until(key, len(self.trails.get(key, ())), set()))

    def _until(self, key: Key, end: int, seen: set[tuple[Key, int]]) -> list[Revision]:
        """A record's revisions before a place in its trail, walked backwards, each once: names may have come and gone."""
        found: list[Revision] = []
        for number in range(end - 1, -1, -1):
            if (key, number) in seen:
                continue
            seen.add((key, number))
            revision = self.trails[key][number]
            joint = self._left_as(revision)
            if joint is None:
                found.append(revision)
                continue
            seen.add(joint)
            was = self.trails[joint[0]][joint[1]].file
            found.append(
                replace(
                    revision, kind="changed", changes=self.moves[key, revision.commit.id], was=was
                )
            )
            earlier = self._until(*joint, seen)
            return [*self._until(key, number, seen), *earlier, *reversed(found)]
        return found[::-1]

    def _left_as(self, revision: Revision) -> tuple[Key, int] | None:
        """Where the trail of its former name says that a record went on under this one."""
        if revision.moved is None or revision.kind == "deleted":
            return None
        trail = self.trails.get(revision.moved, ())
        places = (
            number
            for number, one in enumerate(trail)
            if one.commit is revision.commit and one.kind == "deleted"
        )
        return next(((revision.moved, number) for number in places), None)


# ---------------------------------------------------------------------------------------------- from the log


def history(log: Sequence[Logged], read: Read) -> History:
    """The main line of a log whose last commit is the tip; parents come before children."""
    commits = {logged.commit.id: logged for logged in log}
    place = {logged.commit.id: number for number, logged in enumerate(log)}
    line = _first_parents(log[-1], commits)
    landed = _landed([logged.commit for logged in line])
    merged: set[str] = set()
    trails: dict[Key, list[Revision]] = {}
    here: dict[Key, _Held] = {}
    moves: dict[tuple[Key, str], tuple[Change, ...]] = {}
    for logged, when in zip(line, landed, strict=True):
        merged.add(logged.commit.id)
        side = (
            _Side(logged.commit, _side(logged.commit, commits, merged, place), read)
            if len(logged.commit.parents) > 1
            else None
        )
        made = list(_revisions(logged, when, here, trails, read))
        for revision in made:
            trails.setdefault(revision.key, []).append(
                replace(revision, changes=_credited(revision, revision.changes, side))
                if side
                else revision
            )
            if revision.moved and revision.kind != "deleted":
                moves[revision.key, logged.commit.id] = _credited(
                    revision, _between(made, revision), side
                )
    whole = {key: tuple(found) for key, found in trails.items()}
    commits_of_line = tuple(logged.commit for logged in line)
    program = _with_program(log)
    return History(commits_of_line, tuple(landed), whole, moves=moves, program=program)


def _with_program(log: Sequence[Logged]) -> Mapping[str, tuple[str, ...]]:
    paths = {logged.commit.id: [file.path for file in logged.files] for logged in log}
    folders = {commit: program_folders(changed) for commit, changed in paths.items()}
    return {commit: names for commit, names in folders.items() if names}


def _between(made: Sequence[Revision], came: Revision) -> tuple[Change, ...]:
    """The changes of a record that moved: from what was deleted under its old name to what came under the new one."""
    left = next(one for one in made if one.key == came.moved)
    before = {str(one.path[0]): one.old for one in left.changes if one.old is not None}
    return changes(
        before, {str(one.path[0]): one.new for one in came.changes if one.new is not None}
    )


def _credited(
    revision: Revision, made: tuple[Change, ...], side: _Side | None
) -> tuple[Change, ...]:
    return tuple(side.credit(revision.key, change) for change in made) if side else made


def _first_parents(tip: Logged, commits: Mapping[str, Logged]) -> list[Logged]:
    line = [tip]
    while line[-1].commit.parents:
        line.append(commits[line[-1].commit.parents[0]])
    return line[::-1]


def _landed(line: Sequence[Commit]) -> list[datetime]:
    found: list[datetime] = []
    for commit in line:
        found.append(max(commit.committed, found[-1]) if found else commit.committed)
    return found


def _side(
    commit: Commit, commits: Mapping[str, Logged], merged: set[str], place: Mapping[str, int]
) -> list[Logged]:
    """What a merge brings in: the commits that its other parents hold and that had not landed, oldest first."""
    found: list[Logged] = []
    ahead = list(commit.parents[1:])
    while ahead:
        id_ = ahead.pop()
        if id_ not in merged and id_ in commits:
            merged.add(id_)
            found.append(commits[id_])
            ahead += commits[id_].commit.parents
    return sorted(found, key=lambda one: place[one.commit.id])


class _Held(NamedTuple):
    """What stands under a record's name at a moment: its file, its version, the last version that could be read.

    Two files may bear one name (in a folder further in, or as .yaml). The record is the one that was there first.
    """

    file: str
    version: Version
    values: Mapping[str, Value]
    blobs: Mapping[str, str]


class _Step(NamedTuple):
    """One record's file before and after a commit."""

    key: Key
    old: _Held | None
    new: _Held | None


def _revisions(
    logged: Logged,
    when: datetime,
    here: dict[Key, _Held],
    trails: Mapping[Key, Sequence[Revision]],
    read: Read,
) -> Iterator[Revision]:
    steps = list(_steps(logged.files, here, read))
    moves = _moves(steps)
    back = {new: old for old, new in moves.items()}
    for key, old, new in steps:
        if new is None:
            assert old
            yield Revision(
                key,
                "deleted",
                logged.commit,
                when,
                changes(old.values, None),
                old.file,
                moved=moves.get(key),
            )
            continue
        kind: Kind = "changed" if old else "restored" if trails.get(key) else "created"
        was = old.file if old and old.file != new.file else ""
        readable = not isinstance(new.version, Unreadable)
        yield Revision(
            key,
            kind,
            logged.commit,
            when,
            made_of(old.version if old else None, old.values if old else None, new.version),
            new.file,
            was,
            None if old else back.get(key),
            readable,
        )


def made_of(
    old: Version | None, values: Mapping[str, Value] | None, new: Version | None
) -> tuple[Change, ...]:
    """The changes between two versions: value by value, or as text where the new one can't be read.

    `values` are the last that could be read: a version that can't be read doesn't undo them.
    """
    if isinstance(new, Unreadable):
        return (Change((), old.text if isinstance(old, Unreadable) else None, new.text),)
    return changes(values, new)


def _steps(files: Sequence[FileChange], here: dict[Key, _Held], read: Read) -> Iterator[_Step]:
    """The records that a commit touched, each once; `here` holds from now on what they hold after it."""
    touched: dict[Key, list[FileChange]] = {}
    for change in files:
        if key := key_of(change.path):
            touched.setdefault(key, []).append(change)
    for key, found in touched.items():
        old = here.get(key)
        blobs = {**old.blobs} if old else {}
        for change in found:
            blobs[change.path] = change.new
        blobs = {path: blob for path, blob in blobs.items() if blob}
        file = old.file if old and old.file in blobs else min(blobs, default="")
        if not file:
            if old:
                del here[key]
                yield _Step(key, old, None)
        elif old and old.file == file and old.blobs[file] == blobs[file]:
            here[key] = old._replace(
                blobs=blobs
            )  # another file with the record's name, or only its mode
        else:
            version = read(file, blobs[file])
            values = (old.values if old else {}) if isinstance(version, Unreadable) else version
            here[key] = _Held(file, version, values, blobs)
            yield _Step(key, old, here[key])


def _moves(steps: Sequence[_Step]) -> dict[Key, Key]:
    """Records that went on under another name, in one commit: from the old key to the new.

    A record is the same where its `id` is, or where all but its `id` is; a page, where it says the same, or at
    least half of its sections do. Nothing less certain counts.
    """
    gone = [step for step in steps if step.new is None and step.old]
    come = (
        [
            step
            for step in steps
            if step.old is None and step.new and not isinstance(step.new.version, Unreadable)
        ]
        if gone
        else []
    )
    found: dict[Key, Key] = {}
    taken: set[Key] = set()
    for same in (_id, _all_but_id):
        by_sign = {
            sign: step.key
            for step in reversed(come)
            if step.key not in taken and (sign := same(step.key, step.new))
        }
        for step in gone:
            sign = same(step.key, step.old)
            if sign and step.key not in found and sign in by_sign:
                found[step.key] = by_sign.pop(sign)
                taken.add(found[step.key])
    pages = [step for step in come if step.key.register == PAGES and step.key not in taken]
    for step in gone:
        if step.key.register == PAGES and step.key not in found:
            likely = next(
                (other.key for other in pages if other.key not in taken and _alike(step, other)),
                None,
            )
            if likely:
                found[step.key] = likely
                taken.add(likely)
    return found


def _id(key: Key, held: _Held | None) -> str:
    name = held.values.get("id") if held and key.register != PAGES else None
    return name if isinstance(name, str) else ""


def _all_but_id(key: Key, held: _Held | None) -> str:
    rest = {name: value for name, value in held.values.items() if name != "id"} if held else {}
    return json.dumps([key.register == PAGES, rest], sort_keys=True) if rest else ""


def _alike(old: _Step, new: _Step) -> bool:
    before, after = (held.values.get("sections") if held else None for held in (old.old, new.new))
    if not isinstance(before, Mapping) or not isinstance(after, Mapping):
        return False
    return 2 * sum(after.get(title) == words for title, words in before.items() if words) >= max(
        len(before), len(after)
    )


# ------------------------------------------------------------------------------------------------- merges


class _Touch(NamedTuple):
    """A commit on a side branch and what it made of one record."""

    commit: Commit
    old: Version | None
    new: Version | None


class _Side:
    """The commits that a merge brought in, by the record that they touched."""

    def __init__(self, merge: Commit, commits: Sequence[Logged], read: Read) -> None:
        self._touched: dict[Key, list[_Touch]] = {}
        self._former: dict[Key, Key] = {}
        self._changes: dict[tuple[int, int], tuple[Change, ...]] = {}
        known: dict[str, tuple[Commit, Mapping[Key, _Touch]]] = {}
        for logged in commits:
            own = _touches(logged, read)
            known[logged.commit.id] = logged.commit, own
            for key, touch in own.items():
                self._touched.setdefault(key, []).append(touch)
            for old, new in _moves_of(own).items():
                self._former[new] = old
        self._ends = [_left(parent, known) for parent in merge.parents[1:]]

    def credit(self, key: Key, change: Change) -> Change:
        """A change with the commit that set its value on the side branch, or marked as the merge's own.

        The branch must still hold the value at its end: what it took back itself, the merge didn't get from it.
        """
        by = None
        if any(_keeps(end[key], change) for end in self._ends if key in end):
            found = [touch.commit for touch in self._story(key) if self._sets(touch, change)]
            found = found or [
                touch.commit
                for touch in self._touched[key]
                if touch.old is None and self._sets(touch, change)
            ]
            plain = [commit for commit in found if len(commit.parents) < 2]
            by = (plain or found)[-1] if found else None
        return change._replace(by=by, merged=by is None)

    def _story(self, key: Key) -> Iterator[_Touch]:
        """What the branch did to a record, under the names that it had there."""
        former = self._former.get(key)
        own = self._touched.get(key, [])
        if former is None or not own:
            yield from own
            return
        before = [touch for touch in self._touched[former] if touch.new is not None]
        yield from before
        last = next((touch.old for touch in self._touched[former] if touch.new is None), None)
        yield from (touch._replace(old=last) if touch.old is None else touch for touch in own)

    def _sets(self, touch: _Touch, change: Change) -> bool:
        if not change.path:
            return isinstance(touch.new, Unreadable) and touch.new.text == change.new
        old, new = (None if isinstance(one, Unreadable) else one for one in (touch.old, touch.new))
        if not any(isinstance(step, int) for step in change.path):
            return at(new, change.path) == change.new != at(old, change.path)
        was, now = _wherever(old, change.path), _wherever(new, change.path)
        if (
            change.new is None
            and change.old is not None
            and was.count(change.old) > now.count(change.old)
        ):
            return True
        if change.new is not None and now.count(change.new) > was.count(change.new):
            return True
        return any(_same(one, change) for one in self._changes_of(touch, old, new))

    def _changes_of(
        self, touch: _Touch, old: Mapping[str, Value] | None, new: Mapping[str, Value] | None
    ) -> tuple[Change, ...]:
        both = (id(touch.old), id(touch.new))
        if both not in self._changes:
            self._changes[both] = changes(old, new)
        return self._changes[both]


def _touches(logged: Logged, read: Read) -> dict[Key, _Touch]:
    found: dict[Key, _Touch] = {}
    for file in logged.files:
        if key := key_of(file.path):
            old, new = (read(file.path, blob) if blob else None for blob in (file.old, file.new))
            before = found.get(key)
            if before:  # one record, two files: what left the one came into the other
                old, new = (
                    old if before.old is None else before.old,
                    new if before.new is None else before.new,
                )
            found[key] = _Touch(logged.commit, old, new)
    return found


def _moves_of(touches: Mapping[Key, _Touch]) -> Mapping[Key, Key]:
    """Records that went on under another name in a commit on a side branch."""

    def held(version: Version | None) -> _Held | None:
        return (
            None
            if version is None
            else _Held("", version, {} if isinstance(version, Unreadable) else version, {})
        )

    halves = {
        key: touch for key, touch in touches.items() if touch.old is None or touch.new is None
    }
    return _moves([_Step(key, held(touch.old), held(touch.new)) for key, touch in halves.items()])


def _left(
    tip: str, known: Mapping[str, tuple[Commit, Mapping[Key, _Touch]]]
) -> Mapping[Key, Version | None]:
    """What a branch holds at its end, of the records that were touched along its own first parents."""
    found: dict[Key, Version | None] = {}
    while tip in known:
        commit, own = known[tip]
        for key, touch in own.items():
            found.setdefault(key, touch.new)
        tip = commit.parents[0] if commit.parents else ""
    return found


def _keeps(version: Version | None, change: Change) -> bool:
    if not change.path:
        return isinstance(version, Unreadable) and version.text == change.new
    values = None if isinstance(version, Unreadable) else version
    if not any(isinstance(step, int) for step in change.path):
        return at(values, change.path) == change.new
    return change.new is None or change.new in _wherever(values, change.path)


def _wherever(value: Value | None, path: Path) -> list[Value]:
    """The values that a path leads to, in whatever place of a list: places differ between branches."""
    values = [] if value is None else [value]
    for step in path:
        if isinstance(step, int):
            values = [
                inner for one in values if is_list(one) for inner in cast("Sequence[Value]", one)
            ]
        else:
            values = [one[step] for one in values if isinstance(one, Mapping) and step in one]
    return values


def _same(one: Change, other: Change) -> bool:
    """Whether two changes say the same, in whatever place of a list."""
    names = [[step for step in change.path if not isinstance(step, int)] for change in (one, other)]
    return (
        names[0] == names[1]
        and len(one.path) == len(other.path)
        and (one.new, one.new or one.old) == (other.new, other.new or other.old)
    )


# ------------------------------------------------------------------------------------------------ replaying


def replayed(trail: Iterable[Revision]) -> Version | None:
    """What a record held after these revisions, from its changes alone; None where it was not there."""
    return replayed_with_last(trail)[0]


def replayed_with_last(trail: Iterable[Revision]) -> tuple[Version | None, Mapping[str, Value]]:
    """The same, with the last values that could be read: a version that can't be read doesn't undo them."""
    version: Version | None = None
    values: Mapping[str, Value] = {}
    for revision in trail:
        version, values = _after(values, revision)
    return version, values


def _after(
    values: Mapping[str, Value], revision: Revision
) -> tuple[Version | None, Mapping[str, Value]]:
    if revision.kind == "deleted":
        return None, {}
    if not revision.readable:
        return Unreadable(str(revision.changes[0].new)), values
    made = applied(values, revision.changes)
    return made, made


def versions_at(past: History, when: datetime) -> Mapping[Key, Version]:
    """Every record and page that was there at an instant, as it stood."""
    found = {
        key: replayed(revision for revision in trail if revision.landed <= when)
        for key, trail in past.trails.items()
    }
    return {key: version for key, version in found.items() if version is not None}


class RecordVersion(NamedTuple):
    """A record or page as it stood, and the revision that made it so."""

    version: Version
    last: Revision


def snapshots_at(past: History, commits: Sequence[str]) -> list[Mapping[Key, RecordVersion]]:
    """Every record and page as it stood after each of these commits of the main line, which are given oldest first.

    By commits and not by instants: where a clock was wrong, several commits land in one instant. Each trail is
    walked once, however many commits are asked for.
    """
    place = past.places
    ends = [place[commit] for commit in commits]
    found: list[dict[Key, RecordVersion]] = [{} for _ in ends]
    for key, trail in past.trails.items():
        version: Version | None = None
        values: Mapping[str, Value] = {}
        done = 0
        for end, there in zip(ends, found, strict=True):
            while done < len(trail) and place[trail[done].commit.id] <= end:
                version, values = _after(values, trail[done])
                done += 1
            if version is not None:
                there[key] = RecordVersion(version, trail[done - 1])
    return list(found)

"""What merges brought onto the main line, and which commit of a side branch set each value."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from macros.history.diff import Changes, at, changes
from macros.history.git import CommitEntry
from macros.history.moves import earlier_name, moves, names_back
from macros.history.versions import Read, key_of, values_of
from macros.model import Change, Commit, Key, Path, Unreadable, Value, Values, Version, is_list
from macros.model.mappings import present

Log = Mapping[str, CommitEntry]
"""The commits of a history by their ids, parents before children."""


class SideBranches:
    """The side branches of a log, by the merges that brought them in, in the main line's order."""

    def __init__(self, log: Log, read: Read) -> None:
        self._log, self._read = log, read
        self._places = {id_: number for number, id_ in enumerate(log)}
        self._landed = set[str]()

    def merged_by(self, commit: Commit) -> SideBranch | None:
        """What the next commit of the main line brought with it; None where it is no merge."""
        self._landed.add(commit.id)
        if not commit.is_merge:
            return None
        return SideBranch(commit, self._landing(commit.parents[1:]), self._read)

    def _landing(self, tips: Sequence[str]) -> list[CommitEntry]:
        """The commits that these hold and that had not landed, oldest first."""
        landing: list[str] = []
        ahead = list(tips)
        while ahead:
            id_ = ahead.pop()
            if id_ in self._log and id_ not in self._landed:
                self._landed.add(id_)
                landing.append(id_)
                ahead += self._log[id_].commit.parents
        return [self._log[id_] for id_ in sorted(landing, key=self._places.__getitem__)]


class Touch(NamedTuple):
    """A commit on a side branch and what it made of one record."""

    commit: Commit
    old: Version | None
    new: Version | None


class SideBranch:
    """The commits that a merge brought in, by the record that they touched."""

    def __init__(self, merge: Commit, entries: Sequence[CommitEntry], read: Read) -> None:
        self._touches: dict[Key, list[Touch]] = {}
        self._former: dict[Key, Key] = {}
        self._changes: dict[tuple[int, int], Changes] = {}
        touched = {entry.id: _touches(entry, read) for entry in entries}
        for touches in touched.values():
            for key, touch in touches.items():
                self._touches.setdefault(key, []).append(touch)
            self._former |= {new: old for old, new in _moves(touches).items()}
        commits = {entry.id: entry.commit for entry in entries}
        self._ends = [_end(tip, touched, commits) for tip in merge.parents[1:]]

    def credit(self, key: Key, change: Change) -> Change:
        """A change with the commit that set its value, or marked as the merge's own.

        The branch must still hold the value at its end: what it took back itself, the merge didn't
        get from it.
        """
        ends = [end[key] for end in self._ends if key in end]
        holds = any(_holds(version, change) for version in ends)
        setter = self._setter(key, change) if holds else None
        return change._replace(by=setter, merged=setter is None)

    def _setter(self, key: Key, change: Change) -> Commit | None:
        """The last commit that set a value: one that is no merge itself, where there is one."""
        setters = [touch.commit for touch in self._story(key) if self._sets(touch, change)]
        if not setters:
            created = [touch for touch in self._touches[key] if touch.old is None]
            setters = [touch.commit for touch in created if self._sets(touch, change)]
        plain = [commit for commit in setters if not commit.is_merge]
        return next(reversed(plain or setters), None)

    def left_out(self, stands: Mapping[Key, Values]) -> Iterator[tuple[Key, Change]]:
        """What commits of the branch set and the merge doesn't hold: what stands instead, and that.

        `stands` is what the merge holds of each record.
        """
        ends = {key: version for end in self._ends for key, version in end.items()}
        for key, version in ends.items():
            first = next(self._story(key), None)
            values = values_of(version)
            for change in changes(first and values_of(first.old), values) if values else ():
                setter = None if _holds(stands.get(key), change) else self._setter(key, change)
                if setter and not setter.is_merge:
                    yield (
                        key,
                        Change(change.path, at(stands.get(key), change.path), change.new, setter),
                    )

    def moved(self, gone: Collection[Key], come: Collection[Key]) -> Mapping[Key, Key]:
        """From the old name to the new, for records that went on under another on the branch.

        Each step there was sure, whatever else was changed before the merge or after.
        """
        former = {new: earlier_name(new, self._former, gone) for new in come}
        return {old: new for new, old in former.items() if old}

    def _story(self, key: Key) -> Iterator[Touch]:
        """What the branch did to a record, under the names that it had there."""
        last: Version | None = None
        for name in reversed(names_back(key, self._former)):
            for touch in self._touches.get(name, []):
                if touch.new is None and name != key:
                    last = touch.old
                else:
                    yield touch._replace(old=last) if touch.old is None else touch

    def _sets(self, touch: Touch, change: Change) -> bool:
        if not change.path:
            return _is_text(touch.new, change)
        old, new = values_of(touch.old), values_of(touch.new)
        if not _in_list(change.path):
            return at(new, change.path) == change.new != at(old, change.path)
        if _comes_or_goes(old, new, change):
            return True
        return any(_same(made, change) for made in self._changes_of(touch))

    def _changes_of(self, touch: Touch) -> Changes:
        """A touch's changes, made once. By identity: the touches keep the versions alive."""
        versions = (id(touch.old), id(touch.new))
        if versions not in self._changes:
            self._changes[versions] = changes(values_of(touch.old), values_of(touch.new))
        return self._changes[versions]


def _touches(entry: CommitEntry, read: Read) -> dict[Key, Touch]:
    touches: dict[Key, Touch] = {}
    for file in entry.files:
        if key := key_of(file.path):
            old, new = (read(file.path, blob) if blob else None for blob in (file.old, file.new))
            touch = Touch(entry.commit, old, new)
            touches[key] = _joined(touches[key], touch) if key in touches else touch
    return touches


def _joined(touch: Touch, other: Touch) -> Touch:
    """What a commit did to two files of one record: what left the one came into the other."""
    old = other.old if touch.old is None else touch.old
    new = other.new if touch.new is None else touch.new
    return Touch(touch.commit, old, new)


def _moves(touches: Mapping[Key, Touch]) -> Mapping[Key, Key]:
    """Records that went on under another name in a commit on a side branch."""
    old = {key: values_of(touch.old) for key, touch in touches.items() if touch.new is None}
    new = {key: values_of(touch.new) for key, touch in touches.items() if touch.old is None}
    return moves(present(old), present(new))


def _end(
    tip: str, touched: Mapping[str, Mapping[Key, Touch]], commits: Mapping[str, Commit]
) -> Mapping[Key, Version | None]:
    """What a branch holds at its end, of the records touched along its own first parents."""
    versions: dict[Key, Version | None] = {}
    while tip in touched:
        for key, touch in touched[tip].items():
            versions.setdefault(key, touch.new)
        tip = next(iter(commits[tip].parents), "")
    return versions


def _is_text(version: Version | None, change: Change) -> bool:
    """Whether a version can't be read, and is the text that a change of the whole file made."""
    return isinstance(version, Unreadable) and version.text == change.new


def _in_list(path: Path) -> bool:
    """Whether a path leads through a list, where places differ between branches."""
    return any(isinstance(step, int) for step in path)


def _holds(version: Version | None, change: Change) -> bool:
    """Whether a version holds what a change made."""
    if not change.path:
        return _is_text(version, change)
    values = values_of(version)
    if not _in_list(change.path):
        return at(values, change.path) == change.new
    return change.new is None or change.new in _wherever(values, change.path)


def _comes_or_goes(old: Value | None, new: Value | None, change: Change) -> bool:
    """Whether there is more of what a change put into a list, or less of what it took out."""
    before, after = _wherever(old, change.path), _wherever(new, change.path)
    if change.new is None:
        return before.count(change.old) > after.count(change.old)
    return after.count(change.new) > before.count(change.new)


def _wherever(value: Value | None, path: Path) -> Sequence[Value]:
    """The values that a path leads to, in whatever place of a list."""
    values = [] if value is None else [value]
    for step in path:
        if isinstance(step, int):
            lists = [value for value in values if is_list(value)]
            values = [value for inner in lists for value in inner]
        else:
            groups = [value for value in values if isinstance(value, Mapping)]
            values = [group[step] for group in groups if step in group]
    return values


def _same(change: Change, other: Change) -> bool:
    """Whether two changes say the same, in whatever place of a list."""
    return _without_places(change) == _without_places(other)


def _without_places(change: Change) -> tuple[list[str], int, Value | None, Value | None]:
    names = [step for step in change.path if not isinstance(step, int)]
    return names, len(change.path), change.new, change.new or change.old

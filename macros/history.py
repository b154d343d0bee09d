"""Commits and old versions into revisions: what happened to each record and page on the main line.

Pure: the log and the versions come in, a History comes out. The main line is the chain of first parents. What
a merge brought is one revision, dated when it landed, and each value in it is credited to the commit on the
side branch that set it. The sum of a record's changes is what its file holds.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple, Protocol

from macros.changes import applied, at, changes
from macros.model import PAGES, Change, Commit, Key, Kind, Path, Pending, Revision, Trail, Unreadable, Value, Version
from macros.versions import key_of


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

    @property
    def tip(self) -> Commit:
        """The last commit of the main line."""
        return self.line[-1]

    @property
    def skewed(self) -> list[Commit]:
        """Commits that are dated before one that came earlier: somebody's clock was wrong, or the date was set."""
        return [commit for commit, landed in zip(self.line, self.landed, strict=True) if commit.committed < landed]

    def commit_at(self, when: datetime) -> Commit | None:
        """The last commit that had landed by then; None before the first."""
        number = bisect_right(self.landed, when)
        return self.line[number - 1] if number else None

    def deleted(self, key: Key) -> bool:
        """Whether a record was there once and is no longer."""
        return self.trails[key][-1].kind == "deleted"

    def trail(self, key: Key) -> Trail:
        """All revisions of a record, oldest first; where it had another name before, with those under that name."""
        return tuple(self._with_earlier(key, frozenset()))

    def _with_earlier(self, key: Key, seen: frozenset[Key]) -> Iterator[Revision]:
        for revision in self.trails.get(key, ()):
            other = revision.moved
            if other and revision.kind != "deleted" and other not in seen and other in self.trails:
                earlier = [one for one in self._with_earlier(other, seen | {key}) if one.landed <= revision.landed]
                last = next((one for one in reversed(earlier) if one.commit.id == revision.commit.id and one.kind == "deleted"), None)
                yield from (one for one in earlier if one is not last)
                gone = {change.path: change.old for change in last.changes} if last else {}
                come = {change.path: change.new for change in revision.changes}
                made = changes(_as_group(gone), _as_group(come))
                yield replace(revision, kind="changed", changes=made, was=last.file if last else "")
            else:
                yield revision


def _as_group(values: Mapping[Path, Value | None]) -> dict[str, Value]:
    return {str(path[0]): value for path, value in values.items() if path and value is not None}


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
    for logged, when in zip(line, landed, strict=True):
        merged.add(logged.commit.id)
        side = _Side(_side(logged.commit, commits, merged, place), read) if len(logged.commit.parents) > 1 else None
        for revision in _revisions(logged, when, here, trails, read):
            credited = replace(revision, changes=tuple(side.credit(revision, change) for change in revision.changes)) if side else revision
            trails.setdefault(revision.key, []).append(credited)
    return History(tuple(logged.commit for logged in line), tuple(landed), {key: tuple(found) for key, found in trails.items()})


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


def _side(commit: Commit, commits: Mapping[str, Logged], merged: set[str], place: Mapping[str, int]) -> list[Logged]:
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
    """What a record's file holds at a moment: its path, its version, and the last version that could be read."""

    file: str
    version: Version
    values: Mapping[str, Value]


class _Step(NamedTuple):
    """One record's file before and after a commit."""

    key: Key
    old_file: str
    new_file: str
    old: _Held | None
    new: Version | None


def _revisions(
    logged: Logged, when: datetime, here: dict[Key, _Held], trails: Mapping[Key, Sequence[Revision]], read: Read
) -> Iterator[Revision]:
    steps = list(_steps(logged.files, here, read))
    moves = _moves(steps)
    back = {new: old for old, new in moves.items()}
    for step in steps:
        if step.new is None:
            yield Revision(
                step.key,
                "deleted",
                logged.commit,
                when,
                changes(step.old.values if step.old else None, None),
                step.old_file,
                moved=moves.get(step.key),
            )
            continue
        kind: Kind = "changed" if step.old else "restored" if trails.get(step.key) else "created"
        held = here[step.key]
        before = step.old.values if step.old else None
        readable = not isinstance(step.new, Unreadable)
        made = (
            changes(before, held.values)
            if readable
            else (Change((), None, held.version.text if isinstance(held.version, Unreadable) else ""),)
        )
        was = step.old_file if step.old and step.old_file != step.new_file else ""
        yield Revision(step.key, kind, logged.commit, when, made, step.new_file, was, None if step.old else back.get(step.key), readable)


def _steps(files: Sequence[FileChange], here: dict[Key, _Held], read: Read) -> Iterator[_Step]:
    """The records that a commit touched, each once, and what they hold from now on."""
    touched: dict[Key, list[FileChange]] = {}
    for change in files:
        if key := key_of(change.path):
            touched.setdefault(key, []).append(change)
    for key, found in touched.items():
        old = here.get(key)
        gone = next((change for change in found if not change.new), None)
        come = next((change for change in found if change.new), None)
        if come is None:
            if old is None or (gone and gone.path != old.file):
                continue  # another file with the record's name: the record itself stays
            del here[key]
            yield _Step(key, old.file, "", old, None)
        else:
            new = read(come.path, come.new)
            values = (old.values if old else {}) if isinstance(new, Unreadable) else new
            here[key] = _Held(come.path, new, values)
            yield _Step(key, old.file if old else "", come.path, old, new)


def _moves(steps: Sequence[_Step]) -> dict[Key, Key]:
    """Records that went on under another name, in one commit: from the old key to the new.

    A record is the same where its `id` is, or where all but its `id` is; a page, where it says the same, or at
    least half of its sections do. Nothing less certain counts.
    """
    gone = [step for step in steps if step.new is None and step.old]
    come = [step for step in steps if step.old is None and isinstance(step.new, Mapping)]
    found: dict[Key, Key] = {}
    for same in (_id, _all_but_id):
        by_sign = {sign: step.key for step in reversed(come) if step.key not in found.values() and (sign := same(step.key, step.new))}
        for step in gone:
            sign = same(step.key, step.old.values if step.old else None)
            if sign and step.key not in found and sign in by_sign:
                found[step.key] = by_sign.pop(sign)
    for step in gone:
        likely = [other.key for other in come if other.key not in found.values() and _alike(step, other)] if step.key not in found else []
        if likely:
            found[step.key] = likely[0]
    return found


def _id(key: Key, values: Version | None) -> str:
    name = values.get("id") if isinstance(values, Mapping) and key.register != PAGES else None
    return name if isinstance(name, str) else ""


def _all_but_id(key: Key, values: Version | None) -> str:
    return (
        repr((key.register == PAGES, sorted((name, value) for name, value in values.items() if name != "id")))
        if isinstance(values, Mapping)
        else ""
    )


def _alike(old: _Step, new: _Step) -> bool:
    if (
        PAGES not in (old.key.register, new.key.register)
        or old.key.register != new.key.register
        or not old.old
        or not isinstance(new.new, Mapping)
    ):
        return False
    before, after = old.old.values.get("sections"), new.new.get("sections")
    if not isinstance(before, Mapping) or not isinstance(after, Mapping):
        return False
    return 2 * sum(after.get(title) == words for title, words in before.items() if words) >= max(len(before), len(after))


# ------------------------------------------------------------------------------------------------- merges


class _Side:
    """The commits that a merge brought in, by the record that they touched."""

    def __init__(self, commits: Iterable[Logged], read: Read) -> None:
        self._read = read
        self._touched: dict[Key, list[tuple[Commit, FileChange]]] = {}
        for logged in commits:
            for change in logged.files:
                if key := key_of(change.path):
                    self._touched.setdefault(key, []).append((logged.commit, change))

    def credit(self, revision: Revision, change: Change) -> Change:
        """A change with the commit that set its value on the side branch, or marked as the merge's own."""
        found = [commit for commit, file in self._touched.get(revision.key, ()) if self._sets(file, change)]
        plain = [commit for commit in found if len(commit.parents) < 2]
        by = (plain or found)[-1] if found else None
        return change._replace(by=by, merged=by is None)

    def _sets(self, file: FileChange, change: Change) -> bool:
        before, after = (self._read(file.path, blob) if blob else None for blob in (file.old, file.new))
        if not change.path:
            return isinstance(after, Unreadable) and after.text == change.new
        old, new = (None if isinstance(one, Unreadable) else one for one in (before, after))
        whole = next((number for number, step in enumerate(change.path) if isinstance(step, int)), None)
        if whole is None:
            return at(new, change.path) == change.new != at(old, change.path)
        was, now = at(old, change.path[:whole]), at(new, change.path[:whole])
        if len(change.path) > whole + 1:  # inside a group in a list: the place may have moved
            return was != now and at(new, change.path) == change.new != at(old, change.path)
        gone, come = (change.old is None or _holds(was, change.old, now)), (change.new is None or _holds(now, change.new, was))
        return was != now and gone and come


def _holds(values: Value | None, one: Value, and_not: Value | None) -> bool:
    """Whether a list holds a value that another doesn't."""

    def among(where: Value | None) -> bool:
        return isinstance(where, list | tuple) and one in where

    return among(values) and not among(and_not)


# ------------------------------------------------------------------------------------------------ replaying


def replayed(trail: Iterable[Revision]) -> Version | None:
    """What a record held after these revisions, from its changes alone; None where it was not there."""
    return replayed_with_last(trail)[0]


def replayed_with_last(trail: Iterable[Revision]) -> tuple[Version | None, Mapping[str, Value]]:
    """The same, with the last values that could be read: a version that can't be read doesn't undo them."""
    version: Version | None = None
    values: Mapping[str, Value] = {}
    for revision in trail:
        if revision.kind == "deleted":
            version, values = None, {}
        elif revision.readable:
            values = applied(values, revision.changes)
            version = values
        else:
            version = Unreadable(str(revision.changes[0].new))
    return version, values


def stood(past: History, when: datetime) -> Mapping[Key, Version]:
    """Every record and page that was there at an instant, as it stood."""
    found = {key: replayed(revision for revision in trail if revision.landed <= when) for key, trail in past.trails.items()}
    return {key: version for key, version in found.items() if version is not None}


class Stood(NamedTuple):
    """A record or page as it stood, and the revision that made it so."""

    version: Version
    last: Revision


def stood_after(past: History, commits: Sequence[str]) -> list[Mapping[Key, Stood]]:
    """Every record and page as it stood after each of these commits of the main line, which are given oldest first.

    By commits and not by instants: where a clock was wrong, several commits land in one instant. Each trail is
    walked once, however many commits are asked for.
    """
    place = {commit.id: number for number, commit in enumerate(past.line)}
    ends = [place[commit] for commit in commits]
    found: list[dict[Key, Stood]] = [{} for _ in ends]
    for key, trail in past.trails.items():
        version: Version | None = None
        values: Mapping[str, Value] = {}
        done = 0
        for end, there in zip(ends, found, strict=True):
            while done < len(trail) and place[trail[done].commit.id] <= end:
                version, values = _after(values, trail[done])
                done += 1
            if version is not None:
                there[key] = Stood(version, trail[done - 1])
    return list(found)


def _after(values: Mapping[str, Value], revision: Revision) -> tuple[Version | None, Mapping[str, Value]]:
    """What a record holds after a revision, and the last values that could be read."""
    if revision.kind == "deleted":
        return None, {}
    if not revision.readable:
        return Unreadable(str(revision.changes[0].new)), values
    made = applied(values, revision.changes)
    return made, made

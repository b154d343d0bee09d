"""Which files differ between two commits, tree by tree, and which fields of records in them.

A file is whatever a folder holds that is no folder: links and submodules count, and so do modes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from macros.history import git
from macros.history.versions import YAML


class Trees(NamedTuple):
    """What a commit held, by the id of its tree, and what the one in its place holds."""

    commit: str
    old: str
    new: str


class FileChange(NamedTuple):
    """A file that isn't as it was, and the first commit in which it isn't.

    `old` and `new` are None where there is none. `fields` are those of a record that alone differ;
    without any, it may differ anywhere.
    """

    commit: str
    path: str
    old: git.Thing | None
    new: git.Thing | None
    fields: tuple[str, ...] = ()


def changed_files(
    before: git.Repository, after: git.Repository, trees: Sequence[Trees]
) -> Iterator[FileChange]:
    """Every file that differs, each pair of versions once."""
    files = list(_files(before, after, trees))
    records = list(filter(_may_have_fields, files))
    olds = _contents(before, (file.old.id for file in records if file.old))
    news = _contents(after, (file.new.id for file in records if file.new))
    for file in files:
        if file.old and file.new and _may_have_fields(file):
            fields = changed_fields(olds[file.old.id], news[file.new.id])
            yield file._replace(fields=fields)
        else:
            yield file


def _may_have_fields(file: FileChange) -> bool:
    same_mode = bool(file.old and file.new and file.old.mode == file.new.mode)
    return same_mode and file.path.endswith(YAML)


def _contents(repository: git.Repository, ids: Iterable[str]) -> Mapping[str, bytes]:
    return dict(git.contents(repository, dict.fromkeys(filter(None, ids))))


# ------------------------------------------------------------------------------------ tree by tree


class _Open(NamedTuple):
    """Two folders that differ; an empty id where there is none."""

    path: str
    old: str
    new: str


def _files(
    before: git.Repository, after: git.Repository, trees: Sequence[Trees]
) -> Iterator[FileChange]:
    """All folders of a depth together: a few processes of Git for each repository."""
    ahead: dict[_Open, str] = {}
    for commit, old, new in trees:
        ahead.setdefault(_Open("", old, new), commit)
    seen: set[FileChange] = set()
    while differing := {pair: id_ for pair, id_ in ahead.items() if pair.old != pair.new}:
        ahead = {}
        for pair, thing in _things(before, after, differing):
            commit = differing[pair]
            ahead.setdefault(thing.folders, commit)
            file = FileChange("", thing.path, _no_folder(thing.old), _no_folder(thing.new))
            if file.old != file.new and file not in seen:
                seen.add(file)
                yield file._replace(commit=commit)


class _Differing(NamedTuple):
    """Something in a folder that differs, on either side; None where it isn't there."""

    path: str
    old: git.Thing | None
    new: git.Thing | None

    @property
    def folders(self) -> _Open:
        """What of it is a folder."""
        old, new = (thing.id if thing and thing.is_folder else "" for thing in (self.old, self.new))
        return _Open(f"{self.path}/", old, new)


BATCH = 500
"""Folders that are read at a time: each commit has another of many records."""


def _things(
    before: git.Repository, after: git.Repository, pairs: Iterable[_Open]
) -> Iterator[tuple[_Open, _Differing]]:
    rest = iter(pairs)
    while batch := list(islice(rest, BATCH)):
        olds = _contents(before, (pair.old for pair in batch))
        news = _contents(after, (pair.new for pair in batch))
        for pair in batch:
            width = len(pair.old or pair.new) // 2
            contents = olds.get(pair.old, b""), news.get(pair.new, b"")
            for name, old, new in git.things_apart(*contents, width):
                yield pair, _Differing(pair.path + name, old, new)


def _no_folder(thing: git.Thing | None) -> git.Thing | None:
    return None if thing and thing.is_folder else thing


# ----------------------------------------------------------------------------------- field by field

_PARTS = re.compile(rb"^(?=[A-Za-z_])", re.MULTILINE)
_FIELD = re.compile(rb"([A-Za-z_][\w-]*):")
_COMMENTS = re.compile(rb"#.*")


def changed_fields(old: bytes, new: bytes) -> tuple[str, ...]:
    """The fields of a record that alone differ between two versions; none where more does.

    By its lines, so that nothing beside these fields can differ unseen: neither what stands before
    the first, nor the order, nor a comment.
    """
    was, now = _fields(old), _fields(new)
    kept = [name for name in was if name in now] == [name for name in now if name in was]
    if not was or not now or not kept or was[b""] != now[b""]:
        return ()
    names = [name for name in {**was, **now} if was.get(name) != now.get(name)]
    comments = any(_comments(was.get(name)) != _comments(now.get(name)) for name in names)
    return () if comments else tuple(name.decode() for name in names)


def _fields(content: bytes) -> Mapping[bytes, bytes]:
    """The lines of each field by its name, and under b"" those before the first; or nothing."""
    start, *parts = _PARTS.split(content)
    names = [match[1] for part in parts if (match := _FIELD.match(part))]
    if len(set(names)) < len(parts):
        return {}
    return {b"": start, **dict(zip(names, parts, strict=True))}


def _comments(part: bytes | None) -> Sequence[bytes]:
    return _COMMENTS.findall(part or b"")

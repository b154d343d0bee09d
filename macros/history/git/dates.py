"""When a commit says that it was made, whatever number stands there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from macros.history.git.objects import contents
from macros.history.git.run import Repository
from macros.model import Commit

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FIRST = datetime(1, 1, 2, tzinfo=UTC)
LAST = datetime(9999, 12, 30, tzinfo=UTC)
"""The first and the last instant that every time zone can still write as a date."""
_FIRST_SECOND, _LAST_SECOND = int(FIRST.timestamp()), int(LAST.timestamp())


def instant(seconds: str, iso: str) -> datetime:
    """An instant with the offset that was recorded; where no such offset exists, in UTC.

    Git takes any number for a time, and none at all: before and behind the calendar, its first and
    last days stand.
    """
    known = int(seconds) if seconds.removeprefix("-").isdecimal() else 0
    bounded = min(max(known, _FIRST_SECOND), _LAST_SECOND)
    counted = EPOCH + timedelta(seconds=bounded)
    try:
        recorded = datetime.fromisoformat(iso)
    except ValueError:
        return counted
    return recorded if recorded == counted else counted


_STAMP = re.compile(rb"^(author|committer) .*> (-\d+)(?: .*)?$", re.MULTILINE)
"""Where a commit says when, if that is before 1970: Git passes such a number over."""


def _stamps(content: bytes) -> Mapping[bytes, int]:
    head, _, _ = content.partition(b"\n\n")
    return {name: int(seconds) for name, seconds in _STAMP.findall(head)}


def with_early_dates(commit: Commit, content: bytes) -> Commit:
    """A commit with the dates before 1970 that it bears, which Git doesn't tell."""
    stamps = _stamps(content)
    if not stamps:
        return commit
    return replace(
        commit,
        written=_before_1970(stamps.get(b"author"), commit.written),
        committed=_before_1970(stamps.get(b"committer"), commit.committed),
    )


def _before_1970(seconds: int | None, told: datetime) -> datetime:
    return told if seconds is None else instant(str(seconds), "")


class DatedCommit(NamedTuple):
    """A commit by its id, and when it says that it was made."""

    id: str
    committed: datetime


def committed(repository: Repository, id_: str) -> datetime:
    """When a commit says that it was made."""
    return _committed(repository, "--no-walk", id_)[0].committed


def dated_line(repository: Repository, tip: str) -> list[DatedCommit]:
    """The chain of first parents and its dates, oldest first: without files it is read soon."""
    return _committed(repository, "--first-parent", "--reverse", tip)


def _committed(repository: Repository, *which: str) -> list[DatedCommit]:
    told = repository.text("log", "--format=%H %ct %cI", *which, "--")
    dates = dict(line.split(" ", 1) for line in told.split("\n"))
    odd = [id_ for id_, date in dates.items() if date.startswith(" ")]
    stamps = {id_: _stamps(content) for id_, content in contents(repository, odd)}
    commits: list[DatedCommit] = []
    for id_, date in dates.items():
        seconds, _, iso = date.partition(" ")
        stamp = stamps.get(id_, {}).get(b"committer")
        commits.append(DatedCommit(id_, _before_1970(stamp, instant(seconds, iso))))
    return commits

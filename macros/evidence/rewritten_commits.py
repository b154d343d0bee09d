"""What differs between commits and those that stand in their place, to the last byte.

`redact` names these places, and `verify` holds them against those that were named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple, TypeAlias

from macros.evidence.redaction_text import Kind
from macros.evidence.rewritten_files import FileChange, Trees, changed_files
from macros.history import git

Part: TypeAlias = Literal["parents", "author", "written", "committer", "committed", "message"]
"""What a commit has beside its files."""

REDACTED_AS: Mapping[Part, Kind] = {
    "message": "message",
    "author": "author",
    "committer": "committer",
}
"""The parts that a redaction can change, and how it names each; the others lead to nobody."""


class Change(NamedTuple):
    """A part of a commit, by the id that it had, that isn't as it was."""

    commit: str
    part: Part


class Changes(NamedTuple):
    """All that differs, and how many commits bore a signature that those in their place don't."""

    parts: Sequence[Change]
    files: Sequence[FileChange]
    unsigned: int


class Two(NamedTuple):
    """A history as it was and as it is, which may lie in two repositories."""

    before: git.Repository
    after: git.Repository

    def changes(self, commits: Mapping[str, str], heirs: Mapping[str, str]) -> Changes:
        """What differs between these commits and those in their place.

        `heirs` names what stands for each commit that has another id now: a parent that was only
        renamed is the same. Raises HistoryError where one is missing.
        """
        old = _read(self.before, commits)
        new = _read(self.after, commits.values())
        parts = [
            Change(id_, part)
            for id_, now in commits.items()
            for part in _changed_parts(old[id_], new[now], heirs)
        ]
        trees = [Trees(id_, old[id_].tree, new[now].tree) for id_, now in commits.items()]
        files = list(changed_files(self.before, self.after, trees))
        unsigned = sum(old[id_].signed and not new[now].signed for id_, now in commits.items())
        return Changes(parts, files, unsigned)


class _RawCommit(NamedTuple):
    """A commit as Git keeps it."""

    tree: str
    parents: tuple[str, ...]
    author: tuple[str, str]
    committer: tuple[str, str]
    message: str
    signed: bool


def _read(repository: git.Repository, ids: Iterable[str]) -> Mapping[str, _RawCommit]:
    return {id_: _parsed(content) for id_, content in git.contents(repository, dict.fromkeys(ids))}


def _parsed(content: bytes) -> _RawCommit:
    """Its parts as text, in whatever encoding it says that they are written."""
    head, _, message = content.partition(b"\n\n")
    lines = [line.partition(b" ") for line in head.split(b"\n") if not line.startswith(b" ")]
    fields = {name: value for name, _, value in lines if name != b"parent"}
    encoding = fields.get(b"encoding", b"UTF-8")
    return _RawCommit(
        tree=fields[b"tree"].decode(),
        parents=tuple(value.decode() for name, _, value in lines if name == b"parent"),
        author=_who_and_when(_text(fields[b"author"], encoding)),
        committer=_who_and_when(_text(fields[b"committer"], encoding)),
        message=_text(message, encoding).strip("\n"),
        signed=any(name.startswith(b"gpgsig") for name in fields),
    )


def _text(content: bytes, encoding: bytes) -> str:
    try:
        return content.decode(encoding.decode("ascii"), "surrogateescape")
    except (LookupError, ValueError):
        return content.decode("utf-8", "surrogateescape")


_WHEN = re.compile(r"(.*) (\S+ \S+)", re.DOTALL)


def _who_and_when(line: str) -> tuple[str, str]:
    match = _WHEN.fullmatch(line)
    return (match[1], match[2]) if match else (line, "")


def _changed_parts(old: _RawCommit, new: _RawCommit, heirs: Mapping[str, str]) -> Iterator[Part]:
    compared: Mapping[Part, tuple[object, object]] = {
        "parents": (tuple(heirs.get(id_, id_) for id_ in old.parents), new.parents),
        "author": (old.author[0], new.author[0]),
        "written": (old.author[1], new.author[1]),
        "committer": (old.committer[0], new.committer[0]),
        "committed": (old.committer[1], new.committer[1]),
        "message": (old.message, new.message),
    }
    yield from (part for part, (was, now) in compared.items() if was != now)

"""The log: every commit of a history with the files that it changed, each held against its name."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from itertools import islice
from queue import SimpleQueue
from threading import Thread
from typing import IO, NamedTuple

from macros.history.git.dates import instant, with_early_dates
from macros.history.git.objects import FILES, contents
from macros.history.git.people import as_known, with_coauthors
from macros.history.git.run import Repository, damaged
from macros.model import Commit, Person
from macros.model.coauthors import named_coauthors, without_address
from macros.model.text import decoded

FIELDS = {
    "id": "%H",
    "parents": "%P",
    "author": "%an",
    "author's mail": "%ae",
    "author by mailmap": "%aN",
    "written in seconds": "%at",
    "written": "%aI",
    "committer": "%cn",
    "committer's mail": "%ce",
    "committer by mailmap": "%cN",
    "committed in seconds": "%ct",
    "committed": "%cI",
    "message": "%B",
    "approvals": "%(trailers:key=Approved-by,valueonly,unfold,separator=%x1f)",
    "reviews": "%(trailers:key=Reviewed-by,valueonly,unfold,separator=%x1f)",
}
"""What is asked of each commit. Git parses the trailers: who approved is what the message says."""

START = b"\x01"
"""How each commit begins in what we make Git print."""

LOG = (
    "log", "--topo-order", "--reverse", "--raw", "-z", "--no-abbrev", "--no-renames", "--root",
    "-O" + os.devnull, "--no-ext-diff", "--diff-merges=first-parent", "--no-color",
    "--format=%x01" + "%x00".join(FIELDS.values()) + "%x00",
)  # fmt: skip

BATCH = 2000
"""Commits that are read at a time."""


class ChangedFile(NamedTuple):
    """One file as a commit changed it, against its first parent.

    An empty blob: there was, or is, no file.
    """

    path: str
    old: str
    new: str


class CommitEntry(NamedTuple):
    """A commit, the files that it changed, and whether it bears a signature."""

    commit: Commit
    files: tuple[ChangedFile, ...]
    signed: bool = False

    @property
    def id(self) -> str:
        """The commit's own name: the digest of what it says."""
        return self.commit.id


def log(repository: Repository, tip: str = "HEAD") -> Iterator[CommitEntry]:
    """Every commit that `tip` holds, parents before children, each with its changed files.

    Not limited to a path: Git would compare each commit twice, and leave commits out. Each commit
    is read once more and held against its name, so that no overwritten object bends the line (a
    tree isn't: `git fsck` does that). They come as Git finds them, so that old versions can be
    read meanwhile. Raises HistoryError where a commit is missing or not what it was.
    """
    known: set[str] = set()
    lost: set[str] = set()
    entries = _entries(_tokens(repository, *LOG, tip, "--"), repository.prefix)
    while batch := list(islice(entries, BATCH)):
        raw = contents(repository, [entry.id for entry in batch])
        known_as = as_known(repository, _coauthors(batch))
        for entry, (_, content) in zip(batch, raw, strict=True):
            known.add(entry.id)
            lost.update(parent for parent in entry.commit.parents if parent not in known)
            commit = with_coauthors(with_early_dates(entry.commit, content), known_as)
            yield CommitEntry(commit, entry.files, _is_signed(content))
    if lost:
        raise damaged(min(lost))


def _coauthors(entries: Sequence[CommitEntry]) -> Iterator[Person]:
    for entry in entries:
        yield from entry.commit.coauthors


def _is_signed(content: bytes) -> bool:
    head, _, _ = content.partition(b"\n\n")
    return b"\ngpgsig" in head


def _tokens(repository: Repository, *arguments: str) -> Iterator[bytes]:
    """What Git prints, cut at each NUL, while it goes on printing."""
    with repository.printing(*arguments) as output:
        printed: SimpleQueue[bytes] = SimpleQueue()
        reader = Thread(target=_drain, args=(output, printed), daemon=True)
        reader.start()
        rest = b""
        while piece := printed.get():
            *whole, rest = (rest + piece).split(b"\0")
            yield from whole
        reader.join()


def _drain(source: IO[bytes], into: SimpleQueue[bytes]) -> None:
    """Take all that Git prints as soon as it does.

    Git would wait for us otherwise, and we for Git.
    """
    while piece := source.read(1 << 16):
        into.put(piece)
    into.put(b"")


_FILES = frozenset(mode.encode("ascii") for mode in FILES)
"""The same, as Git prints them among changes."""


def _entries(tokens: Iterator[bytes], prefix: str) -> Iterator[CommitEntry]:
    """Tokens in turn: the fields of a commit, then pairs of a raw entry and a path.

    Never split by lines, and a commit's start is looked for only where a raw entry could stand: a
    message or a path may hold anything else.
    """
    token = next(tokens, None)
    while token:
        fields = [token.removeprefix(START), *islice(tokens, len(FIELDS) - 1)]
        files: list[ChangedFile] = []
        while (token := next(tokens, None)) is not None and not token.startswith(START):
            raw = token.removeprefix(b"\n")
            if raw.startswith(b":") and (file := _changed_file(raw, next(tokens), prefix)):
                files.append(file)
        yield CommitEntry(_commit(fields), tuple(files))


def _changed_file(raw: bytes, path: bytes, prefix: str) -> ChangedFile | None:
    """The file that a raw entry tells of: none where it isn't the project's or no plain file."""
    old_mode, new_mode, old, new, _ = raw[1:].split(b" ")
    name = decoded(path)
    before = old.decode("ascii") if old_mode in _FILES else ""
    after = new.decode("ascii") if new_mode in _FILES else ""
    if name.startswith(prefix) and (before or after):
        return ChangedFile(name.removeprefix(prefix), before, after)
    return None


def _commit(values: Sequence[bytes]) -> Commit:
    field = dict(zip(FIELDS, decoded(b"\0".join(values)).split("\0"), strict=True))
    message = field["message"].replace("\r\n", "\n").strip("\n")
    subject, _, body = message.partition("\n")
    return Commit(
        id=field["id"],
        parents=tuple(field["parents"].split()),
        author=Person(field["author"], field["author's mail"], field["author by mailmap"]),
        committer=Person(
            field["committer"], field["committer's mail"], field["committer by mailmap"]
        ),
        written=instant(field["written in seconds"], field["written"]),
        committed=instant(field["committed in seconds"], field["committed"]),
        subject=subject,
        body=body.strip("\n"),
        approvals=_names(field["approvals"]),
        reviews=_names(field["reviews"]),
        coauthors=tuple(named_coauthors(body)),
    )


def _names(trailers: str) -> tuple[str, ...]:
    if not trailers:
        return ()
    names = map(without_address, trailers.split("\x1f"))
    return tuple(name for name in names if name)

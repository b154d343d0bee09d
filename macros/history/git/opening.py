"""A folder into a repository whose history is all there; or a refusal, with its cure."""

from __future__ import annotations

import os
import re
import shutil
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from macros.history.git.run import HistoryError, NoHistoryError, Repository, as_text, damaged
from macros.model.text import decoded

LEAST = (2, 31)
"""The first Git that knows --diff-merges=first-parent (March 2021)."""

PARTIAL = r"^(remote\..*\.promisor|extensions\.partialclone)$"
"""Settings of a clone that was made without all objects."""


class _Place(NamedTuple):
    """A repository, and the file of its own settings; None where Git knows no last commit."""

    repository: Repository
    settings: Path | None


def open_repository(folder: Path) -> Repository:
    """The repository that a project lies in.

    Raises HistoryError where its history isn't all there.
    """
    _check_version(folder)
    repository, settings = _around(folder)
    if settings is None:
        _check_commit(repository)
    _check_files(repository)
    if settings is None or _may_be_partial(settings):
        _check_whole(repository)
    return repository


def _check_version(folder: Path) -> None:
    version = re.search(r"(\d+)\.(\d+)", _version(shutil.which("git")))
    if version and tuple(map(int, version.groups())) < LEAST:
        raise HistoryError(
            f"This is Git {version[0]}, which can't say what a merge changed.",
            "Install Git 2.31 or later.",
        )


@lru_cache(maxsize=1)
def _version(program: str | None) -> str:
    """Which release a program is, asked once: it is the same in every folder."""
    return Repository(Path()).answer("version")


_QUESTIONS = (
    "rev-parse", "--path-format=absolute", "--show-prefix", "--is-shallow-repository",
    "HEAD^{tree}", "--git-common-dir",
)  # fmt: skip
"""All that a sound repository is asked, in one process. The last answer may have several lines."""

_ALWAYS = 2
"""Answers that every repository gives, also before its first commit."""

_ID = re.compile(rb"[0-9a-f]{40,64}")


def _around(folder: Path) -> _Place:
    """The repository around a folder."""
    asked = Repository(folder).tried(*_QUESTIONS)
    if asked.stdout.count(b"\n") < _ALWAYS:
        raise _refused(folder, as_text(asked.stderr))
    prefix, shallow, last, own = (*asked.stdout.split(b"\n", 3), b"", b"")[:4]
    if shallow == b"true":
        raise HistoryError(
            "This is a shallow clone: its history has been cut off.",
            "Run 'git fetch --unshallow'; in CI, fetch with depth 0.",
        )
    is_known = not asked.returncode and _ID.fullmatch(last)
    place = Path(os.fsdecode(own.removesuffix(b"\n")))
    return _Place(Repository(folder, decoded(prefix)), place / "config" if is_known else None)


def _refused(folder: Path, complaint: str) -> HistoryError:
    """Why Git reads no repository, by its own words (gitfaq(7) has them)."""
    if "dubious ownership" in complaint or "unsafe repository" in complaint:
        # Git names the repository's own folder, which may be above the project's.
        named = re.search(r"safe\.directory (.+)", complaint)
        trusted = named[1] if named else folder
        return HistoryError(
            "Git doesn't read this repository, because its files belong to another user.",
            f"Run 'git config --global --add safe.directory {trusted}' if you trust it.",
        )
    if "not a git repository" in complaint:
        return NoHistoryError(
            f"There is no Git repository in {folder.name}, "
            "so nobody can say who changed what and when.",
            "Clone the repository whole instead of copying its files, "
            "or run 'git init' and commit.",
        )
    return HistoryError(f"The history can't be read: {complaint}.", "Clone the repository again.")


def _check_commit(repository: Repository) -> None:
    if _knows(repository, "HEAD^{tree}"):
        return
    if _knows(repository, "HEAD"):
        raise damaged("the last commit")
    raise NoHistoryError(
        "This repository has no commit yet, so there is no history.", "Commit the registers first."
    )


def _knows(repository: Repository, name: str) -> bool:
    """Whether a name stands for something that is there."""
    return repository.tried("rev-parse", "--verify", "--quiet", name).returncode == 0


def _check_files(repository: Repository) -> None:
    """A copy of a project may lie in a repository that is another's, and knows none of it."""
    prefix = repository.prefix
    if prefix and not repository.run("ls-tree", "--full-tree", "HEAD", "--", prefix):
        raise NoHistoryError(
            f"There is no Git repository in {repository.folder.name}: "
            "the one around it holds none of these files.",
            "Clone the project whole instead of copying its files, or commit it where it is.",
        )


_PARTIAL_SIGNS = (b"promisor", b"partialclone", b"include", b"worktreeconfig")
"""What the settings of a partial clone hold, or of one whose settings stand elsewhere too."""


def _may_be_partial(settings: Path) -> bool:
    """Whether Git has to be asked: it writes into a clone's own settings what that lacks."""
    try:
        text = settings.read_bytes().lower()
    except OSError:
        return True
    return any(sign in text for sign in _PARTIAL_SIGNS)


def _check_whole(repository: Repository) -> None:
    """A partial clone fetches what it lacks, or can't. It is whole where nothing is missing."""
    if not repository.answer("config", "--get-regexp", PARTIAL):
        return
    objects = repository.run("rev-list", "--objects", "--missing=print", "HEAD")
    if any(line.startswith(b"?") for line in objects.split(b"\n")):
        raise HistoryError(
            "This is a partial clone: old versions of files are missing.",
            "Run 'git fetch --refetch --no-filter'.",
        )

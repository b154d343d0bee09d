"""A folder into a repository whose history is all there; or a refusal, with its cure."""

from __future__ import annotations

import re
import shutil
from functools import lru_cache
from pathlib import Path

from macros.history.git.run import HistoryError, NoHistoryError, Repository, as_text, damaged
from macros.model.text import decoded

LEAST = (2, 31)
"""The first Git that knows --diff-merges=first-parent (March 2021)."""

PARTIAL = r"^(remote\..*\.promisor|extensions\.partialclone)$"
"""Settings of a clone that was made without all objects."""


def open_repository(folder: Path) -> Repository:
    """The repository that a project lies in.

    Raises HistoryError where its history isn't all there.
    """
    _check_version(folder)
    repository = _around(folder)
    _check_commit(repository)
    _check_files(repository)
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


def _around(folder: Path) -> Repository:
    """The repository around a folder."""
    asked = Repository(folder).tried("rev-parse", "--show-prefix", "--is-shallow-repository")
    if asked.returncode:
        raise _refused(folder, as_text(asked.stderr))
    prefix, shallow = decoded(asked.stdout).split("\n")[:2]
    if shallow == "true":
        raise HistoryError(
            "This is a shallow clone: its history has been cut off.",
            "Run 'git fetch --unshallow'; in CI, fetch with depth 0.",
        )
    return Repository(folder, prefix)


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

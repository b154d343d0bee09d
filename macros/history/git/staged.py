"""What the next commits hold, and what some do: files, messages, and who is named as the author."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from macros.history.git.run import Repository

STILL_THERE = "--diff-filter=ACMT"
"""Files that are there after a change: what was taken out can't be read."""


def staged(repository: Repository) -> Iterator[tuple[str, bytes]]:
    """Each file that is staged, with what it will hold, by its path from the repository's root.

    Inside a hook of Git this is what Git is about to commit, also where only some files are.
    """
    index = os.environ.get("GIT_INDEX_FILE", "")
    repository = replace(repository, index=str(Path(index).resolve()) if index else "")
    names = repository.run("diff", "--cached", "--name-only", "--no-renames", STILL_THERE, "-z")
    for path in _paths(names):
        yield path, repository.run("show", f":{path}")


def next_author(repository: Repository) -> str:
    """The author of the next commit, as 'Name <address>'; empty where Git doesn't know one."""
    name, bracket, _ = repository.answer("var", "GIT_AUTHOR_IDENT").rpartition(">")
    return name + bracket


def commits_in(repository: Repository, range_: str) -> list[str]:
    """The ids of the commits in a range, such as 'origin/main..HEAD', oldest first."""
    ids = repository.text("rev-list", "--reverse", "--end-of-options", range_)
    return ids.split()


def message_of(repository: Repository, commit: str) -> tuple[str, str]:
    """A commit's author, as 'Name <address>', and its message."""
    told = repository.text("log", "-1", "--format=%an <%ae>%n%B", commit)
    author, _, message = told.partition("\n")
    return author, message


def changed_by(repository: Repository, commit: str) -> Iterator[tuple[str, bytes]]:
    """Each file that a commit added or changed, with what it held then."""
    names = repository.run(
        *("diff-tree", "-r", "--root", "--no-commit-id", "--name-only", "--no-renames", "-m"),
        *(STILL_THERE, "-z", commit),
    )
    for path in dict.fromkeys(_paths(names)):
        yield path, repository.run("show", f"{commit}:{path}")


def prefix_of(folder: Path) -> str | None:
    """The project's place in the repository around it; None where it lies in none."""
    asked = Repository(folder).tried("rev-parse", "--show-prefix")
    return None if asked.returncode else asked.stdout.decode("utf-8", "replace").rstrip("\n")


def _paths(listed: bytes) -> list[str]:
    return [path for path in listed.decode("utf-8", "surrogateescape").split("\0") if path]

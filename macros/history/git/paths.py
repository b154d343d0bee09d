"""Which files there ever were: on any branch, also where none has them any more."""

from __future__ import annotations

from macros.history.git.run import Repository

_NAMES = ("log", "--format=", "--name-only", "-z", "--no-renames", "--diff-merges=first-parent")


def paths_ever(repository: Repository, folder: str) -> frozenset[str]:
    """Every file in a folder that a commit of any branch, tag or stash ever held."""
    return _paths(repository, "--all", "HEAD", "--", folder)


def paths_deleted(repository: Repository, folder: str) -> frozenset[str]:
    """Every file in a folder that the history up to the last commit took away at some time."""
    return _paths(repository, "--diff-filter=D", "HEAD", "--", folder)


def _paths(repository: Repository, *arguments: str) -> frozenset[str]:
    printed = repository.run(*_NAMES, *arguments).split(b"\0")
    paths = (line.strip(b"\n").decode("utf-8", "replace") for line in printed)
    return frozenset(
        path.removeprefix(repository.prefix)
        for path in paths
        if path and path.startswith(repository.prefix)
    )

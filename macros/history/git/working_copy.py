"""The working copy: which of its files the last commit doesn't hold as they are."""

from __future__ import annotations

from macros.history.git.run import Repository
from macros.model.text import decoded

FOLDERS = ("registers", "docs")
"""Where records and pages lie: what else differs from the last commit is nobody's history."""


def changed_here(repository: Repository) -> list[str]:
    """The files of registers and pages that may differ from the last commit, or are new.

    Among them are those that Git was told not to look at: an ignored file is shown on the site
    like any other.
    """
    paths = map(decoded, filter(None, _paths(repository)))
    ours = [path for path in paths if path.startswith(repository.prefix)]
    return list(dict.fromkeys(path.removeprefix(repository.prefix) for path in ours))


def _paths(repository: Repository) -> list[bytes]:
    status = repository.run(
        "status", "--porcelain", "-z", "--no-renames", "--untracked-files=no", "--", *FOLDERS
    )
    flagged = repository.run(
        "ls-files", "-z", "--full-name", "-v", "--cached", "--others", "--", *FOLDERS
    )
    return [
        *(line[3:] for line in status.split(b"\0")),
        *(line[2:] for line in flagged.split(b"\0") if _is_unseen(line)),
    ]


def _is_unseen(line: bytes) -> bool:
    """Whether Git doesn't look, or was told not to.

    '?' is a new file, 'S' is skip-worktree, a small letter assume-unchanged.
    """
    return line[:1] in {b"?", b"S"} or line[:1].islower()

"""A history read again while somebody works on a project: what was committed is read once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from macros.history import git
from macros.history.load import load_history, pending_in
from macros.history.revisions import History
from macros.history.signers import say_signatures
from macros.history.versions import Reader

MAILMAP = ".mailmap"
"""Git reads the one that lies in the working copy, committed or not."""


class ReadHistory(NamedTuple):
    """A history, and all that it rests on but the working copy and who vouches for a signature."""

    past: History
    rests_on: tuple[Path, date | None, str, Sequence[git.Tag], bytes]


def load_again(root: Path, read_on: date | None, before: ReadHistory | None) -> ReadHistory:
    """What `load_history` reads, in a fraction of the time where `before` rests on the same.

    Raises HistoryError as that does.
    """
    repository = git.open_repository(root)
    tip = git.resolved(repository, "HEAD")
    rests_on = (root, read_on, tip, tuple(git.tags(repository)), _mailmap(repository))
    if before is None or before.rests_on != rests_on or before.past.tip.id != tip:
        return ReadHistory(load_history(root, read_on), rests_on)
    past = before.past
    signatures = git.signatures(repository, list(past.signatures))
    pending = pending_in(repository, past, Reader())
    signed = say_signatures(past.line, signatures)
    return ReadHistory(replace(past, signatures=signed, pending=pending), rests_on)


def _mailmap(repository: git.Repository) -> bytes:
    """What calls people otherwise, in the folder of the whole repository."""
    depth = repository.prefix.count("/")
    top = repository.folder.resolve().parents[depth - 1] if depth else repository.folder
    file = top / MAILMAP
    return file.read_bytes() if file.is_file() else b""

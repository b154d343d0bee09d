"""By which day something has been: a clock may be behind, but no commit is of tomorrow."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from macros.history import git
from macros.rules.calendar import local_day


def latest_day(root: Path, *days: date) -> date:
    """The latest of these days and of the last commit's, where there is one."""
    try:
        repository = git.open_repository(root)
    except git.HistoryError:
        return max(days)
    return max(*days, local_day(git.committed(repository, "HEAD")))

"""Commits whose own dates can't be so, as problems: the history is asked for its dates alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from macros.history import git
from macros.history.landings import CLOCKS, Clock, clock, landings
from macros.model import Place, Problem, Problems, warning
from macros.rules.calendar import local_day, say_date

WITHOUT_A_SAY: frozenset[Clock] = frozenset({"ahead", "too old"})
"""What is wrong with the dates that don't count. One that is only early moves nothing."""

AMEND = (
    "Where nobody else has the commit yet, 'git commit --amend --no-edit' dates the last one anew. "
    "Otherwise it stays: set the clock right that made it."
)


def date_problems(root: Path, read_on: date) -> list[Problem]:
    """A warning for each commit of the main line whose date doesn't count.

    None where there is no history to read: whoever needs one says why.
    """
    try:
        repository = git.open_repository(root)
        line = git.dated_line(repository, "HEAD")
    except git.HistoryError:
        return []
    return list(_problems(line, read_on))


def _problems(line: list[git.DatedCommit], read_on: date) -> Problems:
    landed = landings([commit.committed for commit in line], read_on)
    for commit, when in zip(line, landed, strict=True):
        wrong = clock(commit.committed, when)
        if wrong in WITHOUT_A_SAY:
            dated = f"Commit {commit.id[:10]} is dated {say_date(local_day(commit.committed))}"
            message = (
                f"{dated}, {CLOCKS[wrong]}: it counts as landed on {say_date(local_day(when))}."
            )
            yield warning(Place(".git"), "commit-date", message, hint=AMEND)

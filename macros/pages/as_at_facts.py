"""Where the state of a past day comes from, and by what it is dated."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from macros.history.landings import CLOCKS
from macros.history.snapshots import DATED_BY, NOW, Skew, SnapshotDay, say_instant, skew
from macros.model.coauthors import told_subject
from macros.model.outside import cut, isolated_name
from macros.pages.fragments import commit_address
from macros.pages.revision_words import LONGEST
from macros.view.view import View


class SnapshotFacts(NamedTuple):
    """Where a state comes from, and by what it is dated."""

    short: str
    link: str
    subject: str
    landed: str
    dated_by: str
    skewed: Sequence[str]


def facts(view: View, day: SnapshotDay) -> SnapshotFacts:
    """The last commit of a day's state, and what of the dates may mislead."""
    assert view.past
    return SnapshotFacts(
        short_name(day),
        commit_address(view.forge, day.commit.id),
        cut(told_subject(day.commit), LONGEST) or "No reason was given.",
        say_instant(day.landed),
        _dated_by(day),
        [_say_skew(commit) for commit in skew(view.past, day)],
    )


def short_name(day: SnapshotDay) -> str:
    """As much of the id of a day's last commit as people read."""
    return day.commit.id[:10]


def _dated_by(day: SnapshotDay) -> str:
    if day.tag:
        return "By the tag, which names its commit."
    return "It is the last commit of the main line." if day.address == NOW else DATED_BY


def _say_skew(skewed: Skew) -> str:
    commit = f"Commit {skewed.commit.id[:10]} ({isolated_name(told_subject(skewed.commit))})"
    dated, landed = say_instant(skewed.commit.committed), say_instant(skewed.landed)
    counts_in = "is in this state" if skewed.counted else "is not in this state"
    return (
        f"{commit} is dated {dated}, {CLOCKS[skewed.clock]}, and counts as landed on {landed}. "
        f"It {counts_in}."
    )

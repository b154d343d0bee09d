"""Two histories side by side, the pack's and the landlord's, and how their commits are named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from macros.evidence.verify.findings import Finding, Findings, problem
from macros.history import git
from macros.history.git import CommitEntry, Repository
from macros.model import Commit
from macros.model.coauthors import told_subject
from macros.model.text import both
from macros.rules.calendar import local_day, say_date

MOST = 20
"""Commits that are told one by one; of the rest only the number is said."""

ASK = "Ask the landlord who did it and why, and keep the pack: it holds what was there."


class Histories(NamedTuple):
    """Every commit by its id, parents first: of the pack, and of the repository as it is now."""

    old: Mapping[str, CommitEntry]
    new: Mapping[str, CommitEntry]

    @classmethod
    def read(cls, pack: Repository, tip: str, theirs: Repository, head: str) -> Histories:
        """The pack's history up to its tip, and the other up to the commit `head`."""
        return cls(entries(pack, tip), entries(theirs, head))

    @property
    def lost(self) -> list[CommitEntry]:
        """What the pack has and the repository has no longer."""
        return [entry for id_, entry in self.old.items() if id_ not in self.new]

    @property
    def added(self) -> list[CommitEntry]:
        """What the repository has and the pack doesn't."""
        return [entry for id_, entry in self.new.items() if id_ not in self.old]


def entries(repository: Repository, tip: str) -> Mapping[str, CommitEntry]:
    """Every commit up to a tip, with all of its files, also those outside the project's folder."""
    whole = replace(repository, prefix="")
    return {entry.commit.id: entry for entry in git.log(whole, tip)}


# ------------------------------------------------------------------------------------- in words


def named(commit: Commit) -> str:
    """A commit as a sentence names it: its id, its subject and its day."""
    return f"{commit.id[:12]} ('{told_subject(commit)}', {say_date(local_day(commit.committed))})"


def short(ids: Sequence[str]) -> str:
    """Ids as a sentence gives them: 1a2b3c4d5e6f and 6f5e4d3c2b1a."""
    return both([id_[:12] for id_ in ids])


def first_of(problems: Sequence[Finding]) -> Findings:
    """The first problems of a kind, and how many more of it there are."""
    yield from problems[:MOST]
    if len(problems) > MOST:
        yield and_more(problems[0].rule, len(problems))._replace(state=problems[0].state)


def and_more(rule: str, number: int) -> Finding:
    """That there are more commits of a kind than those that were told."""
    return problem(rule, f"So it is with {number - MOST:,} more.", ASK)

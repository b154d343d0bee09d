"""What became of each commit that is no longer there, and which came that stand for none."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress

from macros.evidence.verify.differences import committed_again, differences
from macros.evidence.verify.findings import Finding, Findings, note, problem
from macros.evidence.verify.histories import ASK, MOST, Histories, and_more, first_of, named
from macros.evidence.verify.pairs import committed, committer, pair_up
from macros.model import Commit
from macros.model.text import counted


def what_became(histories: Histories, tip: Commit) -> Findings:
    """What was changed, what is gone and what was put in, commit by commit."""
    pairs, gone, put_in = pair_up(histories.lost, histories.added)
    heirs = {pair.was.id: pair.now.id for pair in pairs}
    changes = [list(differences(pair, heirs)) for pair in pairs]
    again = [not pair.same(committer, committed) for pair in pairs]
    yield from _changed([problems for problems in changes if problems])
    yield from committed_again(list(compress(pairs, again)))
    yield from first_of([_gone(entry.commit) for entry in gone])
    early = [entry.commit for entry in put_in if entry.commit.committed < tip.committed]
    yield from first_of([_put_in(commit) for commit in early])
    if same := sum(not any(changed) for changed in zip(changes, again, strict=True)):
        yield _carried_over(same)


def _changed(changes: Sequence[Sequence[Finding]]) -> Findings:
    """What was changed in each of these commits."""
    for problems in changes[:MOST]:
        yield from problems
    if len(changes) > MOST:
        yield and_more("force-push", len(changes))


def _gone(commit: Commit) -> Finding:
    message = f"{named(commit)} is gone, and nothing like it stands in its place."
    return problem("gone", message, ASK)


def _put_in(commit: Commit) -> Finding:
    message = f"{named(commit)} was put in, dated before the pack's tip. The pack doesn't have it."
    return problem("back-dated", message, ASK)


def _carried_over(number: int) -> Finding:
    say = "says" if number == 1 else "say"
    return note(
        "carried-over",
        f"{counted(number, 'commit')} {say} the same as before under a new name, "
        "because of what changed before.",
    )

"""A pack's history beside the landlord's of today: what was cut, rewritten or back-dated since.

Only what a pack or seal recorded can be missed: two histories are compared here, commit by commit.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from macros.evidence.format import Manifest
from macros.evidence.trust import Trust
from macros.evidence.verify.findings import Finding, Findings, fine, note, problem
from macros.evidence.verify.histories import ASK, Histories, first_of, named, short
from macros.evidence.verify.pairs import are_alike
from macros.evidence.verify.redacted import (
    check_redacted,
    histories_since,
    manifest_since,
    redacted,
)
from macros.evidence.verify.redactions import statements
from macros.evidence.verify.rewritten import what_became
from macros.evidence.verify.tags import compare_tags
from macros.history import git
from macros.history.git import Repository
from macros.model import Commit
from macros.model.text import counted, few, is_or_are
from macros.rules.calendar import local_day, say_date

FEW = 3
"""Branches that are named."""


class Compared(NamedTuple):
    """What of the other repository is compared: a branch by its full name, or HEAD.

    `checked_out` is the branch that is checked out there; empty for none.
    """

    name: str
    commit: str
    is_packed: bool
    checked_out: str

    @property
    def shown(self) -> str:
        """The branch as people call it."""
        return self.name.removeprefix("refs/heads/").removeprefix("refs/remotes/")


def compare(pack: Repository, manifest: Manifest, theirs: Repository, trust: Trust) -> Findings:
    """What became of the pack's history in another repository, on the branch that was packed."""
    compared = _compared(manifest, theirs)
    yield from _of_branch(manifest, compared)
    histories = Histories.read(pack, manifest.tip, theirs, compared.commit)
    stated = statements(theirs, compared.commit, trust)
    yield from stated.faults
    since = redacted(histories, stated.right)
    yield from check_redacted(pack, theirs, histories, since)
    # What a redaction explains is not told again: the rest is held against what stands for it.
    manifest = manifest_since(manifest, pack, theirs, since)
    but = " but what was redacted" if since.heirs else ""
    yield from _became(histories_since(histories, since), manifest, theirs, compared, but)


def _became(
    histories: Histories, manifest: Manifest, theirs: Repository, compared: Compared, but: str
) -> Findings:
    """What became of a pack's history; `but` says what is left out of that."""
    roots = git.roots(theirs, compared.commit)
    yield from compare_tags(manifest, theirs)
    if set(roots).isdisjoint(manifest.roots):
        yield _other_roots(manifest, roots)
        if not are_alike(histories):
            return
    if manifest.tip in histories.new:
        line = git.main_line(theirs, compared.commit)
        yield _still_there(manifest.tip, line, but)
        yield from _back_dated(histories, manifest.tip, line)
    else:
        yield from _gone(histories, manifest, compared)
        yield from _elsewhere(manifest, theirs)


def _gone(histories: Histories, manifest: Manifest, compared: Compared) -> Findings:
    """What became of the pack's commits, where its tip is no longer there."""
    tip = histories.old[manifest.tip].commit
    became = what_became(histories, tip)
    if compared.is_packed:
        yield _rewritten(histories, tip, histories.new[compared.commit].commit)
        yield from became
    else:
        yield _never_there(histories, manifest, compared)
        # Of what is only on the branch, nobody can say that it is gone.
        yield from (finding for finding in became if finding.rule != "gone")


# ------------------------------------------------------------------------------------- the branch


def _compared(manifest: Manifest, theirs: Repository) -> Compared:
    """The branch that the pack is from, wherever it is there; else what is checked out."""
    checked_out = git.branch(theirs)
    packed = git.called(theirs, manifest.branch) if manifest.branch else ""
    own = not packed or checked_out == manifest.branch
    name = "HEAD" if own else packed
    commit = git.resolved(theirs, f"{name}^{{commit}}")
    is_packed = bool(packed) or not manifest.branch
    return Compared(name, commit, is_packed, checked_out)


def _of_branch(manifest: Manifest, compared: Compared) -> Findings:
    """That another branch is checked out there than the one that was packed."""
    out = f"'{compared.checked_out}'" if compared.checked_out else "no branch"
    if compared.name != "HEAD":
        yield note(
            "another-branch",
            f"The pack is from the branch '{manifest.branch}', and what is checked out there is "
            f"{out}. It was compared with '{compared.shown}'.",
        )
    elif not compared.is_packed:
        yield note(
            "branch-gone",
            f"The pack is from the branch '{manifest.branch}', which isn't there. It was compared "
            f"with what is checked out: {out}.",
            "Fetch that branch, if it is still somewhere, and verify again.",
        )


def _never_there(histories: Histories, manifest: Manifest, compared: Compared) -> Finding:
    lost = len(histories.lost)
    are = is_or_are(lost)
    return problem(
        "on-no-branch",
        f"The pack's branch '{manifest.branch}' isn't in that repository, and "
        f"{counted(lost, 'commit')} of it {are} not in the history that is checked out: they never "
        "came into it, or were dropped. Nobody can say which.",
        "Ask the landlord whether that branch was ever the main line.",
    )


def _other_roots(manifest: Manifest, roots: Sequence[str]) -> Finding:
    return problem(
        "other-roots",
        f"That repository begins with another commit ({short(roots)}) "
        f"than the pack's ({short(manifest.roots)}): it is another repository, "
        "or its history was made anew from the beginning.",
        ASK,
    )


# ------------------------------------------------------------------------------ still reachable


def _still_there(tip: str, line: Sequence[str], but: str) -> Finding:
    if tip not in line:
        return problem(
            "foxtrot",
            f"The pack's tip {tip[:12]} is still in the history, and no longer on its main line: "
            "somebody merged the main line into another and put that in its place, "
            "so what the main line said on a day is no longer what it was.",
            ASK,
        )
    since = len(line) - line.index(tip) - 1
    where = (
        f"the pack's tip is on the main line, and {counted(since, 'commit')} came after it"
        if since
        else "the pack's tip is the last commit of the main line"
    )
    return fine("unbroken", f"Nothing{but} was cut or rewritten since: {where}.")


def _back_dated(histories: Histories, tip: str, line: Sequence[str]) -> Findings:
    """Commits that came after the pack and are dated before its tip."""
    packed = histories.old[tip].commit
    added = [entry.commit for entry in histories.added]
    early = [commit for commit in added if commit.committed < packed.committed]
    on_line = set(line)
    landed = [commit for commit in early if commit.id in on_line]
    yield from first_of([_dated_before(commit, packed) for commit in landed])
    if side := len(early) - len(landed):
        are = is_or_are(side)
        yield note(
            "earlier-on-a-branch",
            f"{counted(side, 'commit')} that came in by merges since {are} "
            "dated before the pack's tip.",
            "They may have been made on a branch by then: Git doesn't record when they came.",
        )


def _dated_before(commit: Commit, tip: Commit) -> Finding:
    return problem(
        "back-dated",
        f"{named(commit)} came onto the main line after the pack was made, and is dated before "
        f"the pack's tip ({say_date(local_day(tip.committed))}): it was back-dated, "
        "or a clock was wrong.",
        ASK,
    )


# -------------------------------------------------------------------------- no longer reachable


def _rewritten(histories: Histories, tip: Commit, head: Commit) -> Finding:
    lost = len(histories.lost)
    if not histories.added:
        were = "was" if lost == 1 else "were"
        return problem(
            "dropped-tip",
            f"That history ends with {named(head)}: {counted(lost, 'commit')} "
            f"up to the pack's tip {named(tip)} {were} dropped.",
            ASK,
        )
    are = is_or_are(lost)
    return problem(
        "force-push",
        f"The pack's tip {named(tip)} is not in that history: {counted(lost, 'commit')} "
        f"of the pack's {len(histories.old):,} {are} no longer there, and others stand "
        "in their place. The history was rewritten, as a force-push does.",
        ASK,
    )


def _elsewhere(manifest: Manifest, theirs: Repository) -> Findings:
    """That the pack's tip stands on another branch should be known before anybody is accused."""
    if branches := git.branches_with(theirs, manifest.tip):
        yield note(
            "on-another-branch",
            f"The pack's tip is still in {few(branches, FEW)} there, "
            "which isn't what was compared.",
            "If that is the landlord's main line, check it out and verify again.",
        )

"""A pack's history beside the landlord's of today: what was cut, rewritten or back-dated since.

Only what a pack or seal recorded can be missed: two histories are compared here, commit by commit.
"""

from __future__ import annotations

from collections.abc import Sequence

from macros.evidence.format import Manifest
from macros.evidence.verify.findings import Finding, Findings, fine, note, problem
from macros.evidence.verify.histories import ASK, Histories, first_of, named, short
from macros.evidence.verify.pairs import are_alike
from macros.evidence.verify.rewritten import what_became
from macros.evidence.verify.seals import FETCH
from macros.history import git
from macros.history.git import Repository
from macros.model import Commit
from macros.model.text import both, counted
from macros.rules.calendar import local_day, say_date

FEW = 3
"""Branches that are named."""


def compare(pack: Repository, manifest: Manifest, theirs: Repository) -> Findings:
    """What became of the pack's history in another repository, as far as its last commit (HEAD)."""
    histories = Histories.read(pack, manifest.tip, theirs)
    roots = git.roots(theirs, "HEAD")
    yield from _seals(manifest, theirs)
    if set(roots).isdisjoint(manifest.roots):
        yield _other_roots(manifest, roots)
        if not are_alike(histories):
            return
    if manifest.tip in histories.new:
        line = git.main_line(theirs, "HEAD")
        yield _still_there(manifest.tip, line)
        yield from _back_dated(histories, manifest.tip, line)
    else:
        head = git.resolved(theirs, "HEAD^{commit}")
        tip = histories.old[manifest.tip].commit
        yield _rewritten(histories, tip, histories.new[head].commit)
        yield from what_became(histories, tip)
        yield from _elsewhere(manifest, theirs)


def _other_roots(manifest: Manifest, roots: Sequence[str]) -> Finding:
    return problem(
        "other-roots",
        f"That repository begins with another commit ({short(roots)}) "
        f"than the pack's ({short(manifest.roots)}): it is another repository, "
        "or its history was made anew from the beginning.",
        ASK,
    )


# ------------------------------------------------------------------------------ still reachable


def _still_there(tip: str, line: Sequence[str]) -> Finding:
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
    return fine("unbroken", f"Nothing was cut or rewritten since: {where}.")


def _back_dated(histories: Histories, tip: str, line: Sequence[str]) -> Findings:
    """Commits that came after the pack and are dated before its tip."""
    packed = histories.old[tip].commit
    added = [entry.commit for entry in histories.added]
    early = [commit for commit in added if commit.committed < packed.committed]
    on_line = set(line)
    landed = [commit for commit in early if commit.id in on_line]
    yield from first_of([_dated_before(commit, packed) for commit in landed])
    if side := len(early) - len(landed):
        are = "is" if side == 1 else "are"
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
    are = "is" if lost == 1 else "are"
    return problem(
        "force-push",
        f"The pack's tip {named(tip)} is not in that history: {counted(lost, 'commit')} "
        f"of the pack's {len(histories.old):,} {are} no longer there, and others stand "
        "in their place. The history was rewritten, as a force-push does.",
        ASK,
    )


def _elsewhere(manifest: Manifest, theirs: Repository) -> Findings:
    """Whoever has another branch checked out should know before anybody is accused."""
    if branches := git.branches_with(theirs, manifest.tip):
        more = f" and {len(branches) - FEW} more" if len(branches) > FEW else ""
        yield note(
            "on-another-branch",
            f"The pack's tip is still in {both(branches[:FEW])}{more} there. "
            "What was compared is what is checked out.",
            f"If {manifest.branch or 'one of them'} is the landlord's main line, "
            "check that out and verify again.",
        )


# ---------------------------------------------------------------------------------------- seals


def _seals(manifest: Manifest, theirs: Repository) -> Findings:
    """The seals that there were when the pack was made are still there, and the same."""
    for seal in manifest.seals:
        name, now = seal["name"], git.resolved(theirs, f"refs/tags/{seal['name']}")
        if not now:
            message = (
                f"The seal {name} was there when the pack was made, and is not in that repository."
            )
            yield problem("seal-gone", message, FETCH)
        elif now != seal["id"]:
            message = f"The seal {name} is not the one that was there when the pack was made."
            yield problem("seal-replaced", message, ASK)

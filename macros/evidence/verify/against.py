"""A pack's history beside the landlord's of today: what was cut, rewritten or back-dated since.

Only what a pack or seal recorded can be missed: two histories are compared here, commit by commit.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from typing import NamedTuple

from macros.evidence.format import Manifest
from macros.evidence.verify.findings import Finding, fine, note, problem
from macros.history import git
from macros.history.git import CommitEntry, Repository
from macros.model import Commit
from macros.model.text import both, counted
from macros.rules.calendar import local_day, say_date

MOST = 20
"""Commits that are told one by one; of the rest only the number is said."""

FEW = 3
"""Branches that are named."""

ASK = "Ask the landlord who did it and why, and keep the pack: it holds what was there."


def compare(pack: Repository, facts: Manifest, theirs: Repository) -> Iterator[Finding]:
    """What became of the pack's history in another repository, as far as its last commit (HEAD)."""
    old = _logged(pack, facts.tip)
    new = _logged(theirs, "HEAD")
    roots = git.roots(theirs, "HEAD")
    yield from _seals(facts, theirs)
    if not set(roots) & set(facts.roots):
        yield problem(
            "other-roots",
            f"That repository begins with another commit ({_short(roots)}) than the pack's ({_short(facts.roots)}): it is another "
            "repository, or its history was made anew from the beginning.",
            ASK,
        )
        if not _any_alike(old, new):
            return
    if facts.tip in new:
        yield from _still_there(facts, new, git.main_line(theirs, "HEAD"))
        yield from _back_dated(old[facts.tip].commit, old, new, git.main_line(theirs, "HEAD"))
    else:
        yield from _rewritten(facts, old, new, git.resolved(theirs, "HEAD^{commit}"))
        yield from _elsewhere(facts, theirs)


def _logged(repository: Repository, tip: str) -> dict[str, CommitEntry]:
    """Every commit up to a tip, with all of its files, parents first."""
    return {one.commit.id: one for one in git.log(Repository(repository.folder), tip)}


def _short(ids: Sequence[str]) -> str:
    return both([id_[:12] for id_ in ids])


def _said(commit: Commit) -> str:
    return f"{commit.id[:12]} ('{commit.subject}', {say_date(local_day(commit.committed))})"


# ------------------------------------------------------------------------------------------ still reachable


def _still_there(
    facts: Manifest, new: Mapping[str, CommitEntry], line: Sequence[str]
) -> Iterator[Finding]:
    since = len(line) - line.index(facts.tip) - 1 if facts.tip in line else 0
    if facts.tip not in line:
        yield problem(
            "foxtrot",
            f"The pack's tip {facts.tip[:12]} is still in the history, and no longer on its main line: somebody merged the main line into "
            "another and put that in its place, so what the main line said on a day is no longer what it was.",
            ASK,
        )
    elif since:
        yield fine(
            "unbroken",
            f"Nothing was cut or rewritten since: the pack's tip is on the main line, and {counted(since, 'commit')} came after it.",
        )
    else:
        yield fine(
            "unbroken",
            "Nothing was cut or rewritten since: the pack's tip is the last commit of the main line.",
        )


def _back_dated(
    tip: Commit, old: Mapping[str, CommitEntry], new: Mapping[str, CommitEntry], line: Sequence[str]
) -> Iterator[Finding]:
    """Commits that came onto the main line after the pack and are dated before its tip."""
    early = [
        new[id_].commit
        for id_ in line
        if id_ not in old and new[id_].commit.committed < tip.committed
    ]
    for commit in early[:MOST]:
        yield problem(
            "back-dated",
            f"{_said(commit)} came onto the main line after the pack was made, and is dated before the pack's tip "
            f"({say_date(local_day(tip.committed))}): it was back-dated, or a clock was wrong.",
            ASK,
        )
    yield from _more(early, "back-dated")
    side = sum(
        one.commit.committed < tip.committed for id_, one in new.items() if id_ not in old
    ) - len(early)
    if side:
        message = f"{counted(side, 'commit')} that came in by merges since {'is' if side == 1 else 'are'} dated before the pack's tip."
        yield note(
            "earlier-on-a-branch",
            message,
            "They may have been made on a branch by then: Git doesn't record when they came.",
        )


def _more(told: Sequence[object], rule: str) -> Iterator[Finding]:
    if len(told) > MOST:
        yield problem(rule, f"So it is with {len(told) - MOST:,} more.", ASK)


# ---------------------------------------------------------------------------------------- no longer reachable


class Pair(NamedTuple):
    """A commit of the pack and the one that stands for it now."""

    was: CommitEntry
    now: CommitEntry


def _rewritten(
    facts: Manifest, old: Mapping[str, CommitEntry], new: Mapping[str, CommitEntry], head: str
) -> Iterator[Finding]:
    lost = [one for id_, one in old.items() if id_ not in new]
    come = [one for id_, one in new.items() if id_ not in old]
    tip = old[facts.tip].commit
    if not come:
        yield problem(
            "dropped-tip",
            f"That history ends with {_said(new[head].commit)}: {counted(len(lost), 'commit')} up to the pack's tip {_said(tip)} "
            f"{'was' if len(lost) == 1 else 'were'} dropped.",
            ASK,
        )
    else:
        yield problem(
            "force-push",
            f"The pack's tip {_said(tip)} is not in that history: {counted(len(lost), 'commit')} of the pack's {len(old):,} "
            f"{'is' if len(lost) == 1 else 'are'} no longer there, and others stand in their place. The history was rewritten, as a force-push does.",
            ASK,
        )
    yield from _told(tip, lost, come)


def _elsewhere(facts: Manifest, theirs: Repository) -> Iterator[Finding]:
    """Whoever has another branch checked out than the pack's should know before anybody is accused."""
    if names := git.branches_with(theirs, facts.tip):
        more = f" and {len(names) - FEW} more" if len(names) > FEW else ""
        yield note(
            "on-another-branch",
            f"The pack's tip is still in {both(names[:FEW])}{more} there. What was compared is what is checked out.",
            f"If {facts.branch or 'one of them'} is the landlord's main line, check that out and verify again.",
        )


def _told(
    tip: Commit, lost: Sequence[CommitEntry], come: Sequence[CommitEntry]
) -> Iterator[Finding]:
    """What became of each commit that is no longer there, and which came that stand for none."""
    pairs, gone, added = paired(lost, come)
    heirs = {pair.was.commit.id: pair.now.commit.id for pair in pairs}
    changed = [(pair, found) for pair in pairs if (found := tuple(_differences(pair, heirs)))]
    for _, found in changed[:MOST]:
        yield from found
    yield from _more(changed, "force-push")
    again = [pair for pair in pairs if _landing(pair.was) != _landing(pair.now)]
    yield from _committed_again(again)
    for one in gone[:MOST]:
        yield problem(
            "gone", f"{_said(one.commit)} is gone, and nothing like it stands in its place.", ASK
        )
    yield from _more(gone, "gone")
    early = [one.commit for one in added if one.commit.committed < tip.committed]
    for commit in early[:MOST]:
        yield problem(
            "back-dated",
            f"{_said(commit)} was put in, dated before the pack's tip. The pack doesn't have it.",
            ASK,
        )
    yield from _more(early, "back-dated")
    other = {pair.was.commit.id for pair in (*again, *(pair for pair, _ in changed))}
    same = len(pairs) - len(other)
    if same:
        message = f"{counted(same, 'commit')} say{'s' if same == 1 else ''} the same as before under a new name, because of what changed before."
        yield note("carried-over", message)


def _files(one: CommitEntry) -> frozenset[tuple[str, str]]:
    return frozenset((file.path, file.new) for file in one.files)


def _who(one: CommitEntry) -> Hashable:
    return (one.commit.author.name, one.commit.author.mail, one.commit.written)


def _why(one: CommitEntry) -> Hashable:
    return (one.commit.subject, one.commit.body)


def _landing(one: CommitEntry) -> tuple[Hashable, ...]:
    return (one.commit.committer.name, one.commit.committer.mail, one.commit.committed)


def _read_of(one: CommitEntry) -> Hashable:
    return (_who(one), _why(one), _files(one), _landing(one))


SIGNS: tuple[Callable[[CommitEntry], Hashable], ...] = (
    lambda one: (_who(one), _why(one), _files(one)),
    lambda one: (_who(one), _files(one)),
    lambda one: (_why(one), _files(one)),
    lambda one: (_who(one), _why(one)),
    _why,
    lambda one: _files(one) or one.commit.id,
)
"""By what two commits are taken for the same, the surest first."""


def paired(
    lost: Sequence[CommitEntry], come: Sequence[CommitEntry]
) -> tuple[list[Pair], list[CommitEntry], list[CommitEntry]]:
    """Lost commits with those that stand for them, and what is left on either side."""
    found: dict[str, CommitEntry] = {}
    left = list(come)
    for sign in SIGNS:
        by_sign: dict[Hashable, list[CommitEntry]] = {}
        for one in left:
            by_sign.setdefault(sign(one), []).append(one)
        for one in lost:
            if one.commit.id not in found and by_sign.get(sign(one)):
                found[one.commit.id] = by_sign[sign(one)].pop(0)
        taken = {one.commit.id for one in found.values()}
        left = [one for one in left if one.commit.id not in taken]
    pairs = [Pair(one, found[one.commit.id]) for one in lost if one.commit.id in found]
    return pairs, [one for one in lost if one.commit.id not in found], left


def _any_alike(old: Mapping[str, CommitEntry], new: Mapping[str, CommitEntry]) -> bool:
    """Whether two histories without a common commit tell of the same things all the same."""
    return bool({_why(one) for one in old.values()} & {_why(one) for one in new.values()})


def _differences(pair: Pair, heirs: Mapping[str, str]) -> Iterator[Finding]:
    """What differs in a commit beside when and by whom it was committed. `heirs` names what stands for each lost one."""
    was, now = pair.was.commit, pair.now.commit
    if _why(pair.was) != _why(pair.now):
        same = (
            " The files, the author and the day are the same."
            if (_files(pair.was), _who(pair.was)) == (_files(pair.now), _who(pair.now))
            else ""
        )
        yield problem(
            "amended-message",
            f"The message of {_said(was)} was amended: it is '{now.subject}' now.{same}",
            ASK,
        )
    if files := sorted({path for path, _ in _files(pair.was) ^ _files(pair.now)}):
        named = both([f"'{path}'" for path in files[:MOST]]) + (
            f" and {len(files) - MOST} more" if len(files) > MOST else ""
        )
        yield problem(
            "changed-file",
            f"What {_said(was)} did to {named} was changed: its place has {now.id[:12]} now.",
            ASK,
        )
    if (was.author.name, was.author.mail) != (now.author.name, now.author.mail):
        yield problem(
            "changed-author",
            f"The author of {_said(was)} was changed: {was.author.name} until then, {now.author.name} now.",
            ASK,
        )
    if was.written != now.written:
        yield problem(
            "changed-date",
            f"The date of {_said(was)} was changed: written {was.written.isoformat()} until then, {now.written.isoformat()} now.",
            ASK,
        )
    if now.parents != tuple(heirs.get(one, one) for one in was.parents):
        until, since = (_short(one.parents) or "nothing" for one in (was, now))
        yield problem(
            "changed-parents",
            f"{_said(was)} stood on {until} until then, and on {since} now: what came before it was changed.",
            ASK,
        )
    elif was.parents == now.parents and _read_of(pair.was) == _read_of(pair.now):
        lost = (
            ": it bore a signature until then, and bears none now"
            if pair.was.signed and not pair.now.signed
            else ""
        )
        yield problem(
            "made-anew",
            f"{_said(was)} was made anew as {now.id[:12]}, though what is read of it is the same{lost}.",
            ASK,
        )


def _committed_again(pairs: Sequence[Pair]) -> Iterator[Finding]:
    """Commits with another committer or committer date, which says on which day they count as landed: once for all of them."""
    dated = [pair for pair in pairs if pair.was.commit.committed != pair.now.commit.committed]
    if dated:
        was, now = dated[0].was.commit, dated[0].now.commit
        yield problem(
            "changed-date",
            f"The date of {_said(was)} was changed: committed {was.committed.isoformat()} until then, {now.committed.isoformat()} now."
            f"{_so_too(dated)} Commits are taken to have landed by these dates, so another day may show something else now.",
            ASK,
        )
    named = [pair for pair in pairs if _landing(pair.was)[:2] != _landing(pair.now)[:2]]
    if named:
        was, now = named[0].was.commit, named[0].now.commit
        yield problem(
            "changed-committer",
            f"Who committed {_said(was)} was changed: {was.committer.name} until then, {now.committer.name} now.{_so_too(named)}",
            ASK,
        )


def _so_too(pairs: Sequence[Pair]) -> str:
    return f" So it is with {len(pairs) - 1:,} more." if len(pairs) > 1 else ""


# ---------------------------------------------------------------------------------------------------- seals


def _seals(facts: Manifest, theirs: Repository) -> Iterator[Finding]:
    """The seals that there were when the pack was made are still there, and the same."""
    for seal in facts.seals:
        held = git.resolved(theirs, f"refs/tags/{seal['name']}")
        if not held:
            yield problem(
                "seal-gone",
                f"The seal {seal['name']} was there when the pack was made, and is not in that repository.",
                "Fetch the tags ('git fetch --tags'). If it is still not there, somebody deleted it.",
            )
        elif held != seal["id"]:
            yield problem(
                "seal-replaced",
                f"The seal {seal['name']} is not the one that was there when the pack was made.",
                ASK,
            )

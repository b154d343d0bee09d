"""What differs between a commit of the pack and the one that stands for it now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from macros.evidence.verify.findings import Findings, problem
from macros.evidence.verify.histories import ASK, MOST, named, short
from macros.evidence.verify.pairs import Pair, author, committed, committer, files, message
from macros.model import Person
from macros.model.coauthors import told_subject
from macros.model.text import few


def differences(pair: Pair, heirs: Mapping[str, str]) -> Findings:
    """What differs beside when and by whom it was committed.

    `heirs` names what stands for each lost commit: a parent that was only renamed is the same.
    """
    yield from _message(pair)
    yield from _files(pair)
    yield from _author(pair)
    yield from _written(pair)
    yield from _parents(pair, heirs)


def _message(pair: Pair) -> Findings:
    if pair.same(message):
        return
    rest = " The files, the author and the day are the same." if pair.same(files, author) else ""
    words = told_subject(pair.now)
    yield problem(
        "amended-message",
        f"The message of {named(pair.was)} was amended: it is '{words}' now.{rest}",
        ASK,
    )


def _files(pair: Pair) -> Findings:
    paths = sorted({path for path, _ in files(pair.old) ^ files(pair.new)})
    if paths:
        first = few([f"'{path}'" for path in paths], MOST)
        yield problem(
            "changed-file",
            f"What {named(pair.was)} did to {first} was changed: "
            f"its place has {pair.now.id[:12]} now.",
            ASK,
        )


def _author(pair: Pair) -> Findings:
    old, new = pair.was.author, pair.now.author
    if old.as_recorded != new.as_recorded:
        yield problem(
            "changed-author",
            f"The author of {named(pair.was)} was changed: {_from_to(old, new)}.",
            ASK,
        )


def _from_to(old: Person, new: Person) -> str:
    """Who it was and who it is, by name; by address too, where the names are alike."""
    if old.name != new.name:
        return f"{old.name} until then, {new.name} now"
    return f"{old.name} <{old.mail}> until then, {new.name} <{new.mail}> now"


def _written(pair: Pair) -> Findings:
    old, new = pair.was.written, pair.now.written
    if old != new:
        yield problem(
            "changed-date",
            f"The date of {named(pair.was)} was changed: "
            f"written {old.isoformat()} until then, {new.isoformat()} now.",
            ASK,
        )


def _parents(pair: Pair, heirs: Mapping[str, str]) -> Findings:
    was, now = pair.was, pair.now
    if now.parents != tuple(heirs.get(id_, id_) for id_ in was.parents):
        before, after = short(was.parents) or "nothing", short(now.parents) or "nothing"
        yield problem(
            "changed-parents",
            f"{named(was)} stood on {before} until then, and on {after} now: "
            "what came before it was changed.",
            ASK,
        )
    elif was.parents == now.parents and pair.same(author, message, files, committer, committed):
        unsigned = pair.old.signed and not pair.new.signed
        lost = ": it bore a signature until then, and bears none now" if unsigned else ""
        yield problem(
            "made-anew",
            f"{named(was)} was made anew as {now.id[:12]}, "
            f"though what is read of it is the same{lost}.",
            ASK,
        )


# ------------------------------------------------------------------------------ committed again


def committed_again(pairs: Sequence[Pair]) -> Findings:
    """Commits with another committer or committer date: once for all of them."""
    if dated := [pair for pair in pairs if not pair.same(committed)]:
        old, new = dated[0].was, dated[0].now
        yield problem(
            "changed-date",
            f"The date of {named(old)} was changed: committed {old.committed.isoformat()} "
            f"until then, {new.committed.isoformat()} now.{_so_too(dated)} Commits are taken to "
            "have landed by these dates, so another day may show something else now.",
            ASK,
        )
    if renamed := [pair for pair in pairs if not pair.same(committer)]:
        old, new = renamed[0].was, renamed[0].now
        yield problem(
            "changed-committer",
            f"Who committed {named(old)} was changed: "
            f"{_from_to(old.committer, new.committer)}.{_so_too(renamed)}",
            ASK,
        )


def _so_too(pairs: Sequence[Pair]) -> str:
    return f" So it is with {len(pairs) - 1:,} more." if len(pairs) > 1 else ""

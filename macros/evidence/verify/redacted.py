"""A pack's history beside one that was redacted since: whether only what was named was changed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from macros.evidence.format import Manifest
from macros.evidence.redaction_text import Place
from macros.evidence.rewritten_commits import REDACTED_AS, Change, Changes, Part, Two
from macros.evidence.rewritten_files import FileChange
from macros.evidence.verify.findings import Finding, Findings, fine, note, problem, unchecked
from macros.evidence.verify.histories import ASK, Histories, first_of, named
from macros.evidence.verify.redactions import Statement, say_statement
from macros.history import git
from macros.history.git import Repository
from macros.model.text import both, counted, is_or_are

PARTS: Mapping[Part, str] = {
    "parents": "on which commits it stands",
    "author": "who wrote it",
    "written": "when it was written",
    "committer": "who committed it",
    "committed": "when it was committed",
    "message": "its message",
}
"""Parts of a commit, in words."""


class Redacted(NamedTuple):
    """What of a pack a redaction explains: the new id of each of its commits that has one.

    `statements` are those that it rests on.
    """

    heirs: Mapping[str, str]
    statements: Sequence[Statement]


def redacted(histories: Histories, stated: Sequence[Statement]) -> Redacted:
    """Which of the commits that are no longer there have one in their place that was stated."""
    became = _became(stated)
    heirs = {id_: _heir(id_, became, histories.new) for id_ in histories.old}
    lasting = {id_: heir for id_, heir in heirs.items() if heir not in ("", id_)}
    chains = set[str]().union(*(_chain(id_, became) for id_ in lasting))
    used = [each for each in stated if not chains.isdisjoint(each.redaction.commits)]
    return Redacted(lasting, used)


def _became(stated: Sequence[Statement]) -> Mapping[str, str]:
    """What each commit became, by all of these redactions."""
    became: dict[str, str] = {}
    for statement in stated:
        became |= statement.redaction.commits
    return became


def _chain(id_: str, became: Mapping[str, str]) -> list[str]:
    """A commit and what it became, one redaction after the other."""
    chain = [id_]
    while (heir := became.get(chain[-1], "")) and heir not in chain:
        chain.append(heir)
    return chain


def _heir(id_: str, became: Mapping[str, str], new: Collection[str]) -> str:
    """The first that is still there; empty where none is."""
    return next((heir for heir in _chain(id_, became) if heir in new), "")


# -------------------------------------------------------------------- the pack as it would be now


def histories_since(histories: Histories, since: Redacted) -> Histories:
    """The pack's commits under the ids that they have now."""
    heirs, new = since.heirs, histories.new
    old = {
        heirs.get(id_, id_): new[heirs[id_]] if id_ in heirs else entry
        for id_, entry in histories.old.items()
    }
    return Histories(old, new)


def manifest_since(
    manifest: Manifest, pack: Repository, theirs: Repository, since: Redacted
) -> Manifest:
    """What the pack states, but for the tags and seals that went with what was redacted."""
    heirs = since.heirs
    if not heirs and not since.statements:
        return manifest
    was, now = ({tag.name: tag.commit for tag in git.tags(clone)} for clone in (pack, theirs))
    moved = {name for name, id_ in was.items() if id_ in heirs and now.get(name) == heirs[id_]}
    void = {pair for each in since.statements for pair in each.redaction.seals.items()}
    seals = [seal for seal in manifest.seals if (seal["name"], seal["id"]) not in void]
    kept = [
        tag
        for tag in manifest.tags
        if tag["name"] not in moved and (tag["name"], tag["id"]) not in void
    ]
    return replace(
        manifest,
        tip=heirs.get(manifest.tip, manifest.tip),
        roots=tuple(heirs.get(id_, id_) for id_ in manifest.roots),
        seals=tuple(seals),
        tags=tuple(kept),
    )


# --------------------------------------------------------------- was nothing else changed with it?


def check_redacted(
    pack: Repository, theirs: Repository, histories: Histories, since: Redacted
) -> Findings:
    """Which redactions explain what differs, whether they reach no further, and what is lost."""
    for statement in since.statements:
        yield note("redacted", say_statement(statement))
        yield _vouched(statement)
    if not since.heirs:
        return
    changes = Two(pack, theirs).changes(since.heirs, since.heirs)
    beyond = list(_beyond(changes, since, histories))
    yield from first_of(beyond)
    if not beyond:
        first = next(iter(since.heirs))
        yield fine(
            "redaction-kept",
            f"But for the places that it names, nothing was changed: the "
            f"{counted(len(since.heirs), 'commit')} of the pack from {first[:12]} on and those "
            "in their place were compared, each with every file, its message, author, committer, "
            "dates and order.",
        )
    yield _lost(changes, since)


def _vouched(statement: Statement) -> Finding:
    signature = statement.signature
    message = f"The signature of {statement.name} is {signature.sentence}."
    if signature.state == "good":
        return fine("redaction-signature", message)
    return unchecked(
        "redaction-signature",
        f"{message} Until somebody does, it is not known that the landlord stated it.",
        "List the landlord's key among your signers, and verify again.",
    )


class Named(NamedTuple):
    """The places that redactions name, and what became of each commit in all of them."""

    places: frozenset[Place]
    became: Mapping[str, str]

    @classmethod
    def by(cls, stated: Sequence[Statement]) -> Named:
        """Those of all these redactions."""
        places = frozenset(place for each in stated for place in each.redaction.places)
        return cls(places, _became(stated))

    def covers_part(self, change: Change) -> bool:
        """Whether a part of a commit was named, by any id that the commit had."""
        if change.part not in REDACTED_AS:
            return False
        kind = REDACTED_AS[change.part]
        return any(Place(kind, id_) in self.places for id_ in _chain(change.commit, self.became))

    def covers_file(self, change: FileChange) -> bool:
        """Whether a file was named: whole, by the fields that differ, or by what it held."""
        path = change.path
        if Place("file", path) in self.places:
            return True
        if change.old and not change.new:
            return Place("removed", change.old.id) in self.places
        fields = [Place("field", name, path) in self.places for name in change.fields]
        return bool(fields) and all(fields)


def _beyond(changes: Changes, since: Redacted, histories: Histories) -> Iterator[Finding]:
    """What was changed, and no redaction names. No old message is repeated."""
    places = Named.by(since.statements)
    for part in changes.parts:
        if not places.covers_part(part):
            yield _unnamed(PARTS[part.part], histories, since.heirs[part.commit])
    for file in changes.files:
        if not places.covers_file(file):
            fields = f"{both(list(file.fields))} in " if file.fields else ""
            yield _unnamed(f"{fields}'{file.path}'", histories, since.heirs[file.commit])


def _unnamed(what: str, histories: Histories, commit: str) -> Finding:
    where = named(histories.new[commit].commit)
    return problem(
        "redaction-overreach",
        f"The redaction doesn't name this, and it was changed with it: {what}, in {where}.",
        ASK,
    )


def _lost(changes: Changes, since: Redacted) -> Finding:
    """What nobody can prove any more."""
    seals = [name for each in since.statements for name in each.redaction.seals]
    void = f" {both(seals)} {is_or_are(len(seals))} void." if seals else ""
    unsigned = counted(changes.unsigned, "commit")
    off = f" The signatures of {unsigned} are gone." if changes.unsigned else ""
    return note(
        "redaction-lost",
        "What can't be proven any more: that what was removed was personal data, and that what was "
        "put in its place says no more than that something was removed. Only this pack shows what "
        "stood there. Without a pack or a copy of a seal from before, nothing shows that the "
        f"commits were there before that day.{void}{off}",
        "Compare the places that it names with the pack's own history.",
    )

"""A copy of a seal that was kept elsewhere, in a file or a remote, beside the history as it is now.

It is the tag as Git keeps it, so that it vouches for itself wherever it was: its id, what it says,
its signature and its time stamp.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from macros.evidence.format import SEALS
from macros.evidence.seal_tags import SealTag, read_tag, seal_ids
from macros.evidence.trust import Trust
from macros.evidence.verify.findings import Finding, Findings, fine, note, problem, unchecked
from macros.evidence.verify.redactions import Statement, statements
from macros.evidence.verify.seals import ASK, faults_of, line_of, signature_fault
from macros.evidence.verify.stamps import check_stamp
from macros.evidence.verify.tag_signatures import checked_signature, is_right
from macros.history import git
from macros.history.git import Repository
from macros.model.text import both, counted, is_or_are

LARGEST = 256 * 1024
"""Bytes of a file that may be a copy: a seal has some 10,000 with its time stamp."""

SHOWS = (
    "A copy shows what was cut, rewritten or put in up to its tip, and that its seal was deleted "
    "or made anew, by whomever: as long as it was kept where they can't reach it. It doesn't show "
    "what came after its tip, nor what was rewritten before it was made."
)


class SealCopy(NamedTuple):
    """A copy: what it is called, the tag that it holds, and how to put that back."""

    name: str
    content: bytes
    put_back: str


def copy_in(file: Path) -> SealCopy:
    """The copy in a file."""
    again = "'git hash-object -t tag -w' with that file, and 'git tag {name} {id}', put it back."
    return SealCopy(file.name, _as_written(file), again)


def copies_at(repository: Repository, remote: str) -> Sequence[SealCopy]:
    """Every seal that a remote has. Raises HistoryError where it can't be read."""
    again = f"'git fetch {remote} tag {{name}}' puts it back."
    tags = git.tags_at(repository, remote, SEALS)
    return [SealCopy(remote, content, again) for content in tags.values()]


def check_remote(repository: Repository, remote: str, trust: Trust) -> Findings:
    """What the seals of a remote show, and which of ours it doesn't have."""
    try:
        copies = copies_at(repository, remote)
    except git.HistoryError as error:
        message = f"The seals of the remote {remote} are not checked. {error.message}"
        yield unchecked("remote", message, "See 'git remote -v', and try again.")
        return
    yield from check_copies(repository, copies, trust)
    there = {read_tag(copy.content).name for copy in copies}
    if missing := sorted(seal_ids(repository).keys() - there):
        yield note(
            "not-in-remote",
            f"{both(missing)} {is_or_are(len(missing))} not in the remote {remote}: "
            "of these it shows nothing.",
            f"'git push {remote} {missing[0]}' sends one there.",
        )


class _Today(NamedTuple):
    """The repository that copies are held against: its main line, its seals, its redactions."""

    repository: Repository
    trust: Trust
    line: Mapping[str, int]
    seals: Mapping[str, str]
    redactions: Sequence[Statement]

    @classmethod
    def of(cls, repository: Repository, trust: Trust) -> _Today:
        """Read once, however many copies there are."""
        stated = statements(repository, "HEAD", trust).right
        return cls(repository, trust, line_of(repository), seal_ids(repository), stated)


def check_copies(repository: Repository, copies: Sequence[SealCopy], trust: Trust) -> Findings:
    """What each copy shows to have become of the history, or that nothing did."""
    if copies:
        today = _Today.of(repository, trust)
        for copy in copies:
            yield from _check(today, copy)
        yield note("copies-show", SHOWS)


def _check(today: _Today, copy: SealCopy) -> Findings:
    tag = read_tag(copy.content)
    if tag.seal is None:
        message = f"{copy.name} has no copy of a seal, or one that was changed since."
        yield problem("copy-broken", message, "Look for another copy.")
        return
    label = f"{tag.name} (as {copy.name} has it)"
    checked = checked_signature(tag, today.trust)
    if not is_right(checked):
        # Anybody can have written what isn't signed: it says nothing of the history.
        yield signature_fault(checked, label)
        return
    id_ = git.tag_id(copy.content, len(tag.target))
    if redacted := _redacted(today, id_, tag, label):
        yield redacted
        return
    faults = [*faults_of(today.repository, tag, today.line, label)]
    there = _still_there(today, copy, tag, id_)
    yield from faults
    if there.state == "problem" and tag.seal.stamp:
        yield from check_stamp(today.repository, tag, label, today.trust)
    if there.state == "problem" or not faults:
        yield there


def _redacted(today: _Today, id_: str, tag: SealTag, label: str) -> Finding | None:
    """That a redaction made the seal void, where it names it and keeps what it counted."""
    for name, redaction, _ in today.redactions:
        heir = redaction.commits.get(tag.target, "")
        is_named = redaction.seals.get(tag.name) == id_
        if tag.seal and is_named and today.line.get(heir) == tag.seal.commits:
            return note(
                "copy-redacted",
                f"{label} sealed {counted(tag.seal.commits, 'commit')} up to {tag.target[:12]}. "
                f"{name} states that a redaction made it void, and {heir[:12]} stands in that "
                "place, after as many commits. A copy doesn't show what was changed in them.",
                "A pack from before does: 'kim verify OLD.zip --against REPO'.",
            )
    return None


def _as_written(file: Path) -> bytes:
    """What a copy holds, whatever ends of lines mail and editors made of it."""
    with file.open("rb") as opened:
        content = opened.read(LARGEST)
    return content.replace(b"\r\n", b"\n").rstrip() + b"\n"


def _still_there(today: _Today, copy: SealCopy, tag: SealTag, id_: str) -> Finding:
    """Whether the repository has that seal, and the same."""
    now = today.seals.get(tag.name, "")
    if not now:
        return problem(
            "seal-gone",
            f"{tag.name} is in {copy.name}, and isn't in this repository.",
            "Fetch the tags ('git fetch --tags'). If it is still not there, somebody deleted it: "
            f"{copy.put_back.format(name=tag.name, id=id_[:12])}",
        )
    if now != id_:
        message = f"{tag.name} is not the seal that {copy.name} has: it was made anew."
        return problem("seal-replaced", message, ASK)
    assert tag.seal
    return fine(
        "copy",
        f"{copy.name} has a copy of {tag.name}, which is still there and the same: "
        f"nothing was cut or rewritten in the {counted(tag.seal.commits, 'commit')} up to "
        f"{tag.seal.tip[:12]}.",
    )

"""A copy of a seal that was kept elsewhere, beside the history as it is now.

It is the tag as Git keeps it, so that it vouches for itself wherever it was: its id, what it says,
its signature and its time stamp.
"""

from __future__ import annotations

from pathlib import Path

from macros.evidence.seal_tags import SealTag, read_tag, seal_ids
from macros.evidence.trust import Trust
from macros.evidence.verify.findings import Finding, Findings, fine, note, problem
from macros.evidence.verify.redactions import statements
from macros.evidence.verify.seals import ASK, faults_of, line_of, signature_fault
from macros.evidence.verify.stamps import check_stamp
from macros.evidence.verify.tag_signatures import checked_signature, is_right
from macros.history import git
from macros.history.git import Repository
from macros.model.text import counted

LARGEST = 256 * 1024
"""Bytes of a file that may be a copy: a seal has some 10,000 with its time stamp."""

SHOWS = (
    "A copy shows what was cut, rewritten or put in up to its tip, and that its seal was deleted "
    "or made anew, by whomever: as long as it was kept where they can't reach it. It doesn't show "
    "what came after its tip, nor what was rewritten before it was made."
)


def check_copies(repository: Repository, files: tuple[Path, ...], trust: Trust) -> Findings:
    """What each copy shows to have become of the history, or that nothing did."""
    for file in files:
        yield from _check(repository, file, trust)
    if files:
        yield note("copies-show", SHOWS)


def _check(repository: Repository, file: Path, trust: Trust) -> Findings:
    content = _as_written(file)
    tag = read_tag(content)
    if tag.seal is None:
        message = f"{file.name} is no copy of a seal, or was changed since 'kim seal' made it."
        yield problem("copy-broken", message, "Look for another copy.")
        return
    label = f"{tag.name} (as {file.name} has it)"
    checked = checked_signature(tag, trust)
    if not is_right(checked):
        # Anybody can have written what isn't signed: it says nothing of the history.
        yield signature_fault(checked, label)
        return
    if redacted := _redacted(repository, content, tag, label, trust):
        yield redacted
        return
    faults = [*faults_of(repository, tag, line_of(repository), label)]
    there = _still_there(repository, content, tag, file)
    yield from faults
    if there.state == "problem" and tag.seal.stamp:
        yield from check_stamp(repository, tag, label, trust)
    if there.state == "problem" or not faults:
        yield there


def _redacted(
    repository: Repository, content: bytes, tag: SealTag, label: str, trust: Trust
) -> Finding | None:
    """That a redaction made the seal void, where it names it and keeps what it counted."""
    id_ = git.tag_id(content, len(tag.target))
    line = line_of(repository)
    for name, redaction, _ in statements(repository, "HEAD", trust).right:
        heir = redaction.commits.get(tag.target, "")
        if tag.seal and redaction.seals.get(tag.name) == id_ and line.get(heir) == tag.seal.commits:
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


def _still_there(repository: Repository, content: bytes, tag: SealTag, file: Path) -> Finding:
    """Whether the repository has that seal, and the same."""
    id_ = git.tag_id(content, len(tag.target))
    now = seal_ids(repository).get(tag.name, "")
    if not now:
        return problem(
            "seal-gone",
            f"{tag.name} was there when {file.name} was made, and isn't in this repository.",
            "Fetch the tags ('git fetch --tags'). If it is still not there, somebody deleted it: "
            f"'git hash-object -t tag -w' with that file, and 'git tag {tag.name} {id_[:12]}', "
            "put it back.",
        )
    if now != id_:
        message = f"{tag.name} is not the seal that {file.name} is a copy of: it was made anew."
        return problem("seal-replaced", message, ASK)
    assert tag.seal
    return fine(
        "copy",
        f"{file.name} is a copy of {tag.name}, which is still there and the same: nothing was cut "
        f"or rewritten in the {counted(tag.seal.commits, 'commit')} up to {tag.seal.tip[:12]}.",
    )

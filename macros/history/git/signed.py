"""Signatures: Git's own verdict on commits and tags, and a tag that bears one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from macros.history.git.run import Repository, as_text


class CommitSignature(NamedTuple):
    """Git's verdict on a signature by its letter (gitlog's %G?), who signed, and with which key.

    `signer` is as Git knows them, in full, or empty. W is our letter for a signature that Git calls
    bad (B) although the commit is what was signed.
    """

    state: str
    signer: str
    key: str


FORGED = ("incorrect signature", "BAD signature")
"""What ssh-keygen and gpg say of a commit that isn't what was signed."""


def signatures(repository: Repository, signed: Sequence[str]) -> Mapping[str, CommitSignature]:
    """For each of these commits, which bear a signature, what checking it gave.

    Each costs a process of its own.
    """
    if not signed:
        return {}
    log = ("log", "-z", "--no-walk=unsorted", "--stdin", "--format=%H%n%G?%n%GS%n%GF")
    checked = as_text(repository.run(*log, input_="\n".join(signed).encode() + b"\n"))
    verdicts = (entry.split("\n") for entry in checked.split("\0") if entry)
    return {
        id_: CommitSignature(_told_apart(repository, id_, state), signer, key)
        for id_, state, signer, key in verdicts
    }


def _told_apart(repository: Repository, id_: str, state: str) -> str:
    """A forged commit is one thing, a key that was withdrawn another. Git says B of both."""
    if state != "B":
        return state
    complaint = as_text(repository.tried("verify-commit", "--raw", id_).stderr)
    if "cannot run" in complaint:
        return "E"
    return "B" if any(words in complaint for words in (*FORGED, "BADSIG")) else "W"


def verifies_tag(repository: Repository, id_: str, settings: Sequence[str]) -> bool:
    """Git's own verdict on the signature of a tag (git-verify-tag(1)), with these settings."""
    options = [word for setting in settings for word in ("-c", setting)]
    return repository.tried(*options, "verify-tag", id_).returncode == 0


def make_signed_tag(repository: Repository, name: str, message: str) -> None:
    """A signed tag on the last commit.

    Raises HistoryError with Git's own words where there is no signature.
    """
    tag = ("tag", "--sign", "--cleanup=verbatim", "--file=-", name, "HEAD")
    repository.run(*tag, input_=message.encode())

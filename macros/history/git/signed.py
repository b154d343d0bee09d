"""Signatures: what checking them gives, in words, and a tag that bears one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from macros.history.git.run import Repository

STATES = {
    "G": "checked and good",
    "U": "good, by a key that nobody here vouches for",
    "X": "good, and out of date",
    "Y": "good, by a key that is out of date",
    "R": "good, by a key that was withdrawn",
    "B": "bad: the commit is not what was signed",
    "E": "there, and can't be checked here: its key is not known",
    "N": "there, and can't be checked here: no list of allowed signers is set",
}
"""What Git says of a signature (gitlog's %G?). A signature is checked, or it is absent."""


def signatures(repository: Repository, signed: Sequence[str]) -> Mapping[str, str]:
    """For each of these commits, which bear a signature, what checking it gave.

    Each costs a process of its own.
    """
    if not signed:
        return {}
    log = ("log", "--no-walk=unsorted", "--stdin", "--format=%H %G?")
    checked = repository.run(*log, input_="\n".join(signed).encode() + b"\n")
    lines = [line.partition(" ") for line in checked.decode().split("\n") if line]
    return {id_: STATES.get(state, state) for id_, _, state in lines}


def make_signed_tag(repository: Repository, name: str, message: str) -> None:
    """A signed tag on the last commit.

    Raises HistoryError with Git's own words where there is no signature.
    """
    tag = ("tag", "--sign", "--cleanup=verbatim", "--file=-", name, "HEAD")
    repository.run(*tag, input_=message.encode())

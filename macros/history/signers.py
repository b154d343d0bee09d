"""What Git says of a commit's signature, in words: who signed it, beside who wrote it.

Pure. A signer is called by the name that the history knows their address by, and never by that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from macros.history.git import CommitSignature
from macros.model import Commit, Person

WORDS = {
    "G": "checked and good: {by}",
    "U": "right, by the key {key}, for which nobody here vouches",
    "X": "right, and out of date: {by}",
    "Y": "right, by a key that is out of date: {by}",
    "R": "by a key that was withdrawn ({key})",
    "B": "bad: the commit is not what was signed",
    "W": "not accepted: Git didn't take it, since its key was withdrawn or may not sign commits",
    "E": "there, and can't be checked here: its key is not known",
    "N": "there, and can't be checked here: no list of allowed signers is set",
}
"""Git's verdict on a signature, by its letter (gitlog's %G?). W is what Git says of one that is
right, and that it doesn't take all the same. A signature is checked, or it is absent."""

_MAIL = re.compile(r"(?:(.*) )?<([^<>]*)>")


def say_signatures(
    line: Iterable[Commit], signatures: Mapping[str, CommitSignature]
) -> Mapping[str, str]:
    """A sentence for each of these commits that bears a signature."""
    commits = {commit.id: commit for commit in line}
    names = {
        person.mail.lower(): person.known_as
        for commit in commits.values()
        for person in (commit.author, commit.committer)
    }
    return {
        id_: _say(commits[id_].author, signature, names) for id_, signature in signatures.items()
    }


def _say(author: Person, signature: CommitSignature, names: Mapping[str, str]) -> str:
    words = WORDS.get(signature.state, signature.state)
    key = signature.key or "that it names"
    return words.format(by=_by(author, signature.signer, names), key=key)


def _by(author: Person, signer: str, names: Mapping[str, str]) -> str:
    """Who signed, and where that is somebody else, who wrote."""
    match = _MAIL.fullmatch(signer)
    stated, mail = (match[1] or "", match[2]) if match else ("", signer)
    name = names.get(mail.lower()) or stated or signer or "somebody whom Git doesn't name"
    if mail.lower() == author.mail.lower() or name == author.known_as:
        return f"signed by {name}"
    return f"signed by {name}, and written by {author.known_as}"

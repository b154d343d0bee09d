"""Whether a repository is damaged, and what in it is malformed: made so, and whole all the same."""

from __future__ import annotations

import re
from typing import NamedTuple

from macros.history.git.run import Repository, as_text

MALFORMED = (
    "badDate", "badDateOverflow", "badEmail", "badName", "badTimezone", "missingEmail",
    "missingNameBeforeEmail", "missingSpaceBeforeDate", "missingSpaceBeforeEmail", "zeroPaddedDate",
)  # fmt: skip
"""What Git calls a name, a mail or a date that isn't in its form (git-fsck(1)).

Old programs wrote them, and nobody can mend them without making the history anew. They say nothing
about whether it was: the commit is what its name says.
"""

LENIENT = tuple(f"fsck.{kind}=warn" for kind in MALFORMED)
"""Settings by which `git fsck` names these, and is content."""


class Malformed(NamedTuple):
    """A commit or a tag that isn't in Git's form, and what Git calls that."""

    id: str
    kind: str


class Soundness(NamedTuple):
    """What `git fsck --full` says.

    `damage` is its first complaint, or empty. `strays` are things that no name leads to, each by
    its kind and its id; of those that hang together, the first.
    """

    damage: str
    malformed: tuple[Malformed, ...]
    strays: tuple[str, ...]


_WARNING = re.compile(r"^warning in (?:commit|tag) ([0-9a-f]{40,64}): (\w+):", re.MULTILINE)
_STRAY = re.compile(r"^dangling (\w+ [0-9a-f]{40,64})$", re.MULTILINE)


def fsck(repository: Repository) -> Soundness:
    """Everything in a repository, held against its name, and every link followed."""
    lenient = [word for setting in LENIENT for word in ("-c", setting)]
    done = repository.tried(*lenient, "fsck", "--full", "--no-progress")
    complaints, listed = as_text(done.stderr), as_text(done.stdout)
    malformed = (Malformed(*pair) for pair in _WARNING.findall(complaints) if pair[1] in MALFORMED)
    return Soundness(
        damage=_damage(f"{complaints}\n{listed}") if done.returncode else "",
        malformed=tuple(dict.fromkeys(malformed)),
        strays=tuple(_STRAY.findall(listed)),
    )


def _damage(printed: str) -> str:
    """The first line that is a complaint."""
    lines = filter(None, printed.split("\n"))
    complaints = [line for line in lines if not line.startswith(("warning", "dangling"))]
    return next(iter(complaints), "no reason given")

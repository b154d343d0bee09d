"""What is said of commits that old programs made badly: the same when packing and verifying."""

from __future__ import annotations

from collections.abc import Sequence

from macros.history.git import Malformed
from macros.model.text import counted, few, is_or_are

SENTENCE = (
    "{what} malformed: {named}. A date, a name or an address there isn't in Git's form, as some "
    "programs wrote them. Each is what its id says, so nobody changed it since."
)
"""What is said of them: `what` is how many are."""


def say_malformed(malformed: Sequence[Malformed]) -> str:
    """Which commits and tags are malformed, and that this is no sign of tampering."""
    named = [f"{id_[:12]} ({kind})" for id_, kind in malformed]
    commits = counted(len(malformed), "commit or tag", "commits or tags")
    return SENTENCE.format(what=f"{commits} {is_or_are(len(malformed))}", named=few(named))

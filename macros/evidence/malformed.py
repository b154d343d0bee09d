"""What is said of commits that old programs made badly: the same when packing and verifying."""

from __future__ import annotations

from collections.abc import Sequence

from macros.history.git import Malformed
from macros.model.text import counted, few, is_or_are


def say_malformed(malformed: Sequence[Malformed]) -> str:
    """Which commits and tags are malformed, and that this is no sign of tampering."""
    named = [f"{id_[:12]} ({kind})" for id_, kind in malformed]
    are = is_or_are(len(malformed))
    return (
        f"{counted(len(malformed), 'commit or tag', 'commits or tags')} {are} malformed: "
        f"{few(named)}. A date, a name or an address there isn't in Git's form, as "
        "some programs wrote them. Each is what its id says, so nobody changed it since."
    )

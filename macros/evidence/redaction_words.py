"""What a redaction changed, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from macros.evidence.redaction_text import Place
from macros.model.mappings import grouped
from macros.model.text import both, counted

MOST = 8
"""Files that are named."""


def say_places(places: Sequence[Place]) -> str:
    """The places of a redaction: files by name, the rest by how many there are."""
    return both(list(_phrases(places))) or "nothing that can be read"


def _phrases(places: Sequence[Place]) -> Iterator[str]:
    kinds = grouped((place.kind, place) for place in places)
    fields = grouped((place.file, place.what) for place in kinds.get("field", ()))
    files = [f"'{place.what}'" for place in kinds.get("file", ())]
    files += [f"{both(names)} in '{file}'" for file, names in fields.items()]
    yield from files[:MOST]
    if len(files) > MOST:
        yield counted(len(files) - MOST, "more file")
    if removed := len(kinds.get("removed", ())):
        yield f"{counted(removed, 'version')} of files that are there no longer"
    for kind in ("message", "author", "committer"):
        if number := len(kinds.get(kind, ())):
            yield f"the {kind} of {counted(number, 'commit')}"

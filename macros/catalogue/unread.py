"""What of a file can't be read here, so that nobody takes it for looked through."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

from macros.model.text import counted

Unread: TypeAlias = Literal["picture", "place", "page", "locked", "other"]
"""Why: a picture shows something, or says where it was taken; a page or file has no text for us."""

_WORDS: Mapping[Unread, tuple[str, str, str]] = {
    "picture": ("picture", "what {} shows", "what {} show"),
    "page": ("page", "{} of a PDF file, without text as scans are", "{} of PDF files without text"),
    "locked": (
        "file",
        "{} that is locked with a password, or damaged",
        "{} that are locked with a password, or damaged",
    ),
    "other": ("file", *2 * ("{} of other kinds, but for plain words",)),
    "place": (
        "picture",
        "and {} says where it was taken: look at it",
        "and {} say where they were taken: look at them",
    ),
}
"""What is counted, and the words for one and for more."""


def say_unread(numbers: Mapping[Unread, int]) -> str:
    """What wasn't read, in a sentence; empty where all was."""
    parts = [
        (singular if number == 1 else plural).format(counted(number, noun))
        for kind, (noun, singular, plural) in _WORDS.items()
        if (number := numbers.get(kind, 0))
    ]
    return f"Not read: {'; '.join(parts)}." if parts else ""

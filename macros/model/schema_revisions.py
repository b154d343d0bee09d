"""What Git tells of a schema or of settings: what each says otherwise, since which commit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple, TypeAlias

from macros.model.revisions import Commit

What: TypeAlias = Literal[
    "created", "deleted", "unreadable", "opened", "closed", "added", "removed", "renamed",
    "retyped", "titled", "required", "optional", "allowed", "worded", "settings", "rules",
]  # fmt: skip
"""What became of a field or of a register. Opened and closed: whether everybody may see it."""


class SchemaChange(NamedTuple):
    """One thing that a schema says otherwise.

    `way` leads to the field, as it is called after the change; it is empty for the register itself.
    `old` and `new` are in words. `was` is the way to the field before the change, where it has
    another name or another kind since. `ids` are the records that it is about.
    """

    what: What
    way: tuple[str, ...]
    title: str
    old: str = ""
    new: str = ""
    was: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()


class SchemaWords(NamedTuple):
    """One change in words: what it is about, and a sentence or two."""

    about: str
    says: str


@dataclass(frozen=True)
class SchemaDifference:
    """What the schema of a register, or a file of settings, says otherwise.

    `register` and `changes` are empty for a file of settings.
    """

    file: str
    register: str
    title: str
    words: tuple[SchemaWords, ...]
    changes: tuple[SchemaChange, ...]


@dataclass(frozen=True)
class SchemaRevision(SchemaDifference):
    """What one commit of the main line did to it."""

    commit: Commit
    landed: datetime

"""What Git tells of a record: who committed which change to it, when, and in what order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple, TypeAlias

from macros.model.registers import Key
from macros.model.values import Path, Value


class Person(NamedTuple):
    """Somebody as a commit names them, and as the repository's .mailmap knows them now.

    Git was told; it didn't check.
    """

    name: str
    mail: str
    known_as: str

    @property
    def as_recorded(self) -> tuple[str, str]:
        """The name and the address that the commit has."""
        return self.name, self.mail

    @property
    def renamed(self) -> str:
        """The name that .mailmap gives them; empty where it is the commit's own."""
        return self.known_as if self.known_as != self.name else ""


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit as it was recorded.

    `approvals` and `reviews` are what its trailers say (Approved-by, Reviewed-by), and `coauthors`
    whom its message names as having written it too.
    """

    id: str
    parents: tuple[str, ...]
    author: Person
    committer: Person
    written: datetime
    committed: datetime
    subject: str
    body: str
    approvals: tuple[str, ...] = ()
    reviews: tuple[str, ...] = ()
    coauthors: tuple[Person, ...] = ()

    @property
    def authors(self) -> tuple[Person, ...]:
        """The author and whoever wrote it too."""
        return (self.author, *self.coauthors)

    @property
    def is_merge(self) -> bool:
        """Whether it brought other lines onto its own."""
        return len(self.parents) > 1

    @property
    def message(self) -> str:
        """The whole message: the subject, an empty line, the body."""
        return f"{self.subject}\n\n{self.body}" if self.body else self.subject


class Unreadable(NamedTuple):
    """A version of a file that can't be read as a record, kept as the text that it was."""

    text: str


Version: TypeAlias = "Mapping[str, Value] | Unreadable"
"""What a file held: its values, every scalar as text, or the text itself."""


class Change(NamedTuple):
    """One value that a revision changed. None: there was none, or there is none any more.

    An index that was taken out counts in the old list, one that is new or changed in the new
    list. An empty path means the whole file, as text. `by` is the commit on a side branch that
    set the value, where a merge brought it in; `merged` says that no such commit did, so that it
    was made in the merge itself. `was` is the field's name before, where its schema gave it another
    name or, with the name that it has, another kind of value.
    """

    path: Path
    old: Value | None
    new: Value | None
    by: Commit | None = None
    merged: bool = False
    was: str = ""

    @property
    def values(self) -> tuple[Value | None, Value | None]:
        """The old value and the new."""
        return self.old, self.new


Kind: TypeAlias = Literal["created", "changed", "deleted", "restored", "left out"]
"""What a revision did to a record. What a merge left out of a side branch did nothing to it."""


@dataclass(frozen=True, slots=True)
class Revision:
    """What one commit of the main line did to one record.

    `landed` is when it came onto the main line: the latest committer date up to there. `moved` is
    the record that this one was until then, with the changes between the two, or that it is from
    then on. `was` is the file's old name, where only that changed. `readable` is False where the
    new version is no record.
    """

    key: Key
    kind: Kind
    commit: Commit
    landed: datetime
    changes: tuple[Change, ...]
    file: str
    was: str = ""
    moved: Key | None = None
    readable: bool = True


Trail: TypeAlias = tuple[Revision, ...]
"""All revisions of one record, oldest first."""


class Pending(NamedTuple):
    """What the working copy does to a record and no commit does yet."""

    kind: Kind
    changes: tuple[Change, ...]

"""The nouns: what a register, a record, a field and a problem are. Nothing here reads, writes or decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NamedTuple, TypeAlias

Value: TypeAlias = "str | int | float | bool | Sequence[Value] | Mapping[str, Value]"
"""What a field can hold: JSON without null."""

Path: TypeAlias = tuple[str | int, ...]
"""The way to a value inside a record: ("sources", 0, "part")."""

Audience: TypeAlias = Literal["staff", "public"]
Severity: TypeAlias = Literal["error", "warning"]


class Key(NamedTuple):
    """The lasting name of a record: its register and its id."""

    register: str
    id: str


class Mark(NamedTuple):
    """A place in a file; both numbers start at 1."""

    line: int
    column: int


START = Mark(1, 1)


class Problem(NamedTuple):
    """Something that is wrong with the input, in words for the person who can put it right.

    `file` is relative to the repository's root; `field` is the way to the value, dotted; `hint` says
    what would be right.
    """

    file: str
    line: int
    column: int
    field: str
    rule: str
    severity: Severity
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A file that could be read: its values, and where each value and each key stands."""

    value: Mapping[str, Value]
    marks: Mapping[Path, Mark]
    keys: Mapping[Path, Mark]

    def mark(self, path: Path) -> Mark:
        """The place of the value at `path`, or of the nearest thing around it."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.marks:
                return self.marks[path[:length]]
        return START


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a register, as its schema declares it, with every `$ref` followed."""

    name: str
    title: str
    description: str
    kind: str
    required: bool = False
    public: bool = False
    refs: tuple[str, ...] = ()
    format: str = ""
    options: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    pattern: str = ""
    examples: tuple[Value, ...] = ()
    after: str = ""
    not_before: str = ""
    year_in: str = ""
    due_by: str = ""
    deadline: str = ""
    confirm: tuple[str, ...] = ()
    acyclic: bool = False
    unique: bool = False
    itself: bool = False
    place: str = ""
    parts: tuple[Field, ...] = ()
    each: Field | None = None

    def part(self, name: str) -> Field | None:
        """The inner field called `name`, if there is one."""
        return next((part for part in self.parts if part.name == name), None)


class PublicName(NamedTuple):
    """What a register is called on the public site, what its table shows there, and which fields answer questions.

    `page` is the written page that lists the register, under docs/public/. Records of a register that is not `listed`
    serve the site and aren't for reading: they stand in no search and in no list of pages.
    """

    title: str
    singular: str
    plural: str
    description: str
    columns: tuple[str, ...]
    facets: tuple[str, ...]
    answers: tuple[str, ...]
    page: str = ""
    listed: bool = True


@dataclass(frozen=True, slots=True)
class Schema:
    """A register as its schema declares it. `source` is the JSON Schema itself."""

    name: str
    file: str
    title: str
    description: str
    singular: str
    plural: str
    group: str
    order: int
    label: tuple[str, ...]
    columns: tuple[str, ...]
    sort: tuple[str, ...]
    facets: tuple[str, ...]
    review: str
    final: tuple[str, ...]
    guidance: str
    public: PublicName | None
    fields: tuple[Field, ...]
    source: Mapping[str, object]

    def field(self, name: str) -> Field | None:
        """The field called `name`, if the register has one."""
        return next((one for one in self.fields if one.name == name), None)


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its key, its values, and the file that they were read from."""

    key: Key
    values: Mapping[str, Value]
    file: str
    document: Document

    @property
    def public(self) -> bool:
        """Whether the record says that everybody may see it. Without a word it is for staff."""
        return self.values.get("publish") == "public"

    @property
    def retired(self) -> bool:
        """Whether the record is over. It stays, so that its history does."""
        return self.values.get("status") == "retired"


@dataclass(frozen=True, slots=True)
class Page:
    """A page that people write: its heading, its text, and the line of the file before the text."""

    file: str
    values: Mapping[str, Value]
    document: Document
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Reference:
    """One record naming another, and in which field it does so."""

    source: Key
    path: Path
    target: Key


@dataclass(frozen=True, slots=True)
class Register:
    """A schema and its records, in the order that the schema asks for."""

    schema: Schema
    records: tuple[Record, ...]

    @property
    def published(self) -> tuple[Record, ...]:
        """The records that everybody may see: they say so, they are not over, and the register has a public name."""
        return tuple(record for record in self.records if record.public and not record.retired) if self.schema.public else ()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All registers, checked and linked both ways. It holds staff fields: pages are made from a View."""

    registers: Mapping[str, Register]
    references: Mapping[Key, tuple[Reference, ...]]
    used_by: Mapping[Key, tuple[Reference, ...]]
    pages: tuple[Page, ...]
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What stops the build."""
        return tuple(problem for problem in self.problems if problem.severity == "error")

    @property
    def count(self) -> int:
        """How many records there are."""
        return sum(len(register.records) for register in self.registers.values())


# ---------------------------------------------------------------------------------------------- history

PAGES = ""
"""Stands for a register's name in the key of a page that people write: Key(PAGES, "docs/index.md")."""


class Person(NamedTuple):
    """Somebody as a commit names them, and as the repository's .mailmap knows them now. Git was told; it didn't check."""

    name: str
    mail: str
    known_as: str

    @property
    def renamed(self) -> str:
        """The name that .mailmap gives them, where it is another than the commit's; empty where it isn't."""
        return self.known_as if self.known_as != self.name else ""


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit as it was recorded. `approvals` are what its trailers say (Approved-by, Reviewed-by)."""

    id: str
    parents: tuple[str, ...]
    author: Person
    committer: Person
    written: datetime
    committed: datetime
    subject: str
    body: str
    approvals: tuple[str, ...] = ()

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

    An index that was taken out counts in the old list, one that is new or changed in the new list. An empty
    path means the whole file, as text. `by` is the commit on a side branch that set the value, where a merge
    brought it in; `merged` says that no such commit did, so that it was made in the merge itself.
    """

    path: Path
    old: Value | None
    new: Value | None
    by: Commit | None = None
    merged: bool = False


Kind: TypeAlias = Literal["created", "changed", "deleted", "restored"]


@dataclass(frozen=True, slots=True)
class Revision:
    """What one commit of the main line did to one record.

    `landed` is when it came onto the main line: the latest committer date up to there. `moved` is the record
    that this one was until then, with the changes between the two, or that it is from then on. `was` is the
    file's old name, where only that changed. `readable` is False where the new version is no record.
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


def dotted(path: Path) -> str:
    """A path as people write it: sources[0].part."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def public_at(fields: Sequence[Field], path: Path) -> bool:
    """Whether everybody may see the value at a path: the field says so, and every field around it."""
    names = [number for number, step in enumerate(path) if not isinstance(step, int)]
    found = [field_at(fields, path[: number + 1]) for number in names]
    return bool(found) and all(field and field.public for field in found)


def field_at(fields: Sequence[Field], path: Path) -> Field | None:
    """The field that a path leads to."""
    here: Field | None = Field("", "", "", "object", parts=tuple(fields))
    for step in path:
        if here is None:
            return None
        here = here.each if isinstance(step, int) else here.part(step)
    return here

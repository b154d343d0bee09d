"""What a register, a record and a page are, and the catalogue that holds all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, NamedTuple, TypeAlias

from macros.model.asking import UNASKED, Asking
from macros.model.cells import OpenTable
from macros.model.field import Field
from macros.model.page_kinds import PageKind
from macros.model.permitted import NOTHING_PERMITTED, Permitted
from macros.model.problems import Place, Problem
from macros.model.public_name import PublicName
from macros.model.record_kind import RecordKind
from macros.model.reporting import UNREPORTED, Reporting
from macros.model.text import Natural, natural
from macros.model.values import Document, Path, Value

Audience: TypeAlias = Literal["staff", "public"]

PAGES = ""
"""Stands for a register's name in the key of a written page: Key(PAGES, "docs/index.md")."""


class Key(NamedTuple):
    """The lasting name of a record: its register and its id."""

    register: str
    id: str

    @property
    def is_page(self) -> bool:
        """Whether it names a written page."""
        return self.register == PAGES

    @property
    def counted(self) -> tuple[str, Natural]:
        """What keys are sorted by where people read them: RET-999 comes before RET-1000."""
        return self.register, natural(self.id)


@dataclass(frozen=True, slots=True)
class Schema:
    """A register as its schema declares it. `source` is the JSON Schema itself.

    `sources` are all schemas, by the name of their file: `source` refers to some of them.

    `closed` are the days on which the landlord is closed, as its settings say: some clocks of the
    law leave them out.
    """

    name: str
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
    public: PublicName | None
    fields: tuple[Field, ...]
    file: str = ""
    review: str = ""
    final: tuple[str, ...] = ()
    unreported: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    guidance: str = ""
    how_to: tuple[str, ...] = ()
    source: Mapping[str, object] = field(default_factory=dict)
    sources: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)
    kind: RecordKind | None = None
    asking: Asking = UNASKED
    reporting: Reporting = UNREPORTED
    closed: frozenset[date] = frozenset()

    def field(self, name: str) -> Field | None:
        """The field called `name`, if the register has one."""
        return next((field for field in self.fields if field.name == name), None)

    def notice(self, path: Path, values: Mapping[str, object]) -> str:
        """What a record says at the top of what a field of it names, until the record is over."""
        field = self.field(str(path[0]))
        is_over = str(values.get("status")) in self.final
        return field.notice if field and not is_over else ""

    def only_part(self, path: Path, values: Mapping[str, object]) -> str:
        """Of which part of what a field names that holds, in words; empty where it is of all."""
        field = self.field(str(path[0]))
        part = values.get(field.on_hold.part) if field and field.on_hold else None
        return f", of a part of it: {part}" if part else ""


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

    @property
    def is_example(self) -> bool:
        """Whether the record says that all or part of it is made up, to show what one is like."""
        return self.values.get("illustrative") is True

    def place(self, path: Path) -> Place:
        """Where the value at a path stands, or the nearest thing around it."""
        return self.document.place(self.file, path)


@dataclass(frozen=True, slots=True)
class Page:
    """A page that people write: its heading, its text, and the line of the file before the text."""

    file: str
    values: Mapping[str, Value]
    document: Document
    text: str
    start: int

    def place(self, path: Path) -> Place:
        """Where the value at a path of the heading stands, or the nearest thing around it."""
        return self.document.place(self.file, path)

    def place_in_text(self, line: int, column: int = 1) -> Place:
        """A place in the text, whose lines are counted from 1 below the heading."""
        return Place(self.file, self.start + line, column)


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
        """The records that everybody may see: they say so, and are not over.

        A register without a public name has none.
        """
        if not self.schema.public:
            return ()
        return tuple(record for record in self.records if record.public and not record.retired)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All registers, checked and linked both ways, with staff fields: pages come from a View."""

    registers: Mapping[str, Register]
    references: Mapping[Key, tuple[Reference, ...]]
    used_by: Mapping[Key, tuple[Reference, ...]]
    pages: tuple[Page, ...]
    problems: tuple[Problem, ...]
    permitted: Permitted = NOTHING_PERMITTED
    tables: Mapping[str, OpenTable] = field(default_factory=dict)
    page_kinds: Mapping[str, PageKind] = field(default_factory=dict)

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What stops the build."""
        return tuple(problem for problem in self.problems if problem.severity == "error")

    @property
    def count(self) -> int:
        """How many records there are."""
        return sum(len(register.records) for register in self.registers.values())

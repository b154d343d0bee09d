"""What a field of a register is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from macros.model.again_fields import AgainFields
from macros.model.back_refs import BackRef
from macros.model.clock_fields import ClockFields, PeriodFields
from macros.model.kept_fields import GoneFields, HoldFields, KeptFields
from macros.model.values import Value


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
    not_later: str = ""
    past: bool = False
    years_ahead: int = 0
    planned: bool = False
    year_in: str = ""
    adds_up_to: str = ""
    at_most: str = ""
    percent_of: str = ""
    small_number: str = ""
    due_by: str = ""
    deadline: str = ""
    confirm: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    fits: Mapping[str, str] = field(default_factory=dict)
    asks: Mapping[str, str] = field(default_factory=dict)
    acyclic: bool = False
    unique: bool = False
    itself: bool = False
    place: str = ""
    needed: bool = False
    language: str = ""
    earlier: str = ""
    back_ref: BackRef | None = None
    ends: str = ""
    our_reading: str = ""
    of_nobody: bool = False
    read: str = ""
    notice: str = ""
    clock: ClockFields | None = None
    period: PeriodFields | None = None
    kept: KeptFields | None = None
    gone: GoneFields | None = None
    on_hold: HoldFields | None = None
    again: AgainFields | None = None
    missing: tuple[str, ...] = ()
    parts: tuple[Field, ...] = ()
    each: Field | None = None

    @property
    def inner(self) -> Field:
        """What each value of a list is: where the list names records, the field itself."""
        return self if self.refs else self.each or self

    @property
    def names_pages(self) -> bool:
        """Whether what stands here, or in its list, are pages."""
        return self.inner.format == "page"

    @property
    def inside(self) -> tuple[Field, ...]:
        """The fields that stand inside this one: those of a group, and what a list holds."""
        return (*self.parts, self.each) if self.each else self.parts

    @property
    def targets(self) -> frozenset[str]:
        """The registers that this field, or what stands inside it, names records of."""
        return frozenset(self.refs).union(*(part.targets for part in self.inside))

    def part(self, name: str) -> Field | None:
        """The inner field called `name`, if there is one."""
        return next((part for part in self.parts if part.name == name), None)


Fields: TypeAlias = Sequence[Field]
"""The fields of a register or of a group, in the order of the schema."""

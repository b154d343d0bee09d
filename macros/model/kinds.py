"""The register whose schema says that its records are of a kind, and these records."""

from __future__ import annotations

from collections.abc import Mapping

from macros.model.record_kind import RecordKind
from macros.model.registers import Record, Register


def register_of(registers: Mapping[str, Register], kind: RecordKind) -> Register | None:
    """The register whose schema says that its records are of a kind. A check keeps it to one."""
    return next((register for register in registers.values() if register.schema.kind == kind), None)


def records_of(registers: Mapping[str, Register], kind: RecordKind) -> tuple[Record, ...]:
    """The records of that register; none where there is no such one."""
    register = register_of(registers, kind)
    return register.records if register else ()

"""The register of tasks that the tests of checks fill by hand."""

from __future__ import annotations

from collections.abc import Mapping

from macros.model import Field, Problem, Register, Value
from tests.conftest import broken_rules, make_register

ID = Field("id", "Reference", "", "string")
TITLE = Field("title", "Title", "", "string")
STATUS = Field("status", "Status", "", "string")
SUPERSEDED_BY = Field("superseded_by", "Replaced by", "", "string", refs=("tasks",))
DUE = Field("due", "Due", "", "string", format="timescale")
WAITS = Field(
    "waits",
    "Waits for",
    "",
    "array",
    refs=("tasks",),
    acyclic=True,
    due_by="due",
    each=Field("waits", "Waits", "", "string"),
)


def tasks(*records: Mapping[str, Value], fields: tuple[Field, ...] = ()) -> dict[str, Register]:
    known = (ID, TITLE, STATUS, SUPERSEDED_BY, DUE, *fields)
    return {"tasks": make_register("tasks", known, records)}


def rules(registers: Mapping[str, Register]) -> list[tuple[str, str, str]]:
    """What is wrong, as (file, field, rule)."""
    return [
        (problem.file.rsplit("/", 1)[-1], problem.field, problem.rule)
        for problem in broken_rules(registers)
    ]


def only(registers: Mapping[str, Register]) -> Problem:
    [problem] = broken_rules(registers)
    return problem

"""What is wrong with the input, and where: a problem has a place, says what is wrong and what would be right."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

Severity: TypeAlias = Literal["error", "warning"]


class Mark(NamedTuple):
    """A place in a file; both numbers start at 1."""

    line: int
    column: int


START = Mark(1, 1)


class Problem(NamedTuple):
    """Something that is wrong with the input, in words for the person who can put it right.

    `file` is relative to the repository's root; `field` is the way to the value, dotted; `hint`
    says what would be right.
    """

    file: str
    line: int
    column: int
    field: str
    rule: str
    severity: Severity
    message: str
    hint: str = ""

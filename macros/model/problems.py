"""What is wrong with the input, and where: a problem says what is wrong and what would be right."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple, TypeAlias, get_args

from macros.model.text import printable

Severity: TypeAlias = Literal["error", "warning"]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
"""How bad a problem can be, the worst first."""


class Mark(NamedTuple):
    """A place in a file; both numbers start at 1."""

    line: int
    column: int


START = Mark(1, 1)


class Place(NamedTuple):
    """Where something is wrong: a file, a mark in it, and the value that stands there.

    `file` is relative to the repository's root; `field` is the way to the value, dotted.
    """

    file: str
    line: int = 1
    column: int = 1
    field: str = ""


def whole_file(name: str) -> Place:
    """A file as a whole, whatever bytes its name is made of."""
    return Place(printable(name))


class Problem(NamedTuple):
    """Something that is wrong with the input, in words for the person who can put it right.

    It starts with its `Place`. `rule` is the lasting name of what was broken; `hint` says what
    would be right.
    """

    file: str
    line: int
    column: int
    field: str
    rule: str
    severity: Severity
    message: str
    hint: str = ""


Problems: TypeAlias = Iterator[Problem]
"""What a check says, one after the other."""


def error(place: Place, rule: str, message: str, *, hint: str = "") -> Problem:
    """A problem that stops the build."""
    return Problem(*place, rule, "error", message, hint)


def warning(place: Place, rule: str, message: str, *, hint: str = "") -> Problem:
    """A problem that the site shows, and that stops nothing."""
    return Problem(*place, rule, "warning", message, hint)

"""What a schema says of the board's report: in which part a register's records stand, and how."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

ReportPart: TypeAlias = Literal["", "risk", "learning"]
"""A part of the report that is a table of records; the other parts know theirs by annotations."""


class Reporting(NamedTuple):
    """The part that a register's records stand in, if any, and the fields that are shown there.

    With `when`, only those of the quarter are told, by the day in that field. The fields in `first`
    say which come first: those with the highest numbers or the last choices.
    """

    part: ReportPart = ""
    columns: tuple[str, ...] = ()
    when: str = ""
    first: tuple[str, ...] = ()


UNREPORTED = Reporting()
"""What a schema says that says nothing of it."""

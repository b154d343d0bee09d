"""What checking gives: sentences, each a problem, a thing that is as it should be, or a note.

What can't be checked is none of these: it is no accusation, and nobody may rely on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple, TypeAlias

State: TypeAlias = Literal["problem", "unchecked", "fine", "note"]


class Finding(NamedTuple):
    """A sentence about a pack, a history or a seal. `rule` names its kind for a program."""

    state: State
    rule: str
    message: str
    hint: str = ""


Findings: TypeAlias = Iterator[Finding]
"""What a verification says, one after the other."""


def problem(rule: str, message: str, hint: str = "") -> Finding:
    """Something that is not as it should be."""
    return Finding("problem", rule, message, hint)


def unchecked(rule: str, message: str, hint: str = "") -> Finding:
    """Something that belongs to what is checked, and can't be by this program: not yet sound."""
    return Finding("unchecked", rule, message, hint)


def fine(rule: str, message: str) -> Finding:
    """Something that was checked, and is as it should be."""
    return Finding("fine", rule, message)


def note(rule: str, message: str, hint: str = "") -> Finding:
    """Something that a reader should know, and that is neither."""
    return Finding("note", rule, message, hint)


def stops(findings: Iterable[Finding]) -> bool:
    """Whether anything among them keeps it from being called sound."""
    return any(finding.state in ("problem", "unchecked") for finding in findings)

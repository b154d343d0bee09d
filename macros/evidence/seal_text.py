"""What a seal says, as the message of its tag: written by `seal`, read by `seal_tags`."""

from __future__ import annotations

import re
from typing import NamedTuple


class Seal(NamedTuple):
    """What a seal says: how many commits the main line had, its tip, and the seal before.

    `previous` is that seal's name and the id of its tag, or both empty.
    """

    day: str
    commits: int
    tip: str
    previous: str
    previous_id: str


def seal_as_text(seal: Seal) -> str:
    """The message of a seal's tag."""
    before = f"{seal.previous} {seal.previous_id}" if seal.previous else "none"
    return (
        f"Seal of {seal.day}\n\n"
        f"commits: {seal.commits}\n"
        f"tip: {seal.tip}\n"
        f"date: {seal.day}\n"
        f"previous: {before}\n"
    )


_SEAL = re.compile(
    r"Seal of .*\n\n"
    r"commits: (?P<commits>[0-9]{1,9})\n"
    r"tip: (?P<tip>[0-9a-f]{40,64})\n"
    r"date: (?P<day>[0-9-]{10})\n"
    r"previous: (?:none|(?P<previous>seal/\S+) (?P<previous_id>[0-9a-f]{40,64}))\n*"
)


def read_seal(message: str) -> Seal | None:
    """A seal's message, read; None where it isn't one."""
    match = _SEAL.fullmatch(message)
    if match is None:
        return None
    day, commits, tip, previous, previous_id = match.group(*Seal._fields)
    return Seal(day, int(commits), tip, previous or "", previous_id or "")

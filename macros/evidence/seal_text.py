"""What a seal says, as the message of its tag: written by `seal`, read by `seal_tags`.

A time stamp stands behind these words and is over them: so it is signed with the tag, goes wherever
the tag goes, and can't be taken off without another tag that the next seal doesn't name.
"""

from __future__ import annotations

import base64
import re
import textwrap
from typing import NamedTuple


class Seal(NamedTuple):
    """What a seal says: how many commits the main line had, its tip, and the seal before.

    `previous` is that seal's name and the id of its tag, or both empty. `stamp` is an authority's
    answer (RFC 3161), empty where none was asked.
    """

    day: str
    commits: int
    tip: str
    previous: str
    previous_id: str
    stamp: bytes = b""


def seal_words(seal: Seal) -> str:
    """What a seal says: that of which a time stamp holds the digest."""
    before = f"{seal.previous} {seal.previous_id}" if seal.previous else "none"
    return (
        f"Seal of {seal.day}\n\n"
        f"commits: {seal.commits}\n"
        f"tip: {seal.tip}\n"
        f"date: {seal.day}\n"
        f"previous: {before}\n"
    )


_BEGIN, _END = (f"-----{word} RFC 3161 TIME STAMP-----" for word in ("BEGIN", "END"))
_WIDTH = 64


def seal_as_text(seal: Seal) -> str:
    """The message of a seal's tag: its words, and the time stamp where there is one."""
    if not seal.stamp:
        return seal_words(seal)
    lines = textwrap.wrap(base64.b64encode(seal.stamp).decode(), _WIDTH)
    return "\n".join([seal_words(seal), _BEGIN, *lines, _END, ""])


def stamped_words(message: bytes) -> bytes:
    """The words of a seal's message as they stand there, byte for byte, without its time stamp."""
    return message.partition(f"\n{_BEGIN}\n".encode())[0]


_SEAL = re.compile(
    r"Seal of .*\n\n"
    r"commits: (?P<commits>[0-9]{1,9})\n"
    r"tip: (?P<tip>[0-9a-f]{40,64})\n"
    r"date: (?P<day>[0-9-]{10})\n"
    r"previous: (?:none|(?P<previous>seal/\S+) (?P<previous_id>[0-9a-f]{40,64}))"
    rf"(?:\n\n{_BEGIN}\n(?P<stamp>[A-Za-z0-9+/=\n]{{4,100000}})\n{_END})?\n*"
)


def read_seal(message: str) -> Seal | None:
    """A seal's message, read; None where it isn't one."""
    match = _SEAL.fullmatch(message)
    if match is None:
        return None
    day, commits, tip, previous, previous_id, stamp = match.group(*Seal._fields)
    try:
        content = base64.b64decode((stamp or "").replace("\n", ""), validate=True)
    except ValueError:
        return None
    return Seal(day, int(commits), tip, previous or "", previous_id or "", content)

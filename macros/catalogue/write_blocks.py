"""A text of several lines written within its own: those that say what they said keep their ends.

A folded text stays folded where its author broke its lines, and one whose line ends count stays so.
Whoever calls this reads what comes out again: where a text is laid out in an unusual way, it may
hold something else, and is written anew then.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from macros.catalogue.write_values import WIDTH, wrapped

_SIGN = re.compile(r"(?P<kind>[|>])-?[ \t]*(?:#.*)?\Z")


def block_lines(lines: Sequence[str], start: int, text: str) -> list[str] | None:
    """The lines that hold `text`, without their ends; None where the old text is no such block.

    `lines` are those of the field that has one, the first of which holds its sign from `start` on.
    """
    bare = [line.rstrip("\r\n") for line in lines]
    sign = _SIGN.match(bare[0], start) if bare else None
    inner = bare[1:]
    while inner and not inner[-1].strip():
        inner = inner[:-1]
    if not sign or not inner:
        return None
    indent = len(inner[0]) - len(inner[0].lstrip(" "))
    old = [line[indent:] for line in inner]
    new = text.removesuffix("\n")
    body = new.split("\n") if sign["kind"] == "|" else _folded(old, new, WIDTH - indent)
    return [bare[0], *(f"{' ' * indent}{line}" if line else "" for line in body)]


def _folded(old: Sequence[str], new: str, width: int) -> list[str]:
    """A folded text's lines: those at its start and at its end that stay, and between them new."""
    pieces = _pieces(old)
    first, last = _kept(pieces, new), _kept_at_end(pieces, new)
    while first + last > len(pieces) or _length(pieces, first, last) > len(new):
        last -= 1
    while last and not _starts_line(pieces, last, new):
        last -= 1
    middle = _between(pieces, first, last, new)
    if first + last == len(pieces) and middle and "\n" not in middle:
        last -= bool(last)  # words put in before a line go onto it
        middle = _between(pieces, first, last, new)
    return [*old[:first], *_broken(middle, width), *old[len(old) - last :]]


def _pieces(lines: Sequence[str]) -> list[str]:
    """What each line of a folded text adds to it: its words, with the space that its end is."""
    ends = [" " if line and below else "" for line, below in pairwise([*lines, ""])]
    return [f"{line}{end}" or "\n" for line, end in zip(lines, ends, strict=True)]


def _kept(pieces: Sequence[str], new: str) -> int:
    """How many lines at the start say what they said, up to where a line of the new text ends."""
    count = 0
    while count < len(pieces) and new.startswith("".join(pieces[: count + 1])):
        count += 1
    while count and "".join(pieces[:count])[-1] not in " \n":
        count -= 1
    return count


def _kept_at_end(pieces: Sequence[str], new: str) -> int:
    count = 0
    while count < len(pieces) and new.endswith("".join(pieces[len(pieces) - count - 1 :])):
        count += 1
    return count


def _between(pieces: Sequence[str], first: int, last: int, new: str) -> str:
    end = len("".join(pieces[len(pieces) - last :]))
    return new[len("".join(pieces[:first])) : len(new) - end]


def _length(pieces: Sequence[str], first: int, last: int) -> int:
    return len("".join([*pieces[:first], *pieces[len(pieces) - last :]]))


def _starts_line(pieces: Sequence[str], last: int, new: str) -> bool:
    """Whether a line can end where the last pieces start."""
    text = "".join(pieces[len(pieces) - last :])
    return text.startswith("\n") or new[: len(new) - len(text)][-1:] in ("", " ", "\n")


def _broken(text: str, width: int) -> list[str]:
    """A piece of a text in lines; a line end in it is an empty line."""
    lines: list[str] = []
    for number, paragraph in enumerate(text.split("\n")):
        lines += [""] if number else []
        lines += [line for line in wrapped(paragraph, width) if line]
    return lines

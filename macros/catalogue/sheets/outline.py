"""Lists and groups as the text of one cell, in a form that people can read and write.

A list has a line for each value. Where one of them has several lines, or a sign by which lists are
parted, each starts with a bullet, and its further lines are indented by two spaces. A group has a
line for each part, "Document: DOC-1"; a part of several lines stands indented below its label. An
empty line parts one group of a list from the next.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from macros.model import Field, Fields

BULLET = "• "
_BULLETED = re.compile(r"\A[\u2022\u00b7\u25cf\u25aa*\u2013\u2014-][ \t]+")
_SPLIT = re.compile(r"[;\n]")


def listed(texts: Sequence[str]) -> str:
    """The values of a list as one text."""
    if all(_is_plain(text) for text in texts):
        return "\n".join(texts)
    return "\n".join(f"{BULLET}{_indented(text).strip(' ')}" for text in texts)


def _is_plain(text: str) -> bool:
    return text == text.strip() != "" and not _SPLIT.search(text) and not _BULLETED.match(text)


def items(text: str) -> list[str]:
    """The values of such a list, or of one that somebody wrote by hand. None of them is empty."""
    lines = text.split("\n")
    if any(line.startswith(BULLET) for line in lines):
        return [item for item in _bulleted(lines) if item]
    parts = (_BULLETED.sub("", part.strip(), count=1) for part in _SPLIT.split(text))
    return [part for part in parts if part]


def _bulleted(lines: Iterable[str]) -> Iterator[str]:
    item: list[str] = []
    for line in lines:
        if line.startswith(BULLET):
            yield "\n".join(item).strip()
            item = [line.removeprefix(BULLET)]
        else:
            item.append(line.removeprefix("  "))
    yield "\n".join(item).strip()


# ------------------------------------------------------------------------------------------- groups


def labels(parts: Fields) -> Mapping[str, str]:
    """What each part of a group is called in a cell, by its name: no two are called alike."""
    often = Counter(part.title.casefold() for part in parts)
    return {
        part.name: part.title if often[part.title.casefold()] == 1 else part.name for part in parts
    }


def group(pairs: Iterable[tuple[str, str]]) -> str:
    """A group as one text, from the labels of its parts and what each says."""
    return "\n".join(_labelled(label, text) for label, text in pairs)


def _labelled(label: str, text: str) -> str:
    return f"{label}:\n{_indented(text)}" if "\n" in text else f"{label}: {text}".rstrip()


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.split("\n"))


class Part(NamedTuple):
    """A part of a group as a cell has it: its field, and its text."""

    field: Field
    text: str


class Block(NamedTuple):
    """A group as a cell has it, with the lines that belong to no part of it."""

    parts: Sequence[Part]
    stray: Sequence[str]


def blocks(fields: Fields, text: str) -> list[Block]:
    """The groups that a cell holds."""
    parted = re.split(r"\n[ \t]*\n(?! )", text.strip("\n"))
    return [_block(fields, part.split("\n")) for part in parted if part.strip()]


def _block(fields: Fields, lines: Iterable[str]) -> Block:
    named = {label.casefold(): part for part in fields for label in _names(fields, part)}
    parts: list[tuple[Field, list[str]]] = []
    stray: list[str] = []
    for line in lines:
        label, colon, rest = line.partition(":")
        if not line.startswith("  ") and colon and label.strip().casefold() in named:
            parts.append((named[label.strip().casefold()], [rest.strip()]))
        elif parts and (line.startswith("  ") or not line.strip()):
            parts[-1][1].append(line.removeprefix("  "))
        elif line.strip():
            stray.append(line.strip())
    return Block([Part(field, "\n".join(text).strip("\n")) for field, text in parts], stray)


def _names(fields: Fields, part: Field) -> tuple[str, str]:
    return labels(fields)[part.name], part.name

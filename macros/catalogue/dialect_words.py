"""Why records and pages read a text in two ways, and how to write it so that both agree."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple


class Words(NamedTuple):
    """What is wrong, and what would be right."""

    message: str
    hint: str


_ITEM = re.compile(r" *(?:[-+*]|[0-9]+[.)]) ")
_INNER_ITEM = re.compile(r" {1,3}(?:[-+*]|[0-9]+[.)]) ")
_BRACKET = re.compile(r" *[0-9]+\) ")
_HEADING = re.compile(r" {0,3}#{1,6}[^ #]")
_ROW = re.compile(r" *\|?.*\|")
_FENCE = re.compile(r" *(?:```|~~~)")
_INNER = re.compile(r" {1,3}\S")
_ESCAPE = re.compile(r"\\[^\\`*_{}\[\]()>#+\-.!|\n]|\\$")

_GENERAL = Words(
    "In a record this is read in another way than in a page.",
    "Leave an empty line round each list, table and block, and put four spaces before what "
    "stands inside a list.",
)


def _bracket(line: str, above: str) -> Words | None:
    if not _BRACKET.match(line):
        return None
    return Words("In a page ')' after a number makes no list.", "Write '1.' in place of '1)'.")


def _list_after_a_line(line: str, above: str) -> Words | None:
    if not (_ITEM.match(line) and above.strip()) or _ITEM.match(above) or above.startswith(" "):
        return None
    message = "In a page this list would run into the line above."
    return Words(message, "Leave an empty line above the list.")


def _inner_list(line: str, above: str) -> Words | None:
    if not _INNER_ITEM.match(line):
        return None
    message = "In a page a list inside another needs four spaces, or it isn't inside."
    return Words(message, "Put four spaces before it.")


def _heading(line: str, above: str) -> Words | None:
    if not _HEADING.match(line):
        return None
    message = "Without a space after '#' this is a heading in a page and none in a record."
    return Words(message, "Write '## ' and the heading.")


def _table_after_a_line(line: str, above: str) -> Words | None:
    if not (_ROW.match(line) and above.strip()):
        return None
    message = "In a page this table would run into the line above."
    return Words(message, "Leave an empty line above the table.")


def _fence(line: str, above: str) -> Words | None:
    if not _FENCE.match(line):
        return None
    message = "In a page a block of code can't stand inside a list, and needs an end."
    hint = "End the list before it, leave an empty line above it, and end it with '```'."
    return Words(message, hint)


def _inner_text(line: str, above: str) -> Words | None:
    if not _INNER.match(line) or above.strip():
        return None
    message = "In a page this paragraph would stand below the list, and not inside it."
    return Words(message, "Put four spaces before it.")


def _escape(line: str, above: str) -> Words | None:
    if not _ESCAPE.search(line):
        return None
    message = "In a page this backslash would be seen."
    hint = "Take it out. For a new line inside a paragraph, start a paragraph of its own."
    return Words(message, hint)


_EACH: Sequence[Callable[[str, str], Words | None]] = (
    _bracket,
    _list_after_a_line,
    _inner_list,
    _heading,
    _fence,
    _inner_text,
    _escape,
    _table_after_a_line,
)


def explained(lines: Sequence[str], span: range) -> Mapping[int, Words]:
    """Why records and pages read some lines in two ways, by the line where each reason stands."""
    reasons: dict[Words, int] = {}
    for number in span:
        above = lines[number - 2] if number > 1 else ""
        line = lines[number - 1] if number <= len(lines) else ""
        words = next(filter(None, (why(line, above) for why in _EACH)), None)
        if words:
            reasons.setdefault(words, number)
    return {number: words for words, number in reasons.items()} or {span.start: _GENERAL}

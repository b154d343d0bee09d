"""The headings of a page's text, each with its level, its line and what stands beneath it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from macros.model.seen import as_seen

_FENCE = re.compile(r"^(```+|~~~+)[^\n]*\n.*?(?:^\1[`~]*[ ]*$|\Z)", re.DOTALL | re.MULTILINE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_HEADING = re.compile(
    r"^(?P<signs>\#{1,6})(?P<text>.+?)\#*[ ]*$"  # ## Text
    r"|(?:\A|(?<=\n\n))(?P<over>[^\n#]+)\n(?P<line>=+|-+)[ ]*$",  # Text, and a line below it
    re.MULTILINE | re.VERBOSE,
)


class PageHeading(NamedTuple):
    """A heading: its level, what it says, its line in the text, and whether nothing is under it."""

    level: int
    text: str
    line: int
    is_empty: bool


def page_headings(text: str) -> list[PageHeading]:
    """The headings of a text in Markdown, in its order; what stands in code is none."""
    plain = _COMMENT.sub(_blank, _FENCE.sub(_blank, text))
    return list(_headings(text, plain))


def _blank(match: re.Match[str]) -> str:
    """The same lines without their words."""
    return re.sub(r"[^\n]", " ", match[0])


def _headings(text: str, plain: str) -> Iterator[PageHeading]:
    matches = list(_HEADING.finditer(plain))
    levels = list(map(_level, matches))
    for number, (match, level) in enumerate(zip(matches, levels, strict=True)):
        after = zip(matches[number + 1 :], levels[number + 1 :], strict=True)
        end = next((other.start() for other, its in after if its <= level), len(text))
        words = as_seen((match["text"] or match["over"]).strip())
        line = text.count("\n", 0, match.start()) + 1
        yield PageHeading(level, words, line, not text[match.end() : end].strip())


def _level(match: re.Match[str]) -> int:
    if match["signs"]:
        return len(match["signs"])
    return 1 if match["line"].startswith("=") else 2

"""Fields of a record written in their file: only their own lines, and not a byte of the rest.

Comments, quotes, folded text, line ends and the order of all other fields stay as their author left
them, and so does a comment behind a value. What comes out is read again: where it would not say
exactly what it should, nothing is changed and the reason is said.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from macros.catalogue.edit import HOLLOW, EditError, Text, line_below, text_of
from macros.catalogue.yaml_reader import parse
from macros.model import Document, Fields, Values

WIDTH = 100
"""How long a line of folded text is at most."""

_WITH_COMMENT = re.compile(r"[^:]+:[^#'\"]*(?:\"[^\"]*\"|'[^']*')?(?P<comment>[ \t]+#.*)")

New: TypeAlias = Mapping[str, str | Mapping[str, str] | None]
"""What fields are to hold: a text, a group of texts, or None where the field is taken out."""


def with_fields(content: bytes, document: Document, fields: Fields, new: New) -> bytes:
    """The file's bytes with these fields, of all `fields` there are. `document` is what it holds.

    Raises EditError where the file's layout doesn't allow it.
    """
    for name, value in new.items():
        wanted = {key: before for key, before in document.value.items() if key != name}
        if value is not None:
            wanted[name] = value
        content, document = _with_field(text_of(content, document), fields, (name, value), wanted)
    return content


def _with_field(
    text: Text, fields: Fields, new: tuple[str, str | Mapping[str, str] | None], wanted: Values
) -> tuple[bytes, Document]:
    for lines in _layouts(text, fields, *new):
        amended = "".join(lines).encode("utf-8", "surrogatepass")
        read, _ = parse(amended, "")
        if read and read.value == wanted:
            return amended, read
    raise EditError("The file is laid out in an unusual way, so it was not changed.")


def _layouts(
    text: Text, fields: Fields, name: str, value: str | Mapping[str, str] | None
) -> Iterator[Sequence[str]]:
    """The changes that could do, the neatest first."""
    mark = text.document.keys.get((name,))
    written = [] if value is None else _written(name, value)
    if mark is None:
        if value is None:
            yield text.lines
            return
        below = line_below(text, fields, name)
        yield text.with_lines(_above_comments(text, below) - 1, written)
        yield text.with_lines(below - 1, written)
        return
    first, end = mark.line, _end(text, mark.line)
    if len(written) == 1 and (comment := _WITH_COMMENT.match(text.lines[first - 1])):
        written = [written[0] + comment["comment"].rstrip("\r\n")]
    rest = text._replace(lines=[*text.lines[: first - 1], *text.lines[end - 1 :]])
    yield rest.with_lines(first - 1, written)


def _end(text: Text, start: int) -> int:
    """The line behind the last of a field; comments at the margin belong to what comes next."""
    starts = (mark.line for path, mark in text.document.keys.items() if len(path) == 1)
    below = min((line for line in starts if line > start), default=len(text.lines) + 1)
    return _above_comments(text, below)


def _above_comments(text: Text, below: int) -> int:
    while below > 2 and HOLLOW.match(text.lines[below - 2].rstrip("\r\n")):
        below -= 1
    return below


def _written(name: str, value: str | Mapping[str, str]) -> list[str]:
    if isinstance(value, str):
        return [f"{name}: {_scalar(value)}"]
    lines = [f"{name}:"]
    for key, inner in value.items():
        if " " in inner:
            folded = textwrap.wrap(inner, WIDTH - 4, break_long_words=False, break_on_hyphens=False)
            lines += [f"  {key}: >-", *(f"    {line}" for line in folded)]
        else:
            lines.append(f"  {key}: {_scalar(inner)}")
    return lines


def _scalar(value: str) -> str:
    """A value as records have it: in quotes where it could be read as something else."""
    return value if re.fullmatch(r"[A-Za-z][\w-]*", value, re.ASCII) else f'"{value}"'

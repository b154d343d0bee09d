"""Where in a file a letter of a value stands, whichever way YAML has of writing the value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from macros.model import Document, Mark, Path

_BLANK = " \n\t"
"""What YAML adds and takes away between lines, so it is never counted."""


def mark_in(document: Document, path: Path, text: str, start: int) -> Mark:
    """The place of the letter at `start` of a text, or of the value where it can't be told.

    Letters are counted and spaces aren't: a text may be folded over lines or stand in quotes.
    """
    mark = document.mark(path)
    if path not in document.marks or mark.line > len(document.lines):
        return mark
    before = sum(letter not in _BLANK for letter in text[:start])
    for number, place in enumerate(_letters(document.lines, mark)):
        if number == before:
            return place
    return mark


def is_block(document: Document, path: Path, sign: str) -> bool:
    """Whether a value starts with '>' or with '|', as the sign says, and stands below it."""
    mark = document.marks.get(path)
    if mark is None or mark.line > len(document.lines):
        return False
    return document.lines[mark.line - 1][mark.column - 1 : mark.column] == sign


def written_lines(document: Document, path: Path) -> Iterator[tuple[int, str]]:
    """The lines of a text as its author wrote them, without their indent, and their numbers."""
    mark = document.mark(path)
    first = document.lines[mark.line - 1][mark.column - 1 :]
    if first[:1] not in ("|", ">"):
        yield mark.line, first
    lines = document.lines[mark.line :]
    indent = indent_of(document, path)
    for number, line in enumerate(lines, mark.line + 1):
        if indent == 0 or (line.strip() and _indent(line) < indent):
            return
        yield number, line[indent:]


def indent_of(document: Document, path: Path) -> int:
    """How far such a text stands in."""
    lines = document.lines[document.mark(path).line :]
    return next((_indent(line) for line in lines if line.strip()), 0)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _letters(lines: Sequence[str], mark: Mark) -> Iterator[Mark]:
    """The place of each letter of a value, its quotes and what escapes a letter left out."""
    first = lines[mark.line - 1]
    sign = first[mark.column - 1 : mark.column]
    is_below, quote = sign in ("|", ">"), sign if sign in ("'", '"') else ""
    start = Mark(mark.line + is_below, 1 if is_below else mark.column + len(quote))
    escape = {"'": "'", '"': "\\"}.get(quote, "")
    for number, line in enumerate(lines[start.line - 1 :], start.line):
        column = start.column if number == start.line else 1
        while column <= len(line):
            if escape and line[column - 1] == escape and column < len(line):
                column += 1
            if line[column - 1] not in _BLANK:
                yield Mark(number, column)
            column += 1

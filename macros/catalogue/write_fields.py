"""Fields of a record written in their file: only their own lines, and not a byte of the rest.

Comments, quotes, folded text, line ends and the order of all other fields stay as their author left
them, and so does a comment behind a value. What comes out is read again: where it would not say
exactly what it should, nothing is changed and the reason is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from macros.catalogue.edit import HOLLOW, EditError, Text, line_below, text_of
from macros.catalogue.write_blocks import block_lines
from macros.catalogue.write_values import as_texts, entry, in_quotes_of
from macros.catalogue.write_within import Span, can_be, comment_behind, within
from macros.catalogue.yaml_reader import parse
from macros.model import Document, Fields, Value, Values

New: TypeAlias = "Mapping[str, Value | None]"
"""What fields are to hold; None where one is taken out."""


def with_fields(content: bytes, document: Document, fields: Fields, new: New) -> bytes:
    """The file's bytes with these fields, of all `fields` there are. `document` is what it holds.

    Raises EditError where the file's layout doesn't allow it.
    """
    for name, value in new.items():
        wanted = {key: before for key, before in document.value.items() if key != name}
        if value is not None:
            wanted[name] = as_texts(value)
        content, document = _with_field(text_of(content, document), fields, (name, value), wanted)
    return content


def _with_field(
    text: Text, fields: Fields, new: tuple[str, Value | None], wanted: Values
) -> tuple[bytes, Document]:
    for lines in _layouts(text, fields, *new):
        amended = "".join(lines).encode("utf-8", "surrogatepass")
        read, _ = parse(amended, "")
        if read and read.value == wanted:
            return amended, read
    raise EditError("The file is laid out in an unusual way, so it was not changed.")


def _layouts(text: Text, fields: Fields, name: str, value: Value | None) -> Iterator[Sequence[str]]:
    """The changes that could do, the neatest first."""
    mark = text.document.keys.get((name,))
    written = [] if value is None else entry(name, value)
    if mark is None:
        if value is None:
            yield text.lines
            return
        below = line_below(text, fields, name)
        yield text.with_lines(_above_comments(text, below) - 1, written)
        yield text.with_lines(below - 1, written)
        return
    span = Span(mark.line, _end(text, mark.line))
    old = text.document.value[name]
    if value is not None and can_be(old, value):
        inner = Span(mark.line + 1, span.end)
        inside = within(text, (name,), old, as_texts(value), inner)
        yield [*text.lines[: mark.line], *inside, *text.lines[span.end - 1 :]]
    if len(written) == 1:
        written = [
            _in_old_quotes(text, name, value, written[0])
            + comment_behind(text.lines[mark.line - 1], len(name) + 1)
        ]
    elif isinstance(value, str):
        own = text.lines[mark.line - 1 : span.end - 1]
        if block := block_lines(own, text.document.marks[name,].column - 1, value):
            block_ended = (line + text.end for line in block)
            yield [*text.lines[: mark.line - 1], *block_ended, *text.lines[span.end - 1 :]]
    rest = text._replace(lines=[*text.lines[: span.first - 1], *text.lines[span.end - 1 :]])
    yield rest.with_lines(span.first - 1, [*_comments(text, span, old), *written])


def _in_old_quotes(text: Text, name: str, value: Value | None, line: str) -> str:
    """A field's only line with its value in the quotes that it has; as it is where it has none."""
    key, mark = text.document.keys[name,], text.document.marks[name,]
    new = None if value is None else as_texts(value)
    if not isinstance(new, str) or mark.line != key.line:
        return line
    quoted = in_quotes_of(text.lines[key.line - 1], mark.column - 1, new)
    return f"{name}: {quoted}" if quoted else line


def _comments(text: Text, span: Span, old: Value) -> list[str]:
    """The comments inside a list or a group that is written anew, which stand above it then."""
    if isinstance(old, str):
        return []
    lines = text.lines[span.first : span.end - 1]
    return [line.strip() for line in lines if line.lstrip().startswith("#")]


def _end(text: Text, start: int) -> int:
    """The line behind the last of a field; comments at the margin belong to what comes next."""
    starts = (mark.line for path, mark in text.document.keys.items() if len(path) == 1)
    below = min((line for line in starts if line > start), default=len(text.lines) + 1)
    return _above_comments(text, below)


def _above_comments(text: Text, below: int) -> int:
    while below > 2 and HOLLOW.match(text.lines[below - 2].rstrip("\r\n")):
        below -= 1
    return below

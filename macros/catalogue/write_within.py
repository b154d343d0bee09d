"""A list or a group written in place, line by line: what stays in it keeps its lines and comments.

What comes out may be wrong where a file is laid out in an unusual way, such as a list in brackets:
whoever calls this reads it again, and writes the whole field anew where it doesn't hold.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from macros.catalogue.edit import Text
from macros.catalogue.write_blocks import block_lines
from macros.catalogue.write_values import entry, in_quotes_of, item
from macros.model import Mark, Path, Value, Values, is_list
from macros.model.matching import SequenceMatcher

_COMMENT = re.compile(r"\s*#")
_BEHIND = re.compile(r"[^#'\"]*?(?:\"[^\"]*\"|'[^']*')?(?P<comment>[ \t]+#.*)")


class Span(NamedTuple):
    """Lines of a file, from the first on and up to the last without it, counted from 1."""

    first: int
    end: int


def comment_behind(line: str, start: int) -> str:
    """The comment behind a value that starts at a place of a line, with the spaces before it."""
    match = _BEHIND.match(line.rstrip("\r\n"), start)
    return match["comment"] if match else ""


def within(text: Text, path: Path, old: Value, new: Value, span: Span) -> list[str]:
    """The lines of a list or a group with what differs in it written anew.

    `span` are its lines, its name apart.
    """
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        return list(_group(text, path, old, new, span))
    if is_list(old) and is_list(new):
        return list(_list(text, path, old, new, span))
    return list(_cut(text, span))


def can_be(old: Value | None, new: Value | None) -> bool:
    """Whether one can be written within the other: both are lists or groups, and hold something."""
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        return bool(old and new)
    return is_list(old) and is_list(new) and bool(old and new)


def _cut(text: Text, span: Span) -> Sequence[str]:
    return text.lines[span.first - 1 : span.end - 1]


def first_line(text: Text, marks: Sequence[Mark]) -> int:
    """Where the lines of what stands inside start: the comments above it belong to it."""
    return _with_comments(text, marks[0].line, 1)


def _with_comments(text: Text, line: int, lowest: int) -> int:
    while line > lowest and _COMMENT.match(text.lines[line - 2]):
        line -= 1
    return line


def _spans(text: Text, marks: Sequence[Mark], span: Span) -> list[Span]:
    """The lines of each of what stands inside, with the comments above it."""
    starts = [span.first]
    for before, mark in pairwise(marks):
        starts.append(_with_comments(text, mark.line, before.line + 1))
    return [Span(*pair) for pair in zip(starts, [*starts[1:], span.end], strict=True)]


# ------------------------------------------------------------------------------------------ groups


def marks_inside(text: Text, path: Path, value: Value) -> list[Mark]:
    """Where each part of a group or each value of a list starts."""
    if isinstance(value, Mapping):
        return [text.document.keys[*path, name] for name in value]
    return (
        [text.document.marks[*path, number] for number in range(len(value))]
        if is_list(value)
        else []
    )


def _group(text: Text, path: Path, old: Values, new: Values, span: Span) -> Iterator[str]:
    marks = marks_inside(text, path, old)
    spans = dict(zip(old, _spans(text, marks, span), strict=True))
    indent = marks[0].column - 1
    order = [name for name in old if name in new]
    for name in new:
        if name not in old:
            before = [other for other in list(new)[: list(new).index(name)] if other in order]
            order.insert(order.index(before[-1]) + 1 if before else 0, name)
    for name in order:
        if name not in old:
            yield from _ended(text, entry(name, new[name], indent))
        elif old[name] == new[name]:
            yield from _cut(text, spans[name])
        else:
            mark = text.document.keys[*path, name]
            yield from _changed(text, (*path, name), old[name], new[name], spans[name], mark)


def _list(
    text: Text, path: Path, old: Sequence[Value], new: Sequence[Value], span: Span
) -> Iterator[str]:
    marks = marks_inside(text, path, old)
    spans = _spans(text, marks, span)
    indent = marks[0].column - 3
    matcher = SequenceMatcher(None, _comparable(old), _comparable(new), autojunk=False)
    for what, start, end, new_start, new_end in matcher.get_opcodes():
        if what == "equal":
            for number in range(start, end):
                yield from _cut(text, spans[number])
            continue
        both = min(end - start, new_end - new_start)
        for step in range(both):
            at = start + step
            values = old[at], new[new_start + step]
            yield from _changed(text, (*path, at), *values, spans[at], marks[at])
        for value in new[new_start + both : new_end]:
            yield from _ended(text, item(value, indent))


def _comparable(values: Sequence[Value]) -> list[str]:
    return [json.dumps(value, default=dict) for value in values]


def _changed(
    text: Text, path: Path, old: Value, new: Value, span: Span, mark: Mark
) -> Iterator[str]:
    """One part or value written anew, within its lines where that can be."""
    if can_be(old, new):
        inside = marks_inside(text, path, old)
        start = _with_comments(text, inside[0].line, mark.line + 1)
        yield from _cut(text, Span(span.first, start))
        yield from within(text, path, old, new, Span(start, span.end))
        return
    yield from _cut(text, Span(span.first, mark.line))
    line = text.lines[mark.line - 1]
    before = line[: mark.column - 1]
    name = path[-1]
    if isinstance(name, str):
        written = entry(name, new, len(before))
        first = before + written[0].lstrip(" ")
    else:
        written = item(new, len(before) - 2)
        first = before + written[0].lstrip(" ").removeprefix("- ")
    if len(written) == 1:
        value = text.document.marks[path]
        if isinstance(new, str) and value.line == mark.line:
            quoted = in_quotes_of(line, value.column - 1, new)
            first = line[: value.column - 1] + quoted if quoted else first
        first += comment_behind(line, mark.column - 1)
    elif isinstance(new, str):
        own = text.lines[mark.line - 1 : span.end - 1]
        if block := block_lines(own, mark.column - 1, new):
            first, *written = block[:1] + block
    yield from _ended(text, [first, *written[1:]])


def _ended(text: Text, lines: Sequence[str]) -> Iterator[str]:
    return (line + text.end for line in lines)

"""A confirmation into a record's file: the fewest lines that will do, and not a byte of the rest.

Comments, quotes, folded text, line ends and the order of the fields stay as their author left
them. What comes out is read again: where it would not say exactly what it should, nothing is
changed and the reason is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from macros.catalogue.confirmations import CONFIRMED
from macros.catalogue.yaml_reader import parse
from macros.model import Document, Fields, Mark, Schema, Values, each, groups
from macros.model.errors import KimError

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
HOLLOW = re.compile(r"#|\s*\Z")
"""A comment at the margin or an empty line. One further in is part of what stands above it."""


class EditError(KimError):
    """The file is laid out so that it can't be changed line by line."""


class _Confirmation(NamedTuple):
    """What is written: which record was looked at, what it said, and on which day."""

    record: str
    fingerprint: str
    on: str


class Text(NamedTuple):
    """A file line by line, what it holds, and how its lines end."""

    lines: Sequence[str]
    document: Document
    end: str

    def with_lines(self, after: int, new: Sequence[str]) -> Sequence[str]:
        """New lines behind the first `after` ones; a last line without an end gets one."""
        before = list(self.lines[:after])
        if before and not before[-1].endswith(("\r", "\n")):
            before[-1] += self.end
        return [*before, *(line + self.end for line in new), *self.lines[after:]]

    def indent(self, mark: Mark) -> str:
        """The spaces before a place, and one for each hyphen of a list."""
        return self.lines[mark.line - 1][: mark.column - 1].replace("-", " ")


def with_confirmation(
    content: bytes, document: Document, schema: Schema, record: str, fingerprint: str, on: date
) -> bytes:
    """The file's bytes, with `record` confirmed by that fingerprint on that day.

    `document` is what `content` holds. Raises EditError where the file's layout doesn't allow it.
    """
    new = _Confirmation(record, fingerprint, on.isoformat())
    wanted = _wanted(document.value, new)
    for changed in _layouts(text_of(content, document), schema, new):
        amended = "".join(changed).encode("utf-8")
        read, _ = parse(amended, "")
        if read and read.value == wanted:
            return amended
    raise EditError("The file is laid out in an unusual way, so it was not changed.")


def text_of(content: bytes, document: Document) -> Text:
    """A file line by line. `document` is what `content` holds."""
    lines = _LINE.findall(content.decode("utf-8"))
    return Text(lines, document, "\r\n" if lines and lines[0].endswith("\r\n") else "\n")


def _wanted(values: Values, new: _Confirmation) -> Values:
    """What the file is to hold."""
    stated = list(each(values.get(CONFIRMED)))
    number = _number(values, new.record)
    if number is None:
        stated.append(new._asdict())
    else:
        stated[number] = new._asdict()
    return {**values, CONFIRMED: stated}


def _number(values: Values, record: str) -> int | None:
    """Where the confirmation of a link stands in the list, if it is there."""
    for number, group in groups(values.get(CONFIRMED)):
        if group.get("record") == record:
            return number
    return None


def _layouts(text: Text, schema: Schema, new: _Confirmation) -> Iterator[Sequence[str]]:
    """The changes that could do, the neatest first."""
    number = _number(text.document.value, new.record)
    if number is not None:
        yield from _again(text, number, new)
    elif CONFIRMED in text.document.value:
        yield from _beside_others(text, new)
    else:
        yield from _alone(text, schema, new)


def _alone(text: Text, schema: Schema, new: _Confirmation) -> Iterator[Sequence[str]]:
    """The first confirmation of a record, above the field that comes after it."""
    block = [f"{CONFIRMED}:", f"  - record: {new.record}", *_rest("    ", new)]
    below = line_below(text, schema.fields, CONFIRMED)
    above = below
    while above > 1 and HOLLOW.match(text.lines[above - 2].rstrip("\r\n")):
        above -= 1  # comments and empty lines belong to what comes after them
    yield text.with_lines(above - 1, block)
    yield text.with_lines(below - 1, block)


def line_below(text: Text, fields: Fields, name: str) -> int:
    """The line of the field after `name`: behind the last of those that stand before it there.

    Where no field comes after, it is the line behind the last.
    """
    document = text.document
    order = [field.name for field in fields]
    earlier = order[: order.index(name)]
    last = next((name for name in reversed(earlier) if name in document.value), None)
    start = document.keys[(last,)].line if last else 0
    starts = (mark.line for path, mark in document.keys.items() if len(path) == 1)
    return min((line for line in starts if line > start), default=len(text.lines) + 1)


def _beside_others(text: Text, new: _Confirmation) -> Iterator[Sequence[str]]:
    """One more confirmation, below those that are there."""
    marks = text.document.marks
    first = marks.get((CONFIRMED, 0))
    if first is None:
        return  # an empty list: written as [], which takes no more lines
    indent = text.indent(first)
    with_hyphen = f"{indent[:-2]}- "
    last = max(mark.line for path, mark in marks.items() if path[:1] == (CONFIRMED,))
    yield text.with_lines(last, [f"{with_hyphen}record: {new.record}", *_rest(indent, new)])


def _again(text: Text, number: int, new: _Confirmation) -> Iterator[Sequence[str]]:
    """Another fingerprint and day in a confirmation that is there."""
    marks = text.document.marks
    mark = marks.get((CONFIRMED, number, "fingerprint"))
    day = marks.get((CONFIRMED, number, "on"))
    if mark is None:
        return
    dated = _rewritten(text.lines, day, new.on) if day else text.lines
    changed = _rewritten(dated, mark, new.fingerprint)
    if day is None:
        indent = text.indent(text.document.keys[CONFIRMED, number, "fingerprint"])
        changed = text._replace(lines=changed).with_lines(mark.line, [f"{indent}on: {new.on}"])
    yield changed


def _rest(indent: str, new: _Confirmation) -> list[str]:
    """The lines of a confirmation below its first."""
    return [f"{indent}fingerprint: {new.fingerprint}", f"{indent}on: {new.on}"]


def _rewritten(lines: Sequence[str], mark: Mark, word: str) -> Sequence[str]:
    """The lines with the word at a mark written anew; quotes round it and what follows stay."""
    line = lines[mark.line - 1]
    start = mark.column - 1
    changed = line[:start] + re.sub(r"[0-9a-f-]+", word, line[start:], count=1)
    return [*lines[: mark.line - 1], changed, *lines[mark.line :]]

"""A file's bytes into values, with a line and a column for each.

YAML is read as JSON's cousin: every scalar is text (`no`, `1.10`, `2024-11-11` and `12:30` are what
they look like) and the schema decides what it means. Aliases, anchors, tags, second documents and
duplicate keys are refused, each with its own sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from sys import intern
from typing import Any

import yaml

from macros.catalogue.text_files import check_text, decode, invisible, say_unseen
from macros.catalogue.yaml_messages import explain, without_colon
from macros.catalogue.yaml_signs import in_quotes, look_alike_sign, sign
from macros.model import START, Document, Mark, Path, Place, Problem, Value, dotted, error

DEEPEST = 20
"""How many lists and groups may stand inside each other."""

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml, where PyYAML has it: ten times faster."""

_LOST = re.compile(r"[ \t]+#\S")


def parse(content: bytes, file: str) -> tuple[Document | None, list[Problem]]:
    """Read one file.

    Gives the document and no problems, or no document and everything that is wrong with it.
    """
    text, problems = decode(content, file)
    if text is None:
        return None, problems
    if problems := check_text(text, file):
        return None, problems
    reader = _Reader(file, text)
    return reader.document(), reader.problems


class _Stop(Exception):  # noqa: N818 - not an error: the end of what can be read
    """The rest of the file can't be made sense of."""


class _Reader:
    """Walks the parser's events once, keeping a mark for each value and key."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.lines = text.split("\n")
        self.problems: list[Problem] = []
        self.marks: dict[Path, Mark] = {}
        self.keys: dict[Path, Mark] = {}
        self.events: Iterator[yaml.Event] = yaml.parse(text, Loader=LOADER)

    def document(self) -> Document | None:
        """The whole file, or None and its problems."""
        try:
            value = self._document()
        except yaml.MarkedYAMLError as reason:
            self._break_off(reason)
            return None
        except yaml.YAMLError as reason:
            hint = "Write it again with plain characters."
            self._say(START, (), "yaml", f"This can't be read: {reason}.", hint)
            return None
        except _Stop:
            return None
        return None if self.problems else Document(value, self.marks, self.keys, self.lines)

    def _break_off(self, reason: yaml.MarkedYAMLError) -> None:
        """Say where the file can't be read. What was made out after that place is a guess."""
        mark, *words = explain(reason, self.lines)
        self.problems = [
            problem for problem in self.problems if (problem.line, problem.column) < mark
        ]
        self._say(mark, (), *words)

    def _document(self) -> dict[str, Value]:
        for _ in ("stream", "document"):
            event = next(self.events)
        if isinstance(event, yaml.StreamEndEvent):
            hint = "Write the record, or delete the file."
            raise self._stop(START, (), "empty-file", "The file holds only comments.", hint)
        event = next(self.events)
        value = self._value(event, ())
        if not isinstance(value, dict):
            raise self._stop(*self._not_a_record(_mark(event), value))
        next(self.events)
        event = next(self.events)
        if not isinstance(event, yaml.StreamEndEvent):
            message = "A second record starts here, after '---' or '...'."
            hint = "Put it in a file of its own."
            raise self._stop(_mark(event), (), "second-document", message, hint)
        return value

    def _not_a_record(self, mark: Mark, value: Value) -> tuple[Mark, Path, str, str, str]:
        """Why a file is no group of fields: its first line lacks a colon, or all lines do."""
        if odd := look_alike_sign(self.lines, range(1, len(self.lines) + 1)):
            return odd.mark, (), odd.rule, odd.message, odd.hint
        others_have_one = any(re.match(r"[a-z_]+:( |$)", line) for line in self.lines)
        if isinstance(value, str) and " " in self.lines[mark.line - 1] and others_have_one:
            lacking = without_colon(self.lines, mark)
            return mark, (), lacking.rule, lacking.message, lacking.hint
        message = "This is not a record: no line has a field, a colon and a value."
        hint = "A record is lines such as 'title: Fire safety checks'."
        return mark, (), "not-a-record", message, hint

    def _value(self, event: yaml.Event, path: Path) -> Value:
        mark = _mark(event)
        self.marks[path] = mark
        if len(path) > DEEPEST:
            message = f"Lists and groups stand more than {DEEPEST} deep inside each other here."
            hint = "Give what lies so deep a record of its own, and name that record here."
            raise self._stop(mark, path, "too-deep", message, hint)
        self._refuse(event, mark, path)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, path)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path)
        return ""  # an alias, refused above

    def _mapping(self, path: Path) -> dict[str, Value]:
        values: dict[str, Value] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            mark = _mark(event)
            key = self._key(event, path)
            inner = _inside(path, key)
            if key in values:
                line = self.keys[inner].line
                message = f"'{key}' is here a second time; it stands in line {line} already."
                self._say(mark, inner, "duplicate-key", message, "Keep one of the two.")
            value = self._value(next(self.events), inner)
            if key not in values:  # of two, the first keeps its place
                self.keys[inner] = mark
                values[key] = value
        return values

    def _key(self, event: yaml.Event, path: Path) -> str:
        mark = _mark(event)
        self._refuse(event, mark, path)
        if isinstance(event, yaml.ScalarEvent):
            return intern(str(event.value))
        if isinstance(event, yaml.AliasEvent):  # refused above
            raise _Stop
        misread = sign(self.lines, mark.line)
        if misread and misread.rule == "unclosed":  # a value that starts with a bracket
            raise self._stop(misread.mark, path, misread.rule, misread.message, misread.hint)
        message = "The name of a field is a list or a group here."
        hint = "The name of a field is one word, such as 'title'."
        raise self._stop(mark, path, "key", message, hint)

    def _sequence(self, path: Path) -> list[Value]:
        values: list[Value] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            values.append(self._value(event, _inside(path, len(values))))
        return values

    def _scalar(self, event: yaml.ScalarEvent, path: Path) -> str:
        is_plain = event.style in (None, "")  # libyaml says "", PyYAML says None
        if is_plain and event.tag is None:
            self._check_plain(event, path)
        unseen = next(invisible(event.value), None) if event.style == '"' else None
        if unseen is not None:
            message = say_unseen(event.value[unseen])
            hint = "Write the text without the escape that makes it."
            self._say(_mark(event), path, "invisible-character", message, hint)
        return str(event.value)

    def _check_plain(self, event: yaml.ScalarEvent, path: Path) -> None:
        """A value without quotes: there is one, and nothing of it is taken for a comment."""
        begin: Any = event.start_mark
        end: Any = event.end_mark
        last = self.lines[end.line] if end.line < len(self.lines) else ""  # or behind all lines
        if len(last) > end.column and (lost := _LOST.match(last, end.column)):
            message = "The text from '#' on would be lost: there it starts a comment."
            line = self.lines[begin.line]
            hint = f"{in_quotes(line[: begin.column], line[begin.column :].strip())}."
            self._say(Mark(end.line + 1, lost.end() - 1), path, "hash", message, hint)
        elif event.value in ("", "~", "null"):
            hint = "Write one. If it isn't known and the field isn't needed, take the line out."
            self._say(_mark(event), path, "empty-value", "There is no value here.", hint)

    def _refuse(self, event: yaml.Event, mark: Mark, path: Path) -> None:
        """Aliases, anchors and tags."""
        anchor = getattr(event, "anchor", None)
        tag = getattr(event, "tag", None)
        if anchor is None and tag is None:
            return
        if isinstance(event, yaml.AliasEvent):
            message = f"'*{anchor or ''}' would copy text from elsewhere in the file."
            hint = "Write the value out. If it should start with an asterisk, put it in quotes."
            self._say(mark, path, "alias", message, hint)
        elif anchor:
            message = f"'&{anchor}' would mark text to be copied elsewhere."
            hint = "Take it out. If the value should start with '&', put it in quotes."
            self._say(mark, path, "anchor", message, hint)
        if tag is not None:
            short = tag.replace("tag:yaml.org,2002:", "!!")
            message = f"'{short}' would give the value a kind of its own."
            hint = "Take it out: the schema says what kind each value has. "
            hint += "If the value should start with '!', put it in quotes."
            self._say(mark, path, "tag", message, hint)

    def _say(self, mark: Mark, path: Path, rule: str, message: str, hint: str) -> None:
        at = Place(self.file, *self._within(mark), dotted(path))
        self.problems.append(error(at, rule, message, hint=hint))

    def _within(self, mark: Mark) -> Mark:
        """The end of the file for what libyaml places on a line after the last."""
        last = len(self.lines)
        return mark if mark.line <= last else Mark(last, len(self.lines[-1]) + 1)

    def _stop(self, mark: Mark, path: Path, rule: str, message: str, hint: str) -> _Stop:
        """Say it; there is no sense in reading on."""
        self._say(mark, path, rule, message, hint)
        return _Stop()


def _mark(event: yaml.Event) -> Mark:
    mark: Any = event.start_mark
    return _place(mark.line + 1, mark.column + 1)


# Records of a register have the same fields in much the same places. What tells of these is made
# once for all: with thousands of records it would otherwise be a quarter of all memory.
_SHARED = 1 << 16


@lru_cache(_SHARED)
def _place(line: int, column: int) -> Mark:
    return Mark(line, column)


@lru_cache(_SHARED)
def _inside(path: Path, step: str | int) -> Path:
    return (*path, step)

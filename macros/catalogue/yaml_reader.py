"""A file's bytes into values, with a line and a column for each. The only module that reads YAML.

YAML is read as JSON's cousin: every scalar is text (`no`, `1.10`, `2024-11-11` and `12:30` are what they
look like) and the schema decides what it means. Aliases, anchors, tags, second documents and duplicate
keys are refused, each with its own sentence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

import yaml

from macros.model import Document, Mark, Path, Problem, Value, dotted

LARGEST = 256 * 1024
"""Bytes in a file. The largest real record is some 6 kB; text that long is a document, not a record."""

DEEPEST = 20
"""How many lists and groups may stand inside each other."""

FATHOM = 100
"""How deep an old version may be. It is read as it was, and must not take the program down with it."""

LOADER: Any = getattr(
    yaml, "CSafeLoader", yaml.SafeLoader
)  # libyaml, where PyYAML has it: ten times faster

_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
_MARKED = re.compile(r"( *(?:- +)*(?:[A-Za-z0-9_]+: +)?)([*&])(.*)")
_SIGNS = {"*": "copy text from elsewhere in the file", "&": "mark text to be copied elsewhere"}
_LOST = re.compile(r"[ \t]+#\S")


def parse(content: bytes, file: str) -> tuple[Document | None, list[Problem]]:
    """Read one file.

    Gives the document and no problems, or no document and everything that was found wrong with it.
    """
    text, problems = decode(content, file)
    if text is None or problems:
        return None, problems
    problems = [*_tabs(text, file), *_invisible(text, file)]
    if problems:
        return None, problems
    if not text.strip():
        return None, [
            _problem(
                file,
                Mark(1, 1),
                "",
                "empty-file",
                "The file is empty.",
                "Write the record, or delete the file.",
            )
        ]
    reader = _Reader(file, text)
    return reader.document(), reader.problems


def decode(content: bytes, file: str) -> tuple[str | None, list[Problem]]:
    """Bytes into text: UTF-8, without a byte order mark, of a size that a person would write."""
    if len(content) > LARGEST:
        size = (
            f"{len(content) / 1024 / 1024:.1f} MB"
            if len(content) > 1024 * 1024
            else f"{len(content) // 1024} kB"
        )
        message = f"The file has {size}; a record has at most {LARGEST // 1024} kB."
        return None, [
            _problem(
                file,
                Mark(1, 1),
                "",
                "too-large",
                message,
                "Keep the document elsewhere, and say in the record where it is.",
            )
        ]
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None, [
            _problem(
                file,
                Mark(1, 1),
                "",
                "not-utf8",
                "The file is saved as UTF-16, not as UTF-8.",
                "Save it again with the encoding 'UTF-8'.",
            )
        ]
    if content.startswith(b"\xef\xbb\xbf"):
        message = "The file starts with a byte order mark, an invisible character that some Windows editors add."
        return None, [
            _problem(
                file,
                Mark(1, 1),
                "",
                "byte-order-mark",
                message,
                "Save it again with the encoding 'UTF-8', not 'UTF-8 with BOM'.",
            )
        ]
    try:
        return content.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n"), []
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8", "replace")
        mark = Mark(before.count("\n") + 1, len(before) - before.rfind("\n"))
        byte = content[error.start : error.start + 1]
        guess = byte.decode("cp1252", "replace")
        message = f"The file is not UTF-8: byte {byte.hex().upper()} here looks like '{guess}' from a Windows editor."
        return None, [
            _problem(
                file, mark, "", "not-utf8", message, "Save it again with the encoding 'UTF-8'."
            )
        ]


def _problem(file: str, mark: Mark, field: str, rule: str, message: str, hint: str) -> Problem:
    return Problem(file, mark.line, mark.column, field, rule, "error", message, hint)


def _tabs(text: str, file: str) -> Iterator[Problem]:
    for number, line in enumerate(text.split("\n"), 1):
        if "\t" in line:
            yield _problem(
                file,
                Mark(number, line.index("\t") + 1),
                "",
                "tab",
                "There is a tab here; tabs can't be told from spaces by eye.",
                "Use spaces: two for each step inwards.",
            )


def _invisible(text: str, file: str) -> Iterator[Problem]:
    for number, line in enumerate(text.split("\n"), 1):
        for found in _INVISIBLE.finditer(line):
            yield _problem(
                file,
                Mark(number, found.start() + 1),
                "",
                "invisible-character",
                _unseen(found.group()),
                "Delete it: what people see and what the file says must be the same.",
            )


def _unseen(character: str) -> str:
    name = unicodedata.name(character, "a control character").lower()
    return f"There is a character here that can't be seen: {name} (U+{ord(character):04X})."


class _Plain(getattr(yaml, "CBaseLoader", yaml.BaseLoader)):  # type: ignore[misc]
    """Every scalar as text, as `parse` reads it, without a mark for each; quick enough for a whole history."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[str, Value]:
        names = [key.value for key, _ in node.value]
        if len({str(name) for name in names}) < len(names):
            raise yaml.constructor.ConstructorError(
                None, None, "a field stands there twice", node.start_mark
            )
        return cast("dict[str, Value]", super().construct_mapping(node, deep))


_ALIAS = re.compile(r"(?:^|[\s\[{,:-])[&*][^\s&*]")
_MANY = re.compile(r"(?:[\[{][^\[{]*){40}|(?:^|[\r\u0085\u2028\u2029])[ \t?:-]{40}", re.MULTILINE)
"""What a text must hold before its lists and groups can stand very deep: forty brackets, or a far indent."""


def read_plainly(text: str) -> Mapping[str, Value] | None:
    """An old version of a record as values, every scalar as text; None where it can't be read as one.

    A version is read as it was: no schema of today is asked. Aliases are refused, since a few lines of them
    can stand for more text than there is room for; so is what stands very deep, since composing it would end the program.
    """
    try:
        if (_ALIAS.search(text) or _MANY.search(text)) and _is_too_much(text):
            return None
        value = yaml.load(text, Loader=_Plain)  # noqa: S506 - makes text, lists and groups, and nothing else
    except (yaml.YAMLError, RecursionError, ValueError):
        return None
    return (
        value if isinstance(value, dict) and all(isinstance(name, str) for name in value) else None
    )


def _is_too_much(text: str) -> bool:
    depth = 0
    for event in yaml.parse(text, Loader=LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(
            event, yaml.CollectionEndEvent
        )
        if isinstance(event, yaml.AliasEvent) or depth > FATHOM:
            return True
    return False


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
        try:
            value = self._document()
        except yaml.MarkedYAMLError as error:
            broken = self._inside(
                _marked(self.file, error, self.lines) or _syntax(self.file, error, self.lines)
            )
            before = [
                one
                for one in self.problems
                if (one.line, one.column) < (broken.line, broken.column)
            ]
            self.problems = [*before, broken]  # what was made out after the break is a guess
            return None
        except yaml.YAMLError as error:
            self.problems.append(
                _problem(
                    self.file,
                    Mark(1, 1),
                    "",
                    "yaml",
                    f"This can't be read: {error}.",
                    "Write it again with plain characters.",
                )
            )
            return None
        except _Stop:
            return None
        if self.problems:
            return None
        assert isinstance(value, dict)
        return Document(value, self.marks, self.keys)

    def _document(self) -> Value:
        for _ in ("stream", "document"):
            event = next(self.events)
        if isinstance(event, yaml.StreamEndEvent):
            self._say(
                Mark(1, 1),
                (),
                "empty-file",
                "The file holds only comments.",
                "Write the record, or delete the file.",
            )
            raise _Stop
        event = next(self.events)
        value = self._value(event, ())
        if not isinstance(value, dict):
            self._say(_mark(event), (), *self._not_a_record(value))
            raise _Stop
        next(self.events)
        event = next(self.events)
        if not isinstance(event, yaml.StreamEndEvent):
            self._say(
                _mark(event),
                (),
                "second-document",
                "A second record starts here, after '---' or '...'.",
                "Put it in a file of its own.",
            )
            raise _Stop
        return value

    def _inside(self, problem: Problem) -> Problem:
        """A place that a person can go to: the parser may point behind the last line."""
        line = min(problem.line, len(self.lines))
        return problem._replace(
            line=line, column=min(problem.column, len(self.lines[line - 1]) + 1)
        )

    def _not_a_record(self, value: Value) -> tuple[str, str, str]:
        """Why a file is not a group of fields: its first line lacks a colon, or all of its lines do."""
        first, _, rest = next(
            (line for line in self.lines if line.strip() and not line.startswith("#")), ""
        ).partition(" ")
        if (
            isinstance(value, str)
            and rest
            and any(re.match(r"[a-z_]+:( |$)", line) for line in self.lines)
        ):
            return (
                "missing-colon",
                "There is no colon between the field and its value.",
                f"Write '{first}: {rest}'.",
            )
        message = "This is not a record: no line has a field, a colon and a value."
        return "not-a-record", message, "A record is lines such as 'title: Fire safety checks'."

    def _value(self, event: yaml.Event, path: Path) -> Value:
        mark = _mark(event)
        self.marks[path] = mark
        if len(path) > DEEPEST:
            self._say(
                mark,
                path,
                "too-deep",
                f"Lists and groups stand more than {DEEPEST} deep inside each other here.",
                "Write it flatter.",
            )
            raise _Stop
        self._refuse(event, mark, path)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, path)
        return ""  # an alias, refused above

    def _mapping(self, path: Path) -> dict[str, Value]:
        values: dict[str, Value] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            mark = _mark(event)
            key = self._key(event, path)
            inner = (*path, key)
            if key in values:
                first = self.keys[inner].line
                self._say(
                    mark,
                    inner,
                    "duplicate-key",
                    f"'{key}' is here a second time; it stands in line {first} already.",
                    "Keep one of the two.",
                )
            value = self._value(next(self.events), inner)
            if key not in values:  # of two, the first keeps its place
                self.keys[inner] = mark
                values[key] = value
        return values

    def _key(self, event: yaml.Event, path: Path) -> str:
        self._refuse(event, _mark(event), path)
        if isinstance(event, yaml.ScalarEvent):
            return str(event.value)
        if not isinstance(event, yaml.AliasEvent):
            self._say(
                _mark(event),
                path,
                "key",
                "The name of a field is a list or a group here.",
                "The name of a field is one word, such as 'title'.",
            )
        raise _Stop

    def _sequence(self, path: Path) -> list[Value]:
        values: list[Value] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            values.append(self._value(event, (*path, len(values))))
        return values

    def _scalar(self, event: yaml.ScalarEvent, path: Path) -> str:
        if event.style in (None, ""):  # plain: libyaml says "", PyYAML says None
            self._check_plain(event, path)
        if event.style == '"' and (found := _INVISIBLE.search(event.value)):
            self._say(
                _mark(event),
                path,
                "invisible-character",
                _unseen(found.group()),
                "Write the text without the escape that makes it.",
            )
        return str(event.value)

    def _check_plain(self, event: yaml.ScalarEvent, path: Path) -> None:
        if event.value == "" or event.value in ("~", "null"):
            self._say(
                _mark(event),
                path,
                "empty-value",
                "There is no value here.",
                "Write one. If it isn't known and the field isn't needed, take the line out.",
            )
            return
        end = _place(event.end_mark)
        if _LOST.match(self.lines[end.line - 1], end.column - 1):
            message = "The text from ' #' on would be lost: there it starts a comment."
            self._say(
                Mark(end.line, end.column + 1),
                path,
                "hash",
                message,
                "Put the whole value in quotes.",
            )

    def _refuse(self, event: yaml.Event, mark: Mark, path: Path) -> None:
        if isinstance(event, yaml.AliasEvent):
            self._say(
                mark,
                path,
                "alias",
                f"'*{getattr(event, 'anchor', '')}' would copy text from elsewhere in the file.",
                "Write the value out. If it should start with an asterisk, put it in quotes.",
            )
            return
        if getattr(event, "anchor", None):
            self._say(
                mark,
                path,
                "anchor",
                f"'&{getattr(event, 'anchor', '')}' would mark text to be copied elsewhere.",
                "Take it out. If the value should start with '&', put it in quotes.",
            )
        if (tag := getattr(event, "tag", None)) is not None and tag != "!":
            self._say(
                mark,
                path,
                "tag",
                f"'{_short(tag)}' would give the value a kind of its own.",
                "Take it out: the schema says what kind each value has. If the value should start with '!', put it in quotes.",
            )

    def _say(self, mark: Mark, path: Path, rule: str, message: str, hint: str) -> None:
        self.problems.append(_problem(self.file, mark, dotted(path), rule, message, hint))


def _mark(event: yaml.Event) -> Mark:
    return _place(event.start_mark)


def _short(tag: str) -> str:
    return tag.replace("tag:yaml.org,2002:", "!!")


def _marked(file: str, error: yaml.MarkedYAMLError, lines: Sequence[str]) -> Problem | None:
    """Where the parser took the first character of a value for the sign of an alias or an anchor: that, and the line put right."""
    what = error.problem or ""
    place = (
        error.context_mark
        if "alphabetic or numeric character" in what
        else error.problem_mark
        if "expected key" in what
        else None
    )
    found = _MARKED.match(lines[place.line]) if place and place.line < len(lines) else None
    if not place or not found:
        return None
    before, sign, rest = found.groups()
    plain = '"' not in rest and "\\" not in rest
    hint = (
        f'Put the whole value in quotes: {before.strip()} "{sign}{rest.rstrip()}".'
        if plain
        else "Put the whole value in quotes."
    )
    message = f"A value that starts with '{sign}' would {_SIGNS[sign]}, which isn't done here."
    return _problem(
        file,
        Mark(place.line + 1, len(before) + 1),
        "",
        "alias" if sign == "*" else "anchor",
        message,
        hint,
    )


def _syntax(file: str, error: yaml.MarkedYAMLError, lines: Sequence[str]) -> Problem:
    """The parser's complaint in words that say what to do."""
    what = error.problem or ""
    place = error.problem_mark
    if "could not find expected ':'" in what:
        place = error.context_mark or place
        line = lines[place.line].strip() if place and place.line < len(lines) else ""
        first, _, rest = line.partition(" ")
        hint = (
            f"Write '{first}: {rest}'."
            if first and rest
            else "Each line is a field, a colon, a space and a value."
        )
        return _problem(
            file,
            _place(place),
            "",
            "missing-colon",
            "There is no colon between the field and its value.",
            hint,
        )
    if "mapping values are not allowed" in what:
        message = "There is a second colon here, so it is not clear where the value starts, or the line above is indented differently."
        return _problem(
            file,
            _place(place),
            "",
            "unquoted-colon",
            message,
            'Put a value that holds a colon and a space in quotes: title: "Repairs: how we record them".',
        )
    if "found unexpected end of stream" in what or "did not find expected ',' or" in what:
        return _problem(
            file,
            _place(error.context_mark or place),
            "",
            "unclosed",
            "A quote, bracket or brace is opened here and not closed.",
            "Close it, or put the whole value in quotes.",
        )
    if "did not find expected key" in what or "did not find expected '-' indicator" in what:
        message = "This line does not fit the lines above it: its indent differs, or text goes on after a closing quote."
        return _problem(
            file,
            _place(place),
            "",
            "indent",
            message,
            "Start it in the same column as its neighbours. Put quotes round the whole value, with '' for a single quote inside.",
        )
    if "cannot start any token" in what:
        message = "A value can't start with this character unless it is in quotes."
        return _problem(
            file, _place(place), "", "character", message, "Put the whole value in quotes."
        )
    return _problem(
        file,
        _place(place),
        "",
        "yaml",
        f"This can't be read: {what or 'the file breaks off'}.",
        "Compare the line with the same line of another record, or put the value in quotes.",
    )


def _place(mark: Any) -> Mark:  # two classes of mark, one for each of PyYAML's parsers
    return Mark(mark.line + 1, mark.column + 1) if mark else Mark(1, 1)

"""Names without what nobody sees, into the file that holds them, and not a byte of the rest.

Comments, quotes, folds, line ends and the order of the fields stay as their author left them. What
comes out is read again: where it would not say exactly what it should, nothing is changed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from macros.catalogue.front_matter import read_heading
from macros.catalogue.names import Name
from macros.catalogue.yaml_places import mark_in
from macros.catalogue.yaml_reader import parse
from macros.model import Document, Mark, Path, Value, each
from macros.model.seen import as_seen

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_QUOTED = re.compile(r"'(?:[^'\r\n]|'')*'|\"(?:[^\"\\\r\n]|\\.)*\"")


def tidied(content: bytes, file: str, name: Name) -> bytes | None:
    """The bytes of a record or a page with one name as people see it.

    None where the file's layout doesn't allow it.
    """
    document = _read(content, file)
    if document is None or name.path not in document.marks:
        return None
    lines = _LINE.findall(content.decode("utf-8"))
    last = mark_in(document, name.path, name.text, len(name.text.rstrip(" ")) - 1)
    changed = _mended(lines, document.marks[name.path], last.line, name)
    new = "".join(changed).encode("utf-8")
    read = _read(new, file)
    is_right = read is not None and read.value == _wanted(document.value, name.path, name.tidy)
    return new if is_right else None


def _read(content: bytes, file: str) -> Document | None:
    return read_heading(content, file) if file.endswith(".md") else parse(content, file)[0]


def _wanted(value: Value, path: Path, text: str) -> Value:
    """What the file is to hold: the same, with another text at the end of a path."""
    if not path:
        return text
    if isinstance(value, Mapping):
        step = str(path[0])
        return {**value, step: _wanted(value[step], path[1:], text)}
    parts = list(each(value))
    number = int(path[0])
    parts[number] = _wanted(parts[number], path[1:], text)
    return parts


def _mended(lines: Sequence[str], mark: Mark, last: int, name: Name) -> Sequence[str]:
    """The lines with one name mended that starts at a mark and ends in the line `last`."""
    line, start = lines[mark.line - 1], mark.column - 1
    before, written = line[:start], line[start:]
    quoted = _QUOTED.match(written)
    if quoted:
        new = [before + _in_quotes(name.tidy, quoted[0][0]) + written[quoted.end() :]]
        last = mark.line
    elif written.startswith(name.text):
        new = [before + name.tidy + written[len(name.text) :]]
    else:
        first = [before + _tidy_line(written)]
        new = [*first, *map(_tidy_line, lines[mark.line : last])]
    return [*lines[: mark.line - 1], *new, *lines[last:]]


def _in_quotes(text: str, quote: str) -> str:
    if quote == "'":
        return "'" + text.replace("'", "''") + "'"
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _tidy_line(line: str) -> str:
    """One of several lines of a name: its indent and its end stay."""
    text = line.rstrip("\r\n")
    indent = text[: len(text) - len(text.lstrip(" "))]
    return indent + as_seen(text) + line[len(text) :]

"""The YAML parser's complaints in words that say what to do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

import yaml

from macros.model import Mark


class Misread(NamedTuple):
    """Where a file can't be read, by which rule, what is wrong, and what would be right."""

    mark: Mark
    rule: str
    message: str
    hint: str


class _Complaint(NamedTuple):
    """What the parser says, and how we say it. `context`: its place is where the thing started."""

    words: tuple[str, ...]
    rule: str
    message: str
    hint: str
    context: bool = False


_COMPLAINTS = (
    _Complaint(
        ("mapping values are not allowed",),
        "unquoted-colon",
        "There is a second colon here, so it is not clear where the value starts, "
        "or the line above is indented differently.",
        "Put a value that holds a colon and a space in quotes: "
        'title: "Repairs: how we record them".',
    ),
    _Complaint(
        ("found unexpected end of stream", "did not find expected ',' or"),
        "unclosed",
        "A quote, bracket or brace is opened here and not closed.",
        "Close it, or put the whole value in quotes.",
        context=True,
    ),
    _Complaint(
        ("did not find expected key", "did not find expected '-' indicator"),
        "indent",
        "This line does not fit the lines above it: its indent differs, "
        "or text goes on after a closing quote.",
        "Start it in the same column as its neighbours. "
        "Put quotes round the whole value, with '' for a single quote inside.",
    ),
    _Complaint(
        ("cannot start any token",),
        "character",
        "A value can't start with this character unless it is in quotes.",
        "Put the whole value in quotes.",
    ),
)

_SIGNED = re.compile(r"( *(?:- +)*(?:[A-Za-z0-9_]+: +)?)([*&])(.*)")
_SIGNS = {"*": "copy text from elsewhere in the file", "&": "mark text to be copied elsewhere"}
_RULES = {"*": "alias", "&": "anchor"}

NO_COLON = "There is no colon between the field and its value."


def explain(error: yaml.MarkedYAMLError, lines: Sequence[str]) -> Misread:
    """Why the parser stopped, at a place that a person can go to."""
    misread = _sign(error, lines) or _no_colon(error, lines) or _syntax(error)
    line = min(misread.mark.line, len(lines))  # the parser may point behind the last line
    column = min(misread.mark.column, len(lines[line - 1]) + 1)
    return misread._replace(mark=Mark(line, column))


def place(mark: Any) -> Mark:
    """The parser's mark as ours. PyYAML has two classes of them, one for each of its parsers."""
    return Mark(mark.line + 1, mark.column + 1) if mark else Mark(1, 1)


def _sign(error: yaml.MarkedYAMLError, lines: Sequence[str]) -> Misread | None:
    """A value whose first character was taken for the sign of an alias or an anchor."""
    mark = _mark_of_sign(error)
    match = _SIGNED.match(lines[mark.line]) if mark and mark.line < len(lines) else None
    if not mark or not match:
        return None
    before, sign, rest = match.groups()
    hint = "Put the whole value in quotes"
    if '"' not in rest and "\\" not in rest:
        hint = f'{hint}: {before.strip()} "{sign}{rest.rstrip()}"'
    message = f"A value that starts with '{sign}' would {_SIGNS[sign]}, which isn't done here."
    return Misread(Mark(mark.line + 1, len(before) + 1), _RULES[sign], message, f"{hint}.")


def _mark_of_sign(error: yaml.MarkedYAMLError) -> Any:
    words = error.problem or ""
    if "alphabetic or numeric character" in words:
        return error.context_mark
    return error.problem_mark if "expected key" in words else None


def _no_colon(error: yaml.MarkedYAMLError, lines: Sequence[str]) -> Misread | None:
    if "could not find expected ':'" not in (error.problem or ""):
        return None
    mark = error.context_mark or error.problem_mark
    line = lines[mark.line].strip() if mark and mark.line < len(lines) else ""
    first, _, rest = line.partition(" ")
    hint = "Each line is a field, a colon, a space and a value."
    if first and rest:
        hint = f"Write '{first}: {rest}'."
    return Misread(place(mark), "missing-colon", NO_COLON, hint)


def _syntax(error: yaml.MarkedYAMLError) -> Misread:
    words = error.problem or ""
    for complaint in _COMPLAINTS:
        if any(part in words for part in complaint.words):
            started = error.context_mark if complaint.context else None
            mark = place(started or error.problem_mark)
            return Misread(mark, complaint.rule, complaint.message, complaint.hint)
    message = f"This can't be read: {words or 'the file breaks off'}."
    hint = "Compare the line with the same line of another record, or put the value in quotes."
    return Misread(place(error.problem_mark), "yaml", message, hint)

"""The YAML parser's complaints in words that say what to do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

import yaml

from macros.catalogue import yaml_signs
from macros.catalogue.yaml_signs import FOLD, Misread
from macros.model import Mark
from macros.model.text import upper_first


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
        ("unknown escape character", "escape sequence", "hexdecimal number", "Unicode character"),
        "character",
        "In double quotes a backslash makes a sign of the letter after it, and here it can't.",
        "Put the whole value in single quotes, where a backslash is one.",
    ),
    _Complaint(
        ("cannot start any token",),
        "character",
        "A value can't start with this character unless it is in quotes.",
        "Put the whole value in quotes.",
    ),
)

NO_COLON = "There is no colon between the field and its value."
EACH_LINE = "Each line is a field, a colon, a space and a value."

_NO_NAME = "alphabetic or numeric character"
"""What the parser says where a sign has no name after it."""

_LEFT_OPEN = ("unexpected end of stream", "did not find expected ',' or", "second colon")
"""What it says of something that isn't closed, which is told at its start."""


def explain(error: yaml.MarkedYAMLError, lines: Sequence[str]) -> Misread:
    """Why the parser stopped, at a place that a person can go to."""
    misread = (
        yaml_signs.unfinished_merge(lines)
        or yaml_signs.look_alike_sign(lines, _near(error, lines))
        or _sign(error, lines)
        or _no_colon(error, lines)
        or _after_quote(error, lines)
        or _syntax(error, lines)
    )
    line = min(misread.mark.line, len(lines))  # the parser may point behind the last line
    column = min(misread.mark.column, len(lines[line - 1]) + 1)
    return misread._replace(mark=Mark(line, column))


def _near(error: yaml.MarkedYAMLError, lines: Sequence[str]) -> list[int]:
    """The lines that can be at fault: where something started or broke, and those above."""
    marks = [place(mark).line for mark in (error.context_mark, error.problem_mark) if mark]
    around = {*marks, *(line - 1 for line in marks)}
    return sorted(line for line in around if 1 <= line <= len(lines))


def place(mark: Any) -> Mark:
    """The parser's mark as ours. PyYAML has two classes of them, one for each of its parsers."""
    return Mark(mark.line + 1, mark.column + 1) if mark else Mark(1, 1)


def _sign(error: yaml.MarkedYAMLError, lines: Sequence[str]) -> Misread | None:
    """A value whose first character was taken for a sign."""
    words = error.problem or ""
    mark = error.context_mark if _NO_NAME in words else error.problem_mark
    is_left_open = any(part in words for part in _LEFT_OPEN)
    if mark is None or is_left_open or mark.line >= len(lines):
        return None
    return yaml_signs.sign(lines, mark.line + 1)


def _after_quote(error: yaml.MarkedYAMLError, lines: Sequence[str]) -> Misread | None:
    mark = place(error.problem_mark)
    if "expected key" not in (error.problem or "") or mark.line > len(lines):
        return None
    return yaml_signs.after_quote(lines, mark)


def _no_colon(error: yaml.MarkedYAMLError, lines: Sequence[str]) -> Misread | None:
    if "could not find expected ':'" not in (error.problem or ""):
        return None
    mark = place(error.context_mark or error.problem_mark)
    if mark.line > len(lines):
        return Misread(mark, "missing-colon", NO_COLON, EACH_LINE)
    return yaml_signs.no_space(lines, mark.line) or without_colon(lines, mark)


def without_colon(lines: Sequence[str], mark: Mark) -> Misread:
    """A line that is no field: it lacks a colon, or goes on with the text of the line above."""
    first, _, rest = lines[mark.line - 1].strip().partition(" ")
    field = yaml_signs.goes_on(lines, mark.line)
    hint = f"Write '{first}: {rest}'." if first and rest else EACH_LINE
    if field and yaml_signs.starts_below(lines, mark.line):
        message = f"The text of '{field}' doesn't stand further in than its name."
        return Misread(mark, "indent", message, upper_first(f"{FOLD.format(field=field)}."))
    if field and mark.line > 1:
        hint += f" If the line goes on with the text above, {FOLD.format(field=field)}."
    return Misread(mark, "missing-colon", NO_COLON, hint)


def _syntax(error: yaml.MarkedYAMLError, lines: Sequence[str]) -> Misread:
    words = error.problem or ""
    for complaint in _COMPLAINTS:
        if any(part in words for part in complaint.words):
            started = error.context_mark if complaint.context else None
            mark = place(started or error.problem_mark)
            hint = complaint.hint + _if_it_goes_on(complaint.rule, lines, mark)
            return Misread(mark, complaint.rule, complaint.message, hint)
    message = "This line can't be read as a field with a value, nor as a part of the text above it."
    hint = "Compare the line with the same line of another record, or put the value in quotes."
    return Misread(place(error.problem_mark), "yaml", message, hint)


def _if_it_goes_on(rule: str, lines: Sequence[str], mark: Mark) -> str:
    """How to write the text above, where a line with a second colon may go on with it."""
    line = lines[mark.line - 1] if mark.line <= len(lines) else ""
    field = yaml_signs.goes_on(lines, mark.line) if line.startswith(" ") else ""
    if rule != "unquoted-colon":
        return ""
    if re.search("[\u2018-\u201f]", line):
        return " Curly quotes are none here: use the straight ones."
    if not field:
        return ""
    return f" If the line goes on with the text above, {FOLD.format(field=field)}."

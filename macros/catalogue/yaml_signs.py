"""What YAML takes for a sign of its own, though somebody meant it as text, and the way out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from macros.catalogue.look_alikes import LookAlike, look_alike, with_keys
from macros.model import Mark


class Misread(NamedTuple):
    """Where a file can't be read, by which rule, what is wrong, and what would be right."""

    mark: Mark
    rule: str
    message: str
    hint: str


FOLD = "write '{field}: >-', and the text below it with two spaces before each line"
"""How a long text is written, in the words of a hint."""

_FIELD = r"[A-Za-z0-9_]+"
_VALUE = re.compile(rf"((?: *- +)* *(?:{_FIELD}: +)?)(\S.*)")
_NAMED = re.compile(rf" *(?:- +)*({_FIELD}):(?: |$)")
_BLOCK = re.compile(rf" *(?:- +)*({_FIELD}: +)?[|>][-+0-9]* *(?:#.*)?")
_AFTER_BLOCK = re.compile(r"([|>])[-+0-9]* *[^-+0-9 #]")
_STRUCTURE = re.compile(
    r"\s*(?:[-\u2013\u2014\u2212\u2022\u00b7]\s)?\s*(?:[^\W\d][\w-]*\s*[:\uff1a\u2236\ufe55]\s?)?"
)
_NO_SPACE = re.compile(rf"( *(?:- +)*)({_FIELD}):(\S.*)")
_MERGE = re.compile(r"<{7} |={7}$|>{7} ")

_STARTS = (
    ("- ", "character", "would be an item of a list, which starts in a line of its own"),
    ("? ", "character", "would be the name of a field"),
    (": ", "unquoted-colon", "would be the value of a field without a name"),
    ("*", "alias", "would copy text from elsewhere in the file, which isn't done here"),
    ("&", "anchor", "would mark text to be copied elsewhere, which isn't done here"),
    ("[", "unclosed", "would be a list in brackets, which ends at ']' and before more text"),
    ("{", "unclosed", "would be a group, which ends at the other brace and before more text"),
    (",", "character", "would separate the items of a list"),
    ("]", "character", "would end a list in brackets"),
    ("}", "character", "would end a group in braces"),
    ("%", "character", "would tell the program how to read the file"),
    ("@", "character", "can't be read: YAML keeps that sign for itself"),
    ("`", "character", "can't be read: YAML keeps that sign for itself"),
)
"""Each sign at a value's start, the rule that it breaks, and what would come of it."""


_QUOTES = {"'": "single", '"': "double"}


def unfinished_merge(lines: Sequence[str]) -> Misread | None:
    """What Git leaves where two people changed the same lines."""
    for number, line in enumerate(lines, 1):
        if _MERGE.match(line):
            message = "Two people's changes stand here, and nobody has decided between them."
            hint = "Keep one of the two, and take out the lines '<<<<<<<', '=======' and '>>>>>>>'."
            return Misread(Mark(number, 1), "unfinished-merge", message, hint)
    return None


def look_alike_sign(lines: Sequence[str], numbers: Sequence[int]) -> Misread | None:
    """A space, colon or hyphen of another kind, where YAML knows only that of the keyboard."""
    for number in numbers:
        line = lines[number - 1]
        structure = _STRUCTURE.match(line)
        odd = look_alike(structure[0]) if structure else None
        if odd:
            return _misread_look_alike(Mark(number, odd.start + 1), line, odd)
    return None


def _misread_look_alike(mark: Mark, line: str, odd: LookAlike) -> Misread:
    message = f"YAML doesn't know {odd.words}."
    right = re.sub(r"^( *(?:- )?\w+:)(?=\S)", r"\1 ", with_keys(line)).strip()
    return Misread(mark, "look-alike", message, f"Type it again: '{right}'.")


def no_space(lines: Sequence[str], number: int) -> Misread | None:
    """A field whose colon has no space after it."""
    match = _NO_SPACE.fullmatch(lines[number - 1])
    if match is None:
        return None
    before, field, value = match.groups()
    mark = Mark(number, len(before) + len(field) + 2)
    message = "There is no space after the colon, so this is no field with a value."
    return Misread(mark, "missing-colon", message, f"Write '{field}: {value.strip()}'.")


def sign(lines: Sequence[str], number: int) -> Misread | None:
    """A value that starts with a sign of YAML's."""
    match = _VALUE.fullmatch(lines[number - 1])
    if match is None or not match[1].strip():
        return None
    before, value = match.groups()
    mark = Mark(number, len(before) + 1)
    if _AFTER_BLOCK.match(value):
        return Misread(mark, "character", *_words_after_block(before, value))
    for start, rule, would in _STARTS:
        if f"{value} ".startswith(start):
            shown = "a brace" if start == "{" else f"'{start.strip()}'"
            message = f"A value that starts with {shown} {would}."
            return Misread(mark, rule, message, f"{in_quotes(before, value)}.")
    return None


def _words_after_block(before: str, value: str) -> tuple[str, str]:
    field = before.strip(" -").rstrip(":") or "title"
    message = f"After '{value[0]}' a text starts in the next line, and here it follows at once."
    fold = FOLD.format(field=field)
    return message, f"{in_quotes(before, value)}. For a long text {fold}."


def in_quotes(before: str, value: str) -> str:
    """How to write a value so that it is text: the whole line, where quotes are all it needs."""
    value = value.rstrip()
    quote = "'" if '"' in value or "\\" in value else '"'
    if quote in value:
        return "Put the whole value in quotes, with '' for a single quote inside"
    right = f"{before.strip()} {quote}{value}{quote}".lstrip()
    return f"Put the whole value in quotes: {right}"


def after_quote(lines: Sequence[str], mark: Mark) -> Misread | None:
    """A value that goes on behind its closing quote, or whose apostrophe was taken for one."""
    match = _VALUE.fullmatch(lines[mark.line - 1])
    if match is None or match[2][0] not in "'\"":
        return None
    before, value = match[1], match[2].rstrip()
    quote = value[0]
    inner = value[1:-1] if len(value) > 1 and value.endswith(quote) else value
    message = f"Text goes on here after the {_QUOTES[quote]} quote at which the value ends."
    return Misread(mark, "indent", message, f"{in_quotes(before, inner)}.")


def goes_on(lines: Sequence[str], number: int) -> str:
    """The field above a line whose text the line may go on with; empty where it has no text."""
    for above in reversed(lines[: number - 1]):
        if match := _NAMED.match(above):
            is_text = above != lines[number - 2] or _BLOCK.fullmatch(above)
            return match[1] if is_text or above[match.end() :].count(" ") > 1 else ""
        if above.strip() and not above.startswith(" "):
            return ""
    return ""


def starts_below(lines: Sequence[str], number: int) -> bool:
    """Whether the line above says that a text starts below it, which isn't further in."""
    return number > 1 and _BLOCK.fullmatch(lines[number - 2]) is not None

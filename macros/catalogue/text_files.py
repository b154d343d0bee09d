"""A file's bytes into text in which people see everything that is there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from macros.model import START, Mark, Place, Problem, Problems, error
from macros.model.seen import named

LARGEST = 256 * 1024
"""Bytes in a file. The largest real record is some 6 kB; text that long is a document."""

INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e"
    "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164"
    "\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U0001d173-\U0001d17a\U000e0000-\U000e007f]"
)

_JOINERS = "\u200c\u200d"
"""Persian joins or parts letters with these, and Hindi the signs of a syllable."""

_PICTURE = "\ufe0f"
"""What says that the character before it is a picture."""

_JOINING = re.compile(
    "ARABIC|SYRIAC|MANDAIC|MONGOLIAN|NKO|DEVANAGARI|BENGALI|GURMUKHI|GUJARATI|ORIYA|TAMIL|TELUGU"
    "|KANNADA|MALAYALAM|SINHALA|KHMER|MYANMAR|TIBETAN"
)
"""How the names of letters begin whose scripts are written with joiners."""

UTF_8 = "Save it again with the encoding 'UTF-8'."
MEGABYTE = 1024 * 1024


def decode(content: bytes, file: str) -> tuple[str | None, list[Problem]]:
    """Bytes into text: UTF-8, without a byte order mark, of a size that a person would write."""
    if len(content) > LARGEST:
        message = f"The file has {_size(content)}; a record has at most {LARGEST // 1024} kB."
        hint = "Keep the document elsewhere, and say in the record where it is."
        return None, [_error(file, "too-large", message, hint)]
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        message = "The file is saved as UTF-16, not as UTF-8."
        return None, [_error(file, "not-utf8", message, UTF_8)]
    if content.startswith(b"\xef\xbb\xbf"):
        message = "The file starts with a byte order mark, "
        message += "an invisible character that some Windows editors add."
        hint = "Save it again with the encoding 'UTF-8', not 'UTF-8 with BOM'."
        return None, [_error(file, "byte-order-mark", message, hint)]
    try:
        return content.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n"), []
    except UnicodeDecodeError as reason:
        return None, [_strange_byte(content, reason.start, file)]


def _size(content: bytes) -> str:
    if len(content) > MEGABYTE:
        return f"{len(content) / MEGABYTE:.1f} MB"
    return f"{len(content) // 1024} kB"


def _strange_byte(content: bytes, start: int, file: str) -> Problem:
    before = content[:start].decode("utf-8", "replace")
    mark = Mark(before.count("\n") + 1, len(before) - before.rfind("\n"))
    byte = content[start : start + 1]
    looks = f"byte {byte.hex().upper()} here looks like '{byte.decode('cp1252', 'replace')}'"
    return _error(
        file, "not-utf8", f"The file is not UTF-8: {looks} from a Windows editor.", UTF_8, mark
    )


def check_text(text: str, file: str) -> list[Problem]:
    """Tabs, characters that can't be seen, or nothing at all."""
    if "\t" in text or INVISIBLE.search(text):
        lines = text.split("\n")
        if problems := [*_tabs(lines, file), *check_unseen(lines, file)]:
            return problems
    if text.strip():
        return []
    hint = "Write the record, or delete the file."
    return [_error(file, "empty-file", "The file is empty.", hint)]


def _tabs(lines: list[str], file: str) -> Problems:
    message = "There is a tab here; tabs can't be told from spaces by eye."
    hint = "Use spaces: two for each step inwards."
    for number, line in enumerate(lines, 1):
        if "\t" in line:
            yield _error(file, "tab", message, hint, Mark(number, line.index("\t") + 1))


def check_unseen(lines: list[str], file: str) -> Problems:
    """Characters that can't be seen, each in its place."""
    hint = "Delete it: what people see and what the file says must be the same."
    for number, line in enumerate(lines, 1):
        for start in invisible(line):
            mark = Mark(number, start + 1)
            yield _error(file, "invisible-character", say_unseen(line[start]), hint, mark)


def invisible(text: str) -> Iterator[int]:
    """Where a text holds what can't be seen. A joiner between letters that it joins is seen."""
    for match in INVISIBLE.finditer(text):
        before, after = text[: match.start()][-1:], text[match.end() :][:1]
        is_joiner = match[0] in _JOINERS and bool(before and after)
        if not (is_joiner and _joins(before) and _joins(after)):
            yield match.start()


def _joins(letter: str) -> bool:
    """Whether a letter of a script with joiners, or a part of a picture that is made of several."""
    category = unicodedata.category(letter)
    if category[0] == "S" or letter == _PICTURE:
        return not letter.isascii()
    return category[0] in "LM" and _JOINING.match(unicodedata.name(letter, "")) is not None


def say_unseen(character: str) -> str:
    """That a character can't be seen, and which it is."""
    return f"There is a character here that can't be seen: {named(character)}."


def _error(file: str, rule: str, message: str, hint: str, mark: Mark = START) -> Problem:
    return error(Place(file, *mark), rule, message, hint=hint)

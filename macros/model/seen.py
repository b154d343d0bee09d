"""Text as people see it: what two names have in common whatever spaces and accents are made of."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from macros.model.values import Value, is_list

_STRANGE_SPACE = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
"""A space that isn't the one of the keyboard, though nobody sees that."""

_SPACES = re.compile(" +")


class Unseen(NamedTuple):
    """Something in a name that nobody sees: where it starts, and what it is."""

    start: int
    what: str


def as_seen(text: str) -> str:
    """A text with each letter in one piece, the same space everywhere, and one between words.

    In a text of several lines, spaces stay as they are: there they are layout.
    """
    plain = text if text.isascii() else _STRANGE_SPACE.sub(" ", unicodedata.normalize("NFC", text))
    if "\n" in plain:
        return plain
    return (_SPACES.sub(" ", plain) if "  " in plain else plain).strip(" ")


def value_as_seen(value: Value) -> Value:
    """A value with each text in it as people see it, so that two can be compared."""
    if isinstance(value, str):
        return as_seen(value)
    if isinstance(value, Mapping):
        return {name: value_as_seen(inner) for name, inner in value.items()}
    return [value_as_seen(inner) for inner in value] if is_list(value) else value


def name_key(name: str) -> str:
    """What two names share that people take for the same, whatever their capitals."""
    return as_seen(name).casefold()


def unseen(name: str) -> Iterator[Unseen]:
    """What nobody sees in a name of one line, in words that go after 'There is'."""
    if name.isascii() and "  " not in name and name == name.strip(" "):
        return  # as nearly all are
    if not name.isascii():
        yield from _beyond_ascii(name)
    if len(name) > len(name.lstrip(" ")):
        yield Unseen(0, "a space at the start")
    if len(name) > len(name.rstrip(" ")):
        yield Unseen(len(name.rstrip(" ")), "a space at the end")
    for match in re.finditer(r"(?<=[^ ]) {2,}(?=[^ ])", name):
        yield Unseen(match.start(), f"more than one space after '{_word_before(name, match)}'")


def _beyond_ascii(name: str) -> Iterator[Unseen]:
    for match in _STRANGE_SPACE.finditer(name):
        yield Unseen(match.start(), f"a space of another kind, {named(match[0])}")
    for start in _apart(name):
        yield Unseen(start, f"a letter in pieces, '{name[start]}' and {named(name[start + 1])}")


def _word_before(name: str, match: re.Match[str]) -> str:
    return name[: match.start()].rpartition(" ")[2]


def _apart(name: str) -> Iterator[int]:
    """Where a letter and its accent are two characters that could be one."""
    for start in range(len(name) - 1):
        pair = name[start : start + 2]
        if unicodedata.combining(pair[1]) and len(unicodedata.normalize("NFC", pair)) == 1:
            yield start


def named(character: str) -> str:
    """A character by its name and number: no-break space (U+00A0)."""
    name = unicodedata.name(character, "a control character").lower()
    return f"{name} (U+{ord(character):04X})"

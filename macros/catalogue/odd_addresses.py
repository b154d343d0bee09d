"""Letters in web addresses that only look like those of the address that people read.

A host of one alphabet is welcome, as is any letter in a path. What is told: letters of two
alphabets in one word, a whole name in letters that all look like Latin ones, and signs such as a
full-width dot; also where the name is written in ASCII as it is sent ('xn--', '%D0%B0').
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

from macros.catalogue.look_alikes import LookAlike, like, with_keys
from macros.model.seen import named


class OddAddress(NamedTuple):
    """Where in a text such a letter stands, and what is to be said of its address."""

    start: int
    message: str
    hint: str


class _Letter(NamedTuple):
    """A letter of an address, and where in the text it is written."""

    letter: str
    start: int


_Letters = Sequence[_Letter]

_ADDRESS = re.compile(
    r"[^\s<>\"'()\[\]{}|`,;@]+://[^\s<>\"'\[\]{}|`]+"
    r"|(?<=\]\()[ ]*<?[^\s<>\"'\[\]{}|`)]+"
    r"|(?<![\w@/.])(?:w|\uff57){3}[.\uff0e\u3002\u2024][^\s<>\"'()\[\]{}|`]+"
    r"|[^\s<>\"'()\[\]{}|`,;:/@=]+@[^\s<>\"'()\[\]{}|`,;:/@?]+"
)
"""Full addresses, where links of Markdown lead, what starts with www, and email."""

_HOST = re.compile(
    r"(?:[^/]*?:)?//(?:[^/?#]*@)?(?P<host>[^/?#:,;!)]+)|[^@/]+@(?P<domain>[^/?#!)]+)"
)
_ESCAPED = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_OTHERS = ("CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "GEORGIAN", "LISU")
"""Alphabets of which no name that is meant well stands beside Latin letters."""

_FULL_WIDTH = re.compile(r"[\uff01-\uff5e]")


def odd_addresses(text: str) -> Iterator[OddAddress]:
    """Every address in a text that isn't what it looks like: of each, the first such letter."""
    if text.isascii() and "xn--" not in text.lower() and "%" not in text:
        return
    for match in _ADDRESS.finditer(text):
        odd = _in_address(_letters(match[0], match.start()))
        if odd:
            yield odd


def _letters(address: str, start: int) -> _Letters:
    """The letters of an address, with those that it has as numbers."""
    letters: list[_Letter] = []
    end = 0
    for escaped in _ESCAPED.finditer(address):
        letters += _each(address, end, escaped.start(), start)
        plain = unquote_to_bytes(escaped[0]).decode("utf-8", "replace")
        letters += [_Letter(letter, start + escaped.start()) for letter in plain]
        end = escaped.end()
    return [*letters, *_each(address, end, len(address), start)]


def _each(address: str, first: int, end: int, start: int) -> Iterator[_Letter]:
    return (_Letter(address[number], start + number) for number in range(first, end))


def _in_address(letters: _Letters) -> OddAddress | None:
    address = _text(letters)
    host = _host_in(address)
    in_host = _in_host(letters[host.start : host.stop])
    return in_host or _in_rest([*letters[: host.start], *letters[host.stop :]])


def _host_in(address: str) -> range:
    """Where in an address the name of the machine stands; nowhere in one that has none."""
    if match := _HOST.match(address):
        return range(*match.span("host" if match["host"] else "domain"))
    if re.match(r"[w\uff57]{3}", address):
        return range(len(re.split(r"[/?#:,;!]", address)[0]))
    return range(0)


def _in_host(letters: _Letters) -> OddAddress | None:
    host = _text(letters).rstrip(".")
    labels = list(_labels(letters[: len(host)]))
    is_latin = bool(labels) and _is_latin(_text(labels[-1]))
    for label in labels:
        if odd := _odd_in_name(_text(label), whole=is_latin):
            return _told(label[odd.start].start, host, labels, odd)
    return None


def _labels(letters: _Letters) -> Iterator[_Letters]:
    """The parts of a name between its dots, each as people read it."""
    label: list[_Letter] = []
    for letter in (*letters, _Letter(".", -1)):
        if letter.letter != ".":
            label.append(letter)
            continue
        if _text(label).lower().startswith("xn--"):
            label = [_Letter(plain, label[0].start) for plain in _from_ascii(_text(label))]
        yield label
        label = []


def _from_ascii(label: str) -> str:
    try:
        return label[4:].encode("ascii").decode("punycode")
    except UnicodeError:
        return label


def _is_latin(label: str) -> bool:
    return all(letter.isascii() or like(letter) for letter in label)


class _Odd(NamedTuple):
    """Which letter of a word is odd, and like which of the keyboard it looks, if like any."""

    start: int
    letter: str
    like: str


def _odd_in_name(label: str, *, whole: bool) -> _Odd | None:
    """The first odd letter of a part of a name. `whole`: all may be odd, beside a Latin ending."""
    is_all_alike = whole and _is_latin(label)
    has_latin = _LATIN.search(label) is not None
    for start, letter in enumerate(label):
        if letter.isascii():
            continue
        alike = like(letter)
        is_sign = bool(alike) and not letter.isalnum()
        if alike and (is_sign or is_all_alike or has_latin or _FULL_WIDTH.match(letter)):
            return _Odd(start, letter, alike)
        if has_latin and _alphabet(letter) in _OTHERS:
            return _Odd(start, letter, "")
    return None


def _alphabet(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]


def _in_rest(letters: _Letters) -> OddAddress | None:
    """The first word outside the name that is of two alphabets, or a letter of full width."""
    text = _text(letters)
    words = (range(*match.span()) for match in re.finditer(r"[^\W\d_]+", text))
    signs = (range(*match.span()) for match in _FULL_WIDTH.finditer(text))
    for span in chain(words, signs):
        word = text[span.start : span.stop]
        odd = _odd_in_name(word, whole=False)
        if odd and odd.like and _alphabet(odd.letter) != "LATIN":
            seems = LookAlike(odd.start, odd.letter, odd.like)
            message = f"'{word}' in this address holds {seems.words}."
            hint = f"Type it again: '{with_keys(word)}'."
            return OddAddress(letters[span.start + odd.start].start, message, hint)
    return None


def _told(start: int, host: str, labels: Sequence[_Letters], odd: _Odd) -> OddAddress:
    """What is wrong with the name of a machine, as it is written and as it is read."""
    plain = ".".join(map(_text, labels))
    name = f"'{host}' in this address"
    stands = f"{name} stands for '{plain}', which" if plain != host else name
    if odd.like:
        words = LookAlike(odd.start, odd.letter, odd.like).words
        return OddAddress(
            start, f"{stands} holds {words}.", f"Type it again: '{with_keys(plain)}'."
        )
    message = f"{stands} has {named(odd.letter)} among Latin letters."
    hint = "Copy the address again from the page that it leads to."
    return OddAddress(start, message, hint)


def _text(letters: _Letters) -> str:
    return "".join(letter.letter for letter in letters)

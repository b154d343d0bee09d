"""A text as it is compared, each letter with its place in the text as it is written.

What only looks is taken off: marks over letters, wide figures, long dashes, characters that nobody
sees, the escapes of YAML, JSON and web addresses, and what HTML or Markdown puts round a word.
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple, TypeAlias

Form: TypeAlias = str
"""How a text is written: 'text', 'name' (of a file), 'yaml', 'json', 'markdown', 'html'
or 'code'."""


class Reading(NamedTuple):
    """A text as it is compared, and where its pieces stand in the text as it is written.

    `starts` says where each piece begins here, and `origins` its first and its last letter there.
    """

    text: str
    starts: Sequence[int] = ()
    origins: Sequence[tuple[int, int]] = ()

    def origin(self, offset: int) -> int:
        """Where a letter stands in the text as it is written."""
        if not self.starts:
            return offset
        piece = self._piece_of(offset)
        first, last = self.origins[piece]
        return min(first + offset - self.starts[piece], last)

    def end(self, offset: int) -> int:
        """Where the letter before an offset ends there: of '&#113;' after the ';'."""
        if not self.starts:
            return offset
        piece = self._piece_of(offset - 1)
        is_whole = offset == len(self.text) or self._piece_of(offset) != piece
        return (self.origins[piece][1] if is_whole else self.origin(offset - 1)) + 1

    def _piece_of(self, offset: int) -> int:
        return bisect_right(self.starts, offset) - 1


_STRANGE = r"[^\x00-\x7f]"
_PERCENT = r"%(?:2[0-9A-Fa-f]|3[ADad]|40|5[Ff])"
_ESCAPES = r"\\u[0-9A-Fa-f]{4}|\\x[0-9A-Fa-f]{2}|\\[nrt]"
_COMMENT = r"(?m:(?<=\n)[ \t]*#+)"
_STARS = r"(?<=\w)\*{1,3}(?=[\w\s.,;:)]|$)|(?<![\w*])\*{1,3}(?=\w)"
_HUMP = r"(?<=[a-z])(?<!Mc)(?<!Mac)(?=[A-Z][a-z])"
_TAG = r"<!--|-->|</?[A-Za-z][^<>]*>|&#?\w{2,8};"

_HUMPS = "".join(chr(letter) for letter in range(ord("A"), ord("Z") + 1))

_BY_FORM = {
    "text": (_STRANGE, _PERCENT),
    "name": (_STRANGE, _PERCENT, _HUMP),
    "yaml": (_STRANGE, _PERCENT, _ESCAPES, _COMMENT, _STARS),
    "code": (_STRANGE,),
    "json": (_STRANGE, _PERCENT, _ESCAPES),
    "markdown": (_STRANGE, _PERCENT, _STARS, _TAG),
    "html": (_STRANGE, _PERCENT, _TAG),
}
_ODD = {form: re.compile("|".join(parts)) for form, parts in _BY_FORM.items()}

_SIGNS = {
    "text": "%",
    "name": _HUMPS,
    "yaml": ("%", "\\", "*", "\n#", " #"),
    "code": "",
    "json": "%\\",
    "markdown": "%*<&",
    "html": "%<&",
}
"""What stands in a plain text of each form where anything is to be taken off."""

_LETTERS = str.maketrans("łŁøØđĐı", "lLoOdDi") | str.maketrans({"ß": "ss", "æ": "ae"})
_QUOTES = dict.fromkeys(map(ord, "‘’ʼ´`"), "'") | dict.fromkeys(map(ord, "“”"), '"')  # noqa: RUF001
BLOCKS = frozenset(
    [
        "p",
        "li",
        "tr",
        "dt",
        "dd",
        "th",
        "td",
        "div",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "section",
        "article",
        "ul",
        "ol",
        "dl",
        "table",
        "header",
        "footer",
        "nav",
        "main",
        "blockquote",
        "pre",
        "figure",
        "figcaption",
        "title",
        "text",
        "desc",
    ]
)
"""What begins something new: a word before it tells nothing of one after it."""

_UNSEEN = ("Cf", "Mn", "Me", "Cc")


def read(text: str, form: Form) -> Reading:
    """The text as it is compared."""
    if text.isascii() and not any(sign in text for sign in _SIGNS[form]):
        return Reading(text)
    pieces: list[str] = []
    starts: list[int] = []
    origins: list[tuple[int, int]] = []
    length, end = 0, 0

    def put(piece: str, first: int, last: int) -> None:
        nonlocal length
        if piece:
            pieces.append(piece)
            starts.append(length)
            origins.append((first, max(last, first)))
            length += len(piece)

    for odd in _ODD[form].finditer(text):
        put(text[end : odd.start()], end, odd.start() - 1)
        put(_plain(odd[0]), odd.start(), odd.end() - 1)
        end = odd.end()
    put(text[end:], end, len(text) - 1)
    return Reading("".join(pieces), starts, origins)


@cache
def _plain(odd: str) -> str:  # noqa: PLR0911 - a row for each way to write
    """What stands in the reading for what is written so."""
    if not odd:  # between 'Mr' and 'Patel' in the name of a file
        return " "
    if odd[0] == "%":
        return bytes.fromhex(odd[1:]).decode("ascii")
    if odd[0] == "&":
        return "".join(map(_letter, html.unescape(odd)))
    if odd[0] == "\\":
        return (
            _letter(bytes.fromhex(odd[2:].zfill(4)).decode("utf-16-be", "replace"))
            if odd[1] in "ux"
            else " "
        )
    if odd[0] == "<":
        return _tag(odd)
    if odd[0] in "*#- \t" and odd.isascii():
        return "" if odd[0] == "*" else " "
    return _letter(odd)


def _tag(tag: str) -> str:
    """What a reader sees between two words that a tag stands between."""
    name = re.match(r"</?([A-Za-z]+)", tag)
    if name and name[1].lower() in ("wbr", "b", "i", "em", "strong", "mark", "span"):
        return ""
    return "\n\n" if name and name[1].lower() in BLOCKS else " "


def _letter(letter: str) -> str:
    """A letter without the marks on it, a figure as 0 to 9, a dash as '-', and nothing unseen."""
    if letter.isascii():
        return letter
    if (figure := unicodedata.decimal(letter, None)) is not None:
        return str(figure)
    if unicodedata.category(letter) == "Pd":
        return "-"
    shapes = unicodedata.normalize("NFKD", letter.translate(_QUOTES).translate(_LETTERS))
    return "".join(" " if sign.isspace() else sign for sign in shapes if not _is_unseen(sign))


def _is_unseen(letter: str) -> bool:
    return unicodedata.category(letter) in _UNSEEN

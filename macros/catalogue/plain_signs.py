"""Signs of Markdown in a text that takes none, where they come out as the signs that they are.

Only what hardly can be anything else is told: a star may rate, a stroke may belong to a file's
name, and a number sign counts. `markdown_signs` has the signs in texts that do take Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple


class PlainSign(NamedTuple):
    """Where in a text a sign stands, what is written there, what it is, and what would be right."""

    start: int
    written: str
    what: str
    hint: str


class _Kind(NamedTuple):
    pattern: re.Pattern[str]
    what: str
    hint: str


_WITHOUT = "Write the words without signs."

_SCHEME = r"(?:https?://|mailto:|tel:|www\.)"
_REST = r"[^\s\[\]]*"
_PLACE = rf"(?:{_SCHEME}|[./#]){_REST}|[A-Za-z][\w-]*[./#]{_REST}|(?![ivxlc]+\))[A-Za-z][\w-]{{2,}}"
"""Where a link of Markdown leads: no number of a paragraph, as in '[2015](1)'."""

_KINDS = (
    _Kind(
        re.compile(rf"!\[[^\[\]\n]*\]\((?:{_PLACE})?\)"), "a picture", "Say in words what it shows."
    ),
    _Kind(
        re.compile(rf"\[[^\[\]\n]+\]\(<?(?:{_PLACE})(?: \"[^\"\n]*\")?\)"),
        "a link",
        "Write the words alone. An address goes into a field for one.",
    ),
    _Kind(
        re.compile(rf"^\[[^\[\]\n]+\]: *{_SCHEME}\S+|<{_SCHEME}[^\s<>]+>", re.MULTILINE),
        "a link",
        "Write the words alone. An address goes into a field for one.",
    ),
    _Kind(re.compile(r"\[\^[\w-]+\]"), "a footnote", "Say it in the text, in brackets."),
    _Kind(
        re.compile(
            r"\*\*(?=[^\s*])(?=[^*\n]*[^\W\d_])[^*\n]+(?<=\S)\*\*"
            r"|(?<![\w./])__(?=[^\W\d_])[^_\n]*(?<=\S)__(?![\w(/]|\.\w)"
        ),
        "bold",
        _WITHOUT,
    ),
    _Kind(
        re.compile(
            r"(?<![\w*/.])\*(?=[^\W\d_])[^*\n]*(?<=[\w.!?,;:'\")])\*(?![\w*/]|\.\w)"
            r"|(?<![\w./\\-])_(?=[^\W\d_])[^_\n]*(?<=[\w.!?,;:'\")])_(?![\w/\\-]|\.\w)"
        ),
        "emphasis",
        _WITHOUT,
    ),
    _Kind(re.compile(r"~~(?=\S)[^\n~]+(?<=\S)~~"), "text that is struck out", "Take it out."),
    _Kind(re.compile(r"(?<![\w`])`[^`\n]+`(?![\w`])|^```", re.MULTILINE), "code", _WITHOUT),
    _Kind(
        re.compile(r"^(?:#[ \t]+(?!of\b)|#{2,6}[ \t]*)[^\W\d_].*", re.MULTILINE),
        "a heading",
        "Write the words without '#'.",
    ),
    _Kind(
        re.compile(
            r"</?(?:a|b|br|code|div|em|h[1-6]|hr|i|img|li|ol|p|span|strong|su[bp]|table|t[dr]|ul?)"
            r"(?:\s[^<>\n]*)?/?>",
            re.IGNORECASE,
        ),
        "HTML",
        _WITHOUT,
    ),
    _Kind(
        re.compile(r"&(?:nbsp|amp|lt|gt|quot|apos|[mn]dash|pound|#\d+|#x[0-9a-fA-F]+);"),
        "a letter of HTML",
        "Write the letter itself.",
    ),
)

_ANY = re.compile(r"[*_`#~<&\[]")
"""Whether a text holds any of these signs; most texts don't."""

_TABLE_LINE = re.compile(r"^[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)+\|?[ \t]*$")

_BULLETS = "\u2022\u25e6\u25aa\u25ab\u25cf\u25cb\u25a0\u25a1\u2023\u2043\uf0b7"
_LINES = (
    (re.compile(rf"(?:^|:)[ \t]*[{_BULLETS}]\s*\S"), 1, "a list"),
    (re.compile(r"^[ \t]*\[[ xX]\][ \t]+\S"), 2, "a list"),
    (re.compile(r"^[ \t]*[-*+\u2013\u2014\u00b7\u2010\u2212][ \t\u00a0]+\S"), 2, "a list"),
    (re.compile(r"^[ \t]*>[ \t]+[^\W\d_]"), 2, "a quotation"),
)
"""How a line of a list begins, how many of them make one at least, and what it is."""

_NUMBER = re.compile(r"^[ \t]*(\d{1,2})[.)][ \t\u00a0]+\S")

_SENTENCES = "Make sentences of it."


def plain_signs(text: str) -> Iterator[PlainSign]:
    """What in a text can only be meant as Markdown: of each kind the first."""
    told: set[str] = set()
    taken: set[int] = set()
    for kind in _KINDS if _ANY.search(text) else ():
        for match in kind.pattern.finditer(text):
            if kind.what not in told and taken.isdisjoint(range(*match.span())):
                yield PlainSign(match.start(), _cut(match[0]), kind.what, kind.hint)
                told.add(kind.what)
                taken.update(range(*match.span()))


class ListSign(NamedTuple):
    """The first line of a list, a table or such, counted from 0, what it is, and what to do."""

    line: int
    what: str
    hint: str


def list_sign(lines: Sequence[str]) -> ListSign | None:
    """The first line of a list or a table in lines that come out as one."""
    if len(lines) == 1 and lines[0].isascii():
        return None  # a line by itself is a list where a bullet says so
    for number, line in enumerate(lines):
        if number and _TABLE_LINE.match(line):
            return ListSign(number - 1, "a table", _SENTENCES)
    for pattern, least, what in _LINES:
        if len(lines) < least:
            break  # the first kinds need the fewest, and most texts are one line
        alike = [number for number, line in enumerate(lines) if pattern.search(line)]
        if len(alike) >= least:
            return ListSign(alike[0], what, _SENTENCES)
    return _numbered(lines)


def _numbered(lines: Sequence[str]) -> ListSign | None:
    """The first of two lines whose numbers follow each other."""
    if len(lines) < 2:
        return None
    numbers = [
        (at, int(match[1])) for at, line in enumerate(lines) if (match := _NUMBER.match(line))
    ]
    for (at, number), (_, following) in pairwise(numbers):
        if following == number + 1:
            return ListSign(at, "a list", _SENTENCES)
    return None


def _cut(written: str) -> str:
    return written if len(written) <= 40 else f"{written[:39]}…"

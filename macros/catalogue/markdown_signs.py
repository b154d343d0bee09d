"""Signs of Markdown that stay signs, because something about them isn't as Markdown wants it.

A text is parsed, and what is left of signs in its words is told, with what would be right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

from macros.catalogue.record_dialect import LOOSE, STRICT

_BULLET = r"[\u2022\u25e6\u25aa\u25ab\u25cf\u25cb\u25a0\u25a1\u2023\u2043\u00b7\uf0b7]"
_DASH = r"[\u2013\u2014\u2212]"


class Sign(NamedTuple):
    """A sign that comes out as one: the line of the text, from 1, its column, and what to say."""

    line: int
    column: int
    message: str
    hint: str


class _Kind(NamedTuple):
    """Signs that a text may keep, what is wrong with them, and what would be right.

    They are told once in a paragraph, or `each` time.
    """

    pattern: re.Pattern[str]
    message: str
    hint: str
    in_pages: bool = True
    each: bool = False


_EMPTY_LINE = "leave an empty line above the first"

_KINDS = (
    _Kind(
        re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)?"),
        "A picture can't stand in a record: it comes out as the signs that it is.",
        "Say in words what it shows. Pictures belong into pages and leaflets.",
        in_pages=False,
        each=True,
    ),
    _Kind(
        re.compile(r"\[[^\]\n]*\]\(\s*<?www\.[^)\n]*\)?"),
        "This link has no full address, so it leads nowhere.",
        "Write 'https://' before 'www.'.",
        each=True,
    ),
    _Kind(
        re.compile(r"\[[^\]\n]*\]\([^)\n]*\)?"),
        "This is no link: it comes out as the signs that it is.",
        "Give it a full address, with 'https://' and no spaces. "
        "To name another record, use a field for references.",
        each=True,
    ),
    _Kind(
        re.compile(r"<www\.[^>\n]*>"),
        "This address isn't full, so it is no link.",
        "Write 'https://' before 'www.'.",
    ),
    _Kind(
        re.compile(r"</?[A-Za-z][A-Za-z0-9]*(?:\s[^<>\n]*)?/?>"),
        "HTML comes out as the signs that it is.",
        "Use Markdown: '**bold**', '- ' for a list, an empty line for a paragraph.",
        in_pages=False,
    ),
    _Kind(
        re.compile(rf"^{_BULLET}\s*\S"),
        "This bullet was pasted: the lines run together, with the bullets between them.",
        f"Write '- ' for each bullet, and {_EMPTY_LINE}.",
    ),
    _Kind(
        re.compile(rf"^{_DASH}\s+\S"),
        "This dash makes no list: the lines run together.",
        f"Write '- ' with a hyphen, and {_EMPTY_LINE}.",
    ),
    _Kind(
        re.compile(r"^[-+*\u2010\u2011][\u00a0\u202f]\s*\S|^[-+][A-Za-z]|^\*[A-Za-z][^*]*$"),
        "This makes no list: after its sign comes no space.",
        f"Write '- ', with a hyphen and a space, and {_EMPTY_LINE}.",
    ),
    _Kind(
        re.compile(r"^\|.*\|\s*$"),
        "This is half a table: it comes out as one line of signs.",
        "Under the first row goes one such as '|---|---|', with as many cells as it, "
        "and an empty line goes above the table.",
    ),
    _Kind(
        re.compile(r"^#{1,6}[^\s#]"),
        "This is no heading: after '#' comes no space.",
        "Write '### ' and the heading.",
        in_pages=False,
    ),
    _Kind(
        re.compile(r"\*\*|(?<!\w)__(?=\w)|(?<=\w)__(?!\w)"),
        "These signs for bold come out as signs: they have no partner, or a space inside them.",
        "Write '**bold**', with no space next to the signs inside.",
    ),
    _Kind(
        re.compile(r"~~"),
        "Text can't be struck out: the signs come out as signs.",
        "Take the words out, or say that they no longer hold.",
    ),
    _Kind(
        re.compile(r"\[\^[^\]\n]+\]"),
        "There are no footnotes: this comes out as the signs that it is.",
        "Say it in the text, in brackets.",
    ),
    _Kind(
        re.compile(r"^\[[ xX]\]\s"),
        "There are no boxes to tick: this comes out as the signs that it is.",
        "Take '[ ]' out.",
    ),
    _Kind(
        re.compile(r"`"),
        "This sign for code has no partner.",
        "Put one '`' before and one after the words, or take it out.",
    ),
)


@lru_cache(maxsize=1 << 14)  # two rules ask; and while a site is served, few texts change
def signs(text: str, *, is_page: bool = False) -> tuple[Sign, ...]:
    """Everything in a text that comes out as signs, is lost or starts a list by chance."""
    return tuple(_signs(text, is_page=is_page))


def _signs(text: str, *, is_page: bool) -> Iterator[Sign]:
    lines = text.split("\n")
    for token in _parser(is_page).parse(text):
        first, last = token.map or (0, 0)
        if token.type == "inline":
            yield from _left_over(token, lines[first:last], first + 1, is_page=is_page)
        elif token.type == "ordered_list_open":
            yield from _year(token, lines[first], first + 1)
        elif token.type == "table_open":
            yield from _lost_cells(lines[first:last], first + 1)


def _parser(is_page: bool) -> MarkdownIt:
    return LOOSE if is_page else STRICT


def _left_over(token: Token, lines: Sequence[str], first: int, *, is_page: bool) -> Iterator[Sign]:
    """What is left of signs in the words of a paragraph, a heading or a cell."""
    told: set[str] = set()
    for number, line in enumerate(_words(token).split("\n")):
        for kind, sign in _kinds_in(line, is_page=is_page):
            if kind.each or kind.message not in told:
                at, column = _place(lines, number, sign)
                yield Sign(first + at, column, kind.message, kind.hint)
            told.add(kind.message)


def _kinds_in(line: str, *, is_page: bool) -> Iterator[tuple[_Kind, str]]:
    """The signs in a line: of what fits two kinds, the first."""
    taken: set[int] = set()
    for kind in _KINDS:
        for match in kind.pattern.finditer(line) if kind.in_pages or not is_page else ():
            if taken.isdisjoint(range(*match.span())):
                yield kind, match[0]
                taken.update(range(*match.span()))


def _words(token: Token) -> str:
    """The words of a token, with no letter for what was made out of signs."""
    parts = []
    for child in token.children or ():
        href = str(child.attrGet("href") or "")
        if child.type == "link_open" and href.startswith("www."):
            parts.append(f"[]({href})")
        elif child.type == "text":
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        else:
            parts.append("\x00")
    return "".join(parts)


def _place(lines: Sequence[str], number: int, sign: str) -> tuple[int, int]:
    """In which of the lines a sign stands, counted from 0, and in which column."""
    near = sorted(range(len(lines)), key=lambda at: abs(at - number))
    written = sign.removeprefix("[]")
    for at in near:
        if written in lines[at]:
            return at, lines[at].index(written) + 1
    return min(number, len(lines) - 1), 1


def _year(token: Token, line: str, number: int) -> Iterator[Sign]:
    start = str(token.attrGet("start") or "")
    if len(start) >= 4:
        message = f"'{start}.' at the start of a line makes a list that starts at {start}."
        hint = f"Put a word before it, or write '{start}\\.'."
        yield Sign(number, line.index(start) + 1, message, hint)


def _lost_cells(lines: Sequence[str], first: int) -> Iterator[Sign]:
    """Rows with more cells than the table has columns."""
    columns = _cells(lines[0])
    for number, line in enumerate(lines[2:], 2):
        if _cells(line) > columns:
            message = f"This row has {_cells(line)} cells and the table {columns} columns."
            hint = "What is too much would be lost. Write '\\|' for a stroke inside a cell."
            yield Sign(first + number, 1, message, hint)


def _cells(row: str) -> int:
    return len(re.findall(r"(?<!\\)\|", row.strip().strip("|"))) + 1

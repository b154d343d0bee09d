"""Words of a tenants' page that another page explains: the first use of each leads there.

A page stays as it is, letter for letter, but for these links. No
word is linked inside a link, a heading, a control, a picture, code or easy read, which explains its
hard words itself.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

from macros.model import each, register_of
from macros.pages.where import from_root
from macros.site.folder_files import pages_in
from macros.site.word_tree import one_of
from macros.view.view import View

SHORTEST = 3
"""Letters. A shorter word is too often another one."""

_CLOSED = re.compile(
    "a|abbr|button|caption|code|dt|figure|form|h[1-6]|label|noscript|pre|script|select|style"
    "|summary|svg|textarea|th"
)
"""Elements inside which no word is linked."""

_EMPTY = frozenset(("br", "hr", "img", "input", "link", "meta", "path", "source", "wbr"))
"""Elements that have no end."""

_APART = frozenset(("kim-doors", "kim-easy", "kim-fields--about", "kim-notice"))
"""Classes of what explains itself, of ways on, of notices, and of who answers for a page."""


class Explained(NamedTuple):
    """The words that are explained, as one pattern, and where each is, from the site's root."""

    pattern: re.Pattern[str]
    places: Mapping[str, str]


def explain(folder: Path, view: View) -> None:
    """Link the words of every page of a finished site."""
    known = explained(view)
    if known is None:
        return
    for own, path in pages_in(folder):
        path.write_text(linked_at(own, path.read_text("utf-8"), known), "utf-8")


def linked_at(own: str, text: str, known: Explained) -> str:
    """The page at an address ("" or "doors/") with its links."""
    return linked(text, known, "../" * own.count("/") or "./", own)


def explained(view: View) -> Explained | None:
    """The words of the register whose schema says that its records are words, if there is one."""
    places = dict(_places(view))
    if not places:
        return None
    either = one_of(map(_as_written, places))
    return Explained(re.compile(rf"(?<![\w&#-]){either}s?(?![\w;-])"), places)


def _places(view: View) -> Iterator[tuple[str, str]]:
    register = register_of(view.readable, "word")
    for record in register.records if register else ():
        schema = view.schema(record.key)
        others = (each(record.values.get(name)) for name in schema.names)
        names = [view.label(record.key), *(str(name) for values in others for name in values)]
        yield from ((name, from_root(view, record.key)) for name in names if len(name) >= SHORTEST)


def _as_written(name: str) -> Sequence[str]:
    """A word as it can stand in a page, letter by letter, each as a pattern.

    A capital at its start is free, unless it has others.
    """
    first, rest = name[0], name[1:]
    is_free = rest == rest.lower() and first.isalpha()
    start = f"[{first.upper()}{first.lower()}]" if is_free else re.escape(first)
    return (start, *map(_letter_as_written, rest))


def _letter_as_written(letter: str) -> str:
    if letter in "'\u2019":
        return "(?:'|\u2019|&#39;|&#x27;|&rsquo;)"
    return re.escape(html.escape(letter, quote=False))


def linked(text: str, known: Explained, up: str, own: str) -> str:
    """A page with its links. Words that are explained on the page `own` itself are left alone."""
    reader = _Reader(text)
    reader.feed(text)
    reader.close()
    links = _Links(known, up, own)
    written, end = [], 0
    for run in reader.runs:
        written += [text[end : run.start], links.put_into(text[run.start : run.stop])]
        end = run.stop
    return "".join([*written, text[end:]])


class _Links:
    """Links to words, each put in once."""

    def __init__(self, known: Explained, up: str, own: str) -> None:
        self._known = known
        self._up = up
        self._used = {place for place in known.places.values() if place.partition("#")[0] == own}

    def put_into(self, text: str) -> str:
        """A run of words with links."""
        return self._known.pattern.sub(self._link, text)

    def _link(self, word: re.Match[str]) -> str:
        place = self._place(html.unescape(word[0]).replace("\u2019", "'"))
        if not place or place in self._used:
            return word[0]
        self._used.add(place)
        return f'<a class="kim-word" href="{self._up}{place}">{word[0]}</a>'

    def _place(self, name: str) -> str:
        """Where a word is explained, by any of the ways to write it."""
        for form in (name, name.removesuffix("s")):
            for start in (form[:1], form[:1].upper(), form[:1].lower()):
                if place := self._known.places.get(start + form[1:]):
                    return place
        return ""


class _Reader(HTMLParser):
    """A page as a browser reads it: where in its text words stand that can be linked."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self.runs: list[range] = []
        self._page = text
        self._lines = [0, *(match.end() for match in re.finditer("\n", text))]
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Whether words are linked inside an element goes by it and by those around it."""
        if tag in _EMPTY:
            return
        classes = dict(attrs).get("class") or ""
        is_closed = bool(_CLOSED.fullmatch(tag)) or not _APART.isdisjoint(classes.split())
        around = bool(self._open) and self._open[-1][1]
        self._open.append((tag, (tag == "article" or around) and not is_closed))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element that ends where it starts holds no words."""

    def handle_endtag(self, tag: str) -> None:
        """Elements that nobody ended end with the one around them."""
        if any(name == tag for name, _ in self._open):
            while self._open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        """Words."""
        self._add(len(data))

    def handle_entityref(self, name: str) -> None:
        """A letter by its name."""
        self._add_letter(f"&{name}")

    def handle_charref(self, name: str) -> None:
        """A letter by its number."""
        self._add_letter(f"&#{name}")

    def _add_letter(self, name: str) -> None:
        """A letter by its name, which a semicolon ends, or nothing does."""
        self._add(len(name) + self._page.startswith(";", self._position() + len(name)))

    def _add(self, length: int) -> None:
        """A run of text from here on; what follows the last one without markup makes it longer."""
        if self._open and self._open[-1][1]:
            start = stop = self._position()
            if self.runs and self.runs[-1].stop == start:
                start = self.runs.pop().start
            self.runs.append(range(start, stop + length))

    def _position(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

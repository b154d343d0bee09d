"""A way to leave a page at once, on every page for tenants that speaks of harm at home.

Which words do so stands in the register of dangers, so that no page is forgotten. Without
JavaScript the button is a link; `kim-exit.js` makes it leave no way back.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape
from itertools import chain
from pathlib import Path

from macros.model import each, records_of
from macros.pages.fragments import render
from macros.site.folder_files import files_in
from macros.view.view import View

_MAIN = re.compile(r"<main\b[^>]*>(?P<inside>.*)</main>", re.DOTALL)
_WORD = re.compile(r"[^\W_]+")
_TAG = re.compile(r"<[^<>]*>")
PRIVATE = "danger/private/"
"""The page that says how to keep a visit private, where the site has one."""


def put_exits(folder: Path, view: View) -> None:
    """Put a quick exit at the top of each page that has one of the words."""
    words = exit_words(view)
    for place, path in files_in(folder, ".html") if words else ():
        text = path.read_text("utf-8")
        with_it = with_exit(text, words, folder, place.count("/"))
        if with_it != text:
            path.write_text(with_it, "utf-8")


def with_exit(text: str, words: Sequence[str], folder: Path, depth: int) -> str:
    """A page with a quick exit where it has one of the words; the same page where it has none.

    It lies so many folders below the site's own, `folder`.
    """
    main = _MAIN.search(text)
    if main is None or not speaks_of(main["inside"], words):
        return text
    is_there = (folder / PRIVATE / "index.html").is_file()
    more = "../" * depth + PRIVATE if is_there else ""
    at = main.start("inside")
    return f"{text[:at]}{render('exit.html', more=more)}{text[at:]}"


def exit_words(view: View) -> list[str]:
    """The words that call for an exit, in small letters."""
    lists = (
        each(record.values.get("exit_words")) for record in records_of(view.registers, "danger")
    )
    return [str(words) for words in chain.from_iterable(lists)]


def speaks_of(html: str, words: Sequence[str]) -> bool:
    """Whether the text of a page has one of these words, or words that follow each other."""
    text = _plain(unescape(_TAG.sub(" ", html)))
    return any(_plain(phrase) in text for phrase in words)


def _plain(text: str) -> str:
    """Small letters and figures, with one space round each word."""
    return f" {' '.join(_WORD.findall(text.lower()))} "

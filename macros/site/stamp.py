"""Stamping: a finished page for each record and generated page, from the shell of its kind."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from markupsafe import escape

from macros.model import Record
from macros.pages.fragments import ROOT, SECRET, Elsewhere, Fragment, GeneratedPage, place
from macros.pages.generated import generated_pages
from macros.pages.records import record_page
from macros.site.errors import SiteError
from macros.site.folder_files import files_in
from macros.site.placeholders import Placeholders
from macros.site.unwritten_pages import BODY, FILE, SEGMENT, TITLE, shell_of
from macros.view.view import View

MARKS = re.compile("|".join((f"<p>{BODY}</p>", TITLE, BODY, SEGMENT, FILE)))


class LedOn(NamedTuple):
    """A page that only leads on: its title, and where to."""

    title: str
    to: Elsewhere


def swap_tokens(folder: Path, placeholders: Placeholders) -> None:
    """Every token in every page becomes the piece that it stands for."""
    for file, path in files_in(folder, ".html"):
        text = path.read_text("utf-8")
        if SECRET in text and SEGMENT not in file:  # else it is a shell
            _write(folder, path, placeholders.swap(text))


def stamp_records(folder: Path, view: View) -> Mapping[str, str]:
    """One page for each record, from the one shell that the generator made for its register.

    Gives back the shells, by register.
    """
    shells: dict[str, str] = {}
    for name, register in view.paged.items():
        shell = folder / "registers" / name / SEGMENT / "index.html"
        if not shell.is_file():
            raise SiteError(f"The generator made no page for the records of {name}.")
        shells[name] = shell.read_text("utf-8")
        for record in register.records:
            path = folder / place(record.key) / "index.html"
            _write(folder, path, stamped_record(shells[name], view, record))
        shutil.rmtree(shell.parent)
    return shells


def stamped_record(template: str, view: View, record: Record) -> str:
    """A record's page: its register's shell with the record's own words in place of the marks."""
    words = _words(view.label(record.key), record_page(view, record))
    return _fill(template, {**words, SEGMENT: record.key.id.lower(), FILE: record.key.id})


def stamp_generated(folder: Path, view: View) -> Mapping[str, LedOn]:
    """The pages that belong to no register's table, each from the shell of its place and depth.

    Gives back those that only lead on, by their address: they have no shell.
    """
    shells: dict[str, str] = {}
    led_on: dict[str, LedOn] = {}
    for page in generated_pages(view):
        made = page.make()
        if made.elsewhere:
            led_on[page.address] = LedOn(page.title, made.elsewhere)
            continue
        shell = shell_of(page).removesuffix(".md")
        if shell not in shells:
            shells[shell] = (folder / shell / "index.html").read_text("utf-8")
        path = folder / page.address / "index.html"
        template = shells[shell].replace(f"{shell}/", page.address)  # its canonical address
        _write(folder, path, stamped_page(template, page, made))
    for shell in shells:
        shutil.rmtree(folder / shell.split("/")[0], ignore_errors=True)
    return led_on


def stamped_page(template: str, page: GeneratedPage, made: Fragment) -> str:
    """A generated page. Its address and file are no record's, so those marks go."""
    if not page.searched:
        template = template.replace(" data-pagefind-body", "", 1)
    return _fill(template, {**_words(page.title, made), SEGMENT: "", FILE: ""})


def _words(title: str, fragment: Fragment) -> Mapping[str, str]:
    """The words for the marks. Where the body's mark is a paragraph, the body replaces that too."""
    body = str(fragment.html)
    return {TITLE: str(escape(title)), BODY: body, f"<p>{BODY}</p>": body}


def _fill(template: str, words: Mapping[str, str]) -> str:
    """All marks in one pass, so that no record's words are searched for marks."""
    return MARKS.sub(lambda mark: words[mark[0]], template)


def _write(folder: Path, path: Path, text: str) -> None:
    """A page, with the way to the site's root from where it stands."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(rooted(text, len(path.relative_to(folder).parts) - 1), "utf-8")


def rooted(text: str, depth: int) -> str:
    """A page with the way to the site's root from so many folders below it."""
    return text.replace(ROOT, "../" * depth or "./")

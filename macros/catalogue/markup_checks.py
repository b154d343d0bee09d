"""What people wrote into public pages, in Markdown and as HTML, with its place.

It reads the source, so that it can say where; what Markdown makes of it is looked at once more in
the build, which publishes nothing that isn't on the same lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser

from macros.catalogue.front_matter import PUBLIC
from macros.catalogue.markup import MarkupFault, address_faults, faults
from macros.catalogue.project import Project
from macros.catalogue.rule import check
from macros.model import Mark, Page, Problems, error, warning

_CODE = re.compile(
    r"^(?P<fence>[ ]*(?:```+|~~~+)).*?(?:^(?P=fence)[`~]*[ ]*$|\Z)"
    r"|(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)"
    r"|\{\{.*?\}\}"
    r"|<(?:(?:https?|ftp)://[^<>]*|(?:mailto:)?[^<>@\s]+@[^<>\s]+)>",  # an address by itself
    re.DOTALL | re.MULTILINE,
)
"""What Markdown shows as it is: code, macros, and addresses between angle brackets."""

_LINK = re.compile(
    r"(?P<picture>!?)\[(?:[^\[\]]|\[[^\[\]]*\])*\]\(\s*<?(?P<target>[^)>]*)"
    r"|^[ ]{0,3}\[[^\]\n]+\]:[ ]*<?(?P<named>[^>\n]*)",
    re.MULTILINE,
)


@check("public-markup", "error")
def public_markup(project: Project) -> Problems:
    """A public page holds code, hides something, or brings something in from outside."""
    for page in _public(project):
        for mark, fault in (*_in_html(page), *_in_links(page)):
            place = page.place_in_text(*mark)
            yield error(place, "public-markup", fault.message, hint=fault.hint)


@check("public-comment", "warning")
def public_comment(project: Project) -> Problems:
    """A public page holds a comment, which isn't published."""
    for page in _public(project):
        for mark in _read(page).comments:
            message = "This is a comment. It is not published, and stays in Git."
            hint = "Take it out if it isn't for all who can read that."
            yield warning(page.place_in_text(*mark), "public-comment", message, hint=hint)


def _public(project: Project) -> Iterator[Page]:
    return (page for page in project.pages if page.file.startswith(PUBLIC))


def _in_html(page: Page) -> Iterator[tuple[Mark, MarkupFault]]:
    for mark, tag, attributes in _read(page).tags:
        for fault in faults(tag, attributes):
            yield mark, fault


def _in_links(page: Page) -> Iterator[tuple[Mark, MarkupFault]]:
    text = _without_code(page.text)
    for link in _LINK.finditer(text):
        before = text[: link.start()]
        mark = Mark(before.count("\n") + 1, len(before) - before.rfind("\n"))
        address = unescape(link["target"] or link["named"] or "")
        for fault in address_faults(address, is_picture=link["picture"] == "!"):
            yield mark, fault


def _without_code(text: str) -> str:
    """The text with spaces in place of what is shown as it is."""
    return _CODE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)


def _read(page: Page) -> _Reader:
    reader = _Reader()
    reader.feed(_without_code(page.text))
    reader.close()
    return reader


class _Reader(HTMLParser):
    """The tags and comments of a page, each with its place."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[Mark, str, list[tuple[str, str | None]]]] = []
        self.comments: list[Mark] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((self._mark(), tag, attrs))

    def handle_comment(self, data: str) -> None:
        self.comments.append(self._mark())

    def handle_decl(self, decl: str) -> None:
        self.comments.append(self._mark())

    def handle_pi(self, data: str) -> None:
        self.comments.append(self._mark())

    def unknown_decl(self, data: str) -> None:
        self.comments.append(self._mark())

    def _mark(self) -> Mark:
        line, column = self.getpos()
        return Mark(line, column + 1)


CHECKS = (public_markup, public_comment)

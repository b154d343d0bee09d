"""Rules on formatted text: that it comes off, in records and in pages alike."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeVar

from macros.catalogue.dialect_words import explained
from macros.catalogue.markdown_signs import Sign, signs
from macros.catalogue.names import place_of, texts_in
from macros.catalogue.page_texts import only_markdown
from macros.catalogue.project import Project
from macros.catalogue.record_dialect import STRICT
from macros.catalogue.rule import check
from macros.catalogue.yaml_places import indent_of, is_block, written_lines
from macros.model import Page, Path, Place, Problems, Record, warning

T = TypeVar("T")

_ANY_SIGN = re.compile(
    r"[*_`#|>~\\<\[\]\u00a0]|^\s*(?:[-+]|[^\w\s\"'(£]|\d+[.)])|^ {2,}|^=+\s*$", re.MULTILINE
)
"""Whether a text holds anything that could be Markdown; most texts don't."""


class Text(NamedTuple):
    """A formatted text and what holds it. A page's text has no path."""

    source: Record | Page
    path: Path
    text: str

    def place(self, line: int, column: int = 1) -> Place:
        """Where a line of the text stands in its file."""
        if isinstance(self.source, Page):
            return self.source.place_in_text(line, column)
        start = sum(len(above) + 1 for above in self.text.split("\n")[: line - 1]) + column - 1
        return place_of(self.source, self.path, self.text, start)


@check("joined-lines", "warning")
def joined_lines(project: Project) -> Problems:
    """A formatted text has lists or tables that are lost, since its lines are joined."""
    for text in _in_records(project):
        if place := _joined(text):
            message = "The lines of this text are joined, so this list or table would be lost."
            hint = "Write '|' where '>-' stands, or after the colon: then each line stays one."
            yield warning(place, "joined-lines", message, hint=hint)


def _joined(text: Text) -> Place | None:
    """Where the first line stands that is lost because the lines of a text are joined."""
    document = text.source.document
    if isinstance(text.source, Page) or is_block(document, text.path, "|"):
        return None
    written = list(written_lines(document, text.path))
    lost = _lost(text.text, [line for _, line in written])
    if lost is None:
        return None
    line, column = written[lost][0], indent_of(document, text.path) + 1
    return text.source.place(text.path)._replace(line=line, column=column)


def _lost(joined: str, lines: Sequence[str]) -> int | None:
    """The first line that would start a list, a table or such if the lines weren't joined."""
    kinds = [token.type for token in STRICT.parse(joined) if _is_layout(token.type)]
    for token in STRICT.parse("\n".join(lines)):
        if _is_layout(token.type):
            if token.type not in kinds:
                return token.map[0] if token.map else 0
            kinds.remove(token.type)
    return None


def _is_layout(kind: str) -> bool:
    return kind in ("list_item_open", "table_open", "heading_open", "fence", "blockquote_open")


@check("markdown", "warning")
def markdown(project: Project) -> Problems:
    """A formatted text holds signs that come out as signs, or loses something."""
    for text in _texts(project):
        for sign in _signs(text):
            yield warning(
                text.place(sign.line, sign.column), "markdown", sign.message, hint=sign.hint
            )


@check("dialect", "warning")
def dialect(project: Project) -> Problems:
    """A formatted text would be read in one way in a record and in another in a page."""
    from macros.catalogue.readings import differences  # noqa: PLC0415 - loads two large libraries

    for text in _texts(project):
        told = {sign.line for sign in _signs(text)}
        lines = text.text.split("\n")
        for span in _once(differences, only_markdown(text.text)):
            for number, words in explained(lines, span).items():
                if number not in told:
                    yield warning(text.place(number), "dialect", words.message, hint=words.hint)


def _signs(text: Text) -> Sequence[Sign]:
    return _once(_signs_in_page if isinstance(text.source, Page) else signs, text.text)


def _signs_in_page(text: str) -> Iterator[Sign]:
    return signs(text, is_page=True)


@lru_cache(maxsize=1 << 14)  # while a site is served, few texts change between two edits
def _once(find: Callable[[str], Iterable[T]], text: str) -> Sequence[T]:
    """What is found in a text, looked for once."""
    return tuple(find(text))


def _texts(project: Project) -> Iterator[Text]:
    """Every formatted text that holds signs: of records, and of pages without HTML and macros."""
    for text in (*_in_records(project), *map(_of_page, project.pages)):
        if _ANY_SIGN.search(text.text) and not _joined(text):
            yield text


def _in_records(project: Project) -> Iterator[Text]:
    for record in project.each_record():
        for name in texts_in(project.schema(record).fields, record.values):
            if name.field.format == "markdown":
                yield Text(record, name.path, name.text)


def _of_page(page: Page) -> Text:
    return Text(page, (), only_markdown(page.text))


CHECKS = (joined_lines, markdown, dialect)

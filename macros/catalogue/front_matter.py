"""The heading of each page that people write, checked before the build.

MkDocs drops a heading that it can't read and publishes the page without it, even with --strict, so
the checks are ours.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from macros.catalogue.schemas import Schemas
from macros.catalogue.text_files import check_unseen, decode
from macros.catalogue.validate import check
from macros.catalogue.yaml_reader import parse
from macros.model import Document, Mark, Page, Path, Place, Problem, Problems, error

PUBLIC = "docs/public/"
"""The folder of the public site's pages: a page is public only here."""

PAGE_ENDINGS = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
"""What MkDocs takes for a page; a page of ours ends in the first."""

_HEADING_BYTES = re.compile(rb"(---\r?\n)(.*?)(^---[ ]*\r?$.*)", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"---\n(.*?)^---[ ]*$", re.DOTALL | re.MULTILINE)


def read_page(content: bytes, file: str, schemas: Schemas) -> tuple[Page | None, list[Problem]]:
    """A page's heading and text, or everything that is wrong with the heading."""
    text, problems = decode(content, file)
    if text is None:
        return None, problems
    heading = _HEADING.match(text)
    if not heading:
        why = "who answers for it, who it is for, when it is looked at again"
        return None, [_without_heading(file, f"The page has no heading: {why}.")]
    document, problems = parse(heading[1].encode(), file)
    if document is None and any(problem.rule == "empty-file" for problem in problems):
        return None, [_without_heading(file, "The page's heading is empty.")]
    if document is None:
        return None, [problem._replace(line=problem.line + 1) for problem in problems]
    document = _lower(document)
    values, problems = check(schemas, "page", document, file)
    start = text[: heading.end()].count("\n")
    page = Page(file, values, document, text[heading.end() :], start)
    return page, [*problems, *_unseen(page)]


def _unseen(page: Page) -> Problems:
    """Characters in the text that nobody sees."""
    for problem in check_unseen(page.text.split("\n"), page.file):
        yield problem._replace(line=page.start + problem.line)


def read_heading(content: bytes, file: str) -> Document | None:
    """What stands in a page's heading; None where it can't be read."""
    text, _ = decode(content, file)
    heading = _HEADING.match(text or "")
    document, _ = parse(heading[1].encode(), file) if heading else (None, [])
    return _lower(document) if document else None


def heading_lines(content: bytes) -> tuple[bytes, bytes, bytes]:
    """A page's file in three: the first line of dashes, the heading's lines, and all below them.

    Nothing stands before or in a heading that isn't there.
    """
    parts = _HEADING_BYTES.match(content)
    return (parts[1], parts[2], parts[3]) if parts else (b"", b"", content)


def _without_heading(file: str, message: str) -> Problem:
    fields = "title, owner_role, audience and next_review"
    hint = f"Start the file with a line '---', then {fields}, then a line '---'."
    return error(Place(file), "page-heading", message, hint=hint)


def _lower(document: Document) -> Document:
    """Marks count from the line under the first dashes; the file starts one line above."""

    def lower(marks: Mapping[Path, Mark]) -> dict[Path, Mark]:
        return {path: Mark(mark.line + 1, mark.column) for path, mark in marks.items()}

    marks, keys = lower(document.marks), lower(document.keys)
    return Document(document.value, marks, keys, ["---", *document.lines])

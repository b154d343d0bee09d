"""The heading of each page that people write, and what a page leans on: checked before the build.

MkDocs drops a heading that it can't read and publishes the page without it, even with --strict, so the
checks are ours.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping

from macros.catalogue.call import Ids, Known, Registers
from macros.catalogue.macro_calls import check_calls
from macros.catalogue.prose import check_prose
from macros.catalogue.schemas import Schemas
from macros.catalogue.validate import check
from macros.catalogue.yaml_reader import decode, parse
from macros.model import Document, Mark, Page, Path, Problem, Schema
from macros.model.text import did_you_mean

_HINT = "Start the file with a line '---', then title, owner_role, audience and next_review, then a line '---'."
_HEADING = re.compile(r"---\n(.*?)^---[ ]*$", re.DOTALL | re.MULTILINE)


def read_page(content: bytes, file: str, schemas: Schemas) -> tuple[Page | None, list[Problem]]:
    """A page's heading and text, or everything that is wrong with the heading."""
    text, problems = decode(content, file)
    if text is None:
        return None, problems
    found = _HEADING.match(text)
    if not found:
        message = "The page has no heading: who answers for it, who it is for, when it is looked at again."
        return None, [Problem(file, 1, 1, "", "page-heading", "error", message, _HINT)]
    document, problems = parse(found[1].encode(), file)
    if document is None and any(problem.rule == "empty-file" for problem in problems):
        return None, [
            Problem(file, 1, 1, "", "page-heading", "error", "The page's heading is empty.", _HINT)
        ]
    if document is None:
        return None, [problem._replace(line=problem.line + 1) for problem in problems]
    document = _lower(document)
    values, problems = check(schemas, "page", document, file)
    return Page(
        file, values, document, text[found.end() :], text[: found.end()].count("\n")
    ), problems


def _lower(document: Document) -> Document:
    """Marks count from the line under the first dashes; the file starts one line above."""

    def lower(marks: Mapping[Path, Mark]) -> dict[Path, Mark]:
        return {path: Mark(mark.line + 1, mark.column) for path, mark in marks.items()}

    return Document(document.value, lower(document.marks), lower(document.keys))


PUBLIC = "docs/public/"
"""The folder of the public site's pages: a page is public only here."""


def check_page(page: Page, registers: Registers, ids: Ids, published: Ids) -> Iterator[Problem]:
    """A page says truly who it is for, calls macros that there are, and leans on nothing that its readers can't see.

    `registers` are those that there are, `ids` their records, and `published` the records that everybody may see.
    """
    public = page.file.startswith(PUBLIC)
    known = Known(registers, published if public else ids, public)
    yield from _audience(page)
    if page.values.get("render_macros") is True:
        yield from check_calls(page, known)
    yield from check_prose(page, known)
    if public:
        yield from _ways_out(page)


STATEMENTS = ("docs/about/accessibility.md", PUBLIC + "accessibility.md")
"""The accessibility statement of each site: the staff site's and the tenants'."""


def check_statements(files: Collection[str]) -> Iterator[Problem]:
    """A site that has pages has its accessibility statement among them (SI 2018/952, regulation 8)."""
    for statement in STATEMENTS:
        public = statement.startswith(PUBLIC)
        if statement not in files and any(file.startswith(PUBLIC) == public for file in files):
            site, whose = ("tenants'", "ACC-public") if public else ("staff", "ACC-staff")
            hint = f'Write {statement}, with {{{{ whole_record("{whose}") }}}} in it.'
            yield Problem(
                statement,
                1,
                1,
                "",
                "accessibility-statement",
                "error",
                f"The {site} site has no accessibility statement.",
                hint,
            )


def check_home(schema: Schema, document: Document, files: Collection[str]) -> Iterator[Problem]:
    """The page that lists a register for tenants is there. `document` is the schema's file, for the place."""
    page = PUBLIC + (schema.public.page if schema.public else "")
    if page == PUBLIC or page in files:
        return
    mark = document.mark(("x-register", "public", "page"))
    known = [file for file in files if file.startswith(PUBLIC)]
    hint = did_you_mean(page, known, "Name a page under docs/public/, or take the line out.")
    yield Problem(
        schema.file,
        mark.line,
        mark.column,
        "x-register.public.page",
        "schema",
        "error",
        f"There is no page '{page}'.",
        hint,
    )


def _audience(page: Page) -> Iterator[Problem]:
    audience, home = page.values.get("audience"), page.file.startswith(PUBLIC)
    mark = page.document.mark(("audience",))
    if audience == "staff" and home:
        message = "The page is for staff, and everything in docs/public/ is published."
        hint = "Move it out of docs/public/, or write 'audience: public'."
    elif audience == "public" and not home:
        message = "The page is for the public, and only pages in docs/public/ are published."
        hint = "Move it into docs/public/, or write 'audience: staff'."
    else:
        return
    yield Problem(
        page.file, mark.line, mark.column, "audience", "page-audience", "error", message, hint
    )


_LINK = re.compile(
    r"\]\(\s*<?([^)\s>]+)|^[ ]*\[[^\]\n]+\]:[ ]*(\S+)|(?:href|src)\s*=\s*[\"']?([^\"'\s>]+)|--8<--\s*[\"']?([^\"'\n]*)",
    re.MULTILINE,
)


def _ways_out(page: Page) -> Iterator[Problem]:
    """Links, pictures and snippets of a public page that lead to something outside docs/public/."""
    here = posixpath.dirname(page.file)
    for found in _LINK.finditer(page.text):
        line = page.text.count("\n", 0, found.start()) + 1
        if found[4] is not None:
            yield _problem(
                page, line, "A public page can't take in another file.", "Write the text here."
            )
            continue
        target = next(one for one in found.groups() if one).partition("#")[0]
        if (
            target
            and ":" not in target
            and not posixpath.normpath(posixpath.join(here, target)).startswith(PUBLIC.rstrip("/"))
        ):
            message = f"This public page leans on '{target}', which is for staff."
            yield _problem(
                page, line, message, "Link to a page in docs/public/, or take the link out."
            )


def _problem(page: Page, line: int, message: str, hint: str) -> Problem:
    return Problem(page.file, page.start + line, 1, "", "macro", "error", message, hint)

"""The heading of each page that people write, and the macros that it calls: checked before the build.

MkDocs drops a heading that it can't read and publishes the page without it, even with --strict, so the
checks are ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from jinja2 import Environment, TemplateSyntaxError, nodes

from macros.model import Document, Mark, Page, Path, Problem
from macros.parse import decode, parse
from macros.schemas.check import check
from macros.schemas.read import Schemas
from macros.wording import did_you_mean

_HINT = "Start the file with a line '---', then title, owner_role, audience and next_review, then a line '---'."
_LIKE = "A macro looks like {{ register_table('actions') }}."
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
        return None, [Problem(file, 1, 1, "", "page-heading", "error", "The page's heading is empty.", _HINT)]
    if document is None:
        return None, [problem._replace(line=problem.line + 1) for problem in problems]
    document = _lower(document)
    values, problems = check(schemas, "page", document, file)
    return Page(file, values, document, text[found.end() :], text[: found.end()].count("\n")), problems


def _lower(document: Document) -> Document:
    """Marks count from the line under the first dashes; the file starts one line above."""

    def lower(marks: Mapping[Path, Mark]) -> dict[Path, Mark]:
        return {path: Mark(mark.line + 1, mark.column) for path, mark in marks.items()}

    return Document(document.value, lower(document.marks), lower(document.keys))


REGISTER_CALLS = ("register_table", "register_groups", "reading", "chain_picture", "lanes_picture", "count")
"""Macros whose first argument is the name of a register."""

CALLS = (*REGISTER_CALLS, "registers_list", "dictionary", "provenance", "warnings", "all_pages", "record", "field")
"""Every macro that a page may call; `calls.py` holds what they do, and a test that the two agree."""


def check_calls(page: Page, registers: Sequence[str]) -> Iterator[Problem]:
    """Every macro that a page calls is known, and names a register that there is.

    A page may print a name (`{{ landlord.name }}`) or call a macro with plain values; nothing else runs.
    """
    if page.values.get("render_macros") is not True:
        return
    try:
        tree = Environment(autoescape=True).parse(page.text)
    except TemplateSyntaxError as error:
        yield _problem(page, error.lineno, f"This can't be read as a macro: {str(error.message).rstrip('.')}.", _LIKE)
        return
    except (RecursionError, ValueError):  # thousands of brackets or figures: nobody means them
        longest = max(range(len(lines := page.text.split("\n"))), key=lambda number: len(lines[number]))
        yield _problem(page, longest + 1, "This can't be read as a macro: it is too deep or too long.", _LIKE)
        return
    for call in tree.find_all(nodes.Call):
        name = call.node.name if isinstance(call.node, nodes.Name) else ""
        if name not in CALLS:
            yield _problem(page, call.lineno, f"There is no macro '{name or 'of that kind'}'.", did_you_mean(name, CALLS, ""))
        elif name in REGISTER_CALLS:
            yield from _register_named(page, call, registers)


def _register_named(page: Page, call: nodes.Call, registers: Sequence[str]) -> Iterator[Problem]:
    first = call.args[0] if call.args else next((one.value for one in call.kwargs if one.key == "name"), None)
    name = first.value if isinstance(first, nodes.Const) else ""
    if name not in registers:
        yield _problem(
            page,
            call.lineno,
            f"There is no register '{name}'.",
            did_you_mean(str(name), registers, f"The registers are {', '.join(registers)}."),
        )


def _problem(page: Page, line: int, message: str, hint: str) -> Problem:
    return Problem(page.file, page.start + line, 1, "", "macro", "error", message, hint)

"""The heading of each page that people write, and the macros that it calls: checked before the build.

MkDocs drops a heading that it can't read and publishes the page without it, even with --strict, so the
checks are ours.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping

from jinja2 import Environment, TemplateSyntaxError, nodes

from macros.catalogue.schemas import Schemas
from macros.catalogue.validate import check
from macros.catalogue.yaml_reader import decode, parse
from macros.model import Document, Mark, Page, Path, Problem, Schema
from macros.model.text import did_you_mean, nearest

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


RECORD_CALLS = ("record", "field", "whole_record")
"""Macros that name a record."""

REGISTER_CALLS = (
    "register_table",
    "register_groups",
    "reading",
    "chain_picture",
    "lanes_picture",
    "count",
    "listing",
)
"""Macros whose first argument is the name of a register."""

CALLS = (
    *REGISTER_CALLS,
    "registers_list",
    "dictionary",
    "provenance",
    "warnings",
    "all_pages",
    "changes",
    "as_at",
    "as_at_compare",
    "how_long",
    "ask_box",
    *RECORD_CALLS,
)
"""Every macro that a page may call; `calls.py` holds what they do, and a test that the two agree."""


PUBLIC = "docs/public/"
"""The folder of the public site's pages: a page is public only here."""


Registers = Mapping[str, Schema | None]
"""The registers that there are; None where the schema is broken, which is said elsewhere."""

Ids = Mapping[str, Collection[str]]
"""The ids of records, by register."""


def check_page(page: Page, registers: Registers, ids: Ids, published: Ids) -> Iterator[Problem]:
    """A page says truly who it is for, calls macros that there are, and leans on nothing that its readers can't see.

    `registers` are those that there are, `ids` their records, and `published` the records that everybody may see.
    """
    yield from _audience(page)
    if page.values.get("render_macros") is True:
        yield from _calls(page, registers, ids, published)
    if page.file.startswith(PUBLIC):
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


ALLOWED = (
    nodes.Output,
    nodes.TemplateData,
    nodes.Call,
    nodes.Keyword,
    nodes.Name,
    nodes.Getattr,
    nodes.Const,
    nodes.List,
    nodes.Dict,
    nodes.Pair,
    nodes.Tuple,
)
"""What a page may hold between braces: names, calls and plain values."""

NAMES = ("landlord",)
"""What a page may print that is no macro. The generator knows much more: commits, their authors, its settings, other pages."""


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


def _calls(page: Page, registers: Registers, ids: Ids, published: Ids) -> Iterator[Problem]:
    """A page may print a name (`{{ landlord.name }}`) or call a macro with plain values; nothing else runs."""
    try:
        tree = Environment(autoescape=True).parse(page.text)
    except TemplateSyntaxError as error:
        yield _problem(
            page,
            error.lineno,
            f"This can't be read as a macro: {str(error.message).rstrip('.')}.",
            _LIKE,
        )
        return
    except (RecursionError, ValueError):  # thousands of brackets or figures: nobody means them
        longest = max(
            range(len(lines := page.text.split("\n"))), key=lambda number: len(lines[number])
        )
        yield _problem(
            page, longest + 1, "This can't be read as a macro: it is too deep or too long.", _LIKE
        )
        return
    faults = list(_call_faults(page, tree, registers, ids, published)) or list(
        _name_faults(page, tree)
    )
    yield from faults
    strange = next(
        (node for node in tree.find_all(nodes.Node) if not isinstance(node, ALLOWED)), None
    )
    if strange and not faults:
        message = (
            "Only macros stand between braces here: nothing is included, set, filtered or repeated."
        )
        yield _problem(page, strange.lineno, message, _LIKE)


def _name_faults(page: Page, tree: nodes.Template) -> Iterator[Problem]:
    called = [call.node for call in tree.find_all(nodes.Call)]
    for name in tree.find_all(nodes.Name):
        if name.ctx == "load" and name.name not in NAMES and not any(name is one for one in called):
            message = f"A page can't print '{name.name}'."
            yield _problem(
                page,
                name.lineno,
                message,
                "It can print what mkdocs.yml says of the landlord, as in {{ landlord.name }}, or call a macro.",
            )


def _call_faults(
    page: Page, tree: nodes.Template, registers: Registers, ids: Ids, published: Ids
) -> Iterator[Problem]:
    for call in tree.find_all(nodes.Call):
        name = call.node.name if isinstance(call.node, nodes.Name) else ""
        if name not in CALLS:
            yield _problem(
                page,
                call.lineno,
                f"There is no macro '{name or 'of that kind'}'.",
                did_you_mean(name, CALLS, ""),
            )
        elif name in REGISTER_CALLS:
            yield from _register_named(page, call, registers)
        elif name in RECORD_CALLS:
            yield from _record_named(page, call, published if page.file.startswith(PUBLIC) else ids)


def _register_named(page: Page, call: nodes.Call, registers: Registers) -> Iterator[Problem]:
    name = _argument(call, 0, "name")
    if name not in registers:
        known = list(registers)
        yield _problem(
            page,
            call.lineno,
            f"There is no register '{name}'.",
            did_you_mean(str(name), known, f"The registers are {', '.join(known)}."),
        )
        return
    schema = registers[str(name)]
    if schema is None:
        return
    if page.file.startswith(PUBLIC) and schema.public is None:
        message = f"The register '{name}' is not shown to the public, and this page is."
        yield _problem(
            page,
            call.lineno,
            message,
            f"Take it out, or say in {schema.file} what the public calls it (x-register, public).",
        )
    else:
        yield from _fields_named(page, call, schema)


def _fields_named(page: Page, call: nodes.Call, schema: Schema) -> Iterator[Problem]:
    """Every field that a call names is there, and on a public page it is public."""
    known = [field.name for field in schema.fields]
    for name in _field_names(call):
        field = schema.field(name)
        if field is None:
            yield _problem(
                page,
                call.lineno,
                f"The register '{schema.name}' has no field '{name}'.",
                did_you_mean(name, known, ""),
            )
        elif page.file.startswith(PUBLIC) and not field.public:
            message = f"The field '{name}' of '{schema.name}' is for staff, and this page is for the public."
            yield _problem(
                page,
                call.lineno,
                message,
                f'Take it out, or mark the field "x-audience": "public" in {schema.file}.',
            )


FIELD_ARGUMENTS = ("columns", "where", "by", "body", "lists", "more", "text")
"""Arguments of macros that name fields. The second of each macro's plain arguments does so too."""


def _field_names(call: nodes.Call) -> Iterator[str]:
    named = [one.value for one in call.kwargs if one.key in FIELD_ARGUMENTS]
    for node in (*call.args[1:2], *named):
        try:
            value = node.as_const()
        except nodes.Impossible:
            continue
        yield from (
            [value]
            if isinstance(value, str)
            else (str(one) for one in value)
            if isinstance(value, list | tuple | dict)
            else ()
        )


def _record_named(page: Page, call: nodes.Call, ids: Ids) -> Iterator[Problem]:
    name = str(
        _argument(call, 0, "name")
        if isinstance(call.node, nodes.Name) and call.node.name != "field"
        else _argument(call, 1, "of")
    )
    if any(name in found for found in ids.values()) or not any(ids.values()):
        return  # in an empty project there is nothing to name yet
    guess = nearest(name, [one for found in ids.values() for one in found])
    public = page.file.startswith(PUBLIC)
    message = (
        f"There is no public record '{name}', and this page is public."
        if public
        else f"There is no record '{name}'."
    )
    yield _problem(
        page,
        call.lineno,
        message,
        f"Did you mean '{guess}'?" if guess else "Name a record that is there.",
    )


def _argument(call: nodes.Call, place: int, name: str) -> object:
    node = (
        call.args[place]
        if len(call.args) > place
        else next((one.value for one in call.kwargs if one.key == name), None)
    )
    return node.value if isinstance(node, nodes.Const) else ""


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

"""The rule on texts that take no Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from macros.catalogue.names import Name, Source, place_of, texts_in
from macros.catalogue.plain_signs import list_sign, plain_signs
from macros.catalogue.project import Project
from macros.catalogue.rule import check
from macros.catalogue.yaml_places import indent_of, is_block, written_lines
from macros.model import Field, Fields, Place, Problem, Problems, warning
from macros.model.text import few

_MOST_NAMED = 4


@check("plain-text", "warning")
def plain_text(project: Project) -> Problems:
    """A text that takes no Markdown holds signs of it, which come out as signs."""
    for source, name, takers in _texts(project):
        if _is_plain(name.field):
            yield from _signs(source, name, takers)
            yield from _lists(source, name, takers)


def _texts(project: Project) -> Iterator[tuple[Source, Name, str]]:
    """Each text, with what holds it, and a sentence that says where Markdown can stand."""
    takers = {name: _takers(each.schema.fields) for name, each in project.registers.items()}
    for record, name in project.record_texts:
        yield record, name, takers[record.key.register]
    for page in project.pages:
        for name in texts_in(project.schemas.page, page.values):
            yield page, name, "Markdown can stand in the text of the page."


def _takers(fields: Fields) -> str:
    names = list(_taking_markdown(fields))
    return f"Markdown can stand in {few(names, _MOST_NAMED)}." if names else ""


def _is_plain(field: Field) -> bool:
    return field.format in ("", "line") and not field.options and not field.refs


def _taking_markdown(fields: Fields, above: str = "") -> Iterator[str]:
    """The fields that take Markdown, by the names that records write."""
    for field in fields:
        name = f"{above}{field.name}"
        if field.inner.format == "markdown":
            yield f"'{name}'"
        yield from _taking_markdown((*field.parts, *(field.each or field).parts), f"{name}.")


def _signs(source: Source, name: Name, takers: str) -> Problems:
    for sign in plain_signs(name.text):
        place = place_of(source, name.path, name.text, sign.start)
        what = f"'{sign.written}' ({sign.what}) comes out as it stands here"
        yield _told(place, name, what, f"{sign.hint} {takers}")


def _lists(source: Source, name: Name, takers: str) -> Problems:
    """A list or a table, in the lines of a text as they were written."""
    lines = [line for _, line in _block(source, name)] or name.text.split("\n")
    if sign := list_sign(lines):
        what = f"the lines of {sign.what} run together into one"
        yield _told(_place(source, name, sign.line), name, what, f"{sign.hint} {takers}")


def _block(source: Source, name: Name) -> list[tuple[int, str]]:
    """The lines of a folded block as its author broke them, with their numbers.

    Any other text has the lines that it was written in.
    """
    is_folded = is_block(source.document, name.path, ">")
    return list(written_lines(source.document, name.path)) if is_folded else []


def _place(source: Source, name: Name, line: int) -> Place:
    """Where a line of a text stands, counted from 0."""
    if written := _block(source, name):
        column = indent_of(source.document, name.path) + 1
        return source.place(name.path)._replace(line=written[line][0], column=column)
    start = sum(len(above) + 1 for above in name.text.split("\n")[:line])
    return place_of(source, name.path, name.text, start)


def _told(place: Place, name: Name, what: str, hint: str) -> Problem:
    message = f"'{name.field.title}' takes no Markdown: {what}."
    return warning(place, "plain-text", message, hint=hint.strip())


CHECKS = (plain_text,)

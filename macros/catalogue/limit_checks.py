"""The rule that a time limit in a public text names the law, the code or the standard behind it.

`x-limits` on a field that names records says which texts are looked at. On a page it is the page's
own text too. What counts as a source is a record of the kind 'expectation'.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from macros.catalogue.front_matter import PUBLIC
from macros.catalogue.names import Source, place_of
from macros.catalogue.project import Project
from macros.catalogue.rule import check
from macros.model import Field, Page, Place, Problem, Problems, register_of, warning
from macros.model.text import few
from macros.model.values import texts_in
from macros.rules.time_limits import TimeLimit, time_limits


class LimitedText(NamedTuple):
    """The time limits in one text, and where the first of them stands."""

    place: Place
    limits: list[TimeLimit]


@check("limit-without-source", "warning")
def limit_without_source(project: Project) -> Problems:
    """A time limit in a public text has no law, code or standard behind it (`x-limits`).

    Without a register of expectations there is nothing that could be named.
    """
    register = register_of(project.registers, "expectation")
    if register is None:
        return
    backed = set(_backed(project, register.schema.name))
    for source, field in _public_sources(project):
        if (source.file, field.name) not in backed:
            for text in _texts(source, field):
                yield _without_source(text, field, register.schema.name)


def _backed(project: Project, register: str) -> Iterator[tuple[str, str]]:
    """The file and the field of each reference to a record of a register."""
    for source, named, target in project.mentions:
        if target and target.key.register == register:
            yield source.file, str(named.path[0])


def _public_sources(project: Project) -> Iterator[tuple[Source, Field]]:
    """Every published record and public page, and the field that says what is behind its texts."""
    for record, field in project.each_with(lambda field: field.limits):
        if record.key in project.published:
            yield record, field
    for page in project.pages:
        if page.file.startswith(PUBLIC):
            yield from ((page, field) for field in project.schemas.page if field.limits)


def _texts(source: Source, field: Field) -> Iterator[LimitedText]:
    for name in field.limits:
        for path, text in texts_in(source.values.get(name), (name,)):
            if limits := list(time_limits(text)):
                yield LimitedText(place_of(source, path, text, limits[0].start), limits)
    if isinstance(source, Page) and (limits := list(time_limits(source.text))):
        yield LimitedText(_in_page(source, limits[0].start), limits)


def _in_page(page: Page, start: int) -> Place:
    before = page.text[:start]
    return page.place_in_text(before.count("\n") + 1, start - before.rfind("\n"))


def _without_source(text: LimitedText, field: Field, behind: str) -> Problem:
    words = list(dict.fromkeys(f"'{limit.text}'" for limit in text.limits))
    what = "is a time limit" if len(words) == 1 else "are time limits"
    message = f"{few(words)} {what}, and '{field.title}' names no law, code or standard behind it."
    hint = (
        f"Add the record of registers/{behind} that sets it to '{field.name}', "
        "or say it without a number."
    )
    return warning(text.place, "limit-without-source", message, hint=hint)


CHECKS = (limit_without_source,)

"""The rule on how hard a text for tenants is to read, in records and in written pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from macros.catalogue.front_matter import PUBLIC
from macros.catalogue.project import Project
from macros.catalogue.rule import check
from macros.model import (
    GRADE,
    Field,
    Place,
    Problems,
    Record,
    Register,
    Values,
    groups,
    is_list,
    warning,
)
from macros.model.text import printable
from macros.rules import reading

LONGEST = 160
"""Letters of a sentence in a message."""

_PARTED = "\n\n"
"""What stands between items and texts, so that no sentence goes on from one to the next."""

_TABLE_LINE = re.compile(r"^\s*\|[-:| ]+\|?\s*$", re.MULTILINE)
_SIGNS = re.compile(
    r"\{\{.*?\}\}|\{%.*?%\}|<[^>]*>|\]\([^)]*\)|https?://\S+|^\s*(?:[-*#>|]|\d+\.|!!!.*$)+|[*`\[\]]",
    re.MULTILINE | re.DOTALL,
)
"""What of Markdown nobody reads."""


class Prose(NamedTuple):
    """A text for tenants, and where it starts."""

    text: str
    place: Place


@check("hard-to-read", "warning")
def hard_to_read(project: Project) -> Problems:
    """A text for tenants asks more years of school than it may (Flesch-Kincaid)."""
    for register in project.registers.values():
        public = register.schema.public
        for record in register.published if public and public.listed else ():
            yield from _of(list(_prose(register, record)), public.grade if public else GRADE)
    for page in project.pages:
        if page.file.startswith(PUBLIC):
            yield from _of([Prose(page.text, page.place_in_text(1))], GRADE)


def _prose(register: Register, record: Record) -> Iterator[Prose]:
    """What a record says to tenants in sentences."""
    for field in register.schema.fields:
        is_read = (
            field.public
            and field.place != "search"
            and not field.language  # the grade is of English
            and field.name not in register.schema.label
        )
        if is_read and field.name in record.values:
            place = record.place((field.name,))
            yield from (Prose(text, place) for text in _texts(field, record))


def _texts(field: Field, record: Record) -> Iterator[str]:
    value = record.values[field.name]
    if field.format == "easy-read":
        yield _PARTED.join(map(_idea, groups(value)))
    elif _is_prose(field) and isinstance(value, str):
        yield value
    elif _is_prose(field.inner) and is_list(value):
        yield _PARTED.join(map(str, value))


def _idea(idea: tuple[int, Values]) -> str:
    """An idea of easy read: its sentence, and what its hard word means."""
    return _PARTED.join(str(idea[1].get(name, "")) for name in ("text", "meaning"))


def _is_prose(field: Field) -> bool:
    is_text = field.kind == "string" and field.format in ("", "markdown")
    return is_text and not (field.refs or field.options or field.pattern)


def _of(prose: Sequence[Prose], most: int) -> Problems:
    """One warning for a record or page, at the text with the hardest sentence."""
    plain = [Prose(_plain(text), place) for text, place in prose]
    grade = reading.grade(_PARTED.join(text for text, _ in plain))
    if grade is None or grade <= most:
        return
    hardest = [(reading.hardest(text), place) for text, place in plain]
    sentence, place = max(
        ((sentence, place) for sentence, place in hardest if sentence),
        key=lambda pair: pair[0].grade,
        default=(None, plain[0].place),
    )
    message = f"This is at reading grade {grade}, and tenants' texts here keep to {most}."
    shown = f" The hardest sentence: '{_cut(sentence.text)}'." if sentence else ""
    hint = "Say it in two sentences, or with shorter words."
    yield warning(place, "hard-to-read", f"{message}{shown}", hint=hint)


def _plain(text: str) -> str:
    return _SIGNS.sub(" ", _TABLE_LINE.sub("", _joined(text)))


def _joined(text: str) -> str:
    """Lines of a paragraph are one text; what starts with a sign is a line of its own."""
    return re.sub(
        r"(?<=\S)[ ]*\n[ ]*(?=[A-Za-z(\"'\u201c{\[*0-9][^.\n])(?![-*#|>]\s|\d+\.\s)", " ", text
    )


def _cut(text: str) -> str:
    words = printable(text).rstrip(".")
    return words if len(words) <= LONGEST else f"{words[:LONGEST].rstrip()}…"


CHECKS = (hard_to_read,)

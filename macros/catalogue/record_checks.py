"""Rules on a record's values that JSON Schema can't say: they need two fields, or two records."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from macros.catalogue.look_alikes import look_alike, with_keys
from macros.catalogue.project import Project
from macros.catalogue.references import resolve, texts
from macros.catalogue.rule import check
from macros.model import Field, Key, Path, Problems, Record, Value, Values, error, groups, warning
from macros.model.seen import name_key
from macros.model.text import guess_or, printable
from macros.rules import easy_read
from macros.rules.calendar import Fault, last_day_in, read_partial_date

_YEAR = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")
_MONTH = re.compile(r"(?<![0-9])[0-9]{4}-[0-9]{2}(?![0-9])")

PICTURES = PurePosixPath("docs/public/pictures")
"""Where the pictures of easy read texts lie."""


@check("id-not-file-name", "error")
def id_not_file_name(project: Project) -> Problems:
    """A record's id isn't the name of its file."""
    for record in project.each_record():
        name, stem = record.values.get("id"), printable(record.key.id)
        if isinstance(name, str) and name != record.key.id:
            message = f"The id '{name}' is not the name of the file, which is '{stem}'."
            rename = f", or rename the file to '{name}.yml' if it is new"
            can_be_a_name = re.fullmatch(r"[A-Za-z0-9.-]+", name)
            hint = f"Write 'id: {stem}'{rename if can_be_a_name else ''}."
            if odd := look_alike(record.key.id):
                message += f" The file's name holds {odd.words}."
                hint = f"Rename the file to '{with_keys(stem)}.yml'."
            yield error(record.place(("id",)), "id-not-file-name", message, hint=hint)


@check("due-before-prerequisite", "warning")
def due_before_prerequisite(project: Project) -> Problems:
    """Something is due before what it waits for (`x-due-by` names the field with the time)."""
    for record, field in project.each_with(lambda field: field.due_by):
        for number, other in enumerate(texts(record, field.name)):
            first = project.records.get(Key(record.key.register, other))
            if first and _is_before(
                record.values.get(field.due_by), first.values.get(field.due_by)
            ):
                due, before = record.values[field.due_by], first.values[field.due_by]
                message = (
                    f"{record.key.id} is due {due}, before {first.key.id} ({before}), "
                    "which it waits for."
                )
                place = record.place((field.name, number))
                hint = "Check both timescales with the owners."
                yield warning(place, "due-before-prerequisite", message, hint=hint)


def _is_before(value: Value | None, other: Value | None) -> bool:
    """Whether one timescale ends before another. Of those without an end it is never said."""
    day, other_day = last_day_in(value), last_day_in(other)
    return bool(day and other_day and day < other_day)


@check("another-year", "error")
def another_year(project: Project) -> Problems:
    """A date is of another year than the one in the record's id or other text (`x-year-in`)."""
    for record, field in project.each_with(lambda field: field.year_in):
        value, text = record.values.get(field.name), record.values.get(field.year_in)
        if not isinstance(value, str) or not isinstance(text, str):
            continue
        for form, own in ((_YEAR, value[:4]), (_MONTH, value)):
            named = form.search(text)
            if named and form.fullmatch(own) and _is_day(value) and named[0] != own:
                message = f"'{field.title}' is in {own}, and '{text}' says {named[0]}."
                hint = "Check which of the two is wrong. An id never changes once it is public."
                yield error(record.place((field.name,)), "another-year", message, hint=hint)
                break


def _is_day(value: str) -> bool:
    """Whether it is a day, a month or a year. What is in another form is told as that."""
    return not isinstance(read_partial_date(value), Fault)


@check("not-unique", "error")
def not_unique(project: Project) -> Problems:
    """A value that no two records may share stands in two (`x-unique`)."""
    first: dict[tuple[str, str, str], Record] = {}
    for record, field in project.each_with(lambda field: field.unique):
        for text in texts(record, field.name):
            shared = (record.key.register, field.name, name_key(text))
            other = first.setdefault(shared, record)
            if other is not record:
                message = (
                    f"'{text}' in '{field.title}' stands in {other.key.id} already, "
                    "and no two may share it."
                )
                hint = "Change one of the two."
                yield error(record.place((field.name,)), "not-unique", message, hint=hint)


@check("not-for-public", "error")
def not_for_public(project: Project) -> Problems:
    """A record is to be published, and its register isn't one that the public sees."""
    for record in project.each_record():
        schema = project.schema(record)
        if record.public and not schema.public:
            shown = f"'{schema.title}' is not shown to the public"
            message = f"{shown}, so this record can't be published."
            hint = "Take the line out, or write 'publish: staff'."
            yield error(record.place(("publish",)), "not-for-public", message, hint=hint)


@check("published-needs", "error")
def published_needs(project: Project) -> Problems:
    """A record is to be published without what the public needs of it (`x-needed`)."""
    for record, field in project.each_with(lambda field: field.needed):
        if record.key not in project.published:
            continue
        if record.values.get(field.name) is None:
            message = f"This is published without '{field.title}', which its readers need."
            yield error(record.place(()), "published-needs", message, hint=_wants(field))
        elif field.refs and not _names_published(project, field, texts(record, field.name)):
            message = (
                f"Nothing that '{field.title}' names is published, so its readers see nothing."
            )
            hint = "Name one that is published, or say 'publish: public' there."
            yield error(record.place((field.name,)), "published-needs", message, hint=hint)


def _wants(field: Field) -> str:
    """What to add, as the schema explains it."""
    return f"Add '{field.name}', or write 'publish: staff'. {field.description}"


def _names_published(project: Project, field: Field, ids: Sequence[str]) -> bool:
    return any(resolve(field, name, project.published) for name in ids)


@check("easy-read", "error")
def easy(project: Project) -> Problems:
    """A leaflet isn't what easy read must be, as far as that can be measured."""
    for record, path, statement in _statements(project):
        for part, fault in easy_read.faults(statement):
            place = record.place((*path, part))
            yield error(place, "easy-read", fault.message, hint=fault.hint)


@check("no-picture", "error")
def no_picture(project: Project) -> Problems:
    """An easy read text names a picture that isn't there."""
    entries = project.folders.get("docs", ())
    pictures = [entry.path.name for entry in entries if entry.path.parent == PICTURES]
    for record, path, statement in _statements(project):
        name = statement.get("picture")
        if isinstance(name, str) and name not in pictures:
            message = f"There is no picture '{name}' in {PICTURES}."
            add = "Put the picture there, or name one that is there."
            hint = guess_or(name, pictures, add)
            yield error(record.place((*path, "picture")), "no-picture", message, hint=hint)


def _statements(project: Project) -> Iterator[tuple[Record, Path, Values]]:
    """Every statement of every easy read text (`x-format`), with its record and the way to it."""
    for record, field in project.each_with(lambda field: field.format == "easy-read"):
        for number, statement in groups(record.values.get(field.name)):
            yield record, (field.name, number), statement


CHECKS = (
    id_not_file_name,
    due_before_prerequisite,
    another_year,
    not_unique,
    not_for_public,
    published_needs,
    easy,
    no_picture,
)

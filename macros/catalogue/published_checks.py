"""Rules on what the public may see: the schemas and `schemas/published.yml` say the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from macros.catalogue.project import Project
from macros.catalogue.published_list import (
    FILE,
    Names,
    every_field,
    open_fields,
    open_registers,
    read_document,
    showing,
    written,
)
from macros.catalogue.rule import check
from macros.catalogue.yaml_reader import parse
from macros.model import Document, Path, Place, Problem, Problems, Schema, Value, error, is_list
from macros.model.text import both, counted, guess_or

FEW = 3
"""Records that are named; of more, only how many there are."""

Listed = Mapping[str, Sequence[tuple[str, Path]]]
"""What the list names: the fields of each register, with the way to each in the file."""


class _List(NamedTuple):
    """The list as it was read, without the registers that aren't in its form."""

    document: Document
    registers: Listed

    def place(self, path: Path) -> Place:
        return self.document.place(FILE, path)


@check("published-list", "error")
def published_list(project: Project) -> Problems:
    """The list of what everybody may see is missing, or isn't in its form."""
    if project.published_list is None:
        yield from _missing(project)
        return
    document, problems = read_document(project.published_list)
    yield from (problem._replace(rule="published-list") for problem in problems)
    if document:
        yield from _malformed(document)


@check("published-unlisted", "error")
def published_unlisted(project: Project) -> Problems:
    """A schema opens a register or a field to everybody, and the list doesn't name it."""
    listed = _read(project)
    if listed is None:
        return
    for name, schema in project.schemas.registers.items():
        if schema.public and name not in listed.document.value:
            yield _opened_register(project, schema)
        elif name in listed.registers:
            known = {word for word, _ in listed.registers[name]}
            for way in open_fields(schema):
                if written(way) not in known:
                    yield _opened_field(project, schema, way)


@check("published-listed", "error")
def published_listed(project: Project) -> Problems:
    """The list names a register or a field that isn't there or that only staff may see."""
    listed = _read(project)
    if listed is None:
        return
    for name, words in listed.registers.items():
        schema = project.schemas.registers.get(name)
        if schema and schema.public:
            yield from _closed_fields(listed, schema, words)
        elif schema or name not in project.names:
            yield _closed_register(listed, project, name)


# ---------------------------------------------------------------------------------------- the list


def _missing(project: Project) -> Problems:
    """Where nothing is open, there is nothing to list."""
    opened = open_registers(project.schemas.registers)
    if opened:
        fields = counted(sum(map(len, opened.values())), "field")
        message = (
            "This list of what everybody may see is missing, and without it nothing is published: "
            f"the schemas open {fields} of {counted(len(opened), 'register')}."
        )
        hint = (
            "Bring it back from the history. In a new project, run 'kim published --write', "
            "and read what it wrote before you commit it."
        )
        yield error(Place(FILE), "published-list", message, hint=hint)


def _malformed(document: Document) -> Problems:
    for name, fields in document.value.items():
        if not is_list(fields):
            message = f"Under '{name}' stands no list of fields."
            hint = "Write each field into a line of its own, as in '  - title'."
            yield error(document.place(FILE, (name,)), "published-list", message, hint=hint)
            continue
        for number, word in enumerate(fields):
            place = document.place(FILE, (name, number))
            if not isinstance(word, str):
                message, hint = "This is not the name of a field.", "Write it as in 'rule.years'."
                yield error(place, "published-list", message, hint=hint)
            elif word in fields[:number]:
                message = f"'{word}' stands twice under '{name}'."
                yield error(place, "published-list", message, hint="Take one of the two out.")


def _read(project: Project) -> _List | None:
    """The list, as far as it is in its form; None where it can't be read."""
    if project.published_list is None:
        return None
    document, _ = read_document(project.published_list)
    if document is None:
        return None
    lists = {name: fields for name, fields in document.value.items() if is_list(fields)}
    return _List(document, {name: list(_words(name, fields)) for name, fields in lists.items()})


def _words(name: str, fields: Sequence[Value]) -> Iterator[tuple[str, Path]]:
    for number, word in enumerate(fields):
        if isinstance(word, str):
            yield word, (name, number)


# ---------------------------------------------------------------------------- what is open, unsaid


def _opened_register(project: Project, schema: Schema) -> Problem:
    records = counted(len(project.registers[schema.name].published), "published record")
    fields = counted(len(open_fields(schema)), "field")
    message = (
        f"This opens the register '{schema.title}' to everybody, and {FILE} doesn't list it: "
        f"{fields}, {records}."
    )
    hint = (
        f"To publish it, add '{schema.name}:' there with a line for each field, or run "
        "'kim published --write'. To keep it for staff, take 'public' out here."
    )
    place = _schema_place(project, schema, ("x-register", "public"))
    return error(place, "published-unlisted", message, hint=hint)


def _opened_field(project: Project, schema: Schema, way: Names) -> Problem:
    inner = f" ({written(way)})" if len(way) > 1 else ""
    title = f"'{open_fields(schema)[way].title}'{inner}"
    message = f"This opens {title} to everybody, and {FILE} doesn't list it."
    hint = (
        f"{_who_shows(showing(project.registers[schema.name], way))} To publish it, add "
        f"'  - {written(way)}' under '{schema.name}:' there. To keep it for staff, take "
        f"'x-audience' out{_shared_part(schema, way)}."
    )
    path = _way_in_schema(schema.source, way)
    return error(_schema_place(project, schema, path), "published-unlisted", message, hint=hint)


def _who_shows(ids: Sequence[str]) -> str:
    if not ids:
        return "No published record has a value in it yet."
    more = len(ids) - FEW
    named = [*ids[:FEW], *([f"{more} more"] if more > 0 else [])]
    return f"{counted(len(ids), 'published record')} would show it: {both(named)}."


def _shared_part(schema: Schema, way: Names) -> str:
    """Where the word stands, if it isn't in the register's own schema."""
    path = _way_in_schema(schema.source, way)
    return " here" if path[-1] == "x-audience" else " of the shared part that this names"


def _way_in_schema(source: Any, way: Names) -> Path:
    """Where a schema opens a field: its `x-audience`, or what names the part that has it."""
    path: Path = ()
    for name in way:
        while "items" in source:
            path, source = (*path, "items"), source["items"]
        if name not in source.get("properties", {}):
            return path
        path, source = (*path, "properties", name), source["properties"][name]
    return (*path, "x-audience") if "x-audience" in source else path


def _schema_place(project: Project, schema: Schema, path: Path) -> Place:
    document, _ = parse(project.schema_files[schema.file.removeprefix("schemas/")], schema.file)
    return document.place(schema.file, path) if document else Place(schema.file)


# -------------------------------------------------------------------------- what is said, not open


def _closed_register(listed: _List, project: Project, name: str) -> Problem:
    opened = open_registers(project.schemas.registers)
    unlisted = [other for other in opened if other not in listed.registers]
    if name in project.schemas.registers:
        message = f"Only staff may see the register '{name}', and it is listed here."
        hint = (
            "Take it out with its fields: it would let the register be opened again without a "
            "word. To publish it, say 'public' in its schema."
        )
    else:
        message = f"There is no register '{name}'."
        hint = guess_or(name, unlisted or project.names, "Take it out with its fields.")
    return error(listed.place((name,)), "published-listed", message, hint=hint)


def _closed_fields(
    listed: _List, schema: Schema, words: Sequence[tuple[str, Path]]
) -> Iterator[Problem]:
    opened = list(map(written, open_fields(schema)))
    every = [written(way) for way, _ in every_field(schema.fields)]
    unlisted = [word for word in opened if word not in dict(words)]
    for word, path in words:
        if word not in every:
            message = f"'{schema.name}' has no field '{word}'."
            hint = guess_or(word, unlisted, guess_or(word, every, "Take this line out."))
            yield error(listed.place(path), "published-listed", message, hint=hint)
        elif word not in opened:
            message = f"Only staff may see '{word}', and it is listed here."
            hint = (
                "Take this line out: it would let the field be opened again without a word. "
                'To publish it, say \'"x-audience": "public"\' in the schema.'
            )
            yield error(listed.place(path), "published-listed", message, hint=hint)


CHECKS = (published_list, published_unlisted, published_listed)

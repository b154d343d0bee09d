"""What everybody may see of registers, said a second time: `schemas/published.yml`.

A schema says which fields are open, and one line of it that nobody reads could open one more. So
each register and field that is open also stands in this list, and a check compares the two. It lies
beside the schemas: who looks after them looks after it, and it goes wherever they are copied to.

Pages and records aren't in it. Each is published by two words of its own already: a page by its
folder and its heading, a record by its register and its `publish`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TypeAlias, TypeGuard

from macros.catalogue.yaml_reader import parse
from macros.model import NOWHERE, Document, Field, Fields, Problem, Register, Schema, Value, each

NAME = "published.yml"
FILE = f"schemas/{NAME}"

Names: TypeAlias = tuple[str, ...]
"""The way to a field by its name and those around it, whatever list it stands in."""

FieldAt: TypeAlias = tuple[Names, Field]
"""A field and the way to it."""

OpenFields: TypeAlias = Mapping[str, Sequence[str]]
"""The fields that everybody may see, as the list writes them, by register."""

HEAD = """\
# What everybody may see, register by register and field by field.
# The schemas say so too. Whatever only one of the two says is an error, so that nothing is opened
# by a word that nobody read. 'kim published' says where they differ; with --write, it writes this.
"""


def open_registers(schemas: Mapping[str, Schema]) -> OpenFields:
    """What the schemas open, in the order of the registers' names and of each schema."""
    opened = {name: schemas[name] for name in sorted(schemas) if schemas[name].public}
    return {name: list(map(written, open_fields(schema))) for name, schema in opened.items()}


def open_fields(schema: Schema) -> Mapping[Names, Field]:
    """The fields of a register that everybody may see, with those inside them, each by its way.

    A register without a public name has none.
    """
    return dict(_open(schema.fields, ())) if schema.public else {}


def _open(fields: Fields, around: Names) -> Iterator[FieldAt]:
    for field in fields:
        if field.public:
            way = (*around, field.name)
            yield way, field
            yield from _open(inside(field), way)


def inside(field: Field) -> Fields:
    """The fields of a group, or of each group in a list."""
    while field.each:
        field = field.each
    return field.parts


def every_field(fields: Fields, around: Names = ()) -> Iterator[FieldAt]:
    """These fields and those inside them, each with the way to it."""
    for field in fields:
        way = (*around, field.name)
        yield way, field
        yield from every_field(inside(field), way)


def written(way: Names) -> str:
    """The way to a field as the list has it: 'sources.document'."""
    return ".".join(way)


def showing(register: Register, way: Names) -> list[str]:
    """The ids of the published records that have a value in a field."""
    return [record.key.id for record in register.published if has_value(record.values, way)]


def has_value(value: Value | None, way: Names) -> bool:
    """Whether anything stands at the end of the way, in any group of a list."""
    if not way:
        return value is not None
    groups = (group for group in each(value) if isinstance(group, Mapping))
    return any(way[0] in group and has_value(group[way[0]], way[1:]) for group in groups)


def as_text(opened: OpenFields) -> str:
    """The list as its file has it."""
    registers = (_register(name, fields) for name, fields in opened.items())
    return "\n".join([HEAD, *registers])


def _register(name: str, fields: Sequence[str]) -> str:
    if not fields:
        return f"{name}: []\n"
    return "".join([f"{name}:\n", *(f"  - {field}\n" for field in fields)])


@lru_cache(maxsize=1)
def read_document(content: bytes) -> tuple[Document | None, Sequence[Problem]]:
    """The list's file, or what is wrong with it. One that holds only comments lists nothing.

    Several checks read it, one after the other.
    """
    document, problems = parse(content, FILE)
    if [problem.rule for problem in problems] == ["empty-file"]:
        return NOWHERE, []
    return document, problems


def read_list(content: bytes) -> OpenFields:
    """The list as far as it is in its form: what is wrong with it is the check's to say."""
    document, _ = read_document(content)
    registers = document.value if document else {}
    return {name: list(filter(_is_text, each(fields))) for name, fields in registers.items()}


def _is_text(word: Value) -> TypeGuard[str]:
    return isinstance(word, str)

"""A new record: the next free id, and a file in which every field is explained."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from macros.model import Field, Schema


def next_id(schema: Schema, taken: Sequence[str]) -> str:
    """The first number after the highest one taken, in the form of the register's ids.

    Empty where the register's ids are not numbered.
    """
    examples = [str(one) for field in schema.fields if field.name == "id" for one in field.examples]
    found = [match for one in (*taken, *examples) if (match := re.fullmatch(r"(.*?)(\d+)", one))]
    if not found:
        return ""
    prefix = found[-1][1] if len({match[1] for match in found}) == 1 else ""
    numbers = [match for match in found if match[1] == prefix and match[0] in taken]
    if not prefix:
        return ""
    width = max((len(match[2]) for match in found if match[2].startswith("0")), default=1)
    return f"{prefix}{max((int(match[2]) for match in numbers), default=0) + 1:0{width}d}"


def draft(schema: Schema, id_: str) -> str:
    """The text of a new record: required fields to fill in, the others as comments to take up.

    It does not pass the checks until somebody fills it in: the check then says what is still to be said.
    """
    lines: list[str] = [
        f"# A new {schema.singular}. Fill in each field, take out what is not known, and delete the lines that start with '#'."
    ]
    for field in schema.fields:
        lines += ["", *_explained(field)]
        lines += [f"id: {id_}"] if field.name == "id" else _entry(field)
    return "\n".join(lines) + "\n"


def _explained(field: Field) -> Iterator[str]:
    yield f"# {field.title}{'' if field.required else ' (if known)'}: {field.description}"
    if field.options:
        yield f"# One of: {', '.join(field.options)}"
    if field.refs:
        yield f"# Ids from: {', '.join(f'registers/{register}' for register in field.refs)}"


def _entry(field: Field) -> list[str]:
    """Required fields stand ready; the others are commented out."""
    lines = _shape(field)
    return lines if field.required else [f"# {line}" for line in lines]


def _shape(field: Field) -> list[str]:
    if field.kind == "array":
        inner = field.each
        if inner and inner.parts:
            first, *rest = [line for part in inner.parts for line in _shape(part)]
            return [f"{field.name}:", f"  - {first}", *(f"    {line}" for line in rest)]
        return [f"{field.name}:", f"  - {_example(field)}".rstrip()]
    if field.kind == "object":
        return [f"{field.name}:", *(f"  {line}" for part in field.parts for line in _shape(part))]
    return [f"{field.name}: {_example(field)}".rstrip()]


def _example(field: Field) -> str:
    """What a choice can be; elsewhere nothing, so that no example is taken for a fact."""
    return "" if field.required and not field.options else _first(field)


def _first(field: Field) -> str:
    example = field.examples[0] if field.examples else ""
    if isinstance(example, bool):
        return "true" if example else "false"
    if isinstance(example, list):
        example = example[0] if example else ""
    return str(example) if not field.options else ""

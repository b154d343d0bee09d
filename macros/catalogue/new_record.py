"""A new record: the next free id, and a file in which every field is explained."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from macros.catalogue.write_values import one_line_of
from macros.model import Field, Fields, Schema


def next_id(schema: Schema, taken: Sequence[str]) -> str:
    """The first number after the highest one taken, in the form of the register's ids.

    Empty where the register's ids are words, or have more than one prefix.
    """
    known = frozenset(taken)
    field = schema.field("id")
    examples = [str(example) for example in field.examples] if field else []
    pattern = field.pattern if field else ""
    numbered = [parts for id_ in (*taken, *examples) if (parts := _NUMBERED.fullmatch(id_))]
    prefixes = {parts["prefix"] for parts in numbered}
    if len(prefixes) != 1 or re.search("[a-z]", prefix := prefixes.pop()):
        return ""
    highest = max((int(parts["number"]) for parts in numbered if parts[0] in known), default=0)
    width = _width(pattern, [parts["number"] for parts in numbered])
    id_ = f"{prefix}{highest + 1:0{width}d}"
    return id_ if not pattern or re.fullmatch(pattern, id_) else ""


_NUMBERED = re.compile(r"(?P<prefix>.*?)(?P<number>\d+)", re.ASCII)


def _width(pattern: str, numbers: Sequence[str]) -> int:
    """How many figures an id has at least.

    As the pattern says, or as the ids do that start with a nought.
    """
    stated = re.search(r"(?:\[0-9\]|\\d)\{(\d+)\}\$$", pattern)
    if stated:
        return int(stated[1])
    return max((len(number) for number in numbers if number.startswith("0")), default=1)


_FILL_IN = "Fill in each field, take up others that are known by deleting the '# '"
_WHAT_IS_NOT_READ = (
    "# before them, and delete what only explains. What follows a '#' is not part of the record."
)


def scaffold(schema: Schema, id_: str) -> str:
    """The text of a new record: required fields to fill in, the others as comments to take up.

    It does not pass the checks until somebody fills it in: they say what is still to be said.
    """
    lines = [f"# A new {schema.singular}. {_FILL_IN}", _WHAT_IS_NOT_READ]
    for field in schema.fields:
        lines += ["", *_explained(field)]
        lines += [f"id: {id_}"] if field.name == "id" else _entry(field)
    return "\n".join(lines) + "\n"


def _explained(field: Field) -> Iterator[str]:
    """What belongs in a field, as comments."""
    each = field.each or field
    yield f"# {field.title}{'' if field.required else ' (if known)'}: {field.description}".rstrip()
    if options := field.options or each.options:
        yield f"# One of: {', '.join(options)}"
    if refs := field.refs or each.refs:
        yield f"# Ids from: {', '.join(f'registers/{register}' for register in refs)}"
    if field.required and field.name != "id" and not options and (shown := _first(field)):
        yield f"# Example: {shown}"


def _entry(field: Field) -> list[str]:
    """Required fields stand ready; the others are commented out."""
    lines = _shape(field)
    return lines if field.required else [f"# {line}" for line in lines]


def _shape(field: Field) -> list[str]:
    """A field as it stands in a file, with what is inside it explained."""
    each = field.each
    if each and each.parts:
        comments, first, rest = _opened(_group(each.parts))
        return [f"{field.name}:", *_indented(comments, 2), f"  - {first}", *_indented(rest, 4)]
    if field.kind == "array":
        return [f"{field.name}:", f"  - {_example(field)}".rstrip()]
    if field.parts:
        return [f"{field.name}:", *_indented(_group(field.parts), 2)]
    return [f"{field.name}: {_example(field)}".rstrip()]


def _group(parts: Fields) -> list[str]:
    """The fields of a group: the required ones stand ready, or all where none is required."""
    some = any(part.required for part in parts)
    lines: list[str] = []
    for part in sorted(parts, key=lambda part: some and not part.required):
        lines += [*_explained(part), *(_entry(part) if some else _shape(part))]
    return lines


def _opened(lines: list[str]) -> tuple[list[str], str, list[str]]:
    """A group's lines in a list: comments, the first that is none (it gets the '-'), the rest."""
    number = next(place for place, line in enumerate(lines) if not line.startswith("#"))
    return lines[:number], lines[number], lines[number + 1 :]


def _indented(lines: Sequence[str], width: int) -> list[str]:
    return [f"{' ' * width}{line}" for line in lines]


def _example(field: Field) -> str:
    """What a choice can be; elsewhere nothing, so that no example is taken for a fact."""
    return "" if field.required and not field.options else _first(field)


def _first(field: Field) -> str:
    """The first example of a field without choices, on one line."""
    example = field.examples[0] if field.examples and not field.options else ""
    if isinstance(example, bool):
        return "true" if example else "false"
    if isinstance(example, list):
        example = example[0] if example else ""
    text = "" if isinstance(example, dict) else " ".join(str(example).split())
    return one_line_of(text) if text else ""

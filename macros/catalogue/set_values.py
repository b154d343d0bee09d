"""`field=value`, as somebody types it, into what the field is to hold.

A field is meant by its name or by its title, a part of a group by both with a dot between; a value
is read as its field's kind asks, as a cell of a spreadsheet is. `+value` and `-value` put something
into a list and take it out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple, cast

from macros.catalogue.sheets.columns import Column, columns
from macros.catalogue.sheets.named import Names
from macros.catalogue.sheets.read_cells import read_cell
from macros.catalogue.write_values import as_text, as_texts, ended_as
from macros.catalogue.yaml_reader import parse
from macros.model import Path, Schema, Value, Values, each, field_at, is_list
from macros.model.errors import KimError
from macros.model.text import guess_or

_STEP = re.compile(r"(?P<name>[^.\[\]]+)(?:\[(?P<number>[0-9]{1,4})\])?(?:\.|\Z)")


class Wish(NamedTuple):
    """What somebody typed: the field, and the text behind the sign."""

    name: str
    text: str


def wish(typed: str) -> Wish:
    """The two sides of the first '='. Raises KimError where there is none."""
    name, sign, text = typed.partition("=")
    if not sign or not name.strip():
        raise KimError(f"'{typed}' sets nothing. Write field=value, as in 'notes=Agreed'.")
    return Wish(name.strip(), text)


def with_wish(schema: Schema, values: Values, typed: Wish, names: Names) -> Values:
    """The values of a record with what is wished for. Raises KimError where it can't be."""
    path, column = _place(schema, typed.name)
    if path == ("id",):
        raise KimError("The reference of a record never changes, so 'id' can't be set.")
    old = _at(values, path)
    sign, text = typed.text[:1], typed.text[1:]
    if column.field.kind == "array" and sign in ("+", "-") and text:
        part = _read(column, text, names)
        new = _more(old, part) if sign == "+" else _fewer(old, part, column.heading)
    else:
        new = ended_as(_read(column, typed.text, names), old)
    return cast("Values", _put(values, path, new) or {})


def _place(schema: Schema, name: str) -> tuple[Path, Column]:
    """The field that is meant, by its name, its path or its title."""
    path = _path(name)
    field = field_at(schema.fields, path) if path else None
    by_name = {column.name.casefold(): column for column in columns(schema)}
    if column := by_name.get(name.casefold()):
        return column.path, column
    if field:
        return path, Column((), field.title, field)
    every = [(column.heading, column) for column in columns(schema)]
    by_title = {heading.casefold(): column for heading, column in every}
    if column := by_title.get(name.casefold()):
        return column.path, column
    known = [*(column.name for _, column in every), *(heading for heading, _ in every)]
    hint = guess_or(name, known, "The data dictionary has all fields.")
    raise KimError(f"A {schema.singular} has no field '{name}'. {hint}")


def _path(name: str) -> Path:
    """A path as people write it, steps[0].by; empty where it isn't one."""
    steps: list[str | int] = []
    end = 0
    for match in _STEP.finditer(name):
        if match.start() != end:
            return ()
        steps += [match["name"], *([int(match["number"])] if match["number"] else [])]
        end = match.end()
    return tuple(steps) if end == len(name) else ()


def _read(column: Column, text: str, names: Names) -> Value | None:
    """What a text says in a field; None where it is empty, for the field is taken out then."""
    if not text.strip():
        return None
    _refuse_unseen(text, column.heading)
    reading = read_cell(column, text, names)
    if reading.faults:
        words = " ".join(f"{fault.message} {fault.hint}".strip() for fault in reading.faults)
        raise KimError(f"{column.heading}: {words}")
    return None if reading.value is None else as_texts(reading.value)


def _refuse_unseen(text: str, heading: str) -> None:
    """Raises KimError where a text holds a letter that no file may, in its own words."""
    written = f"x: {json.dumps(text, ensure_ascii=False)}\n"
    read, problems = parse(written.encode("utf-8", "surrogatepass"), "")
    if read is None:
        problem = problems[0]
        raise KimError(f"{heading}: {problem.message} {problem.hint}".rstrip())


# -------------------------------------------------------------------------------- lists and groups


def _more(old: Value | None, new: Value | None) -> Value:
    return [*each(old), *each(new)]


def _fewer(old: Value | None, gone: Value | None, heading: str) -> Value | None:
    """A list without some of its values. Raises KimError where one isn't in it."""
    left = list(each(old))
    for value in each(gone):
        if value not in left:
            known = [as_text(part) for part in left if isinstance(part, str)]
            hint = guess_or(str(value), known, "")
            raise KimError(f"{heading}: '{value}' isn't in the list. {hint}".rstrip())
        left.remove(value)
    return left or None


def _at(value: Value | None, path: Path) -> Value | None:
    for step in path:
        if isinstance(value, Mapping) and isinstance(step, str):
            value = value.get(step)
        elif is_list(value) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return None
    return value


def _put(old: Value | None, path: Path, new: Value | None) -> Value | None:
    """A value with another in its place; None where nothing is left of a group or a list."""
    if not path:
        return new
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        return _put_in_list(list(each(old)), step, rest, new)
    group = dict(old) if isinstance(old, Mapping) else {}
    part = _put(group.get(step), rest, new)
    if part is None:
        group.pop(step, None)
    else:
        group[step] = part
    return group or None


def _put_in_list(
    items: list[Value], number: int, rest: Path, new: Value | None
) -> Sequence[Value] | None:
    if number >= len(items):
        raise KimError(f"There is no value number {number}: the list has {len(items)}, from 0 on.")
    part = _put(items[number], rest, new)
    items[number : number + 1] = [] if part is None else [part]
    return items or None

"""Values as lines of YAML, in the one form in which programs write them.

Fields stand in the order of the schema, lists and groups a line each, and a long text is folded at
a hundred letters. Of the forms that a text can have, the plainest that reads back is taken.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from macros.catalogue.edit import EditError
from macros.catalogue.yaml_reader import parse
from macros.model import Schema, Value, Values, is_list

WIDTH = 100
"""How long a line is at most, where words can be parted."""


def record_text(schema: Schema, values: Values) -> str:
    """The file of a record, its fields in the order of the schema."""
    order = [field.name for field in schema.fields]
    names = sorted(values, key=lambda name: order.index(name) if name in order else len(order))
    lines = [line for name in names for line in entry(name, values[name])]
    return "\n".join(lines) + "\n"


def entry(name: str, value: Value, indent: int = 0) -> list[str]:
    """A field or a part of a group, as lines at an indent."""
    spaces = " " * indent
    if isinstance(value, Mapping) and value:
        return [f"{spaces}{name}:", *_parts(value, indent + 2)]
    if is_list(value) and value:
        return [f"{spaces}{name}:", *(line for part in value for line in item(part, indent + 2))]
    return _scalar(f"{spaces}{name}: ", value, indent + 2)


def item(value: Value, indent: int) -> list[str]:
    """A value of a list, as lines at an indent."""
    spaces = " " * indent
    if isinstance(value, Mapping) and value:
        first, *rest = _parts(value, indent + 2)
        return [f"{spaces}- {first.lstrip()}", *rest]
    if is_list(value) and value:
        inner = [line for part in value for line in item(part, indent + 2)]
        return [f"{spaces}- {inner[0].lstrip()}", *inner[1:]]
    return _scalar(f"{spaces}- ", value, indent + 2)


def _parts(values: Values, indent: int) -> list[str]:
    return [line for name, part in values.items() for line in entry(name, part, indent)]


def as_text(value: Value) -> str:
    """A single value as a file has it, where all is text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def as_texts(value: Value) -> Value:
    """A value as a file holds it: the same with every single value as text."""
    if isinstance(value, Mapping):
        return {name: as_texts(part) for name, part in value.items()}
    return [as_texts(part) for part in value] if is_list(value) else as_text(value)


def ended_as(value: Value | None, before: Value | None) -> Value | None:
    """A text with the line end behind its last line that the one before it had."""
    if isinstance(value, str) and isinstance(before, str) and before.endswith("\n"):
        return value.rstrip("\n") + "\n"
    return value


# ----------------------------------------------------------------------------------- single values


def one_line_of(text: str) -> str:
    """A text without line ends as it stands behind a field's name, on that line however long."""
    forms = ([text], [_quoted(text)], [json.dumps(text, ensure_ascii=False)])
    return _plainest(iter(forms), text)[0]


def _scalar(start: str, value: Value, indent: int) -> list[str]:
    if isinstance(value, Mapping) or is_list(value):  # an empty one
        return [f"{start}{'{}' if isinstance(value, Mapping) else '[]'}"]
    text = as_text(value)
    first, *rest = _plainest(_forms(text, WIDTH - len(start), indent), text)
    return [f"{start}{first}", *rest]


def _plainest(forms: Iterator[Sequence[str]], text: str) -> Sequence[str]:
    """The first form that reads back. Raises EditError where a text has signs that no file may."""
    for form in forms:
        if _holds(form, text):
            return form
    raise EditError("A sign in this text can't be written into a record.")


def _forms(text: str, room: int, indent: int) -> Iterator[Sequence[str]]:
    """The forms that a text can have, the plainest first."""
    if "\n" not in text and (len(text) <= room or " " not in text):
        yield [text]
        yield [_quoted(text)]
    paragraphs = text.split("\n")
    if not re.search(r"(?<!\n)\n(?!\n)", text):
        lines = [line for part in paragraphs for line in wrapped(part, WIDTH - indent)]
        yield [">-", *_indented(lines, indent)]
    yield ["|" if text.endswith("\n") else "|-", *_indented(paragraphs, indent)]
    yield [json.dumps(text, ensure_ascii=False)]


def _quoted(text: str) -> str:
    """In double quotes, or in single ones where a double one stands inside."""
    return _in_single_quotes(text) if '"' in text or "\\" in text else f'"{text}"'


def _in_single_quotes(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def in_quotes_of(line: str, start: int, text: str) -> str:
    """A text in the quotes in which the old one starts at a place of a line; empty if in none."""
    sign = line[start : start + 1]
    if sign == "'" and "\n" not in text:
        return _in_single_quotes(text)
    return f'"{text}"' if sign == '"' and not {'"', "\\", "\n"} & {*text} else ""


def wrapped(text: str, width: int) -> list[str]:
    """A paragraph in lines; an empty one is an empty line."""
    lines = textwrap.wrap(
        text, width, break_long_words=False, break_on_hyphens=False, drop_whitespace=True
    )
    return [*lines, ""] if lines else [""]


def _indented(lines: Sequence[str], indent: int) -> list[str]:
    while lines and not lines[-1]:
        lines = lines[:-1]
    return [
        f"{' ' * indent}{line}".rstrip(" ") if not line else f"{' ' * indent}{line}"
        for line in lines
    ]


def _holds(form: Sequence[str], text: str) -> bool:
    """Whether a form reads back as the text."""
    return _read("\n".join(["x: " + form[0], *form[1:]])) == text


@lru_cache(maxsize=1 << 14)
def _read(text: str) -> str | None:
    document, _ = parse(f"{text}\n".encode("utf-8", "surrogatepass"), "")
    value = document.value.get("x") if document else None
    return value if isinstance(value, str) else None

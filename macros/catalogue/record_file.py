"""Values into the file of a new record: texts, and lists of groups of texts.

What comes out is read again, and says exactly what it should. `write_fields` changes a record that
is there; `new_record` starts one for people to fill in.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from macros.catalogue.edit import EditError
from macros.catalogue.yaml_reader import parse

Texts: TypeAlias = Mapping[str, str]
NewValues: TypeAlias = Mapping[str, str | Sequence[Texts]]


def record_file(values: NewValues) -> bytes:
    """A record's file. Raises EditError where a text can't be written into one."""
    lines = (line for name, value in values.items() for line in _field(name, value))
    content = "".join(f"{line}\n" for line in lines).encode("utf-8", "surrogatepass")
    document, _ = parse(content, "")
    if document is None or document.value != values:
        raise EditError("Some of this can't be written into a record.")
    return content


def _field(name: str, value: str | Sequence[Texts]) -> Iterator[str]:
    if isinstance(value, str):
        yield f"{name}: {_scalar(value)}"
        return
    yield f"{name}:"
    for group in value:
        for number, (key, inner) in enumerate(group.items()):
            yield f"  {' ' if number else '-'} {key}: {_scalar(inner)}"


def _scalar(value: str) -> str:
    """A text as records have it: in quotes where it could be read as something else."""
    plain = re.fullmatch(r"[A-Za-z][\w-]*", value, re.ASCII)
    return value if plain else json.dumps(value, ensure_ascii=False)

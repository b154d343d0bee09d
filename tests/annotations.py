"""The tables of annotations and settings as others read them: the schema of schemas, the guide.

Both stand in the repository as files, since editors and people read them there, and an old commit
is judged by its own. `tests/catalogue/test_annotations.py` holds them to the tables, and
`python -m tests.annotations` writes them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from macros.catalogue.annotations import ANNOTATIONS
from macros.catalogue.page_kinds import KIND_SETTINGS, PART
from macros.catalogue.settings import KINDS, PUBLIC_SETTINGS, SETTINGS
from macros.catalogue.takes import Annotation, Json

PROJECT = Path(__file__).parents[1]
SCHEMA = PROJECT / "schemas" / "register.schema.json"
GUIDE = PROJECT / "docs" / "guides" / "add-a-register.md"


def written() -> Mapping[Path, str]:
    """Both files as they are with what the tables say."""
    return {
        SCHEMA: as_file(with_tables(json.loads(SCHEMA.read_text("utf-8")))),
        GUIDE: in_guide(GUIDE.read_text("utf-8")),
    }


def with_tables(source: Json) -> Json:
    """The schema of schemas with what the tables say in the parts that are made from them."""
    parts = {
        "annotations": _group(ANNOTATIONS, "What can be said of a field."),
        "settings": _closed(SETTINGS, "What is said of the register."),
        "public": _closed(PUBLIC_SETTINGS, "What is said of the register to the public."),
        PART: {
            "description": "The kinds of page, by name.",
            "type": "object",
            "additionalProperties": _closed(KIND_SETTINGS, "What is said of a kind of page."),
        },
    }
    return {**source, "$defs": {**source["$defs"], **parts}}


def as_file(source: Json) -> str:
    """A schema as its file holds it."""
    return json.dumps(source, indent=2, ensure_ascii=False) + "\n"


def _group(rows: Sequence[Annotation], says: str) -> dict[str, Any]:
    properties = {
        row.name: {"description": _plain(row.does), **row.takes.schema, "examples": [row.example]}
        for row in rows
    }
    return {"description": says, "type": "object", "properties": properties}


def _closed(rows: Sequence[Annotation], says: str) -> dict[str, Any]:
    """As a group that takes nothing else and lacks nothing that is needed."""
    needed = [row.name for row in rows if row.needed]
    return {**_group(rows, says), "required": needed, "additionalProperties": False}


def _plain(text: str) -> str:
    return text.replace("`", "'")


TABLES: Mapping[str, Sequence[Annotation]] = {
    "On a field": ANNOTATIONS,
    "In `x-register`": SETTINGS,
    "In `x-register`, under `public`": PUBLIC_SETTINGS,
    "In `x-kinds` of `page.schema.json`": KIND_SETTINGS,
}
"""The tables of the guide, by the heading of their first column."""


def in_guide(text: str) -> str:
    """The guide with its tables written anew: each from the line of its heading to its last row."""
    lines = text.splitlines(keepends=True)
    for table in guide_tables():
        start = lines.index(table[0])
        end = next(number for number in range(start, len(lines)) if lines[number][0] != "|")
        lines[start:end] = table
    return "".join(lines)


def guide_tables() -> list[list[str]]:
    """The lines of each table of the guide, in Markdown."""
    kinds = [
        (f"`{name}`", kind.does, ", ".join(f"`{field}`" for field in kind.fields))
        for name, kind in KINDS.items()
    ]
    tables = [
        _table((heading, "Takes", "What it does", "Example"), map(_row, rows))
        for heading, rows in TABLES.items()
    ]
    return [*tables, _table(("`kind`", "What a record is", "Fields that it needs"), kinds)]


def _row(row: Annotation) -> Sequence[str]:
    needed = " (needed)" if row.needed else ""
    example = json.dumps(row.example, ensure_ascii=False)
    return f"`{row.name}`{needed}", row.takes.says, row.does, f"`{example}`"


def _table(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    cells = [heading, *rows]
    lines = [f"| {' | '.join(row)} |\n" for row in cells]
    return [lines[0], f"|{'---|' * len(heading)}\n", *lines[1:]]


if __name__ == "__main__":
    for path, text in written().items():
        path.write_text(text, "utf-8")

"""Schemas of any day as what they say of registers and fields. Read as they were, and not judged.

Today's schema of schemas isn't asked: it may have changed since. What isn't JSON Schema can't be
read, and whoever compares says so.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from macros.catalogue.published_list import Names, every_field
from macros.catalogue.schema_fields import Sources, read_fields
from macros.catalogue.schema_names import ENDING, bare, registers_named
from macros.catalogue.takes import Json
from macros.catalogue.validators import schema_fault
from macros.model import Field
from macros.model.mappings import present

Files = Mapping[str, bytes]
"""The files of `schemas/`, by their names."""


@dataclass(frozen=True, slots=True)
class Declared:
    """What a schema said of a register, as far as it can be compared.

    `fields` has those inside groups and lists too, each by its way; `open` are the ways of those
    that everybody may see. `settings` and `rules` are what else it said, as JSON.
    """

    title: str
    public: bool
    fields: Mapping[Names, Field]
    open: frozenset[Names]
    settings: Json
    rules: Any


Named = tuple[bytes | None, ...]
"""What the files hold that a schema names."""

_NAMES = re.compile(rb'"([a-z0-9-]+\.schema\.json)#')

Registers = Mapping[str, "Declared | None"]
"""What each register's schema said; None where it can't be read."""


class SchemaReader:
    """Reads the schemas of one commit after the other, and remembers each file that it has seen."""

    def __init__(self) -> None:
        self._sources: dict[bytes, Json | None] = {}
        self._declared: dict[tuple[str, bytes, Named], Declared | None] = {}

    def registers(self, files: Files) -> Registers:
        """What these files say of each register."""
        read = {name: self._source(content) for name, content in files.items()}
        sources = present(read)
        names = registers_named(name for name in files if name.endswith(ENDING))
        return {name: self._register(name + ENDING, files, sources) for name in names}

    def _register(self, name: str, files: Files, sources: Sources) -> Declared | None:
        """A register, read anew only where its schema or one that it names is another."""
        others = schemas_named(files[name])
        named = tuple(files.get(other) for other in sorted(others))
        key = name, files[name], named
        if key not in self._declared:
            is_whole = others <= sources.keys()
            self._declared[key] = _declared(name, sources) if is_whole else None
        return self._declared[key]

    def _source(self, content: bytes) -> Json | None:
        if content not in self._sources:
            self._sources[content] = _read(content)
        return self._sources[content]


def schemas_named(content: bytes) -> set[str]:
    """The files of the schemas that a schema's text names."""
    return {other.decode() for other in _NAMES.findall(content)}


def _read(content: bytes) -> Json | None:
    try:
        source = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return source if isinstance(source, dict) and not schema_fault(source) else None


def _declared(name: str, sources: Sources) -> Declared | None:
    if name not in sources:
        return None
    source = sources[name]
    settings = source.get("x-register")
    own: Json = settings if isinstance(settings, Mapping) else {}
    fields = dict(every_field(read_fields(name, sources)))
    public = "public" in own
    return Declared(
        title=str(source.get("title") or bare(name)),
        public=public,
        fields=fields,
        open=frozenset(way for way in fields if public and _is_open(fields, way)),
        settings=own,
        rules=[source.get("allOf"), source.get("additionalProperties")],
    )


def _is_open(fields: Mapping[Names, Field], way: Sequence[str]) -> bool:
    """Whether everybody may see a field: it says so, and each around it."""
    return all(fields[tuple(way[:length])].public for length in range(1, len(way) + 1))

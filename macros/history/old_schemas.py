"""Schemas of any day as what they say of registers and fields. Read as they were, and not judged.

Today's schema of schemas isn't asked: it may have changed since. What isn't JSON Schema can't be
read, and whoever compares says so.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
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


_MOST = 1024
"""Schemas remembered. They seldom change: nearly all are the same from commit to commit, and, while
a site is served, from edit to edit.
"""

_NAMES = re.compile(rb'"([a-z0-9-]+\.schema\.json)#')

Registers = Mapping[str, "Declared | None"]
"""What each register's schema said; None where it can't be read."""


def declared_in(files: Files) -> Registers:
    """What these files say of each register.

    A register is read anew only where its schema, or one that it leads to, is another than before.
    """
    sources = present({name: _read(content) for name, content in files.items()})
    names = registers_named(name for name in files if name.endswith(ENDING))
    return {name: _register(name + ENDING, files, sources) for name in names}


def _register(name: str, files: Files, sources: Sources) -> Declared | None:
    if not schemas_named(files[name]) <= sources.keys():
        return None
    led_to = _led_to(name, files)
    return _declared(name, tuple((other, files[other]) for other in sorted(led_to)))


def _led_to(name: str, files: Files) -> set[str]:
    """The schema and those that it names, and those that they name, as far as they are there."""
    reached: set[str] = set()
    new = {name}
    while new:
        reached |= new
        new = set(chain.from_iterable(schemas_named(files[other]) for other in new))
        new = (new & files.keys()) - reached
    return reached


@lru_cache(maxsize=_MOST)
def schemas_named(content: bytes) -> frozenset[str]:
    """The files of the schemas that a schema's text names."""
    return frozenset(other.decode() for other in _NAMES.findall(content))


@lru_cache(maxsize=_MOST)
def _read(content: bytes) -> Json | None:
    try:
        source = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return source if isinstance(source, dict) and not schema_fault(source) else None


@lru_cache(maxsize=_MOST)
def _declared(name: str, led_to: Sequence[tuple[str, bytes]]) -> Declared | None:
    sources = present({other: _read(content) for other, content in led_to})
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

"""What a register's schema says in annotations and settings, each where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from macros.catalogue.annotations import ANNOTATIONS
from macros.catalogue.settings import PUBLIC_SETTINGS, SETTINGS
from macros.catalogue.takes import Annotation, Json, as_list
from macros.model import Path


class Stated(NamedTuple):
    """An annotation or a setting where it stands, and what is written behind it."""

    path: Path
    row: Annotation
    value: object

    def names(self) -> Iterator[tuple[Path, str]]:
        """Each name that is written, and the way to it."""
        if isinstance(self.value, str):
            yield self.path, self.value
        for number, name in enumerate(as_list(self.value)):
            if isinstance(name, str):
                yield (*self.path, number), name


def stated(source: Json) -> Iterator[Stated]:
    """Everything that a register's schema says in annotations of its fields and in its settings."""
    settings = source["x-register"]
    yield from _rows(SETTINGS, settings, ("x-register",))
    yield from _rows(PUBLIC_SETTINGS, settings.get("public", {}), ("x-register", "public"))
    for name, about in source["properties"].items():
        yield from _rows(ANNOTATIONS, about, ("properties", name))


def _rows(rows: Sequence[Annotation], part: Json, path: Path) -> Iterator[Stated]:
    return (Stated((*path, row.name), row, part[row.name]) for row in rows if row.name in part)

"""The values that a file holds, the way to each, and the place where each stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias, TypeGuard

from macros.model.problems import START, Mark, Place

Value: TypeAlias = "str | int | float | bool | Sequence[Value] | Mapping[str, Value]"
"""What a field can hold: JSON without null."""

Values: TypeAlias = "Mapping[str, Value]"
"""What a record holds: the value of each field, by its name."""

Path: TypeAlias = tuple[str | int, ...]
"""The way to a value inside a record: ("sources", 0, "part")."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file that could be read: its values, where each value and each key stands, and its lines.

    What is read of a past day has no lines.
    """

    value: Mapping[str, Value]
    marks: Mapping[Path, Mark]
    keys: Mapping[Path, Mark]
    lines: Sequence[str] = ()

    def mark(self, path: Path) -> Mark:
        """The place of the value at `path`, or of the nearest thing around it."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.marks:
                return self.marks[path[:length]]
        return START

    def place(self, file: str, path: Path) -> Place:
        """The same, as a problem has it. `file` is what the document was read from."""
        return Place(file, *self.mark(path), dotted(path))


def is_list(value: object) -> TypeGuard[Sequence[Value]]:
    """Whether a value is a list; a text isn't."""
    if isinstance(value, str | dict):  # most values are, and Sequence takes time to say no
        return False
    return isinstance(value, (list, tuple, Sequence))


def each(value: Value | None) -> Sequence[Value]:
    """What a field holds, one by one: the values of a list, the one that it is, or none."""
    if value is None:
        return ()
    return value if is_list(value) else (value,)


def groups(value: Value | None) -> Iterator[tuple[int, Values]]:
    """The groups in a list, each with its number there. What is no list of groups holds none."""
    for number, group in enumerate(value if is_list(value) else ()):
        if isinstance(group, Mapping):
            yield number, group


def texts_in(value: Value | None, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every text inside a value, at any depth, with the way to it."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from texts_in(inner, (*path, name))
    elif is_list(value):
        for number, inner in enumerate(value):
            yield from texts_in(inner, (*path, number))


NOWHERE = Document({}, {}, {})
"""For values that stand in no file, or in none that may be told."""


def dotted(path: Path) -> str:
    """A path as people write it: sources[0].part."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(steps).removeprefix(".")

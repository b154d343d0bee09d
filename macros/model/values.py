"""The values that a file holds, the way to each, and the place where each stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from macros.model.problems import START, Mark

Value: TypeAlias = "str | int | float | bool | Sequence[Value] | Mapping[str, Value]"
"""What a field can hold: JSON without null."""

Values: TypeAlias = "Mapping[str, Value]"
"""What a record holds: the value of each field, by its name."""

Path: TypeAlias = tuple[str | int, ...]
"""The way to a value inside a record: ("sources", 0, "part")."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file that could be read: its values, and where each value and each key stands."""

    value: Mapping[str, Value]
    marks: Mapping[Path, Mark]
    keys: Mapping[Path, Mark]

    def mark(self, path: Path) -> Mark:
        """The place of the value at `path`, or of the nearest thing around it."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.marks:
                return self.marks[path[:length]]
        return START


def dotted(path: Path) -> str:
    """A path as people write it: sources[0].part."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text

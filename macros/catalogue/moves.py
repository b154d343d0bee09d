"""What became of a register's fields from one version of its schema to the next, and records moved.

Renamed, removed and added fields are data in a file that comes with the program. A record keeps its
comments and the order of its fields: a name is changed where it stands.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from macros.catalogue.edit import EditError, text_of
from macros.catalogue.write_fields import with_fields
from macros.catalogue.yaml_plain import read_plainly
from macros.catalogue.yaml_reader import parse
from macros.model import Document, Fields, Value, Values, each, groups


class Move(NamedTuple):
    """What became of the fields of one register: new names by old ones, gone ones, new values."""

    register: str
    renamed: Mapping[str, str]
    removed: Sequence[str]
    added: Mapping[str, Value]

    def between(self, before: Collection[str], after: Collection[str]) -> Move:
        """What of it lies between two versions of a schema, each the names of its fields."""
        gone = {name for name in before if name not in after}
        return self._replace(
            renamed={old: new for old, new in self.renamed.items() if old in gone},
            removed=[name for name in self.removed if name in gone],
            added={name: value for name, value in self.added.items() if name not in before},
        )


def read_moves(text: str) -> list[Move]:
    """The moves of a file, in their order."""
    values = read_plainly(text) or {}
    return [_move(entry) for _, entry in groups(values.get("moves"))]


def _move(entry: Values) -> Move:
    renamed = {old: str(new) for old, new in _mapping(entry, "renamed").items()}
    removed = [str(name) for name in each(entry.get("removed"))]
    return Move(str(entry.get("register")), renamed, removed, _mapping(entry, "added"))


def _mapping(entry: Values, name: str) -> Mapping[str, Value]:
    value = entry.get(name)
    return value if isinstance(value, Mapping) else {}


def moved(content: bytes, move: Move, fields: Fields) -> bytes:
    """A record's file after a move. `fields` are those of the new schema.

    Raises EditError where the file can't be read, or is laid out so that it can't be changed.
    """
    for old, new in move.renamed.items():
        content = _renamed(content, old, new)
    values = _read(content).value
    gone = {name: None for name in move.removed if name in values}
    new_values = {name: value for name, value in move.added.items() if name not in values}
    return with_fields(content, _read(content), fields, {**gone, **new_values})


def what_moved(before: bytes, after: bytes) -> Iterator[str]:
    """What a move did to a record, a sentence for each field."""
    old, new = _read(before).value, _read(after).value
    came = [name for name in new if name not in old]
    for name in old:
        if name not in new:
            same = next((other for other in came if new[other] == old[name]), "")
            yield f"'{name}' is now '{same}'." if same else f"'{name}' was taken out."
            came = [other for other in came if other != same]
    for name in came:
        yield f"'{name}' was added."


def _renamed(content: bytes, old: str, new: str) -> bytes:
    document = _read(content)
    mark = document.keys.get((old,))
    if mark is None:
        return content
    text = text_of(content, document)
    line, start = text.lines[mark.line - 1], mark.column - 1
    changed = f"{line[:start]}{new}{line[start + len(old) :]}"
    lines = [*text.lines[: mark.line - 1], changed, *text.lines[mark.line :]]
    amended = "".join(lines).encode("utf-8", "surrogatepass")
    wanted = {new if name == old else name: value for name, value in document.value.items()}
    read, _ = parse(amended, "")
    if read is None or read.value != wanted or len(wanted) < len(document.value):
        raise EditError(f"'{old}' can't be called '{new}' there, so it was not changed.")
    return amended


def _read(content: bytes) -> Document:
    document, _ = parse(content, "")
    if document is None:
        raise EditError("The file can't be read, so it was not changed.")
    return document

"""A field that its schema gave another name or another kind, told once and not on every record.

Pure. What a record changed only to follow its schema is one change that says so, and no value that
was taken out and another that was added.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeAlias

from macros.model import (
    Change,
    Path,
    Revision,
    SchemaChange,
    SchemaRevision,
    Value,
    Values,
    is_list,
)


class Reshaped(NamedTuple):
    """The fields of a register that ever got another name (the old by the new), or another kind."""

    names: Mapping[str, str]
    kinds: frozenset[str]


UNCHANGED = Reshaped({}, frozenset())
"""Of a register whose fields have the names and kinds that they always had."""


class Parted(NamedTuple):
    """Fields that differ: what only follows the schema, and what says something else."""

    follows: tuple[str, ...]
    others: tuple[str, ...]


def reshaped(changes: Iterable[SchemaChange]) -> Reshaped:
    """What these changes of one schema gave another name or kind, of the fields of a record."""
    own = [change for change in changes if len(change.way) == 1]
    return Reshaped(
        {change.way[0]: change.was[0] for change in own if change.what == "renamed"},
        frozenset(change.way[0] for change in own if change.what == "retyped"),
    )


def reshaped_of(schemas: Iterable[SchemaRevision], register: str) -> Reshaped:
    """The same of all that became of a register's schema."""
    own = (revision.changes for revision in schemas if revision.register == register)
    return reshaped(change for changes in own for change in changes)


Shapes: TypeAlias = Mapping[str, Reshaped]
"""What became of the fields of each register, by its name: of none where nothing did."""


def shapes_of(schemas: Iterable[SchemaRevision]) -> Shapes:
    """The same of every register."""
    changes: dict[str, list[SchemaChange]] = {}
    for revision in schemas:
        if revision.register:
            changes.setdefault(revision.register, []).extend(revision.changes)
    shapes = {name: reshaped(changes[name]) for name in sorted(changes)}
    return {name: shape for name, shape in shapes.items() if shape.names or shape.kinds}


def names_before(name: str, shape: Reshaped) -> Iterator[str]:
    """The names that a field had before, the latest first, each once."""
    seen = {name}
    while (name := shape.names.get(name, "")) and name not in seen:
        seen.add(name)
        yield name


def _name_in(old: Values, name: str, shape: Reshaped) -> str:
    """What an old version calls a field that has another name now; empty where it has none."""
    return next((was for was in names_before(name, shape) if was in old), "")


def parted(old: Values, new: Values, differing: Sequence[str], shape: Reshaped) -> Parted:
    """The fields that differ between two versions, however many schemas lie between them."""
    before = {name: _name_in(old, name, shape) for name in differing}
    between = shape._replace(names={name: was for name, was in before.items() if was})
    changes = [Change((name,), old.get(name), new.get(name)) for name in differing]
    told = follow(changes, between)
    return Parted(
        tuple(str(change.path[0]) for change in told if is_the_same(change)),
        tuple(str(change.path[0]) for change in told if not is_the_same(change)),
    )


def following(revisions: Iterable[Revision], shape: Reshaped) -> Iterator[Revision]:
    """A trail in which what followed the schema is told as that."""
    for revision in revisions:
        if revision.kind == "changed" and (shape.names or shape.kinds):
            yield replace(revision, changes=follow(revision.changes, shape))
        else:
            yield revision


def follow(changes: Sequence[Change], shape: Reshaped) -> tuple[Change, ...]:
    """The changes of one record, with each field under another name told as one."""
    gone = {change.path: change for change in changes if change.new is None}
    came = {change.path for change in changes if change.old is None}
    joined: dict[Path, Change] = {
        (new,): gone[old,] for new, old in shape.names.items() if (new,) in came and (old,) in gone
    }
    left_out = {change.path for change in joined.values()}
    kept = (change for change in changes if change.path not in left_out or change.path in came)
    return tuple(_followed(change, joined.get(change.path), shape) for change in kept)


def _followed(change: Change, before: Change | None, shape: Reshaped) -> Change:
    if before and change.old is None:
        return change._replace(old=before.old, was=str(before.path[0]))
    name = str(change.path[0]) if len(change.path) == 1 else ""
    is_other_kind = kind_of_value(change.old) != kind_of_value(change.new)
    if name in shape.kinds and is_other_kind and None not in change.values:
        return change._replace(was=name)
    return change


def kind_of_value(value: Value | None) -> type:
    """Whether a value is a group, a list or a text."""
    if isinstance(value, Mapping):
        return dict
    return list if is_list(value) else str


def only_follows(changes: Sequence[Change]) -> bool:
    """Whether nothing was said otherwise: the values are what they were, as the schema wants."""
    return bool(changes) and all(map(is_the_same, changes))


def is_the_same(change: Change) -> bool:
    """Whether a value is only under another name, or in another form."""
    return bool(change.was) and list(words_in(change.old)) == list(words_in(change.new))


def words_in(value: Value | None) -> Iterator[str]:
    """Each text of a value, whatever lists and groups it stands in."""
    if isinstance(value, Mapping):
        for inner in value.values():
            yield from words_in(inner)
    elif value is not None and is_list(value):
        for inner in value:
            yield from words_in(inner)
    else:
        yield str(value)


def say_following(change: Change) -> str:
    """How a value followed its schema, in words; empty where it didn't, or isn't the same."""
    if not is_the_same(change):
        return ""
    if change.path == (change.was,):
        return "the same in another form, as its schema has it since"
    return f"the same; its schema called the field '{change.was}' until then"

"""Mappings: what belongs under one name, what is there, and where two of them differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

Name = TypeVar("Name")
Item = TypeVar("Item")


def grouped(pairs: Iterable[tuple[Name, Item]]) -> dict[Name, list[Item]]:
    """What stands second in each pair, under what stands first; both in the order given."""
    groups: dict[Name, list[Item]] = {}
    for name, item in pairs:
        groups.setdefault(name, []).append(item)
    return groups


def differing(old: Mapping[Name, object], new: Mapping[Name, object]) -> list[Name]:
    """The names under which two mappings don't hold the same, in the order of the new."""
    names = new if new.keys() == old.keys() else dict.fromkeys((*new, *old))
    return [name for name in names if old.get(name) != new.get(name)]


def present(items: Mapping[Name, Item | None]) -> dict[Name, Item]:
    """What is there: None stands for what isn't."""
    return {name: item for name, item in items.items() if item is not None}

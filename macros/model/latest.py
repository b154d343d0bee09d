"""What was last made of a thing, for as long as it stays the same thing."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Name = TypeVar("Name", bound=Hashable)
Thing = TypeVar("Thing")
Made = TypeVar("Made")


class Latest(Generic[Name, Thing, Made]):
    """What was made of the latest thing of each name: on most days it is as on the day before."""

    def __init__(self) -> None:
        self._made: dict[Name, tuple[Thing, Made]] = {}

    def of(self, name: Name, thing: Thing, make: Callable[[], Made]) -> Made:
        """What is made of a thing, or was of the same object when that name last came."""
        last = self._made.get(name)
        if last is None or last[0] is not thing:
            last = self._made[name] = (thing, make())
        return last[1]

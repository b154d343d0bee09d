"""The macros that say how many records there are, in the words of a page.

Each takes the register's name and which of its records are meant: those that hold the values of
`where` and not those of `unless`, with the fields of `filled` filled in and those of `empty` empty.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from markupsafe import escape

from macros.model import Values
from macros.pages import counting
from macros.site.placeholders import Placeholders
from macros.view.view import View

Conditions: TypeAlias = "Values | None"
Names = Sequence[str] | None


class NumberMacros:
    """Each is a text: what a record says in it is escaped."""

    def __init__(self, view: View, placeholders: Placeholders) -> None:
        self._view = view
        self._placeholders = placeholders

    def count(
        self,
        name: str,
        where: Conditions = None,
        unless: Conditions = None,
        filled: Names = None,
        empty: Names = None,
    ) -> str:
        """How many there are, with their word."""
        count = self._count(name, where, unless, filled, empty)
        return self._store(counting.say_count(count))

    def number(
        self,
        name: str,
        where: Conditions = None,
        unless: Conditions = None,
        filled: Names = None,
        empty: Names = None,
    ) -> str:
        """How many there are, as a number alone."""
        count = self._count(name, where, unless, filled, empty)
        return self._store(counting.say_number(self._view, count))

    def share(
        self,
        name: str,
        where: Conditions = None,
        unless: Conditions = None,
        filled: Names = None,
        empty: Names = None,
        singular: str = "",
        plural: str = "",
        capital: bool = False,
    ) -> str:
        """How many of all there are, and the verb that goes with it."""
        count = self._count(name, where, unless, filled, empty)
        return self._store(counting.say_share(self._view, count, singular, plural, capital))

    def sentence(
        self,
        name: str,
        where: Conditions = None,
        unless: Conditions = None,
        filled: Names = None,
        empty: Names = None,
        if_all: str = "",
        if_some: str = "",
        if_none: str = "",
    ) -> str:
        """One of three sentences: for all records, for some, or for none."""
        count = self._count(name, where, unless, filled, empty)
        return self._store(counting.say_sentence(self._view, count, if_all, if_some, if_none))

    def _count(
        self, name: str, where: Conditions, unless: Conditions, filled: Names, empty: Names
    ) -> counting.Count:
        chosen = counting.Chosen(where or {}, unless or {}, filled or (), empty or ())
        return counting.count_records(self._view, name, chosen)

    def _store(self, text: str) -> str:
        return self._placeholders.store(escape(text))

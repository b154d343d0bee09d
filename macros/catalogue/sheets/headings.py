"""Which column of a register each heading of a table means: by a map, its words, or a guess."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple, TypeAlias

from macros.catalogue.sheets.choices import as_key
from macros.catalogue.sheets.columns import Column
from macros.catalogue.sheets.ticks import IS, ValueOf, split
from macros.model.guesses import nearest

How: TypeAlias = Literal["words", "map", "guess", "left out", "twice", "unknown"]
"""By what a heading was told: its words, a map, a guess; or why it wasn't."""

LEFT_OUT = "-"
"""What a map says of a heading that is to be left out."""

SMALL_WORDS = frozenset(("a", "an", "and", "by", "for", "in", "it", "of", "on", "or", "the", "to"))


class Heading(NamedTuple):
    """A heading: its number in the row, its words, the column that it means, how that is known.

    Where it stands for one value of a list, `tick` is that value.
    """

    number: int
    text: str
    column: Column | None
    how: How
    tick: str = ""


class Headings:
    """What every heading of a register can be called. `value_of` tells values of lists."""

    def __init__(
        self, columns: Sequence[Column], saved: Mapping[str, str], value_of: ValueOf
    ) -> None:
        self.columns = columns
        self._value_of = value_of
        self._by_name = {column.name: column for column in columns if column.kind != "sentence"}
        self._by_name |= {column.name: column for column in columns if column.kind == "sentence"}
        self._saved = {as_key(text): name for text, name in saved.items()}
        called = [(key, column) for column in columns for key in _names(column)]
        inner = _once(called)
        outer = _once(pair for pair in called if len(pair[1].path) == 1)
        exact = {as_key(column.heading): column for column in columns}
        self._known = inner | outer | exact

    def known(self, text: str) -> bool:
        """Whether a heading is known by its words or by the map."""
        return self._sure(0, text).how != "unknown"

    def read(self, texts: Sequence[str]) -> list[Heading]:
        """What each heading of a row means; of two that mean one column the first does."""
        sure = [self._sure(number, text) for number, text in enumerate(texts) if text]
        taken = {heading.column for heading in sure if heading.column}
        seen: set[Column] = set()
        return list(self._settled(sure, taken, seen))

    def _sure(self, number: int, text: str) -> Heading:
        key = as_key(text)
        if key in self._saved:
            name, value = split(self._saved[key], IS)
            column = self._by_name.get(name)
            tick = self._value_of(column.field, value) if column and value else ""
            return Heading(number, text, column, "map" if column else "left out", tick or "")
        if column := self._known.get(key):
            return Heading(number, text, column, "words")
        before, after = split(text, ": ")
        column = self._known.get(as_key(before)) if after else None
        if column and (tick := self._value_of(column.field, after)):
            return Heading(number, text, column, "words", tick)
        return Heading(number, text, None, "unknown")

    def _settled(
        self, sure: Sequence[Heading], taken: set[Column], seen: set[Column]
    ) -> Iterator[Heading]:
        for heading in sure:
            if heading.how == "unknown":
                column = self._guess(heading.text, taken)
                if column:
                    taken.add(column)
                    heading = heading._replace(column=column, how="guess")  # noqa: PLW2901
            elif heading.column in seen and not heading.tick:
                heading = heading._replace(column=None, how="twice")  # noqa: PLW2901
            if heading.column:
                seen.add(heading.column)
            yield heading

    def _guess(self, text: str, taken: set[Column]) -> Column | None:
        """The column that is most likely meant, of those that no other heading means."""
        free = {key: column for key, column in self._known.items() if column not in taken}
        if near := nearest(as_key(text), free):
            return free[near]
        words = _weighty(as_key(text))
        like = [column for key, column in free.items() if _is_part(words, _weighty(key))]
        return like[0] if len(set(like)) == 1 else None


def _once(called: Iterable[tuple[str, Column]]) -> dict[str, Column]:
    """The columns by what each is called, without what two of them are called."""
    pairs = list(called)
    often = Counter(key for key, _ in pairs)
    return {key: column for key, column in pairs if often[key] == 1}


def _names(column: Column) -> set[str]:
    """What a heading of a column may say: its title, the name of its field, and both in full."""
    if column.kind == "version":
        return {as_key(column.heading)}
    names = {as_key(column.field.title), as_key(column.heading)}
    return names if column.kind == "sentence" else {*names, as_key(column.name.replace(".", " "))}


def _weighty(key: str) -> frozenset[str]:
    return frozenset(key.split()) - SMALL_WORDS


def _is_part(words: frozenset[str], others: frozenset[str]) -> bool:
    return bool(words) and bool(others) and (words <= others or others <= words)

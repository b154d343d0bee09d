"""What values are sorted by: as tuples here, and as texts that sort the same way in a browser."""

from __future__ import annotations

from datetime import date
from enum import IntEnum
from typing import NamedTuple

from macros.model import Field, Value
from macros.model.text import natural
from macros.pages.values import words
from macros.rules.calendar import Quarter, last_day_in, read_quarter
from macros.view.view import View


class Rank(IntEnum):
    """Which values come first: times and sizes, then choices and open times, then text."""

    MEASURED = 0
    CHOSEN = 1
    TEXT = 2
    MISSING = 9


class SortKey(NamedTuple):
    """What a value is sorted by: its rank, and its place among values of that rank."""

    rank: Rank
    places: tuple[object, ...] = ()


NOTHING = SortKey(Rank.MISSING)
"""The key of what has no value: it comes last."""


def order(view: View, field: Field, value: Value | None) -> SortKey:
    """What to sort a value by: time, size, or the order that the schema or the register gives."""
    if value is None:
        return NOTHING
    if isinstance(value, bool):
        return SortKey(Rank.MEASURED, (not value,))
    if isinstance(value, int | float):
        return SortKey(Rank.MEASURED, (value,))
    if not isinstance(value, str):
        return _text_order(field, words(view, field, value))
    if field.refs and (key := view.find(field, value)):
        return SortKey(Rank.CHOSEN, (view.places[key],))
    return _text_order(field, value)


def _text_order(field: Field, text: str) -> SortKey:
    if field.format in ("date", "partial-date"):
        return SortKey(Rank.MEASURED, (text,))
    if field.format in ("quarter", "timescale", "when"):
        day = _last_day(text)
        return SortKey(Rank.MEASURED, (day.isoformat(),)) if day else SortKey(Rank.CHOSEN, (text,))
    if text in field.options:
        return SortKey(Rank.CHOSEN, (field.options.index(text),))
    return SortKey(Rank.TEXT, natural(text))


def _last_day(text: str) -> date | None:
    """The last day of a quarter or timescale; None where it has none."""
    quarter = read_quarter(text)
    return quarter.last if isinstance(quarter, Quarter) else last_day_in(text)


def sort_key(view: View, field: Field, value: Value | None) -> str:
    """`order` as a text that sorts the same way in a browser."""
    key = order(view, field, value)
    return " ".join(map(_sortable, (int(key.rank), *key.places)))


def _sortable(place: object) -> str:
    match place:
        case (0, int(number), _):  # a number inside a text, as `natural` has it
            return f"{number:010d}"
        case (_, _, letters):
            return str(letters)
        case bool():
            return str(int(place))
        case int() | float():
            return f"{place:012.2f}"
    return str(place).lower()

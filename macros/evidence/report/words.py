"""Values and records in the words of a report: plain text, in one line, and no longer than fits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from macros.evidence.report.content import Block, Paragraph, Table
from macros.model import Field, Key, Record, Value
from macros.model.outside import cut
from macros.model.text import one_line
from macros.pages.values import words as value_words
from macros.rules.calendar import Quarter, read_quarter
from macros.view.view import View

LONGEST = 130
"""Letters in a cell: two or three lines of a column."""

NOTHING = "\u2013"
"""What a cell without a value shows."""


def plain(text: str) -> str:
    """A text from a record: in one line, without unseen marks, and no longer than fits."""
    return cut(one_line(text), LONGEST)


def say(view: View, field: Field, value: Value | None) -> str:
    """A value as people read it."""
    return plain(value_words(view, field, value)) or NOTHING


def say_time(view: View, field: Field, value: Value | None) -> str:
    """A time in few words: a quarter by its name, anything else as people read it."""
    quarter = read_quarter(str(value))
    return str(quarter) if isinstance(quarter, Quarter) else say(view, field, value)


def say_named(view: View, record: Record, name: str) -> str:
    """One of a record's fields; a dash where the record or its register has none."""
    field = view.schema(record.key).field(name)
    return say(view, field, record.values.get(name)) if field else NOTHING


def name_of(view: View, key: Key) -> str:
    """What a record is called, after its reference where people quote that."""
    label = plain(view.label(key))
    quoted = any(letter.isdigit() for letter in key.id) and label != key.id
    return f"{key.id} {label}" if quoted else label


def posts(view: View, ids: Iterable[str]) -> str:
    """What posts are called."""
    keys = chain.from_iterable(view.ids.get(id_, ())[:1] for id_ in ids)
    return "; ".join(plain(view.label(key)) for key in keys)


def table(caption: str, head: Sequence[tuple[str, int]], rows: Sequence[Sequence[str]]) -> Table:
    """A table, whose columns each have a name and a share of the width."""
    names, widths = zip(*head, strict=True)
    return Table(caption, names, widths, tuple(tuple(row) for row in rows))


def shortened(whole: Table, most: int, more: str) -> Iterator[Block]:
    """A table of no more rows than fit, and where the others stand; nothing without a row."""
    if not whole.rows:
        return
    yield Table(whole.caption, whole.head, whole.widths, whole.rows[:most])
    if len(whole.rows) > most:
        yield Paragraph(f"And {len(whole.rows) - most:,} more: {more}.")

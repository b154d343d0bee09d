"""Groups whose parts each have a choice: how many have the first one, drawn by quarter or area.

A log that looks at six principles says of each whether it was assessed: the first choice is yes.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from markupsafe import Markup

from macros.model import Field, Record, Register, Values
from macros.model.text import counted
from macros.pages.charts import picture
from macros.pages.tables import nouns
from macros.pages.tally import Axis, Tally, tally
from macros.view.view import View


def answers(
    view: View, register: Register, group: Field, across: Field, by: Field | None, title: str
) -> Markup:
    """The picture, by a field or by the parts of the group. What is over counts for nothing."""
    records = [record for record in register.records if not record.retired]
    if by:
        numbers = tally(view, records, by, across, True, partial(_yes, group))
    else:
        numbers = _by_part(view, records, group, across)
    many = counted(len(records), *nouns(view, register.schema))
    parts = counted(len(group.parts), "part", "parts")
    return picture("squares", title, numbers, f"{many}, each with {parts}: {group.title}")


def _by_part(view: View, records: list[Record], group: Field, across: Field) -> Tally:
    """The parts of the group as rows."""
    counts: dict[tuple[str, str], int] = {}
    columns = tally(view, records, across, None).rows
    for part in group.parts:
        own = tally(view, records, across, None, worth=partial(_is_yes, group, part))
        counts |= {(part.title, name): sum(own.line(name)) for name in columns.names}
    rows = Axis(group.title, [part.title for part in group.parts])
    return Tally(rows, columns, counts)


def _yes(group: Field, record: Record) -> int:
    """How many parts of a record's group have the first choice."""
    return sum(_is_yes(group, part, record) for part in group.parts)


def _is_yes(group: Field, part: Field, record: Record) -> int:
    values = record.values.get(group.name)
    value = values.get(part.name) if isinstance(values, Mapping) else None
    return _inside(part, value) if isinstance(value, Mapping) else int(value in part.options[:1])


def _inside(part: Field, values: Values) -> int:
    """The same where the part is a group of its own, with the choice and a note."""
    choices = [inner for inner in part.parts if inner.options]
    return int(any(values.get(inner.name) == inner.options[0] for inner in choices))

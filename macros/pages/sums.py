"""What numbers of records come to: audits by how many of their samples were right, for example."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from markupsafe import Markup

from macros.model import Field, Record, Register
from macros.model.text import counted
from macros.pages.charts import picture
from macros.pages.tables import nouns
from macros.pages.tally import Axis, Tally, tally
from macros.view.view import View


def sums(
    view: View,
    register: Register,
    records: Sequence[Record],
    by: Field,
    parts: Sequence[Field],
    title: str,
) -> Markup:
    """Bars of the sums, a part for each of the fields. Only whole numbers count."""
    counts: dict[tuple[str, str], int] = {}
    rows = tally(view, records, by, None).rows
    for part in parts:
        own = tally(view, records, by, None, worth=partial(_worth, part))
        counts |= {(name, part.title): sum(own.line(name)) for name in rows.names}
    numbers = Tally(rows, Axis("Numbers", [part.title for part in parts]), counts)
    return picture("bars", title, numbers, counted(len(records), *nouns(view, register.schema)))


def _worth(field: Field, record: Record) -> int:
    value = record.values.get(field.name)
    return value if isinstance(value, int) else 0

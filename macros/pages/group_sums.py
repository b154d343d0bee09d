"""What numbers in lists of groups come to, such as how many of each role group were trained.

Of a group that was counted several times, only the latest day counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from markupsafe import Markup

from macros.model import Field, Record, Register, Values, groups
from macros.pages.sums import sums
from macros.view.view import View


def group_sums(view: View, register: Register, of: Field, title: str) -> Markup:
    """Bars for each record that the groups in field `of` name: the numbers that add up there."""
    group = of.each
    named = next((part for part in group.parts if part.refs), None) if group else None
    if group is None or named is None:
        return Markup()
    numbers = [part for part in group.parts if part.adds_up_to]
    live = (record for record in register.records if not record.retired)
    counts = [own for record in live for own in _latest(record, of, group, named.name)]
    return sums(view, register, counts, named, numbers, title)


def _latest(record: Record, of: Field, group: Field, by: str) -> Iterator[Record]:
    """The latest group for each value of a part, in the shape of a record."""
    days = [part.name for part in group.parts if part.format == "date"]
    own = [values for _, values in groups(record.values.get(of.name))]
    ordered = sorted(own, key=lambda values: [str(values.get(day, "")) for day in days])
    latest: dict[str, Values] = {str(values.get(by)): values for values in ordered}
    return (replace(record, values=values) for values in latest.values())

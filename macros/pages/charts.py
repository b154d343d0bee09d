"""Pictures of how many records there are: bars and squares, with the same numbers as a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple, TypeAlias

from markupsafe import Markup

from macros.model import Field, Record, Register
from macros.model.text import counted
from macros.pages.drawing import Spec, draw
from macros.pages.fragments import anchor, render
from macros.pages.tables import nouns
from macros.pages.tally import Axis, Tally, tally
from macros.view.view import View

Kind: TypeAlias = Literal["bars", "squares"]

COLOURS = tuple(f"var(--kim-bar-{number})" for number in range(1, 9))
"""Colours that are told apart in light and dark, and by people who see few."""

INK, ON_COLOUR, PAPER = "var(--kim-ink)", "var(--kim-on-bar)", "var(--kim-paper)"

SAME = "The table below has the same numbers."

WIDTH, ROW, MARK, LETTER = 340, 46, 24, 8
"""How wide a picture is, how high a row with its name and the mark below it, and a wide letter.

A name stands above its mark, so that a picture fits a phone and a name is read whole.
"""


class Chart(NamedTuple):
    """Which picture of which records: by one field or two, and what it is called.

    With `every`, a record that a row could name and that none does has an empty row. What is
    `small` stands beside others.
    """

    kind: Kind
    records: Sequence[Record]
    rows: Field
    columns: Field | None
    title: str
    every: bool
    small: bool = False


class Line(NamedTuple):
    """One row of the table: its name, and its numbers in the order of the columns."""

    name: str
    numbers: Sequence[int]


def figure(view: View, register: Register, chart: Chart) -> Markup:
    """A picture of records of the register, and the same as a table."""
    numbers = tally(view, chart.records, chart.rows, chart.columns, chart.every)
    singular, plural = nouns(view, register.schema)
    many = counted(len(chart.records), singular, plural)
    return picture(
        chart.kind, chart.title, numbers, many, several=_has_several(chart), small=chart.small
    )


def picture(
    kind: Kind, title: str, numbers: Tally, says: str, *, several: bool = False, small: bool = False
) -> Markup:
    """A picture of any numbers, and the same as a table. `says` is what it shows."""
    draws = {"bars": _bars, "squares": _squares}
    name = anchor("picture", title)
    return render(
        "chart.html",
        title=title,
        anchor=name,
        svg=draw(draws[kind](numbers), name, title, f"{says}. {SAME}"),
        rows=numbers.rows,
        columns=numbers.columns,
        lines=[Line(name, numbers.line(name)) for name in numbers.rows.names],
        several=several,
        small=small,
    )


def _has_several(chart: Chart) -> bool:
    """Whether a record may stand in several places, so that the numbers add up to more."""
    return any(field and field.kind == "array" for field in (chart.rows, chart.columns))


def _bars(numbers: Tally) -> Spec:
    """A bar for each row, in parts by column; each part says its number."""
    length: Spec = {"field": "number", "type": "quantitative", "stack": "zero", "axis": None}
    colour: Spec = {
        "field": "column",
        "type": "nominal",
        "scale": {"domain": numbers.columns.names, "range": COLOURS},
        "legend": {"title": None} if numbers.columns.title else None,
    }
    bar: Spec = {"type": "bar", "height": MARK, "yOffset": LOWER}
    number: Spec = {"type": "text", "fill": ON_COLOUR, "fontWeight": "bold", "yOffset": LOWER}
    middle: Spec = {**length, "bandPosition": 0.5}
    part: Spec = {"text": {"field": "number"}, "detail": {"field": "column"}}
    return {
        "height": {"step": ROW},
        "data": {"values": [value for value in _values(numbers) if value["number"]]},
        "width": WIDTH,
        "encoding": {"y": _rows(numbers), "order": {"field": "place"}},
        "layer": [
            {"mark": {**bar, **_EDGE}, "encoding": {"x": length, "color": colour}},
            {"mark": number, "encoding": {"x": middle, **part}},
        ],
    }


def _squares(numbers: Tally) -> Spec:
    """A square for each pair, the fuller the more records; each says its number."""
    full: Spec = {
        "field": "number",
        "type": "quantitative",
        "scale": {"domainMin": 0, "range": [0.04, 0.45]},
        "legend": None,
    }
    step = max(WIDTH // (len(numbers.columns.names) or 1), MARK + 6)
    longest = max(map(len, numbers.columns.names), default=0)
    angle = 0 if longest * LETTER < step else -90
    axis: Spec = {**_AXIS, "orient": "top", "labelAngle": angle}
    across = {**_nominal(numbers.columns, "column"), "axis": axis}
    square: Spec = {"type": "rect", "fill": COLOURS[0], "height": MARK, "yOffset": LOWER}
    number: Spec = {"type": "text", "fill": INK, "yOffset": LOWER}
    return {
        "height": {"step": ROW},
        "data": {"values": list(_values(numbers))},
        "width": {"step": step},
        "encoding": {"y": _rows(numbers), "x": across},
        "layer": [
            {"mark": {**square, **_EDGE}, "encoding": {"fillOpacity": full}},
            {"mark": number, "encoding": {"text": {"field": "number"}}},
        ],
    }


LOWER = (ROW - MARK) // 2
"""How far a mark stands below the middle of its row, to leave room for the name above it."""

_EDGE: Spec = {"stroke": PAPER, "strokeWidth": 1.5}
_AXIS: Spec = {"title": None, "ticks": False, "domain": False, "labelColor": INK}


def _rows(numbers: Tally) -> Spec:
    """The names of the rows, each above its mark."""
    above: Spec = {"labelAlign": "left", "labelPadding": -1, "labelOffset": -MARK // 2}
    return {**_nominal(numbers.rows, "row"), "axis": {**_AXIS, **above, "labelLimit": WIDTH}}


def _nominal(axis: Axis, field: str) -> Spec:
    """Every name of an axis, in its order, with or without records."""
    scale: Spec = {"domain": axis.names, "padding": 0}
    return {"field": field, "type": "nominal", "scale": scale}


def _values(numbers: Tally) -> Iterator[Mapping[str, str | int]]:
    """One value a pair: what Vega-Lite draws. `place` is the column's."""
    for row in numbers.rows.names:
        for place, (column, number) in enumerate(
            zip(numbers.columns.names, numbers.line(row), strict=True)
        ):
            yield {"row": row, "column": column, "number": number, "place": place}

"""Pictures drawn at build time: SVG with a title and a description, and the same as a list beside it."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from macros.model import Register
from macros.pages.fragments import address, anchor, render
from macros.pages.sorting import NOTHING, order
from macros.pages.values import humanise
from macros.view.view import View

BOX, LANE, GAP, LINE, PADDING = 320, 208, 28, 18, 10
"""Width of a box and of a column, space between boxes, height of a line of text and space around it, in SVG units."""


class Box(NamedTuple):
    """One box of a picture."""

    x: int
    y: int
    width: int
    name: Sequence[str]
    more: Sequence[str] = ()

    @property
    def height(self) -> int:
        """What the lines need."""
        return (len(self.name) + len(self.more)) * LINE + 2 * PADDING


class Entry(NamedTuple):
    """The same box, as the list beside the picture shows it."""

    href: str
    label: str
    more: str


def chain(view: View, register: Register, by: str, more: str, title: str) -> Markup:
    """Records in a line from top to bottom, in the order of the numbers in field `by`.

    `more` names a field with a line of further text; `title` says what the picture shows.
    """
    field = register.schema.field(by)
    steps = sorted(
        (record for record in register.records if by in record.values),
        key=lambda record: order(view, field, record.values[by]) if field else NOTHING,
    )
    entries = [
        Entry(address(record.key), view.label(record.key), str(record.values.get(more, "")))
        for record in steps
    ]
    boxes: list[Box] = []
    y = 10
    for entry in entries:
        boxes.append(Box(10, y, BOX, _wrap(entry.label, 38), _wrap(entry.more, 42)))
        y += boxes[-1].height + GAP
    arrows = [(box.x + box.width // 2, box.y + box.height, GAP) for box in boxes[:-1]]
    said = " above ".join(entry.label for entry in entries)
    return _picture(
        "chain",
        title,
        f"From top to bottom: {said}.",
        boxes,
        arrows,
        [],
        BOX + 20,
        y - GAP + 10,
        [("", entries)],
    )


def lanes(view: View, register: Register, by: str, title: str) -> Markup:
    """Records in columns, one for each choice of field `by`, in the schema's order."""
    field = register.schema.field(by)
    names = (
        [
            option
            for option in field.options
            if any(record.values.get(by) == option for record in register.records)
        ]
        if field
        else []
    )
    boxes: list[Box] = []
    heads: list[Box] = []
    lists: list[tuple[str, list[Entry]]] = []
    bottom = 0
    for number, name in enumerate(names):
        x = 4 + number * (LANE + 10)
        head = humanise(field, name) if field else name
        heads.append(Box(x, 4, LANE, [head]))
        entries = [
            Entry(address(record.key), view.label(record.key), "")
            for record in register.records
            if record.values.get(by) == name
        ]
        lists.append((head, entries))
        y = heads[-1].height + 12
        for entry in entries:
            boxes.append(Box(x, y, LANE, (), _wrap(entry.label, 27)))
            y += boxes[-1].height + 8
        bottom = max(bottom, y)
    said = " ".join(
        f"{head}: {', '.join(entry.label for entry in entries)}." for head, entries in lists
    )
    return _picture(
        "lanes", title, said, boxes, [], heads, 8 + len(names) * (LANE + 10) - 10, bottom + 4, lists
    )


def _wrap(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width) if text else []


def _picture(
    kind: str,
    title: str,
    description: str,
    boxes: Sequence[Box],
    arrows: Sequence[tuple[int, int, int]],
    heads: Sequence[Box],
    width: int,
    height: int,
    lists: Sequence[tuple[str, Sequence[Entry]]],
) -> Markup:
    return render(
        "picture.html",
        kind=kind,
        anchor=anchor("picture", title),
        title=title,
        description=description,
        boxes=boxes,
        arrows=arrows,
        heads=heads,
        width=width,
        height=max(height, 40),
        lists=lists,
        line=LINE,
        padding=PADDING,
    )

"""Pictures drawn at build time: SVG with a title and a description, and the same as a list.

Sizes are in the units of SVG.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from markupsafe import Markup

from macros.model import Record, Register
from macros.model.fields import humanise
from macros.pages.fragments import anchor, render
from macros.pages.sorting import NOTHING, order
from macros.pages.where import where
from macros.view.view import View

BOX, LANE = 320, 208
"""How wide a box of a chain is, and a column."""

LINE, PADDING = 18, 10
"""How high a line of text is, and the space around it."""

GAP, SMALL_GAP = 28, 8
"""The space between two boxes with an arrow in it, and without."""

Lines = Sequence[str]


class Box(NamedTuple):
    """One box of a picture, with the lines of a name and of further text."""

    x: int
    y: int
    width: int
    name: Lines
    more: Lines = ()

    @property
    def height(self) -> int:
        """What the lines need."""
        return (len(self.name) + len(self.more)) * LINE + 2 * PADDING

    @property
    def bottom(self) -> int:
        """Where it ends."""
        return self.y + self.height


class Arrow(NamedTuple):
    """From the right side of a box to the left side of another."""

    x: int
    y: int
    to_x: int
    to_y: int


def arrow_between(start: Box, end: Box) -> Arrow:
    """From the middle of one side to the middle of the other."""
    middle = (start.y + start.height // 2, end.y + end.height // 2)
    return Arrow(start.x + start.width, middle[0], end.x, middle[1])


class BoxEntry(NamedTuple):
    """The same box, as the list beside the picture shows it."""

    href: str
    label: str
    more: str


class Lane(NamedTuple):
    """A column: its title and its records."""

    title: str
    entries: Sequence[BoxEntry]


class Picture(NamedTuple):
    """What is drawn, and the same in words. An arrow is where it starts, and how long it is."""

    kind: str
    title: str
    description: str
    boxes: Sequence[Box]
    arrows: Sequence[tuple[int, int, int]]
    heads: Sequence[Box]
    width: int
    height: int
    lists: Sequence[Lane]


def chain(view: View, register: Register, by: str, more: str, title: str) -> Markup:
    """Records in a line from top to bottom, in the order of the numbers in field `by`.

    `more` names a field with a line of further text; `title` says what the picture shows.
    """
    entries = [_entry(view, record, more) for record in _in_order(view, register, by)]
    texts = [(wrap(entry.label, 38), wrap(entry.more, 42)) for entry in entries]
    boxes = list(_stack(10, 10, BOX, GAP, texts))
    arrows = [(box.x + box.width // 2, box.bottom, GAP) for box in boxes[:-1]]
    labels = " above ".join(entry.label for entry in entries)
    picture = Picture(
        kind="chain",
        title=title,
        description=f"From top to bottom: {labels}.",
        boxes=boxes,
        arrows=arrows,
        heads=(),
        width=BOX + 20,
        height=_height(boxes, below=10),
        lists=[Lane("", entries)],
    )
    return _drawn(picture)


def _in_order(view: View, register: Register, by: str) -> list[Record]:
    field = register.schema.field(by)
    records = [record for record in register.records if by in record.values]
    return sorted(
        records, key=lambda record: order(view, field, record.values[by]) if field else NOTHING
    )


def lanes(view: View, register: Register, by: str, title: str) -> Markup:
    """Records in columns, one for each choice of field `by`, in the schema's order."""
    columns = list(_lanes(view, register, by))
    step = LANE + 10
    heads = [Box(4 + place * step, 4, LANE, [lane.title]) for place, lane in enumerate(columns)]
    boxes: list[Box] = []
    for head, lane in zip(heads, columns, strict=True):
        texts = [((), wrap(entry.label, 27)) for entry in lane.entries]
        boxes += _stack(head.x, head.bottom + SMALL_GAP, LANE, SMALL_GAP, texts)
    picture = Picture(
        kind="lanes",
        title=title,
        description=" ".join(map(_in_words, columns)),
        boxes=boxes,
        arrows=(),
        heads=heads,
        width=len(columns) * step - 2,
        height=_height(boxes, below=SMALL_GAP + 4),
        lists=columns,
    )
    return _drawn(picture)


def _lanes(view: View, register: Register, by: str) -> Iterator[Lane]:
    """Each choice that a record has, and the records that have it."""
    field = register.schema.field(by)
    if field is None:
        return
    for option in field.options:
        records = [record for record in register.records if record.values.get(by) == option]
        if records:
            yield Lane(humanise(field, option), [_entry(view, record, "") for record in records])


def _in_words(lane: Lane) -> str:
    return f"{lane.title}: {', '.join(entry.label for entry in lane.entries)}."


def _entry(view: View, record: Record, more: str) -> BoxEntry:
    return BoxEntry(
        where(view, record.key), view.label(record.key), str(record.values.get(more, ""))
    )


def _stack(
    x: int, y: int, width: int, gap: int, texts: Iterable[tuple[Lines, Lines]]
) -> Iterator[Box]:
    """Boxes with these texts, one below the other."""
    for name, more in texts:
        box = Box(x, y, width, name, more)
        yield box
        y = box.bottom + gap


def _height(boxes: Iterable[Box], below: int) -> int:
    """What the boxes need, and the space below them. A picture without boxes is still seen."""
    return max(max((box.bottom for box in boxes), default=0) + below, 40)


def wrap(text: str, width: int) -> Lines:
    """A text in lines that are at most so many letters long."""
    return textwrap.wrap(text, width) if text else []


def _drawn(picture: Picture) -> Markup:
    return render(
        "picture.html",
        **picture._asdict(),
        anchor=anchor("picture", picture.title),
        line=LINE,
        padding=PADDING,
    )

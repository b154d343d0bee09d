"""Where records are kept, and which are made from which: frames with boxes, and a table.

In each frame the masters stand on the left, and what repeats others or is made from them on the
right, with an arrow from its master. A record that is kept in several places stands in each.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, product
from typing import NamedTuple, TypeAlias

from markupsafe import Markup

from macros.model import Field, Key, Record, Register, each
from macros.model.mappings import grouped
from macros.model.text import counted
from macros.pages.fragments import anchor, render
from macros.pages.pictures import LINE, PADDING, SMALL_GAP, Arrow, Box, arrow_between, wrap
from macros.pages.tables import group_name, nouns, values_in
from macros.pages.values import show_field
from macros.pages.where import link
from macros.view.view import View

WIDTH, BETWEEN, EDGE = 230, 70, 12
"""How wide a box is, the space between the two columns, and from a frame's edge to its boxes."""

FRAME = 2 * (WIDTH + EDGE) + BETWEEN
"""How wide a frame is."""

LETTERS = 27
"""How many letters a line of a box holds."""

NOTHING = "None on record."


class Frame(NamedTuple):
    """A place with what is kept there: its outline, its name, and its boxes by record."""

    outline: Box
    height: int
    masters: Mapping[Key, Box]
    copies: Mapping[Key, Box]


Masters: TypeAlias = Mapping[Key, Sequence[Key]]
"""What each record repeats or is made from; empty for a master."""


class Row(NamedTuple):
    """A record, where it is kept, and from what it is made, as the table has it."""

    record: Markup
    place: Markup
    made_from: Sequence[Markup]


def keeping_map(
    view: View, register: Register, by: Field, made_from: Sequence[Field], title: str
) -> Markup:
    """What is kept where by field `by`, with every place there is, and what is made from what."""
    records = {record.key: record for record in register.records if not record.retired}
    masters = {key: list(_masters(records, record, made_from)) for key, record in records.items()}
    frames = list(_frames(view, _places(view, by, records.values()), masters))
    return render(
        "map.html",
        title=title,
        anchor=anchor("map", title),
        description=_says(view, register, by, masters),
        frames=frames,
        arrows=list(_arrows(frames, masters)),
        rows=[_row(view, record, by, made_from) for record in records.values()],
        heads=(by.title, *(field.title for field in made_from)),
        width=FRAME + 8,
        height=max((frame.outline.y + frame.height for frame in frames), default=30) + 4,
        line=LINE,
        padding=PADDING,
    )


def _says(view: View, register: Register, by: Field, masters: Masters) -> str:
    many = counted(len(masters), *nouns(view, register.schema))
    made = sum(map(bool, masters.values()))
    return (
        f"{many} by {by.title.lower()}; {made} repeat others or are made from them. "
        "The table below says the same."
    )


def _masters(
    records: Mapping[Key, Record], record: Record, made_from: Sequence[Field]
) -> Iterator[Key]:
    """What a record repeats or is made from, of the same register."""
    for field in made_from:
        for id_ in each(record.values.get(field.name)):
            key = Key(record.key.register, str(id_))
            if key in records:
                yield key


def _places(view: View, by: Field, records: Iterable[Record]) -> Mapping[str, Sequence[Record]]:
    """What is kept where, the fullest place first; then places of which nothing is on record."""
    pairs = ((record, values_in(record.values.get(by.name))) for record in records)
    spread = chain.from_iterable(product(values, [record]) for record, values in pairs)
    kept = grouped((group_name(view, by, value), record) for value, record in spread)
    full = sorted(kept, key=lambda name: (-len(kept[name]), name))
    registers = (view.registers[name] for name in by.refs if name in view.registers)
    known = chain.from_iterable(register.records for register in registers)
    names = (group_name(view, by, record.key.id) for record in known if not record.retired)
    return {name: kept.get(name, []) for name in (*full, *names)}


def _frames(
    view: View, places: Mapping[str, Sequence[Record]], masters: Masters
) -> Iterator[Frame]:
    y, sources = 4, set(chain.from_iterable(masters.values()))
    for name, records in places.items():
        words = [name] if records else [f"{name}: {NOTHING.lower()}"]
        outline = Box(4, y, FRAME, words)
        keys = [record.key for record in records]
        own = sorted((key for key in keys if not masters[key]), key=lambda key: key not in sources)
        left = _column(view, own, EDGE, outline.bottom)
        right = _column(view, [key for key in keys if masters[key]], _RIGHT, outline.bottom)
        bottoms = (box.bottom + EDGE for box in (*left.values(), *right.values()))
        height = max(bottoms, default=outline.bottom) - y
        yield Frame(outline, height, left, right)
        y += height + SMALL_GAP


_RIGHT = EDGE + WIDTH + BETWEEN


def _column(view: View, keys: Sequence[Key], x: int, y: int) -> Mapping[Key, Box]:
    boxes: dict[Key, Box] = {}
    for key in keys:
        lines = wrap(f"{view.label(key)} ({key.id})", LETTERS)
        boxes[key] = Box(4 + x, y, WIDTH, (), lines)
        y = boxes[key].bottom + SMALL_GAP
    return boxes


def _arrows(frames: Sequence[Frame], masters: Masters) -> Iterator[Arrow]:
    """An arrow to each copy from each of its masters, the highest of several of one record.

    What is made from something that is itself made from others has no arrow: the table says it.
    """
    starts = dict(ChainMap(*(dict(frame.masters) for frame in frames)))
    for key, end in chain.from_iterable(frame.copies.items() for frame in frames):
        for start in filter(None, map(starts.get, masters[key])):
            yield arrow_between(start, end)


def _row(view: View, record: Record, by: Field, made_from: Sequence[Field]) -> Row:
    place, *others = (show_field(view, record, field.name) for field in (by, *made_from))
    return Row(link(view, record.key), place, others)

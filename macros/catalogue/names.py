"""Names and titles in records and in the headings of pages, and what nobody sees in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from macros.catalogue.yaml_places import mark_in
from macros.model import Field, Fields, Page, Path, Place, Record, Value, Values, is_list, stated
from macros.model.seen import Unseen, as_seen, unseen

Source = Record | Page


class Name(NamedTuple):
    """A text of one line: the way to it, its field, and what it says."""

    path: Path
    field: Field
    text: str

    @property
    def unseen(self) -> Sequence[Unseen]:
        """What nobody sees in it, in the order of the text."""
        return sorted(unseen(self.text))

    @property
    def tidy(self) -> str:
        """The same without what nobody sees."""
        return as_seen(self.text)


def texts_in(fields: Fields, values: Values, path: Path = ()) -> Iterator[Name]:
    """Every text that a group of values holds, in the order of the schema."""
    for field, value in stated(fields, values):
        if isinstance(value, str):  # as most are
            yield Name((*path, field.name), field, value)
        else:
            yield from _texts(field, value, (*path, field.name))


def _texts(field: Field, value: Value, path: Path) -> Iterator[Name]:
    if isinstance(value, str):
        yield Name(path, field, value)
    elif isinstance(value, Mapping):
        yield from texts_in(field.parts, value, path)
    elif is_list(value):
        item = field.inner
        for number, inner in enumerate(value):
            yield from _texts(item, inner, (*path, number))


def untidy_names(fields: Fields, values: Values) -> list[Name]:
    """The names that hold something that nobody sees."""
    return list(filter(is_untidy, texts_in(fields, values)))


def is_untidy(text: Name) -> bool:
    """Whether it is a name, and holds something that nobody sees."""
    return text.field.format == "line" and "\n" not in text.text and bool(text.unseen)


def place_of(source: Source, path: Path, text: str, start: int) -> Place:
    """Where a letter of a text stands that is at the end of a path."""
    place = source.place(path)
    mark = mark_in(source.document, path, text, start)
    return place._replace(line=mark.line, column=mark.column)

"""What the fields of a record or a page hold, at any depth, each with the groups that it stands in.

For rules on a value and others near it: beside it, or in the groups round that, or in the record.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from macros.catalogue.project import Project, Wanted
from macros.model import Field, Fields, Page, Path, Place, Record, Value, Values, is_list


class Group(NamedTuple):
    """The fields of a record, or of a group in it, what they hold, and the way to it."""

    fields: Fields
    values: Values
    path: Path = ()

    def field(self, name: str) -> Field | None:
        """The field called `name`, if the group has one."""
        return next((field for field in self.fields if field.name == name), None)


class Filled(NamedTuple):
    """A value in a field at any depth, and the groups round it, nearest first. No list, no group.

    Of a list, each value is one of them.
    """

    record: Record | Page
    field: Field
    path: Path
    value: Value
    around: tuple[Group, ...]

    @property
    def place(self) -> Place:
        """Where the value stands."""
        return self.record.place(self.path)

    def holder(self, name: str) -> Group | None:
        """The nearest group that has another field of a name, filled or not."""
        around = self.around[1:] if name == self.field.name else self.around
        return next((group for group in around if group.field(name)), None)

    def other(self, name: str) -> tuple[Field, Value] | None:
        """The nearest other field of a name that is filled, and what it holds.

        `review.received` is one in another group of the record, which is no list of groups.
        """
        outer, _, inner = name.rpartition(".")
        around = self.around[1:] if name == self.field.name else self.around
        for group in self._inside(outer) if outer else around:
            field = group.field(inner)
            if field and inner in group.values:
                return field, group.values[inner]
        return None

    def _inside(self, name: str) -> Iterator[Group]:
        """The record's group of a name, where it is filled."""
        record = self.around[-1]
        field, values = record.field(name), record.values.get(name)
        if field and isinstance(values, Mapping):
            yield Group(field.parts, values)


def each_filled(project: Project, wanted: Wanted) -> Iterator[Filled]:
    """Every value in a field that is wanted, at any depth of every record and page heading."""
    able: dict[str, bool] = {}
    for record in project.each_record():
        schema = project.schema(record)
        if schema.name not in able:
            able[schema.name] = any(map(wanted, _at_any_depth(schema.fields)))
        if able[schema.name]:
            group = Group(schema.fields, record.values)
            yield from (filled for filled in _in_group(record, group, ()) if wanted(filled.field))
    for page in project.pages:
        group = Group(project.schemas.page, page.values)
        yield from (filled for filled in _in_group(page, group, ()) if wanted(filled.field))


def _at_any_depth(fields: Fields) -> Iterator[Field]:
    for field in fields:
        yield field
        yield from _at_any_depth(field.inside)


def _in_group(record: Record | Page, group: Group, around: tuple[Group, ...]) -> Iterator[Filled]:
    for field in group.fields:
        if field.name in group.values:
            path = (*group.path, field.name)
            start = Filled(record, field, path, group.values[field.name], (group, *around))
            yield from _in_value(start)


def _in_value(start: Filled) -> Iterator[Filled]:
    if isinstance(start.value, str):
        yield start
    elif isinstance(start.value, Mapping):
        group = Group(start.field.parts, start.value, start.path)
        yield from _in_group(start.record, group, start.around)
    elif is_list(start.value):
        for number, inner in enumerate(start.value):
            field, path = start.field.each or start.field, (*start.path, number)
            yield from _in_value(start._replace(field=field, path=path, value=inner))
    else:
        yield start

"""What the fields of a record or a page hold, at any depth, each with the groups that it stands in.

For rules on a value and others near it: beside it, or in the groups round that, or in the record.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from macros.catalogue.project import Project, Wanted
from macros.model import Field, Fields, Page, Path, Place, Record, Value, Values, is_list

Ways: TypeAlias = frozenset[int]
"""Fields of a schema that is being looked at, by identity: it keeps them alive."""


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
    for register in project.registers.values():
        fields = register.schema.fields
        yield from _wanted(register.records, fields, wanted)
    yield from _wanted(project.pages, project.schemas.page, wanted)


def _wanted(sources: Sequence[Record | Page], fields: Fields, wanted: Wanted) -> Iterator[Filled]:
    """The wanted values of some records of one register, or of some pages."""
    if ways := frozenset(_ways(fields, wanted)):
        for source in sources:
            group = Group(fields, source.values)
            inside = _in_group(source, group, (), ways)
            yield from (filled for filled in inside if wanted(filled.field))


def _ways(fields: Fields, wanted: Wanted) -> Iterator[int]:
    """The fields that are wanted or lead to one: few do, and only these are looked into."""
    for field in fields:
        inside = list(_ways(field.inside, wanted))
        if inside or wanted(field):
            yield id(field)
        yield from inside


def _in_group(
    record: Record | Page, group: Group, around: tuple[Group, ...], ways: Ways
) -> Iterator[Filled]:
    for field in group.fields:
        if id(field) in ways and field.name in group.values:
            path = (*group.path, field.name)
            start = Filled(record, field, path, group.values[field.name], (group, *around))
            yield from _in_value(start, ways)


def _in_value(start: Filled, ways: Ways) -> Iterator[Filled]:
    if isinstance(start.value, str):
        yield start
    elif isinstance(start.value, Mapping):
        group = Group(start.field.parts, start.value, start.path)
        yield from _in_group(start.record, group, start.around, ways)
    elif is_list(start.value):
        for number, inner in enumerate(start.value):
            field, path = start.field.each or start.field, (*start.path, number)
            yield from _in_value(start._replace(field=field, path=path, value=inner), ways)
    else:
        yield start

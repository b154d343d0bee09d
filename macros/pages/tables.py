"""Tables of records: they read without JavaScript, and sort and filter with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from markupsafe import Markup

from macros.model import Field, Fields, Record, Register, Schema, Value, each, is_list
from macros.model.text import counted, natural
from macros.pages.fragments import Fragment, Heading, anchor, render
from macros.pages.notices import AGAIN
from macros.pages.sorting import SortKey, order, sort_key
from macros.pages.time_limits import COLUMN, has_limits, last_day
from macros.pages.values import cell, words
from macros.pages.where import where
from macros.view.view import View

FEW = 5
"""Rows that are seen at a glance: a table of so few needs no filters."""

PAGE = 500
"""Rows. A table of more is long: a phone draws only those of its rows that are looked at."""


class Cell(NamedTuple):
    """One cell: what it says, and what it sorts by."""

    field: Field
    html: Markup
    key: str


class TableShown(NamedTuple):
    """What a table shows: its columns, what it is filtered by, and all its records."""

    schema: Schema
    caption: str
    fields: Sequence[Field]
    facets: Sequence[Field]
    records: Sequence[Record]
    filters: bool


class RestOfTable(NamedTuple):
    """A further page of a long table, and which of its rows it has."""

    href: str
    rows: str


class TableRow(NamedTuple):
    """One record in a table: its row, and whether all or a part of it is made up."""

    html: Markup
    illustrative: bool


def table(
    view: View,
    register: Register,
    columns: Sequence[str] = (),
    records: Sequence[Record] | None = None,
    caption: str = "",
    filters: bool = True,
) -> Markup:
    """A register, or some of its records, as a table with a caption.

    `columns` are names of fields; without them the schema's own are shown, and for staff the last
    day that the law allows. Names of fields that this audience can't see are passed over.
    """
    return table_of(view, shown_of(view, register, columns, records, caption, filters))


def shown_of(
    view: View,
    register: Register,
    columns: Sequence[str] = (),
    records: Sequence[Record] | None = None,
    caption: str = "",
    filters: bool = True,
) -> TableShown:
    """What a table shows; see `table`."""
    schema = register.schema
    fields = _fields(schema, columns or schema.columns)
    if view.is_staff and not columns and has_limits(schema):
        fields.append(COLUMN)
    facets = _fields(schema, schema.facets) if filters else []
    chosen = register.records if records is None else records
    caption = caption or f"{schema.title}: {counted(len(chosen), *nouns(view, schema))}"
    return TableShown(schema, caption, fields, facets, chosen, filters)


def table_of(
    view: View, shown: TableShown, part: slice = slice(None), rest: Sequence[RestOfTable] = ()
) -> Markup:
    """A table, or a part of its rows. The first part has filters, and `rest` leads to the others.

    Further parts have none: what they would find is a part of what there is.
    """
    facets, every = facets_of(shown), len(shown.records)
    rows = [table_row(view, record, shown.fields, facets) for record in shown.records[part]]
    options = [_offered(view, shown, field) for field in facets] if rest else ()
    is_first = not part.start
    return table_of_rows(view, shown, rows, every, is_first=is_first, rest=rest, options=options)


def facets_of(shown: TableShown) -> Sequence[Field]:
    """What a table is filtered by, if it is long enough to be filtered."""
    return shown.facets if len(shown.records) > FEW else []


def table_of_rows(
    view: View,
    shown: TableShown,
    rows: Sequence[TableRow],
    every: int,
    *,
    is_first: bool = True,
    rest: Sequence[RestOfTable] = (),
    options: Sequence[Sequence[str]] = (),
) -> Markup:
    """These rows of a table that has `every` row, whatever records `shown` has.

    `options` are those of each filter where the rows don't give all of them.
    """
    facets = shown.facets if every > FEW else []
    staff = view.is_staff
    singular, plural = nouns(view, shown.schema)
    return render(
        "table.html",
        caption=shown.caption,
        anchor=anchor("table", shown.schema.name, shown.caption),
        fields=shown.fields,
        facets=facets,
        options=options or [()] * len(facets),
        find=shown.filters and every > FEW and is_first,
        sorts=is_first,
        long=every > PAGE,
        rest=rest,
        every=every,
        rows=rows,
        singular=singular,
        plural=plural,
        staff=staff,
        examples=not staff and any(row.illustrative for row in rows),
    )


def _offered(view: View, shown: TableShown, field: Field) -> Sequence[str]:
    """What a filter offers, of all rows: those of other pages aren't there to be asked."""
    words_of = (_facet(view, field, record.values.get(field.name)) for record in shown.records)
    return sorted(set(chain.from_iterable(words_of)), key=natural)


def nouns(view: View, schema: Schema) -> tuple[str, str]:
    """What one and several of a register are called: to staff, who edit them, all are records."""
    return ("record", "records") if view.is_staff else (schema.singular, schema.plural)


def _fields(schema: Schema, names: Sequence[str]) -> list[Field]:
    return [field for name in names if (field := schema.field(name))]


def _head(fields: Fields) -> str:
    """The column that heads each row: the id, or else the first."""
    names = [field.name for field in fields]
    return "id" if "id" in names else "".join(names[:1])


def table_row(view: View, record: Record, fields: Fields, facets: Fields) -> TableRow:
    """One record's row, with these columns, and the words that each of these filters goes by."""
    values = record.values
    html = render(
        "table_row.html",
        href=where(view, record.key),
        cells=[_cell(view, field, record) for field in fields],
        facets=["|".join(_facet(view, field, values.get(field.name))) for field in facets],
        illustrative=record.is_example,
        retired=record.retired,
        staff=view.is_staff,
        head=_head(fields),
    )
    return TableRow(html, record.is_example)


def _cell(view: View, field: Field, record: Record) -> Cell:
    if field is COLUMN:
        return Cell(field, *last_day(view.schema(record.key), record, view.today))
    value = record.values.get(field.name)
    html = cell(view, field, value)
    again = view.confirmed.readers.get(record.key, ()) if field.read else ()
    if any(each.link.field == field.name for each in again):
        html += Markup(' <strong class="kim-tag">{}</strong>').format(AGAIN)
    return Cell(field, html, sort_key(view, field, value))


def _facet(view: View, field: Field, value: Value | None) -> list[str]:
    """Each word that a filter on this field finds the record under."""
    inner = field.inner if is_list(value) else field
    return [words(view, inner, part) for part in each(value)]


def groups(
    view: View, register: Register, by: str, columns: Sequence[str] = (), last_first: bool = False
) -> Fragment:
    """A register in groups by one field, a heading and a table for each, in the field's own order.

    With `last_first` it is the other way round, as a log is read. A record with several values
    stands in each of its groups.
    """
    field = register.schema.field(by)
    if field is None:
        return Fragment(table(view, register, columns))
    schema = register.schema
    sections = []
    by_value = list(_by_value(view, register, field).items())
    for name, records in reversed(by_value) if last_first else by_value:
        caption = f"{name}: {counted(len(records), schema.singular, schema.plural)}"
        html = table(view, register, columns, records, caption, filters=False)
        sections.append((Heading(2, anchor(by, name), name), html))
    headings = tuple(heading for heading, _ in sections)
    return Fragment(render("groups.html", sections=sections), headings)


def _by_value(view: View, register: Register, field: Field) -> Mapping[str, Sequence[Record]]:
    """Records by what a field of theirs says, in the field's own order."""
    records: dict[str, list[Record]] = defaultdict(list)
    keys: dict[str, SortKey] = {}
    for record in register.records:
        for value in values_in(record.values.get(field.name)):
            name = group_name(view, field, value)
            keys.setdefault(name, order(view, field, value))
            records[name].append(record)
    return {name: records[name] for name in sorted(records, key=lambda name: (keys[name], name))}


def group_name(view: View, field: Field, value: Value | None) -> str:
    """What the records are called that share a value, or that have none."""
    return f"No {field.title.lower()}" if value is None else words(view, field.inner, value)


def values_in(value: Value | None) -> Sequence[Value | None]:
    """Each value of a field; None where it has none, so that what is missing counts too."""
    if is_list(value):
        return list(value)
    return [value]

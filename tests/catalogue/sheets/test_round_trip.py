"""What is exported is read back as it was: of every register here, and of any values at all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros.catalogue.schemas import Schemas
from macros.catalogue.sheets.columns import Column, columns
from macros.catalogue.sheets.files import sheets_in
from macros.catalogue.sheets.import_map import NOTHING
from macros.catalogue.sheets.named import Names
from macros.catalogue.sheets.read_cells import read_cell
from macros.catalogue.sheets.reading import read_sheets
from macros.catalogue.sheets.shown import at, cell, shown, titles_of
from macros.catalogue.write_values import as_texts, record_text
from macros.catalogue.yaml_reader import parse
from macros.model import Catalogue, Field, Key, Record, Register, Schema, Value, Values
from macros.model.values import NOWHERE
from macros.pages.register_files import register_file
from macros.view.view import view
from tests.projects import TODAY

WORDS = st.text("abc ;,:•-=\"'#é\n", min_size=1, max_size=30)
LINES = WORDS.map(lambda text: " ".join(text.split())).filter(bool)
TEXTS = WORDS.map(lambda text: "\n".join(map(str.strip, text.split("\n"))).strip()).filter(bool)


def test_every_register_comes_back_as_it_was_as_a_table(real: Catalogue) -> None:
    """As workbooks they come back too: `tests/cli/test_import.py` has one."""
    staff = view(real, "staff", TODAY)
    for name, register in real.registers.items():
        content = register_file(staff, register, "csv")
        assert isinstance(content, str)
        sheets = sheets_in(content.encode(), f"{name}.csv")
        reading = read_sheets(sheets, real.registers, register, NOTHING, "update", ())
        assert reading.guesses == []
        assert reading.count("same") == len(reading.proposals) == len(register.records), name


def test_every_value_of_every_register_is_read_from_its_cell(real: Catalogue) -> None:
    titles, names = titles_of(real.registers), Names(real.registers)
    for register in real.registers.values():
        for column in columns(register.schema):
            for record in register.records if column.kind == "value" else ():
                value = at(record.values, column.path)
                if value is not None:
                    read = read_cell(column, shown(column, record, titles), names)
                    assert read.faults == ()
                    assert _trimmed(read.value) == _trimmed(value), (record.key, column.name)


def _trimmed(value: Value | None) -> Value | None:
    """A text without the line end behind it, which a cell doesn't show."""
    return value.rstrip("\n") if isinstance(value, str) else value


def field(name: str, kind: str = "string", **more: object) -> Field:
    return Field(name, name.title(), "", kind, **more)  # type: ignore[arg-type]


GROUP = field(
    "group",
    "object",
    parts=(field("what"), field("size", "integer"), field("tags", "array", each=field("tag"))),
)
FIELDS = (
    field("text"),
    field("many", "array", each=field("one_of_many")),
    field("flag", "boolean"),
    field("size", "integer"),
    field("share", "number"),
    field("day", format="date"),
    field("groups", "array", each=GROUP),
)
GROUPS = st.fixed_dictionaries(
    {"what": TEXTS},
    optional={"size": st.integers(-999, 999), "tags": st.lists(TEXTS, min_size=1, max_size=3)},
)
VALUES = st.fixed_dictionaries(
    {},
    optional={
        "text": TEXTS,
        "many": st.lists(TEXTS, min_size=1, max_size=4),
        "flag": st.booleans(),
        "size": st.integers(-(10**9), 10**9),
        "share": st.decimals(-999, 999, places=2).map(float).filter(lambda number: number % 1),
        "day": st.dates(date(1850, 1, 1), date(2090, 1, 1)).map(date.isoformat),
        "groups": st.lists(GROUPS, min_size=1, max_size=3),
    },
)


@settings(deadline=None, max_examples=60)
@given(VALUES)
def test_any_values_are_read_back_from_their_cells(values: Values) -> None:
    names, titles = Names({}), titles_of({})
    for part in FIELDS:
        if part.name in values:
            written = cell(part, values[part.name], titles)
            read = read_cell(Column((part.name,), part.title, part), written, names)
            assert read.faults == ()
            assert read.value == values[part.name]


@settings(deadline=None, max_examples=60)
@given(VALUES)
def test_any_values_are_read_back_from_the_file_that_is_written_of_them(values: Values) -> None:
    content = record_text(schema_of(FIELDS), {"id": "T-1", **values}).encode()
    document, problems = parse(content, "T-1.yml")
    assert problems == []
    assert document is not None
    assert document.value == as_texts({"id": "T-1", **values})


def schema_of(fields: Sequence[Field]) -> Schema:
    whole = (field("id"), *fields)
    words = ("things", "Things", "", "thing", "things", "project")
    return Schema(*words, 1, ("id",), (), (), (), None, whole)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_register_of_any_fields_goes_out_and_comes_in(real: Catalogue, ending: str) -> None:
    """No word of the program is needed for a new register."""
    values = {"id": "T-1", "text": "=1+1", "many": ["- a; b", "c\nd"], "day": "2026-04-03"}
    record = Record(Key("things", "T-1"), values, "registers/things/T-1.yml", NOWHERE)
    things = Register(schema_of(FIELDS), (record,))
    staff = view(real, "staff", TODAY)
    content = register_file(staff, things, ending)
    content = content if isinstance(content, bytes) else content.encode()
    registers = {"things": things}
    sheets = sheets_in(content, f"things.{ending}")
    reading = read_sheets(sheets, registers, things, NOTHING, "update", ())
    assert [proposal.outcome for proposal in reading.proposals] == ["same"]


def test_each_heading_of_every_register_is_known_by_itself(real_schemas: Schemas) -> None:
    for schema in real_schemas.registers.values():
        headings = [column.heading.casefold() for column in columns(schema)]
        assert len(set(headings)) == len(headings), schema.name

"""Where on a sheet the table is, what its headings mean, and what is passed over."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from macros.catalogue.schemas import Schemas
from macros.catalogue.sheets.columns import columns
from macros.catalogue.sheets.headings import Headings
from macros.catalogue.sheets.named import Names
from macros.catalogue.sheets.sheet import Area, Sheet
from macros.catalogue.sheets.table import Table, find_table, say_notes
from macros.catalogue.sheets.ticks import value_of
from macros.model import Catalogue
from macros.model.cells import Cell

Loaded = tuple[Catalogue, Schemas]

HEADS: Sequence[Cell] = ("Title", "Kind of task", "Homes")
ROW: Sequence[Cell] = ("Paint", "Done once", 3.0)


def read(loaded: Loaded, *rows: Sequence[Cell], **more: object) -> Table | None:
    catalogue, _ = loaded
    known = columns(catalogue.registers["tasks"].schema)
    headings = Headings(known, {}, value_of(Names(catalogue.registers)))
    return find_table(Sheet("Sheet", rows, **more), headings)  # type: ignore[arg-type]


def found_in(loaded: Loaded, *rows: Sequence[Cell], **more: object) -> Table:
    table = read(loaded, *rows, **more)
    assert table is not None
    return table


def meant(table: Table) -> list[str]:
    return [heading.column.name if heading.column else "-" for heading in table.headings]


@pytest.mark.parametrize(
    "above",
    [
        [],
        [["Tasks of the year"]],
        [["Tasks of the year", None, None], [None, None, None], ["Updated", 46115.0, None]],
        [[]],
    ],
)
def test_the_headings_are_found_below_whatever_stands_above(
    base_loaded: Loaded, above: list[list[Cell]]
) -> None:
    table = found_in(base_loaded, *above, HEADS, ROW)
    assert table.header == len(above)
    assert meant(table) == ["title", "kind", "homes"]
    assert [row.cells for row in table.rows] == [dict(enumerate(ROW))]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("KIND OF TASK *", "kind"),
        ("kind", "kind"),
        (" Kind  of\ntask: ", "kind"),
        ("Kept for: Years", "keep.years"),
        ("keep.years", "keep.years"),
        ("owner_role", "owner_role"),
        ("Owner", "owner_role"),
    ],
)
def test_a_heading_is_known_by_its_words_or_its_name(
    base_loaded: Loaded, text: str, name: str
) -> None:
    table = found_in(base_loaded, ["Title", text], ["A", "B"])
    assert (meant(table)[1], table.headings[1].how) == (name, "words")


@pytest.mark.parametrize(
    ("text", "name"),
    [("Number of homes", "homes"), ("Kind of tsak", "kind"), ("Task notes", "notes")],
)
def test_what_is_like_a_heading_is_a_guess(base_loaded: Loaded, text: str, name: str) -> None:
    table = found_in(base_loaded, ["Title", "Status", text], ["A", "B", "C"])
    assert (meant(table)[2], table.headings[2].how) == (name, "guess")


def test_of_two_headings_of_one_column_the_second_is_left_out(base_loaded: Loaded) -> None:
    table = found_in(base_loaded, ["Title", "Homes", "homes"], ["A", 1.0, 2.0])
    assert [heading.how for heading in table.headings] == ["words", "words", "twice"]


def test_headings_in_two_rows_are_read_together(base_loaded: Loaded) -> None:
    upper = ["Task", None, "Kept for", None]
    lower = ["Title", "Status", "Kind", "Years"]
    table = found_in(base_loaded, upper, lower, ["A", "Planned", "Period", 6.0])
    assert table.header == 1
    assert meant(table) == ["title", "status", "keep.kind", "keep.years"]


def test_a_heading_that_is_merged_over_two_rows_is_one(base_loaded: Loaded) -> None:
    upper = ["Title", "Kept for", None]
    lower = [None, "Kind", "Years"]
    merged = [Area(0, 0, 1, 0), Area(0, 1, 0, 2)]
    table = found_in(base_loaded, upper, lower, ["A", "Period", 6.0], merged=merged)
    assert meant(table) == ["title", "keep.kind", "keep.years"]
    assert len(table.rows) == 1


def test_values_of_a_list_can_be_headings_with_ticks(base_loaded: Loaded) -> None:
    upper = ["Title", "Helpers", None]
    lower = [None, "Housing officer", "DOC-plan"]
    table = found_in(base_loaded, upper, lower, ["A", "x", None], merged=[Area(0, 0, 1, 0)])
    assert [heading.tick for heading in table.headings] == ["", "ROLE-officer", "DOC-plan"]


def test_a_cell_that_is_merged_downwards_holds_for_each_row(base_loaded: Loaded) -> None:
    rows: list[list[Cell]] = [["A", "Routine", 1.0], ["B", None, 2.0]]
    rows.append(["C", "Done once", 3.0])
    table = found_in(base_loaded, HEADS, *rows, merged=[Area(1, 1, 2, 1)])
    assert [row.cells[1] for row in table.rows] == ["Routine", "Routine", "Done once"]


def test_what_is_no_row_is_passed_over_with_a_word(base_loaded: Loaded) -> None:
    table = found_in(
        base_loaded,
        HEADS,
        ["SECTION ONE", None, None],
        ROW,
        [None, "\u00a0", " "],
        HEADS,
        ["Hidden", "Routine", 1.0],
        ["Total", None, 4.0],
        ["Note: as agreed in spring, with a long sentence behind it that goes on", None, None],
        [None, None, None],
        hidden_rows=frozenset([5]),
    )
    assert [row.number for row in table.rows] == [2]
    assert say_notes(table.notes) == [
        "Row 2: 'SECTION ONE' stands alone, as a heading or a note.",
        "Row 5: the headings stand here again.",
        "Row 6: the row is hidden.",
        "Row 7: it is a total.",
        "Row 8: 'Note: as agreed in spring, with a long s…' stands alone, as a heading or a note.",
    ]


def test_a_sheet_without_two_known_headings_has_no_table(base_loaded: Loaded) -> None:
    assert read(base_loaded, ["Title", "Colour"], ["A", "red"]) is None
    assert read(base_loaded) is None

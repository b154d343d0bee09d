"""`kim import` writes what a spreadsheet changes and no more, or says what is wrong by cell."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
import xlsxwriter
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from macros.cli import main
from tests.projects import commit
from tests.spreadsheets import open_document

Row = dict[str, str]

FILE = "registers/tasks/T-3.yml"
COMMENTED = """\
# The boiler is old.
id: T-3
title: Oil the hinges   # every year
kind: routine
status: planned
owner_role: ROLE-keeper
helpers:
  # who knows the way
  - ROLE-officer
  - ROLE-clerk
homes: 12

# from the survey
keep:
  kind: period
  years: 6   # and one for audit
notes: >-
  A long note that somebody folded
  by hand.
illustrative: true
"""


@pytest.fixture
def project(base: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (base / "mkdocs.yml").write_text("site_name: Tasks\n", "utf-8")
    (base / FILE).write_text(COMMENTED, "utf-8")
    monkeypatch.chdir(base)
    return base


def kim(*words: str) -> Result:
    return CliRunner().invoke(main, [*words, "--today", "2026-11-22"])


def brought(file: str, *words: str) -> Result:
    return kim("import", "tasks", file, *words)


def records(project: Path) -> Mapping[str, bytes]:
    return {path.name: path.read_bytes() for path in (project / "registers/tasks").glob("*.yml")}


def exported() -> list[Row]:
    assert kim("export", "tasks", "--format", "csv").exit_code == 0
    return list(csv.DictReader(io.StringIO(Path("tasks.csv").read_text("utf-8-sig"), newline="")))


def edited(change: Callable[[list[Row]], object]) -> str:
    rows = exported()
    change(rows)
    write("edited.csv", rows)
    return "edited.csv"


def write(file: str, rows: Sequence[Row]) -> None:
    with Path(file).open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(dict.fromkeys(name for row in rows for name in row)))
        writer.writeheader()
        writer.writerows(rows)


def row_of(rows: list[Row], id_: str) -> Row:
    return next(row for row in rows if row["Reference"] == id_)


def changed_lines(project: Path, before: str = COMMENTED) -> tuple[list[str], list[str]]:
    old, new = before.splitlines(), (project / FILE).read_text("utf-8").splitlines()
    return [line for line in old if line not in new], [line for line in new if line not in old]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_an_export_that_nobody_edited_changes_no_byte(project: Path, form: str) -> None:
    before = records(project)
    kim("export", "tasks", "--format", form)
    result = brought(f"tasks.{form}")
    assert result.exit_code == 0, result.output
    assert f"{len(before)} rows: {len(before)} as they were." in result.output
    assert records(project) == before


def test_only_the_field_of_an_edited_cell_changes(project: Path) -> None:
    before = records(project)
    file = edited(lambda rows: row_of(rows, "T-3").update({"Homes": "15"}))
    result = brought(file)
    assert result.exit_code == 0, result.output
    assert "Homes: 12 → 15" in result.output
    assert changed_lines(project) == (["homes: 12"], ["homes: 15"])
    others = {name: content for name, content in records(project).items() if name != "T-3.yml"}
    assert others == {name: content for name, content in before.items() if name != "T-3.yml"}


def test_a_comment_beside_a_value_and_inside_a_group_stays(project: Path) -> None:
    cells = {"Title": "Oil all hinges", "Kept for: Years": "7"}
    assert brought(edited(lambda rows: row_of(rows, "T-3").update(cells))).exit_code == 0
    _, new = changed_lines(project)
    assert new == ["title: Oil all hinges   # every year", "  years: 7   # and one for audit"]


def test_a_comment_inside_a_list_stays_where_others_come_and_go(project: Path) -> None:
    cells = {"Helpers": "ROLE-officer\nDOC-plan"}
    assert brought(edited(lambda rows: row_of(rows, "T-3").update(cells))).exit_code == 0
    assert changed_lines(project) == (["  - ROLE-clerk"], ["  - DOC-plan"])


def test_a_cell_that_was_emptied_takes_the_value_out_of_an_export(project: Path) -> None:
    file = edited(lambda rows: row_of(rows, "T-3").update({"Notes": ""}))
    assert brought(file).exit_code == 0
    assert "notes" not in (project / FILE).read_text("utf-8")


def test_an_empty_cell_of_another_table_says_nothing(project: Path) -> None:
    write("own.csv", [{"Reference": "T-3", "Title": "Oil the hinges", "Notes": ""}])
    assert "1 as they were" in brought("own.csv").output
    assert (project / FILE).read_text("utf-8") == COMMENTED


def test_a_row_that_was_made_before_the_record_changed_is_refused(project: Path) -> None:
    file = edited(lambda rows: row_of(rows, "T-3").update({"Homes": "15"}))
    later = COMMENTED.replace("homes: 12", "homes: 20")
    (project / FILE).write_text(later, "utf-8")
    result = brought(file)
    assert result.exit_code == 1
    assert "T-3 was changed after this file was made from it. Make a new export" in result.output
    assert (project / FILE).read_text("utf-8") == later


NEW = {
    "Title": "Paint the doors",
    "Kind of task": "done once",
    "Status": "Planned",
    "Owner": "Housing officer",
    "Illustrative": "y",
}


def test_a_new_row_becomes_a_record_with_the_next_free_id(project: Path) -> None:
    write("new.csv", [{**NEW, "Started": "3/4/2024", "Homes": " 1,200 "}])
    result = brought("new.csv")
    assert result.exit_code == 0, result.output
    assert "New: T-11 Paint the doors" in result.output
    assert (project / "registers/tasks/T-11.yml").read_text("utf-8") == (
        "id: T-11\ntitle: Paint the doors\nkind: one-off\nstatus: planned\n"
        "owner_role: ROLE-officer\nstarted: 2024-04-03\nhomes: 1200\nillustrative: true\n"
    )


@pytest.mark.parametrize(
    ("row", "id_"),
    [
        ({"Reference": "t-3", "Title": "Other"}, "T-3"),
        ({"Title": "OIL the hinges."}, "T-3"),
        ({"Code": "FLU", "Title": "Anything"}, "T-3"),
    ],
)
def test_a_row_is_matched_by_id_then_by_its_own_number_then_by_title(
    project: Path, row: Row, id_: str
) -> None:
    path = project / FILE
    path.write_text(COMMENTED.replace("homes: 12\n", "homes: 12\ncode: FLU\n"), "utf-8")
    write("own.csv", [{**row, "Homes": "99"}])
    assert f"Changed: {id_}" in brought("own.csv").output
    assert "homes: 99" in path.read_text("utf-8")


def test_what_exists_can_be_passed_over_or_stop_the_import(project: Path) -> None:
    before = records(project)
    write("own.csv", [{"Title": "Oil the hinges", "Homes": "99"}, {**NEW, "Homes": "1"}])
    assert "T-3 is there already, by the title" in brought("own.csv", "--existing", "stop").output
    assert records(project) == before
    result = brought("own.csv", "--existing", "skip")
    assert "1 new, 1 passed over, being there" in result.output
    assert {**records(project), "T-11.yml": b""} == {**before, "T-11.yml": b""}


@pytest.mark.parametrize("cells", [{"Kind of task": ""}, {"Homes": "about 12"}])
def test_a_row_with_something_wrong_is_told_as_no_new_record(project: Path, cells: Row) -> None:
    write("wrong.csv", [NEW, {**NEW, "Title": "Mend the gate", "Homes": "", **cells}])
    output = brought("wrong.csv", "--partial").output
    assert [line for line in output.splitlines() if line.startswith("New: ")] == [
        "New: T-11 Paint the doors"
    ]
    assert "2 rows: 1 new, 1 wrong." in output
    assert "1 file written" in output


def test_a_row_with_something_wrong_is_told_as_no_change(project: Path) -> None:
    file = edited(lambda rows: row_of(rows, "T-3").update({"Homes": "many", "Title": "Oil"}))
    output = brought(file).output
    assert "Changed: " not in output
    assert "1 wrong." in output


def test_all_that_is_wrong_is_said_at_once_by_cell_and_nothing_is_written(project: Path) -> None:
    before = records(project)
    wrong = {**NEW, "Owner": "Housing oficer", "Started": "4/13/2024", "Homes": "about 12"}
    write("wrong.csv", [NEW, {**wrong, "Title": "Mend it", "Kind of task": "one of"}])
    result = brought("wrong.csv", "--errors", "back.csv")
    assert result.exit_code == 1
    for words in (
        "D3: error: Owner: There is no record called 'Housing oficer' in registers/roles. Did",
        "Did you mean 'Housing officer'?",
        "F3: error: Started: '4/13/2024' has no such month. The day comes first here. If 13 April",
        "G3: error: Homes: 'about 12' is not a number. Did you mean 12? Write the number alone.",
        "B3: error: Kind of task: 'one of' is none of the choices.",
        "2 rows: 1 new, 1 wrong.",
        "Nothing was written.",
    ):
        assert words in result.output
    assert records(project) == before
    back = list(csv.reader(io.StringIO(Path("back.csv").read_text("utf-8-sig"))))
    assert back[0][-1] == "What is wrong"
    assert back[1][-1] == ""
    assert "Did you mean 'Housing officer'?" in back[2][-1]


def test_with_partial_the_rows_that_are_right_are_written(project: Path) -> None:
    write("some.csv", [{**NEW, "Homes": "none"}, {**NEW, "Title": "Mend the gate"}])
    result = brought("some.csv", "--partial")
    assert result.exit_code == 1
    assert (
        (project / "registers/tasks/T-11.yml")
        .read_text("utf-8")
        .startswith("id: T-11\ntitle: Mend the gate\n")
    )
    assert not (project / "registers/tasks/T-12.yml").exists()


def test_with_partial_what_leans_on_a_row_that_is_left_out_is_left_out_too(project: Path) -> None:
    before = records(project)
    first = {**NEW, "Reference": "T-20", "Homes": "none"}
    second = {**NEW, "Reference": "T-21", "Title": "Mend it", "Waits for": "T-20"}
    write("some.csv", [first, second])
    result = brought("some.csv", "--partial")
    assert result.exit_code == 1
    assert records(project) == before


def test_new_rows_can_name_each_other(project: Path) -> None:
    first = {**NEW, "Reference": "T-20"}
    second = {**NEW, "Reference": "T-21", "Title": "Mend it", "Waits for": "T-20"}
    write("some.csv", [first, second])
    result = brought("some.csv")
    assert result.exit_code == 0, result.output
    assert "depends_on:\n  - T-20\n" in (project / "registers/tasks/T-21.yml").read_text("utf-8")


def test_the_proposal_is_checked_as_kim_check_would(project: Path) -> None:
    before = records(project)
    write("done.csv", [{**NEW, "Status": "Done"}, {"Title": "No more", "Homes": "9999"}])
    result = brought("done.csv")
    assert result.exit_code == 1
    assert "A task that is done says where the proof is" in result.output
    assert "C3: error: Status: Something is needed here. Fill it in." in result.output
    assert records(project) == before


def test_a_guess_is_shown_and_nothing_is_written_until_it_is_in_a_map(project: Path) -> None:
    rows = [{"Task title": "Oil the hinges", "Number of homes": "15", "Colour": "red"}]
    write("own.csv", [{"Reference": "T-3", "Status": "planned", **row} for row in rows])
    result = brought("own.csv", "--save-map", "map.yml")
    assert result.exit_code == 1
    assert "'Number of homes' is taken for 'Homes': a guess." in result.output
    assert "'Colour' is left out: no column is called so." in result.output
    assert (project / FILE).read_text("utf-8") == COMMENTED
    result = brought("own.csv", "--map", "map.yml")
    assert result.exit_code == 0, result.output
    assert changed_lines(project) == (["homes: 12"], ["homes: 15"])


def test_a_map_says_what_words_stand_for_and_what_is_always_so(project: Path) -> None:
    Path("map.yml").write_text(
        "columns:\n  What: title\nvalues:\n  kind:\n    Adhoc: one-off\n"
        "always:\n  owner_role: Housing officer\n  illustrative: Yes\n  status: planned\n",
        "utf-8",
    )
    write("own.csv", [{"What": "Paint the doors", "Kind": "ad-hoc"}])
    Path("map.yml").write_text(
        Path("map.yml").read_text("utf-8").replace("Adhoc", "Ad hoc"), "utf-8"
    )
    result = brought("own.csv", "--map", "map.yml")
    assert result.exit_code == 0, result.output
    assert "kind: one-off" in (project / "registers/tasks/T-11.yml").read_text("utf-8")


def test_a_map_that_names_what_is_not_there_is_refused_with_the_nearest_guess(
    project: Path,
) -> None:
    Path("map.yml").write_text("columns:\n  What: titel\ncolunms:\n  A: id\n", "utf-8")
    write("own.csv", [{"Title": "Paint", "Status": "planned"}])
    result = brought("own.csv", "--map", "map.yml")
    assert "map.yml:2:9: The register has no column 'titel'. Did you mean 'title'?" in result.output
    assert "map.yml:3:1: A map has no part 'colunms'. Did you mean 'columns'?" in result.output


def test_a_dry_run_says_all_and_writes_nothing(project: Path) -> None:
    before = records(project)
    write("new.csv", [NEW])
    result = brought("new.csv", "--dry-run")
    assert result.exit_code == 0
    assert "New: T-11" in result.output
    assert records(project) == before


def test_the_workbook_of_errors_is_the_same_with_a_column_and_marks(project: Path) -> None:
    kim("export", "tasks")
    book = load_workbook("tasks.xlsx")
    page = book["Tasks"]
    headings = [str(cell.value) for cell in page[1]]
    column = headings.index("Homes") + 1
    page.cell(2, column).value = "many"
    book.save("edited.xlsx")
    assert brought("edited.xlsx", "--errors", "back.xlsx").exit_code == 1
    back = load_workbook("back.xlsx")["Tasks"]
    assert back.cell(1, len(headings) + 1).value == "What is wrong"
    assert "'many' is not a number" in str(back.cell(2, len(headings) + 1).value)
    assert back.cell(2, column).comment is not None
    again = brought("back.xlsx", "--dry-run")
    assert "'What is wrong' is left out" in again.output


def test_two_rows_of_one_record_and_an_id_that_was_given_are_refused(project: Path) -> None:
    write("own.csv", [{"Reference": "T-3", "Homes": "1"}, {"Reference": "T-3", "Homes": "2"}])
    assert (
        "A3: error: T-3 stands in row 2 already. Keep one of the two" in brought("own.csv").output
    )
    assert (project / FILE).read_text("utf-8") == COMMENTED


def test_a_table_without_known_headings_says_which_there_are(project: Path) -> None:
    write("own.csv", [{"Foo": "1", "Bar": "2"}])
    result = brought("own.csv")
    assert result.exit_code == 1
    assert "no row has two headings that this register knows" in result.output


def test_a_workbook_that_nothing_can_read_is_told_in_a_sentence(project: Path) -> None:
    before = records(project)
    with xlsxwriter.Workbook("far.xlsx") as book:
        sheet = book.add_worksheet("Tasks")
        sheet.write_row(0, 0, list(NEW))
        sheet.write_string(1_048_575, 16_383, "a stray cell")
    result = brought("far.xlsx")
    assert result.exit_code == 1
    assert result.output.startswith("far.xlsx can't be read as a workbook. It is damaged, or a")
    assert records(project) == before


def test_tables_on_several_sheets_are_one_import(project: Path) -> None:
    with xlsxwriter.Workbook("two.xlsx") as book:
        for number, title in enumerate(("Paint the doors", "Mend the gate")):
            sheet = book.add_worksheet(f"Team {number}")
            sheet.write_row(0, 0, list(NEW))
            sheet.write_row(1, 0, [title, *list(NEW.values())[1:]])
        book.add_worksheet("Charts").write_string(0, 0, "Nothing of the kind")
    result = brought("two.xlsx")
    assert result.exit_code == 0, result.output
    assert "Sheet 'Charts' was passed over: it has no headings of this register." in result.output
    assert "New: T-11 Paint the doors\nNew: T-12 Mend the gate\n" in result.output


def test_what_is_personal_is_refused_as_kim_check_refuses_it(project: Path) -> None:
    before = records(project)
    write("new.csv", [{**NEW, "Notes": "Write to joan.smith@example.com about it"}])
    result = brought("new.csv")
    assert result.exit_code == 1
    assert "looks like" in result.output
    assert records(project) == before


def test_an_open_document_comes_back_as_a_workbook_with_its_errors(project: Path) -> None:
    Path("list.ods").write_bytes(
        open_document([["Title", "Homes"], ["Oil the hinges", "many"]], "Tasks")
    )
    result = brought("list.ods", "--errors", "back.xlsx")
    assert "Tasks!B2: error: Homes: 'many' is not a number." in result.output
    rows = list(load_workbook("back.xlsx")["Tasks"].values)
    assert rows[0] == ("Title", "Homes", "What is wrong")
    assert "'many' is not a number" in str(rows[1][2])


def test_the_id_of_a_record_that_was_deleted_is_not_given_again(project: Path) -> None:
    commit(project, "Start", first=True)
    (project / "registers/tasks/T-10.yml").unlink()
    commit(project, "Delete it")
    write("new.csv", [NEW, {**NEW, "Title": "Mend it", "Reference": "T-10"}])
    result = brought("new.csv")
    assert "F3: error: 'T-10' was given before." in result.output
    write("new.csv", [NEW])
    assert "New: T-11" in brought("new.csv").output

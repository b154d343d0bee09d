"""A register to take away: what a workbook, a table and JSON hold, for staff and for everybody."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from macros.catalogue.load import load
from macros.model import Catalogue, Key, Record
from macros.pages.register_files import downloads, register_file
from macros.view.view import View, view
from tests.conftest import lay_base
from tests.projects import TODAY, lay_small

FORMULA = '=HYPERLINK("http://example.org")'


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    project = lay_base(tmp_path_factory.mktemp("files"))
    path = project / "registers/tasks/T-3.yml"
    more = f"started: 2024-11-11\nnotes: '{FORMULA}'\nkeep:\n  kind: period\n  years: 6\n"
    path.write_text(path.read_text("utf-8") + more, "utf-8")
    return load(project, warnings=False)[0]


def table(seen: View) -> list[dict[str, str]]:
    text = register_file(seen, seen.registers["tasks"], "csv")
    assert isinstance(text, str)
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def sheet(seen: View) -> Worksheet:
    content = register_file(seen, seen.registers["tasks"], "xlsx")
    assert isinstance(content, bytes)
    return load_workbook(io.BytesIO(content))["Tasks"]


def row_of(rows: list[dict[str, str]], id_: str) -> dict[str, str]:
    return next(row for row in rows if row["Reference"] == id_)


def test_a_table_has_labels_choices_in_words_and_records_by_id_and_title(
    catalogue: Catalogue,
) -> None:
    row = row_of(table(view(catalogue, "staff", TODAY)), "T-3")
    assert row["Kind of task"] in ("Done once", "Done again and again")
    assert row["Owner"].startswith("ROLE-")
    assert row["Owner"].endswith(")")
    assert row["Started"] == "2024-11-11"
    assert row["Kept for"] == "6 years"
    assert (row["Kept for: Kind"], row["Kept for: Years"]) == ("Period", "6")


def test_no_cell_of_a_table_or_of_a_workbook_is_a_formula(catalogue: Catalogue) -> None:
    staff = view(catalogue, "staff", TODAY)
    assert row_of(table(staff), "T-3")["Notes"] == f"'{FORMULA}"
    cells = [cell for row in sheet(staff).iter_rows() for cell in row]
    notes = next(cell for cell in cells if cell.value == FORMULA)
    assert (notes.data_type, notes.number_format) == ("s", "@")
    assert not [cell for cell in cells if cell.data_type == "f"]


def test_a_workbook_has_drop_downs_a_frozen_heading_and_days_as_days(catalogue: Catalogue) -> None:
    page = sheet(view(catalogue, "staff", TODAY))
    headings = [cell.value for cell in page[1]]
    assert page.freeze_panes == "B2"
    started = next(row for row in page.iter_rows(min_row=2) if row[0].value == "T-3")
    value = started[headings.index("Started")].value
    assert getattr(value, "date", date.today)() == date(2024, 11, 11)
    offered = {str(rule.sqref).split(":")[0][:-1] for rule in page.data_validations.dataValidation}
    letters = {get_column_letter(headings.index(name) + 1) for name in ("Owner", "Status")}
    assert letters <= offered


def test_the_same_register_gives_the_same_bytes(catalogue: Catalogue) -> None:
    staff = view(catalogue, "staff", TODAY)
    first, second = (register_file(staff, staff.registers["tasks"], "xlsx") for _ in range(2))
    assert first == second


def test_everybody_gets_open_forms_and_no_word_of_the_staff(catalogue: Catalogue) -> None:
    public = view(catalogue, "public", TODAY)
    names = [address for address, _ in downloads(public) if "/tasks/" in address]
    assert names == ["registers/tasks/tasks.csv", "registers/tasks/tasks.json"]
    rows = table(public)
    assert rows
    assert "Notes" not in rows[0]
    assert not [heading for heading in rows[0] if "Version" in heading]
    secret = replace_notes(catalogue, "A word for staff alone")
    contents = [make() for _, make in downloads(view(secret, "public", TODAY))]
    assert not [text for text in contents if "for staff alone" in str(text)]


def replace_notes(catalogue: Catalogue, notes: str) -> Catalogue:
    register = catalogue.registers["tasks"]

    def noted(record: Record) -> Record:
        return replace(record, values={**record.values, "notes": notes})

    tasks = replace(register, records=tuple(map(noted, register.records)))
    return replace(catalogue, registers={**catalogue.registers, "tasks": tasks})


def test_json_holds_the_values_as_they_are(catalogue: Catalogue) -> None:
    staff = view(catalogue, "staff", TODAY)
    text = register_file(staff, staff.registers["tasks"], "json")
    records = json.loads(text)["records"]
    values = {record["id"]: record["values"] for record in records}
    assert values["T-3"] == staff.records[Key("tasks", "T-3")].values


def test_what_only_the_search_goes_by_is_not_in_the_public_table(tmp_path: Path) -> None:
    public = view(load(lay_small(tmp_path), warnings=False)[0], "public", TODAY)
    makers = dict(downloads(public))
    assert "Other words for it" not in str(makers["registers/faqs/faqs.csv"]())
    assert "Other words for it" not in str(makers["registers/faqs/faqs.json"]())


def test_a_workbook_holds_no_program_and_no_link_to_elsewhere(catalogue: Catalogue) -> None:
    staff = view(catalogue, "staff", TODAY)
    content = register_file(staff, staff.registers["tasks"], "xlsx")
    assert isinstance(content, bytes)
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert not [name for name in names if "vba" in name.lower() or "external" in name.lower()]

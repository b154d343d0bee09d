"""Bytes into sheets: encodings, delimiters, workbooks, and what isn't seen in them."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import pytest
import xlsxwriter

from macros.catalogue.sheets import files
from macros.catalogue.sheets.files import LARGEST, sheets_in
from macros.catalogue.sheets.sheet import Area, SheetError, Spot, letters
from tests.spreadsheets import open_document

ROWS = [["Title", "Café"], ["Fire, safety", "5"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_a_table_is_read_whatever_its_encoding_and_its_delimiter(encoding: str, sign: str) -> None:
    text = f'Title{sign}Café\r\n"Fire, safety"{sign}5\r\n'
    assert sheets_in(text.encode(encoding), "list.csv")[0].rows == ROWS


def test_excels_own_line_about_the_delimiter_is_no_row() -> None:
    rows = sheets_in(b"sep=;\r\nTitle;Notes\r\nA;b,c,d,e\r\n", "list.csv")[0].rows
    assert rows == [[], ["Title", "Notes"], ["A", "b,c,d,e"]]


def test_a_cell_keeps_its_lines_and_loses_the_sign_before_a_formula() -> None:
    rows = sheets_in(b'Title,Notes\r\nA,"two\r\nlines"\r\nB,\'=1+1\r\n', "list.csv")[0].rows
    assert rows[1][1] == "two\r\nlines"
    assert rows[2][1] == "=1+1"


def workbook() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Schedule")
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.merge_range(0, 0, 1, 0, "Tenancy")
        sheet.write_datetime(0, 1, datetime(2026, 4, 3), day)  # noqa: DTZ001 - cells know no zones
        sheet.write_number(1, 1, 6)
        sheet.set_row(1, None, None, {"hidden": True})
        book.add_worksheet("Old").hide()
    return out.getvalue()


def test_a_workbook_gives_days_merged_cells_and_what_is_hidden() -> None:
    schedule, old = sheets_in(workbook(), "book.xlsx")
    assert schedule.rows == [["Tenancy", date(2026, 4, 3)], [None, 6.0]]
    assert schedule.merged == [Area(0, 0, 1, 0)]
    assert schedule.hidden_rows == {1}
    assert (schedule.hidden, old.hidden) == (False, True)


def test_an_open_document_is_read_with_its_days_and_filtered_rows() -> None:
    rows: list[list[str | date]] = [["Title"], [date(2026, 4, 3)]]
    (sheet,) = sheets_in(open_document(rows, "Schedule", filtered=(1,)), "book.ods")
    assert sheet.name == "Schedule"
    assert sheet.rows[1][0] == date(2026, 4, 3)
    assert sheet.hidden_rows == {1}


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"PK\x03\x04 no archive", "book.xlsx", "can't be read as a workbook"),
        (b"hello", "book.xls", "can't be read as a workbook"),
        (b"%PDF-1.7", "list.pdf", "give a workbook"),
        (b"PK\x03\x04", "list.csv", "give a workbook"),
        (b"a" * (LARGEST + 1), "list.csv", "larger than 20 MB"),
        (b"a,b\n" * 50_001, "list.csv", "more than 50,000 rows"),
    ],
)
def test_what_is_no_spreadsheet_is_refused_in_a_sentence(
    content: bytes, name: str, words: str
) -> None:
    with pytest.raises(SheetError, match=words):
        sheets_in(content, name)


def test_a_workbook_that_would_fill_the_memory_is_not_opened(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(files, "UNPACKED", 2 * 1024 * 1024)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for number in range(3):
            packed.writestr(f"xl/worksheets/sheet{number}.xml", b"0" * 1024 * 1024)
    with pytest.raises(SheetError, match="once it is unpacked"):
        sheets_in(out.getvalue(), "book.xlsx")


def test_a_stray_cell_far_below_is_refused_and_not_laid_out() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet("Schedule").write_string(1_048_575, 16_383, "x")
    with pytest.raises(SheetError, match="stray cell"):
        sheets_in(out.getvalue(), "book.xlsx")


def test_places_are_called_as_spreadsheets_call_them() -> None:
    assert [letters(number) for number in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert str(Spot("Schedule", 6, 2)) == "Schedule!C7"
    assert str(Spot("", 0, 0)) == "A1"

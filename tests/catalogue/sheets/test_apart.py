"""A workbook is read in a process of its own, and what becomes of that is said in a sentence."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest

from macros.catalogue.sheets.apart import sheets_apart
from macros.catalogue.sheets.files import sheets_in
from macros.catalogue.sheets.sheet import Area, SheetError
from tests.spreadsheets import open_document

BOOKS = Path(__file__).parent / "books"
"""Made with xlwt and with msoffcrypto-tool, whose password is "a password"."""

OLD = (BOOKS / "old.xls").read_bytes()


@pytest.mark.parametrize("name", ["old.xls", "OLD.XLS", "old.xlsx"])
def test_an_old_workbook_is_read_whatever_it_is_called(name: str) -> None:
    schedule, hidden = sheets_apart(OLD, name)
    assert schedule.rows == [
        ["Title", "Made on", "Years", "Personal"],
        ["Café key log", date(2026, 4, 3), 6, True],
        ["Rota", None, None, None],
        [None, None, 2.5, None],
    ]
    assert schedule.merged == [Area(2, 0, 3, 0)]
    assert (schedule.hidden, hidden.hidden) == (False, True)
    assert [schedule, hidden] == sheets_in(OLD, name)


@pytest.mark.parametrize("name", ["locked.xlsx", "Locked.XLS"])
def test_a_workbook_with_a_password_says_so(name: str) -> None:
    with pytest.raises(SheetError, match=f"{name} is locked with a password. Open it, take the"):
        sheets_apart((BOOKS / "locked.xlsx").read_bytes(), name)


def test_an_open_document_with_a_password_says_so() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(open_document([["Title"]], "Tasks"))) as free:
        parts = {name: free.read(name) for name in free.namelist()}
    parts["META-INF/manifest.xml"] += b"<manifest:encryption-data/>"
    with zipfile.ZipFile(out, "w") as locked:
        for name, content in parts.items():
            locked.writestr(name, content)
    with pytest.raises(SheetError, match=r"list.ods is locked with a password"):
        sheets_apart(out.getvalue(), "list.ods")


def test_one_that_takes_too_long_is_given_up() -> None:
    words = "old.xls could not be read within 0.001 seconds. It is damaged, or a stray cell"
    with pytest.raises(SheetError, match=words):
        sheets_apart(OLD, "old.xls", seconds=0.001)


def test_half_a_workbook_is_told() -> None:
    with pytest.raises(SheetError, match=r"old.xls can't be read as a workbook"):
        sheets_apart(OLD[: len(OLD) // 2], "old.xls")


def test_a_table_needs_no_process() -> None:
    assert sheets_apart(b"Title\nKey log\n", "list.csv", 0)[0].rows == [["Title"], ["Key log"]]

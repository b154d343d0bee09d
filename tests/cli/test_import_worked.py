"""Four spreadsheets as councils have them, into the registers that they are of."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from macros.catalogue.load import load
from macros.cli import main
from macros.model import Key, Values
from tests.projects import HOME, TODAY, lay_small
from tests.spreadsheets import (
    ASSET_MAP,
    FOI_MAP,
    RETENTION_MAP,
    TRAINING_MAP,
    asset_register,
    foi_log,
    retention_schedule,
    training_matrix,
)


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(lay_small(tmp_path))
    return tmp_path


def brought(register: str, file: str, content: bytes, words: str, *more: str) -> Result:
    Path(file).write_bytes(content)
    Path("map.yml").write_text(words, "utf-8")
    options = ("--map", "map.yml", "--today", TODAY.isoformat(), *more)
    return CliRunner().invoke(main, ["import", register, file, *options])


def values(project: Path, register: str, title: str) -> Values:
    """What a record holds, once the whole project has been checked."""
    catalogue, _ = load(project, TODAY)
    assert catalogue.errors == ()
    records = catalogue.registers[register].records
    return next(record.values for record in records if record.values["title"] == title)


def test_a_retention_schedule(small: Path) -> None:
    result = brought("retention", "schedule.xlsx", retention_schedule(), RETENTION_MAP)
    assert result.exit_code == 0, result.output
    for words in (
        "sheet 'Schedule': headings in row 4, 3 rows below.",
        "Row 5: 'HOUSING MANAGEMENT' stands alone, as a heading or a note.",
        "Row 8: the row is hidden.",
        "Row 13: 'Note: periods are reviewed each spring.' stands alone",
        "Sheet '2019 version' was passed over: it is hidden.",
        "3 rows: 3 new.",
    ):
        assert words in result.output
    licence = values(small, "retention", "Garage licence")
    assert licence["rule"] == {"kind": "period", "years": 6}
    assert (licence["source_number"], licence["function"]) == ("H1", "tenancy")
    assert values(small, "retention", "Key log")["function"] == "tenancy"
    lift = values(small, "retention", "Lift inspection report")
    assert lift["rule"] == {"kind": "life-of-asset", "plus_years": 6}
    assert (lift["trigger_event"], lift["personal_data"]) == ("disposal-of-property", "false")


SHOWN = re.compile(r"^\$ kim (import .*)\n```\n\n```text\n((?:.+\n)+)```$", re.MULTILINE)


def test_the_guide_shows_what_an_import_says(small: Path) -> None:
    guide = (HOME / "docs/guides/import-and-export.md").read_text("utf-8")
    (small / "schedule.xlsx").write_bytes(retention_schedule())
    guessed, mapped = SHOWN.findall(guide)
    for command, lines in (guessed, mapped):
        printed = CliRunner().invoke(main, command.split()).output.splitlines()
        assert [line for line in lines.splitlines() if line not in printed] == []
        (small / "map.yml").write_text(RETENTION_MAP, "utf-8")


def test_a_schedule_that_is_given_again_is_known_by_its_own_numbers(small: Path) -> None:
    assert brought("retention", "a.xlsx", retention_schedule(), RETENTION_MAP).exit_code == 0
    before = {path: path.read_bytes() for path in (small / "registers/retention").iterdir()}
    again = brought("retention", "b.xlsx", retention_schedule(), RETENTION_MAP)
    assert "3 rows: 3 as they were." in again.output
    longer = brought("retention", "c.xlsx", retention_schedule(period="7 years"), RETENTION_MAP)
    assert "How long we keep it: 6 years → 7 years" in longer.output
    after = {path: path.read_bytes() for path in (small / "registers/retention").iterdir()}
    different = [path for path in after if after[path] != before[path]]
    assert [after[path] for path in different] == [
        before[path].replace(b"years: 6", b"years: 7") for path in different
    ]
    assert len(different) == 1


def test_a_schedule_with_faults_says_each_by_its_cell(small: Path) -> None:
    wrong = retention_schedule("Business suport manager", "6 years after the licence ends")
    result = brought("retention", "schedule.xlsx", wrong, RETENTION_MAP, "--errors", "back.xlsx")
    assert result.exit_code == 1
    assert (
        "Schedule!D6: error: How long we keep it: '6 years after the licence ends'" in result.output
    )
    assert "Leave '6 years' here, and put 'after the licence ends' where" in result.output
    for row in (6, 7, 10):
        assert f"Schedule!J{row}: error: Owner: There is no record called" in result.output
    assert "3 rows: 3 wrong." in result.output


def test_a_merged_cell_can_be_wrong_for_each_of_its_rows(small: Path) -> None:
    content, words = retention_schedule(service="Tenansies"), RETENTION_MAP
    result = brought("retention", "schedule.xlsx", content, words, "--errors", "back.xlsx")
    for row in (6, 7):
        assert f"Schedule!C{row}: error: Area of work: 'Tenansies' is none" in result.output
    assert "Did you mean 'Tenancies'?" in result.output
    back = load_workbook("back.xlsx")["Schedule"]
    assert "'Tenansies' is none of the choices" in str(back.cell(7, 11).value)


def test_an_asset_register(small: Path) -> None:
    result = brought("assets", "iar.xlsx", asset_register(), ASSET_MAP)
    assert result.exit_code == 0, result.output
    assert "headings in row 2, 2 rows below." in result.output
    assert "Row 6: it is a total." in result.output
    garages = values(small, "assets", "Garage lettings")
    assert garages["systems"] == ["SYS-integra"]
    assert garages["retention"] == ["RET-001", "RET-002"]
    assert (garages["protective_marking"], garages["vital_record"]) == ("OFFICIAL", True)
    assert garages["last_reviewed"] == "2026-04-03"
    lighting = values(small, "assets", "Stair lighting checks")
    assert (lighting["last_reviewed"], lighting["vital_record"]) == ("2026-04-03", False)
    assert lighting["manager_role"] == "ROLE-business-support-manager"


def test_an_asset_register_with_a_system_that_nobody_knows(small: Path) -> None:
    result = brought("assets", "iar.xlsx", asset_register("Housng system"), ASSET_MAP)
    assert result.exit_code == 1
    assert "IAR 2026!F3: error: Systems: There is no record called 'Housng system'" in result.output
    assert "Did you mean 'Housing system'?" in result.output


def test_an_foi_log(small: Path) -> None:
    result = brought("requests", "log.csv", foi_log(), FOI_MAP, "--partial")
    assert "G 'Applicant' is left out, as the map says." in result.output
    assert "Row 7: it is a total." in result.output
    assert "New: FOI-2026-0015 Damp reports" in result.output
    assert "A4: error: Outcome: A request that was answered has an outcome" in result.output
    assert "2 rows: 1 new, 1 wrong." in result.output
    damp = values(small, "requests", "Damp reports")
    assert (damp["received"], damp["regime"]) == ("2026-03-02", "eir")
    assert damp["own_reference"] == "IR/26/02"
    assert damp["question"] == "How many reports of damp were there in café flats?"


def test_an_foi_log_with_a_date_as_americans_write_it(small: Path) -> None:
    result = brought("requests", "log.csv", foi_log("01/15/2026"), FOI_MAP)
    assert result.exit_code == 1
    assert (
        "B4: error: Received: '01/15/2026' has no such month. The day comes first" in result.output
    )
    assert "15 January 2026" in result.output


def test_a_training_matrix(small: Path) -> None:
    result = brought("training", "matrix.xlsx", training_matrix(), TRAINING_MAP)
    assert result.exit_code == 0, result.output
    assert "is a tick for ROLE-siro in 'For'." in result.output
    assert "Changed: CRS-01" in result.output
    known = values(small, "training", "Record keeping")
    assert known["audience_roles"] == ["ROLE-housing-services-manager", "ROLE-siro"]
    new = values(small, "training", "Clear writing")
    assert new["audience_roles"] == ["ROLE-business-support-manager"]
    assert new["frequency"] == "once"


def test_a_training_matrix_with_a_word_that_is_no_tick(small: Path) -> None:
    result = brought("training", "matrix.xlsx", training_matrix("maybe"), TRAINING_MAP)
    assert result.exit_code == 1
    assert "Matrix!D4: error: For: 'maybe' is no tick for 'For'." in result.output
    catalogue, _ = load(small, TODAY, warnings=False)
    assert Key("training", "CRS-02") not in catalogue.references

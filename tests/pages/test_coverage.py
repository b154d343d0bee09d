"""Coverage: what is asked of the landlord against what meets it, its evidence, and its age."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from lxml import html

from macros.catalogue.load import load
from macros.model import Key
from macros.pages.coverage import as_csv, coverage, downloads, rows
from macros.pages.proofs import age
from macros.pages.records import record_page
from macros.view.view import View, view
from tests.projects import TODAY, change, lay_small

COMMITMENT = "registers/commitments/COM-02.yml"
UNMET = "registers/expectations/EXP-limitation-act-1980.yml"
ACTION = "registers/actions/DQ6.yml"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return lay_small(tmp_path)


def seen(project: Path) -> View:
    catalogue, _ = load(project, TODAY)
    assert catalogue.errors == ()
    return view(catalogue, "staff", TODAY)


def states(project: Path, register: str = "expectations") -> Mapping[str, str]:
    staff = seen(project)
    return {row.record.key.id: row.state for row in rows(staff, staff.registers[register])}


def test_the_holes_come_first_and_a_page_alone_is_no_evidence(small: Path) -> None:
    assert list(states(small).items()) == [
        ("EXP-limitation-act-1980", "No evidence"),
        ("EXP-psbar-2018", "Evidence for a part"),
    ]
    assert states(small, "commitments") == {
        "COM-01": "No evidence",
        "COM-02": "Evidence for a part",
    }


def test_only_where_all_that_meets_it_has_proof_that_holds_is_it_evidence(small: Path) -> None:
    kept_elsewhere(small, "IA4")
    change(small, COMMITMENT, "  - IA4\n", "")
    assert states(small, "commitments")["COM-02"] == "Evidence"
    change(small, ACTION, "holds_for: 2025-06-30", "holds_for: 2025-06-30\n    until: 2026-11-22")
    assert states(small, "commitments")["COM-02"] == "Evidence"
    change(small, ACTION, "until: 2026-11-22", "until: 2026-11-21")
    assert states(small, "commitments")["COM-02"] == "Evidence has run out"


def kept_elsewhere(project: Path, *actions: str) -> None:
    """Let another commitment name these actions too."""
    lines = "".join(f"  - {action}\n" for action in actions)
    change(project, "registers/commitments/COM-01.yml", "  - IA3\n", f"  - IA3\n{lines}")


def test_what_is_over_meets_nothing_and_is_asked_for_nothing(small: Path) -> None:
    change(small, "registers/expectations/EXP-psbar-2018.yml", "met_on:\n", "notes: None\n")
    lines = "  - registers/accessibility-statements\nmatch: inferred\n"
    change(small, "registers/expectations/EXP-psbar-2018.yml", lines, "")
    kept_elsewhere(small, "IA4", "DQ6")
    change(small, COMMITMENT, "status: current", "status: retired")
    assert states(small)["EXP-psbar-2018"] == "Nothing meets it"
    assert list(states(small)) == ["EXP-psbar-2018", "EXP-limitation-act-1980"]
    assert "COM-02" not in states(small, "commitments")


def test_the_table_says_what_meets_it_which_proof_and_how_old(small: Path) -> None:
    staff = seen(small)
    page = html.fromstring(f"<main>{coverage(staff, staff.registers['expectations']).html}</main>")
    row = page.xpath("//tr[contains(., 'EXP-psbar-2018')]")[0]
    cells = {cell.get("data-label"): " ".join(cell.text_content().split()) for cell in row}
    assert cells["What meets it"] == "Explore outside data (COM-02)Accessibility statements"
    assert "Minutes of the board, item 4: How we keep what we know" in cells["Evidence"]
    assert "1 April 2024, until 31 March 2025) has run out" in cells["Evidence"]
    assert cells["Evidence"].startswith("The newest: 16 months old")


def test_the_file_says_the_same_and_no_cell_of_it_runs(small: Path) -> None:
    change(small, ACTION, "what: Minutes of the board, item 4", "what: =1+1")
    change(small, UNMET, "gap: Nobody", "gap: =Nobody")
    staff = seen(small)
    table = list(csv.DictReader(io.StringIO(as_csv(staff, staff.registers["expectations"]))))
    assert [row["Reference"] for row in table] == list(states(small))
    assert table[0]["What is missing"] == "'=Nobody has said what we do for it."
    assert table[1]["Pages"] == "registers/accessibility-statements"
    assert table[1]["Newest evidence"] == "2025-06-30"
    assert table[1]["Age in days"] == "510"


def test_the_files_are_for_staff_and_of_registers_that_say_what_meets_them(small: Path) -> None:
    staff = seen(small)
    assert [address for address, _ in downloads(staff)] == [
        "registers/commitments/coverage.csv",
        "registers/expectations/coverage.csv",
        "registers/recommendations/coverage.csv",
    ]
    public = view(load(small, TODAY)[0], "public", TODAY)
    assert list(downloads(public)) == []


@pytest.mark.parametrize(
    ("day", "says"),
    [
        ("2026-11-22", "0 days"),
        ("2026-11-21", "1 day"),
        ("2026-09-23", "60 days"),
        ("2026-09-22", "2 months"),
        ("2024-11-23", "23 months"),
        ("2024-11-22", "2 years"),
        ("2016-11-23", "9 years"),
    ],
)
def test_an_age_is_said_in_small_numbers(day: str, says: str) -> None:
    assert age(date.fromisoformat(day), TODAY) == says


# ------------------------------------------------------------------------------ a record's own page


def test_a_page_says_what_leads_to_the_record_or_the_gap_in_words(small: Path) -> None:
    assert under(small, "expectations", "EXP-psbar-2018", "What meets it") == [
        "Explore outside data (COM-02)",
        "Accessibility statements",
    ]
    assert under(small, "actions", "IA2", "Keeps the promise") == [
        "No commitment names this action.",
        "The plan has it, and the strategy makes no promise of it.",
    ]


def test_a_page_says_of_evidence_that_it_has_run_out(small: Path) -> None:
    staff = seen(small)
    page = record_page(staff, staff.records[Key("actions", "DQ6")]).html
    assert str(page).count("has run out") == 1
    assert "31 March 2025</time> <strong" in page


def under(project: Path, register: str, id_: str, title: str) -> list[str]:
    """The lines that stand below a heading of a record's page."""
    staff = seen(project)
    page = record_page(staff, staff.records[Key(register, id_)]).html
    tree = html.fromstring(f"<main>{page}</main>")
    (block,) = tree.xpath(f"//h2[text()='{title}']/following-sibling::*[1]")
    return [" ".join(line.text_content().split()) for line in block]

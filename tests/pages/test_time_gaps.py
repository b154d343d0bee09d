"""For what time a log has no entry, of each area that it should tell of."""

from __future__ import annotations

from pathlib import Path

from lxml import html

from macros.catalogue.load import load
from macros.pages.time_gaps import TimeFields, time_gaps
from macros.view.view import view
from tests.projects import TODAY, change, lay_small

ENTRY = "registers/kim-log/KIM-complaints-2025-02.yml"
FIELDS = TimeFields("work_area", "period_start", "period_end")


def table(project: Path) -> list[list[str]]:
    """The cells of the table, row by row."""
    catalogue, _ = load(project, TODAY)
    assert catalogue.errors == ()
    staff = view(catalogue, "staff", TODAY)
    page = html.fromstring(f"<div>{time_gaps(staff, staff.registers['kim-log'], FIELDS)}</div>")
    return [[cell.text_content().strip() for cell in row] for row in page.xpath("//tbody/tr")]


def another_area(project: Path, status: str = "current") -> None:
    area = project / "registers/work-areas/WA-complaints.yml"
    text = (
        area.read_text("utf-8").replace("Complaints", "Voids").replace("WA-complaints", "WA-voids")
    )
    text = text.replace("status: current", f"status: {status}")
    (project / "registers/work-areas/WA-voids.yml").write_text(text, "utf-8")


def another_entry(project: Path) -> None:
    text = (project / ENTRY).read_text("utf-8")
    later = text.replace("2025-02", "2025-08").replace("2024-12-01", "2025-06-01")
    later = later.replace("2025-08-28", "2025-08-31").replace("2025-03-20", "2025-09-20")
    (project / "registers/kim-log/KIM-complaints-2025-08.yml").write_text(later, "utf-8")


def test_an_area_without_an_entry_stands_with_the_whole_time(tmp_path: Path) -> None:
    project = lay_small(tmp_path)
    another_area(project)
    another_entry(project)
    entries = "KIM-complaints-2025-02: December 2024 to February 2025"
    assert table(project) == [
        [
            "Complaints",
            f"{entries}KIM-complaints-2025-08: June to August 2025",
            "March to May 2025September 2025 to August 2026",
        ],
        ["Voids", "None", "December 2024 to August 2026"],
    ]


def test_what_is_over_tells_of_nothing_and_is_told_of_by_nothing(tmp_path: Path) -> None:
    project = lay_small(tmp_path)
    another_area(project, "retired")
    assert [row[0] for row in table(project)] == ["Complaints"]
    change(project, ENTRY, "status: current", "status: retired")
    assert table(project) == []

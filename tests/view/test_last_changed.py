"""When the public reads that something changed: never for what only staff can see."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from macros.catalogue.load import load
from macros.history.load import load_history
from macros.model import PAGES, Key
from macros.view.last_changed import Changed
from macros.view.view import view
from tests.projects import TODAY, change, commit
from tests.site.test_changes import put, small, write

OPEN = "publish: public\n"
PAGE = (
    "---\ntitle: Bins\nowner_role: ROLE-keeper\naudience: public\n"
    "next_review: 2027-05-22\n---\n\nOn Mondays.\n"
)


def on(day: int) -> str:
    return f"2026-10-{day:02d}T10:00:00+00:00"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = small(tmp_path)
    put(root, 60, "A task that nobody outside sees")
    put(root, 61, "Paint the doors", OPEN)
    write(root, "docs/public/bins.md", PAGE)
    commit(root, "Start", first=True, day=on(1))
    return root


def changed(root: Path, key: Key) -> list[tuple[int, tuple[str, ...]]]:
    catalogue, _ = load(root)
    assert catalogue.errors == ()
    return [
        (change.day.day, change.fields)
        for change in view(catalogue, "public", TODAY, load_history(root)).changed[key]
    ]


TASK, BINS = Key("tasks", "T-61"), Key(PAGES, "docs/public/bins.md")


def test_a_reference_that_the_public_cannot_see_moves_no_day(project: Path) -> None:
    put(project, 61, "Paint the doors", f"{OPEN}see_also: [T-60]\n")
    commit(project, "Tie it to what is planned", day=on(2))
    assert changed(project, TASK) == [(1, ())]


def test_a_part_of_a_group_that_is_for_staff_moves_no_day(project: Path) -> None:
    put(project, 61, "Paint the doors", f"{OPEN}steps:\n  - what: Scrape\n")
    commit(project, "Say how", day=on(2))
    put(project, 61, "Paint the doors", f"{OPEN}steps:\n  - what: Scrape\n    by: ROLE-officer\n")
    commit(project, "Say who", day=on(3))
    assert changed(project, TASK) == [(2, ("Steps",)), (1, ())]


def test_a_record_that_was_deleted_and_put_back_is_told_from_then_on(project: Path) -> None:
    file = project / "registers/tasks/T-61.yml"
    text = file.read_text("utf-8")
    file.unlink()
    commit(project, "Take it away", day=on(2))
    file.write_text(text, "utf-8")
    commit(project, "Put it back", day=on(3))
    assert changed(project, TASK) == [(3, ()), (1, ())]


def test_a_version_that_cannot_be_read_changed_nothing(project: Path) -> None:
    file = project / "registers/tasks/T-61.yml"
    text = file.read_text("utf-8")
    for day, version in ((2, "title: ["), (3, text), (4, text.replace("doors", "stairs"))):
        file.write_text(version, "utf-8")
        commit(project, "Edit", day=on(day))
    assert changed(project, TASK) == [(4, ("Title",)), (1, ())]


def test_only_published_records_and_pages_for_tenants_have_days(project: Path) -> None:
    write(project, "docs/public/old.md", PAGE)
    commit(project, "A page that goes again", day=on(2))
    (project / "docs/public/old.md").unlink()
    commit(project, "Take it away", day=on(3))
    shown = view(load(project)[0], "public", TODAY, load_history(project))
    pages = {key.id for key in shown.changed if key.register == PAGES}
    assert {key for key in shown.changed if key.register != PAGES} == set(shown.records)
    assert pages == {f"docs/public/{name}.md" for name in ("accessibility", "bins", "index")}


def test_what_changed_while_a_record_was_retired_or_withdrawn_is_not_told(project: Path) -> None:
    for day, closed in ((2, (OPEN, "status: retired\n")), (6, (OPEN, ""))):
        put(project, 61, "Paint the doors", OPEN)
        change(
            project,
            "registers/tasks/T-61.yml",
            "status: planned\n" if "retired" in closed[1] else closed[0],
            closed[1],
        )
        commit(project, "Close it", day=on(day))
        change(project, "registers/tasks/T-61.yml", "Paint the doors", "What is said inside")
        commit(project, "Meanwhile", day=on(day + 1))
        put(project, 61, "Paint the doors again" if day == 6 else "Paint the doors", OPEN)
        commit(project, "Open it", day=on(day + 2))
    assert changed(project, TASK) == [(8, ()), (4, ()), (1, ())]


def test_what_a_record_was_under_another_name_for_staff_is_not_told(project: Path) -> None:
    text = (
        "A long text that says which record this is, whatever its file is called, "
        "so that its name is followed.\n"
    )
    put(project, 70, "Look at the lifts", f"text: {text}")
    commit(project, "Begin", day=on(2))
    put(project, 70, "Look at all lifts", f"text: {text}")
    commit(project, "For staff", day=on(3))
    (project / "registers/tasks/T-70.yml").unlink()
    put(project, 71, "Look at all lifts", f"text: {text}")
    commit(project, "Give it another name", day=on(4))
    put(project, 71, "Look at all lifts", f"text: {text}{OPEN}")
    commit(project, "Open it", day=on(5))
    assert load_history(project).trails[Key("tasks", "T-71")][0].moved == Key("tasks", "T-70")
    assert changed(project, Key("tasks", "T-71")) == [(5, ())]


@pytest.mark.parametrize(
    ("old", "new", "day"),
    [
        ("ROLE-keeper", "ROLE-officer", 1),
        ("2027-05-22", "2027-06-22", 1),
        ("Mondays", "Tuesdays", 2),
        ("title: Bins", "title: Your bins", 2),
    ],
)
def test_the_words_of_a_page_change_when_its_words_do(
    project: Path, old: str, new: str, day: int
) -> None:
    change(project, "docs/public/bins.md", old, new)
    commit(project, "Edit", day=on(2))
    assert changed(project, BINS) == [(day, ())]


def test_a_page_that_was_for_staff_begins_where_it_was_published(project: Path) -> None:
    write(project, "docs/lifts.md", PAGE.replace("public", "staff").replace("Bins", "Lifts"))
    commit(project, "For staff", day=on(2))
    (project / "docs/lifts.md").unlink()
    write(project, "docs/public/lifts.md", PAGE.replace("Bins", "Lifts"))
    commit(project, "For everybody", day=on(3))
    assert view(load(project)[0], "public", TODAY, load_history(project)).changed[
        Key(PAGES, "docs/public/lifts.md")
    ] == (Changed(date(2026, 10, 3), ()),)

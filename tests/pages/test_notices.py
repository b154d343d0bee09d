"""What stands at the top of a page because other records say so, and in tables beside them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from macros.catalogue.load import load
from macros.cli import main
from macros.model import PAGES, Key
from macros.pages.notices import notices, page_notices
from macros.pages.records import record_page
from macros.pages.tables import table
from macros.view.view import View, view
from tests.conftest import CASES, lay_base, lay_over
from tests.projects import TODAY

PAGE = Key(PAGES, "docs/index.md")
CHANGED = "says that people have read this. It has changed since."


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = lay_base(tmp_path / "project")
    lay_over(root, CASES / "to-be-read-again/before")
    (root / "mkdocs.yml").write_text("site_name: Tasks\n", "utf-8")
    monkeypatch.chdir(root)
    return root


def staff(root: Path) -> View:
    return view(load(root)[0], "staff", TODAY)


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def reasons(seen: View, key: Key) -> dict[str, str]:
    return {notice.id: notice.more for notice in notices(seen, key)}


def test_a_page_says_who_has_read_an_earlier_version_until_it_is_read_and_counted_again(
    project: Path,
) -> None:
    assert {
        id_: more for id_, more in reasons(staff(project), PAGE).items() if "changed" in more
    } == {"T-8": CHANGED}
    assert "T-6" not in reasons(staff(project), PAGE)
    change(project / "docs/index.md", "There are", "Look, there are")
    assert reasons(staff(project), PAGE)["T-6"] == CHANGED

    confirm = CliRunner().invoke(main, ["confirm", "t-6", "docs/index.md", "--today", "2024-10-05"])
    assert "the link to docs/index.md (Tasks: what there is to do) is right" in confirm.stdout
    assert "earlier version" in reasons(staff(project), PAGE)["T-6"]
    change(project / "registers/tasks/T-6.yml", "started: 2024-10-01", "started: 2024-10-05")
    assert "T-6" not in reasons(staff(project), PAGE)


def test_the_table_the_page_and_the_record_say_so_too(project: Path) -> None:
    seen = staff(project)
    rows = table(seen, seen.registers["tasks"], ["id", "page"]).split("<tr")
    marked = [row for row in rows if "to be read again" in row]
    assert len(marked) == 3
    assert all(any(name in row for name in ("T-7", "T-8", "T-9")) for row in marked)
    record = seen.records[Key("tasks", "T-8")]
    assert "has changed since this was confirmed" in record_page(seen, record).html
    assert "To be looked at" not in record_page(seen, record).html
    above = page_notices(seen, PAGE).html
    assert "<strong>To be read again.</strong>" in above
    assert "It has changed since" in above
    assert page_notices(seen, Key(PAGES, "docs/about/accessibility.md")).html == ""


def test_a_link_to_a_page_that_nobody_had_to_read_is_to_be_looked_at(project: Path) -> None:
    change(project / "schemas/tasks.schema.json", ', "x-read": "started"', "")
    seen = staff(project)
    assert reasons(seen, PAGE) == {}
    assert "refers to this page, which has changed" in page_notices(seen, PAGE).html
    html = record_page(seen, seen.records[Key("tasks", "T-8")]).html
    assert "Tasks: what there is to do</a> (docs/index.md) has changed since" in html


def test_what_a_record_names_says_so_at_its_top_until_the_record_is_over(project: Path) -> None:
    change(
        project / "schemas/tasks.schema.json",
        '"x-acyclic": true,',
        '"x-acyclic": true, "x-notice": "Wait with this: nothing is done.",',
    )
    hold = project / "registers/tasks/T-6.yml"
    change(hold, "page: docs/index.md\n", "depends_on:\n  - T-2\n")
    seen, key = staff(project), Key("tasks", "T-2")
    assert [(notice.words, notice.id) for notice in notices(seen, key)] == [
        ("Wait with this: nothing is done.", "T-6")
    ]
    html = record_page(seen, seen.records[key]).html
    assert html.index("Wait with this") < html.index("About this record")
    shown = CliRunner().invoke(main, ["show", "T-2"]).stdout
    assert (
        "! Wait with this: nothing is done. Read as it stands (T-6) says so. It is illustrative."
        in shown
    )
    shown = CliRunner().invoke(main, ["show", "T-2", "--format", "json"]).stdout
    assert len(json.loads(shown)["notices"]) == 1
    change(hold, "status: planned", "status: done")  # a final status
    assert list(notices(staff(project), key)) == []


def test_tenants_read_no_notice(project: Path) -> None:
    public = view(load(project)[0], "public", TODAY)
    assert list(notices(public, PAGE)) == []
    assert page_notices(public, PAGE).html == ""

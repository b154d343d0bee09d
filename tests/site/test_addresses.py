"""Whatever names files once had: every link leads somewhere, and no page takes another's place."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.projects import build_staff, commit
from tests.site.test_changes import put, small, task, write

PAGE = (
    "---\ntitle: A page\nowner_role: ROLE-keeper\naudience: staff\n"
    "next_review: 2027-05-22\n---\n\nHello from {}.\n"
)
PAGES = (
    "reindex.md",
    "lifts/README.md",
    "templates/letter.md",
    ".drafts/idea.md",
    "doors.md",
    "doors/index.md",
    "odd # 100%.md",
    "soon.md",
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = small(tmp_path_factory.mktemp("addresses"))
    for file in PAGES:
        write(root, f"docs/{file}", PAGE.format(file))
    write(root, "registers/tasks/t-9.yml", task(9, "Nine, in small letters"))
    write(root, "registers/tasks/a#b?c 50%.yml", "title: Odd\n")
    put(root, 50, "Sweep the stairs")
    put(root, 51, "Clean the lifts")
    commit(root, "Start", first=True, day="2026-06-01T10:00:00+00:00")
    for name in (
        "registers/tasks/t-9.yml",
        "registers/tasks/a#b?c 50%.yml",
        "docs/doors.md",
        "docs/doors/index.md",
    ):
        (root / name).unlink()
    put(root, 9, "Something else altogether")
    commit(root, "Tidy up", day="2026-10-01T10:00:00+00:00")
    subprocess.run(
        ["git", "update-ref", f"refs/tags/{'/'.join(['long' * 20] * 5)}", "HEAD"],
        cwd=root,
        check=True,
    )
    for name in ("docs/soon.md", "registers/tasks/T-51.yml"):
        (root / name).unlink()
    return build_staff(root)


def text(site: Path, address: str) -> str:
    return (site / address / "index.html").read_text("utf-8")


@pytest.mark.parametrize("address", ["reindex", "lifts", "odd # 100%"])
def test_a_page_is_where_the_generator_puts_it(site: Path, address: str) -> None:
    assert '<h2 id="history"' in text(site, address)


@pytest.mark.parametrize("address", ["templates/letter", ".drafts/idea"])
def test_a_page_that_is_not_built_keeps_its_history_in_sight(site: Path, address: str) -> None:
    assert "This page is not part of the site." in text(site, f"history/{address}")


def test_two_deleted_pages_of_one_address_have_a_page_each(site: Path) -> None:
    assert "docs/doors.md" in text(site, "history/doors")
    assert "docs/doors/index.md" in text(site, "history/doors-2")


def test_a_deleted_record_does_not_take_the_page_of_one_that_is_there(site: Path) -> None:
    there, gone = text(site, "registers/tasks/t-9"), text(site, "history/registers/tasks/t-9-2")
    assert "Something else altogether" in there
    assert "Deleted on" not in there
    assert "Deleted on 1 October 2026" in gone
    assert "Nine, in small letters" in gone
    assert 'href="../../history/registers/tasks/t-9-2/"' in text(site, "changes/2026-06")


def test_what_is_deleted_and_not_committed_is_said_so(site: Path) -> None:
    assert "This record is not in the working copy that the site was built from." in text(
        site, "registers/tasks/t-51"
    )
    assert "Not yet committed" in text(site, "registers/tasks/t-51")
    assert "Not yet committed" in text(site, "history/soon")


def test_a_feed_quotes_an_address_once(site: Path) -> None:
    items = json.loads((site / "changes/feed.json").read_text("utf-8"))["items"]
    urls = {item["url"].partition("#revision-")[0] for item in items}
    assert "https://staff.example.org/kim/registers/tasks/a%23b%3Fc%2050%25/" in urls
    assert "https://staff.example.org/kim/odd%20%23%20100%25/" in urls


def test_a_tag_of_any_length_has_a_page(site: Path) -> None:
    (folder,) = (path.name for path in (site / "as-at").iterdir() if path.name.startswith("long"))
    assert len(folder) <= 100

"""Co-authors are told as authors, on the site as on the command line, and without addresses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree, html

from macros.cli import main
from macros.model import Person
from macros.model.coauthors import named_coauthors
from tests.projects import build_staff, change, commit, git
from tests.tiny import copy_tiny

MESSAGE = (
    "Say that oil will do\n\nBy two of us.\n\n"
    "Co-authored-by: sam lee <sam@example.org>\nCo-authored-by: dee@example.org"
)
NAMES = "Ann Able and sam lee (known now as Sam Lee)"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = copy_tiny(tmp_path_factory.mktemp("two") / "project")
    (project / ".mailmap").write_text("Sam Lee <sam@example.org>\n", "utf-8")
    change(project, "registers/tasks/T-4.yml", "Grease the locks", "Oil the locks")
    commit(project, MESSAGE, day="2026-11-22T10:00:00+00:00", by="Ann Able")
    git(project, "switch", "--quiet", "--create", "aside")
    change(project, "registers/tasks/T-4.yml", "Oil the locks", "Oil all locks")
    commit(project, MESSAGE, day="2026-11-22T11:00:00+00:00", by="Ann Able")
    git(project, "switch", "--quiet", "main")
    git(
        *(project, "merge", "--quiet", "--no-ff", "aside", "--message", "Bring it in"),
        day="2026-11-22T12:00:00+00:00",
        by="Bo",
    )
    return project


@pytest.fixture(scope="module")
def site(project: Path) -> Path:
    return build_staff(project)


def text(path: Path) -> str:
    parser = html.HTMLParser(encoding="utf-8")
    whole = html.document_fromstring(path.read_bytes(), parser=parser).text_content()
    return " ".join(str(whole).split())


def test_the_story_of_a_record_names_both_and_shows_no_address(site: Path) -> None:
    page = text(site / "registers/tasks/t-4/index.html")
    assert page.count(NAMES) == 2  # as authors of a commit, and of a value that a merge brought
    assert "By two of us." in page
    assert "Co-authored-by" not in page


@pytest.mark.parametrize("address", ["sam@example.org", "dee@example.org"])
def test_no_address_stands_on_the_site(site: Path, address: str) -> None:
    files = [path for path in site.rglob("*") if path.is_file()]
    assert [path for path in files if address.encode() in path.read_bytes()] == []


def test_changes_name_both_and_can_be_filtered_by_each(site: Path) -> None:
    path = site / "changes/2026-11/index.html"
    assert NAMES in text(path)
    assert "Ann Able|Sam Lee" in path.read_text("utf-8")


def test_feeds_name_both_as_authors(site: Path) -> None:
    feed = json.loads((site / "changes/feed.json").read_text("utf-8"))
    authors = [{"name": "Ann Able"}, {"name": "sam lee"}]
    (item,) = [item for item in feed["items"] if item["authors"] == authors]
    assert "By two of us." in item["content_text"]
    atom = etree.fromstring((site / "changes/feed.atom").read_bytes())
    names = [[name.text for name in entry.iter("{*}name")] for entry in atom.iter("{*}entry")]
    assert ["Ann Able", "sam lee"] in names


def test_commands_name_both_and_print_no_address(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    story = CliRunner().invoke(main, ["history", "T-4"]).stdout
    assert "22 November 2026, Ann Able and sam lee (known as Sam Lee): changed" in story
    assert "[Ann Able and sam lee, " in story
    entries = CliRunner().invoke(main, ["history", "T-4", "--format", "json"]).stdout
    assert [entry["co_authors"] for entry in json.loads(entries)] == [[], ["Sam Lee"], []]
    between = CliRunner().invoke(main, ["diff", "HEAD~2", "HEAD"]).stdout
    assert "Oil all locks" in between
    for printed in (story, entries, between):
        assert "sam@" not in printed
        assert "dee@" not in printed


@pytest.mark.parametrize(
    ("line", "person"),
    [
        ("Co-authored-by: Sam Lee <sam@example.org>", ("Sam Lee", "sam@example.org")),
        ("CO-AUTHORED-BY : Sam Lee <>", ("Sam Lee", "")),
        ("Co-authored-by: Sam Lee", ("Sam Lee", "")),
        ("Co-authored-by: Sam sam@example.org Lee", ("Sam Lee", "")),
        ("Co-authored-by: sam@example.org <sam@example.org>", ("", "sam@example.org")),
        ("Co-authored-by: Sam <sam@example.org> Lee <x>", ("Sam Lee <x>", "")),
        ("Co-authored-by: sam@example.org", None),
        ("Co-authored-by:", None),
        (" Co-authored-by: Sam Lee <sam@example.org>", None),
        ("It was Co-authored-by: Sam Lee <sam@example.org>", None),
    ],
)
def test_whoever_a_line_names_is_read_without_an_address_for_a_name(
    line: str, person: tuple[str, str] | None
) -> None:
    people = [Person(name, mail, name) for name, mail in ([person] if person else [])]
    assert named_coauthors(f"{line}\n\nMore.") == people

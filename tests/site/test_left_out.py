"""What a `git pull` took back of what was published, wherever stories are told."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from click.testing import CliRunner
from lxml import html

from macros.cli import main
from tests.projects import build_staff, change, commit, git
from tests.tiny import copy_tiny

RULE, NOTE = "registers/tasks/T-1.yml", "docs/guides/history.md"
NEW_NOTE = "docs/guides/how-very-long.md"


class Built(NamedTuple):
    project: Path
    site: Path


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A clerk writes here; meanwhile a keeper's change is published; the pull keeps the clerk's."""
    project = copy_tiny(tmp_path_factory.mktemp("pull"), "2026-06-01T09:00:00+00:00")
    git(project, "checkout", "-qb", "published")
    change(project, RULE, "years: 6", "years: 7")
    change(project, NOTE, "Each change has", "Every change has")
    text = (project / RULE).read_text("utf-8").replace("T-1", "T-91")
    (project / "registers/tasks/T-91.yml").write_text(text, "utf-8")
    (project / NEW_NOTE).write_text((project / NOTE).read_text("utf-8"), "utf-8")
    commit(project, "Seven years", day="2026-06-02T09:00:00+00:00", by="Keeper")
    git(project, "checkout", "-q", "main")
    change(project, "registers/tasks/T-2.yml", "title: ", "title: New ")
    commit(project, "Written here", day="2026-06-03T09:00:00+00:00", by="Clerk")
    words = ("merge", "-q", "-s", "ours", "-m", "Merge branch 'main' of the office", "published")
    git(project, *words, day="2026-06-04T09:00:00+00:00", by="Clerk")
    return Built(project, build_staff(project))


def text_of(built: Built, address: str, css: str) -> list[str]:
    page = html.document_fromstring((built.site / address / "index.html").read_bytes())
    return [" ".join(element.text_content().split()) for element in page.cssselect(css)]


def test_a_record_s_story_says_what_the_merge_left_out(built: Built) -> None:
    newest, first = text_of(built, "registers/tasks/t-1", ".kim-chapter")
    assert newest.startswith("Left out by a merge on 4 June 2026")
    assert "7 was left out, 6 stays (set by Keeper on 2 June 2026" in newest
    assert "Where the side branch was the published line, as with 'git pull'" in newest
    assert first.startswith("Created on 1 June 2026")
    assert text_of(built, "registers/tasks/t-1", ".kim-story .kim-aside")[0].startswith(
        "1 change, made together"
    )


def test_a_page_s_story_and_the_month_say_it_too(built: Built) -> None:
    newest = text_of(built, "guides/history", ".kim-chapter")[0]
    assert "was left out" in newest
    lines = text_of(built, "changes/2026-06", ".kim-line")
    left_out = [line for line in lines if line.startswith("Left out by a merge")]
    assert len(left_out) == 4
    assert any("T-91" in line and "nothing stays" in line for line in left_out)


def test_feeds_and_the_command_line_say_it_too(
    built: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed = json.loads((built.site / "changes/feed.json").read_text("utf-8"))
    texts = [item["content_text"] for item in feed["items"] if item["title"].startswith("Left")]
    assert sum("7 was left out, 6 stays" in text for text in texts) == 1
    monkeypatch.chdir(built.project)
    text = CliRunner().invoke(main, ["history", "T-1"]).stdout
    assert "Clerk: left out [" in text
    assert ": 7 was left out, 6 stays [Keeper, " in text
    assert "T-91" in CliRunner().invoke(main, ["history", "T-91"]).stdout


def test_a_new_record_that_a_merge_left_out_has_a_page_as_a_deleted_one_has(built: Built) -> None:
    (notice,) = text_of(built, "registers/tasks/t-91", ".kim-notice--warning")
    assert notice.startswith("Left out by a merge on 4 June 2026. This record was new on a side")
    fields = text_of(built, "registers/tasks/t-91", ".kim-fields .kim-field")
    assert any("7 years" in field for field in fields)
    (chapter,) = text_of(built, "registers/tasks/t-91", ".kim-chapter")
    assert "set by Keeper on 2 June 2026" in chapter
    page = (built.site / "changes/2026-06/index.html").read_text("utf-8")
    assert 'href="../../registers/tasks/t-91/"' in page


def test_so_has_a_new_page(built: Built) -> None:
    (notice,) = text_of(built, "history/guides/how-very-long", ".kim-notice--warning")
    assert notice.startswith("Left out by a merge on 4 June 2026. This page was new on a side")
    assert "history/guides/how-very-long/" in (built.site / "changes/2026-06/index.html").read_text(
        "utf-8"
    )


def test_a_pack_tells_of_both(
    built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(built.project)
    words = ("--today", "2026-06-10", "--include-illustrative")
    file = tmp_path / "pack.zip"
    assert CliRunner().invoke(main, ["pack", "--out", str(file), *words]).exit_code == 0
    with zipfile.ZipFile(file) as archive:
        names = {name.rpartition("/")[2]: name for name in archive.namelist()}
        texts = {
            name: archive.read(path).decode("utf-8", "replace") for name, path in names.items()
        }
    parts = [json.loads(text) for text in texts.values() if '"stories"' in text[:200]]
    told: dict[str, dict[str, Any]] = {}
    for part in parts:
        told |= {story.get("id") or story["file"]: story for story in part["stories"]}
    for name in ("T-91", NEW_NOTE):
        assert told[name]["gone"] is True
        assert [revision["kind"] for revision in told[name]["revisions"]] == ["left out"]
    document = next(text for text in texts.values() if "A merge left the record out" in text)
    assert "T-91" in document
    assert not (done := CliRunner().invoke(main, ["verify", str(file)])).exit_code, done.output
    before = ("--as-at", "2026-06-03")
    made = CliRunner().invoke(main, ["pack", "--out", str(tmp_path / "b.zip"), *before, *words])
    assert made.exit_code == 0
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        parts = [archive.read(name) for name in archive.namelist() if "stories" in name]
    assert parts
    assert not any(b"T-91" in part for part in parts)


def test_the_command_line_says_that_it_was_left_out(
    built: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(built.project)
    title = CliRunner().invoke(main, ["history", "T-91"]).stdout.partition("\n")[0]
    assert title == "T-91 (task, left out by a merge)"

"""What a `git pull` took back of what was published, wherever stories are told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner
from lxml import html

from macros.cli import main
from tests.projects import build_staff, change, commit, copy_small, git

RULE, NOTE = "registers/retention/RET-001.yml", "docs/guides/how-long.md"


class Built(NamedTuple):
    project: Path
    site: Path


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A clerk writes here; meanwhile a keeper's change is published; the pull keeps the clerk's."""
    project = copy_small(tmp_path_factory.mktemp("pull"), "2026-06-01T09:00:00+00:00")
    git(project, "checkout", "-qb", "published")
    change(project, RULE, "years: 6", "years: 7")
    change(project, NOTE, "we keep", "we hold")
    text = (project / RULE).read_text("utf-8").replace("RET-001", "RET-901")
    (project / "registers/retention/RET-901.yml").write_text(text, "utf-8")
    commit(project, "Seven years", day="2026-06-02T09:00:00+00:00", by="Keeper")
    git(project, "checkout", "-q", "main")
    change(project, "registers/retention/RET-002.yml", "title: ", "title: New ")
    commit(project, "Written here", day="2026-06-03T09:00:00+00:00", by="Clerk")
    words = ("merge", "-q", "-s", "ours", "-m", "Merge branch 'main' of the office", "published")
    git(project, *words, day="2026-06-04T09:00:00+00:00", by="Clerk")
    return Built(project, build_staff(project))


def text_of(built: Built, address: str, css: str) -> list[str]:
    page = html.document_fromstring((built.site / address / "index.html").read_bytes())
    return [" ".join(element.text_content().split()) for element in page.cssselect(css)]


def test_a_record_s_story_says_what_the_merge_left_out(built: Built) -> None:
    newest, first = text_of(built, "registers/retention/ret-001", ".kim-chapter")
    assert newest.startswith("Left out by a merge on 4 June 2026")
    assert "7 was left out, 6 stays (set by Keeper on 2 June 2026" in newest
    assert "Where the side branch was the published line, as with 'git pull'" in newest
    assert first.startswith("Created on 1 June 2026")
    assert text_of(built, "registers/retention/ret-001", ".kim-story .kim-aside")[0].startswith(
        "1 change, made together"
    )


def test_a_page_s_story_and_the_month_say_it_too(built: Built) -> None:
    newest = text_of(built, "guides/how-long", ".kim-chapter")[0]
    assert "was left out" in newest
    lines = text_of(built, "changes/2026-06", ".kim-line")
    left_out = [line for line in lines if line.startswith("Left out by a merge")]
    assert len(left_out) == 3
    assert any("RET-901" in line and "nothing stays" in line for line in left_out)


def test_feeds_and_the_command_line_say_it_too(
    built: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed = json.loads((built.site / "changes/feed.json").read_text("utf-8"))
    texts = [item["content_text"] for item in feed["items"] if item["title"].startswith("Left")]
    assert sum("7 was left out, 6 stays" in text for text in texts) == 1
    monkeypatch.chdir(built.project)
    text = CliRunner().invoke(main, ["history", "RET-001"]).stdout
    assert "Clerk: left out [" in text
    assert ": 7 was left out, 6 stays [Keeper, " in text
    assert "RET-901" in CliRunner().invoke(main, ["history", "RET-901"]).stdout

"""Names, messages, trailers and old values that would turn our own words round, or bury them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner
from lxml import etree, html

from macros.cli import main
from tests.projects import build_staff, change, git
from tests.tiny import copy_tiny

OVER = "\u202e"
"""Right-to-left override: what follows is read backwards, also words of ours."""

TURNS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
RECORD, PAGE = "registers/tasks/T-1.yml", "docs/guides/history.md"
DANA = "דנה כהן"
SUBJECT = f"Keep {OVER}tenancy files for seven years"
TRAILERS = f"Approved-by: Eve {OVER}.dettimmoc\nReviewed-by: {DANA}"
LONG = "x" * 20_000


class Built(NamedTuple):
    project: Path
    site: Path


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    project = copy_tiny(tmp_path_factory.mktemp("outside"), "2026-06-01T09:00:00+00:00")

    def commit(*words: str, day: str, by: str = "Committer of it") -> None:
        git(project, "commit", "-aqm", *words, day=day, by=by)

    change(project, RECORD, "years: 6", "years: 7")
    author = f"Bob {OVER}gnol <bob@example.org>"
    commit(SUBJECT, "-m", TRAILERS, f"--author={author}", day="2026-06-02T09:00:00+00:00")
    change(project, RECORD, "title: ", f"title: '{OVER}Old' # ")
    commit("Turn a title round", day="2026-06-03T09:00:00+00:00", by=DANA)
    change(project, RECORD, f"title: '{OVER}Old' # ", "title: ")
    commit(f"{DANA} 12", day="2026-06-04T09:00:00+00:00", by=DANA)
    (project / PAGE).write_text(
        (project / PAGE).read_text("utf-8") + f"\n## {LONG}\n\nBelow it.\n", "utf-8"
    )
    commit(f"{LONG} and why", day="2026-06-05T09:00:00+00:00")
    change(project, PAGE, f"\n## {LONG}\n\nBelow it.\n", "")
    commit(
        "Take it out",
        "--author=Committer of it <elsewhere@example.org>",
        day="2026-11-20T09:00:00+00:00",
    )
    git(project, "tag", f"seal-{OVER}1")
    return Built(project, build_staff(project))


def chapters(built: Built, address: str) -> list[html.HtmlElement]:
    text = (built.site / address / "index.html").read_text("utf-8")
    return html.document_fromstring(text).cssselect(".kim-chapter")


def text_of(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_no_page_and_no_feed_holds_a_mark_that_turns_what_is_read(built: Built) -> None:
    files = [file for file in built.site.rglob("*") if file.suffix in (".html", ".atom")]
    assert len(files) > 20
    for file in files:
        text = file.read_text("utf-8")
        assert not TURNS.search(re.sub("\u2068([^\u2066-\u2069]*)\u2069", r"\1", text)), file


def test_a_mark_in_a_name_a_message_or_a_trailer_is_shown_and_each_stands_alone(
    built: Built,
) -> None:
    (told,) = [
        chapter
        for chapter in chapters(built, "registers/tasks/t-1")
        if "Committed by" in text_of(chapter)
    ]
    alone = [text_of(element) for element in told.iter("bdi")]
    assert "Bob [U+202E]gnol" in alone
    assert "Keep [U+202E]tenancy files for seven years" in alone
    assert "Eve [U+202E].dettimmoc" in alone
    assert DANA in alone
    assert "By Bob [U+202E]gnol" in text_of(told)
    assert "Committed by Committer of it." in text_of(told)
    assert "The message names as approving: Eve [U+202E].dettimmoc." in text_of(told)
    assert f"The message names as reviewing: {DANA}." in text_of(told)


def test_an_old_value_with_a_mark_shows_it(built: Built) -> None:
    stories = [text_of(chapter) for chapter in chapters(built, "registers/tasks/t-1")]
    assert sum("[U+202E]Old" in story for story in stories) == 2


def test_months_and_days_set_apart_what_others_wrote(built: Built) -> None:
    month = html.document_fromstring((built.site / "changes/2026-06/index.html").read_bytes())
    alone = {text_of(element) for element in month.iter("bdi")}
    assert {"Keep [U+202E]tenancy files for seven years", "Bob [U+202E]gnol"} <= alone
    day = (built.site / "as-at/2026-09-30/index.html").read_text("utf-8")
    assert "<bdi>30 September 2026</bdi>" in day
    assert "Tag seal-[U+202E]1" in (built.site / "as-at/index.html").read_text("utf-8")


def test_a_heading_of_twenty_thousand_letters_is_cut(built: Built) -> None:
    text = (built.site / "guides/history/index.html").read_text("utf-8")
    for heading in html.document_fromstring(text).cssselect("dt, h3, .kim-chapter__why, summary"):
        assert len(text_of(heading)) < 400
    assert "Below it." in text
    assert text.count("and why") == 1  # the whole of the message stands below its beginning
    month = html.document_fromstring((built.site / "changes/2026-06/index.html").read_bytes())
    assert max(len(text_of(heading)) for heading in month.iter("h3", "dt")) < 400


def test_a_committer_who_bears_the_author_s_name_is_told_by_the_address(built: Built) -> None:
    newest = text_of(chapters(built, "guides/history")[0])
    assert "Committed under the same name from another address." in newest
    assert "example.org>" not in newest


def test_feeds_set_apart_what_would_be_read_from_right_to_left(built: Built) -> None:
    feed = json.loads((built.site / "changes/feed.json").read_text("utf-8"))
    authors = {author["name"] for item in feed["items"] for author in item["authors"]}
    assert {f"\u2068{DANA}\u2069", "Bob [U+202E]gnol", "Committer of it"} <= authors
    texts = [item["content_text"] for item in feed["items"]]
    assert any(f"Why: \u2068{DANA} 12\u2069" in text for text in texts)
    assert any("Why: Keep [U+202E]tenancy files" in text for text in texts)
    atom = etree.parse(built.site / "changes/feed.atom")
    assert TURNS.search("".join(atom.getroot().itertext()).replace(DANA, ""))  # only around her


def test_a_terminal_shows_marks_and_sets_apart_what_would_turn(
    built: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(built.project)
    text = CliRunner().invoke(main, ["history", "T-1"]).stdout
    assert "2 June 2026, Bob [U+202E]gnol: changed [" in text
    assert f"4 June 2026, \u2068{DANA}\u2069: changed [" in text
    assert "\n  Keep [U+202E]tenancy files for seven years\n" in text
    assert f"  The message names as reviewing: \u2068{DANA}\u2069\n" in text
    assert f"  \u2068{DANA} 12\u2069\n" in text
    assert "[U+202E]Old" in text
    assert not TURNS.search(re.sub("\u2068[^\u2066-\u2069]*\u2069", "", text))

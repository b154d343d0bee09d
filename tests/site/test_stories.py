"""Each record's and page's story on the built sites, from a real history that these tests make."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from macros.site.run_mkdocs import BuildFailedError, generate
from tests import projects
from tests.projects import TODAY, BuiltSites, build_both, change, copy_small
from tests.tiny import copy_tiny

SPELL = "<script>alert(1)</script> {{ 7 * 7 }} & co"
"""What must stay text, wherever it is written."""


def git(
    project: Path,
    *arguments: str,
    who: str = "Records officer",
    day: str = "2026-11-23T10:00:00+00:00",
) -> None:
    projects.git(project, *arguments, day=day, by=who)


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> BuiltSites:
    project = copy_small(tmp_path_factory.mktemp("stories"))
    change(project, "registers/retention/RET-001.yml", "years: 6", "years: 7")
    git(
        project,
        "commit",
        "-aqm",
        "Keep tenancy files for seven years",
        "-m",
        f"Agreed by the clinic. {SPELL}",
        who="Clinic {{ 7 * 7 }} & co",
    )
    git(project, "checkout", "-qb", "plainer")
    change(
        project,
        "registers/faqs/FAQ-001.yml",
        "who_to_ask: The housing team",
        "who_to_ask: Your housing officer",
    )
    git(
        project,
        "commit",
        "-aqm",
        "Name the officer whom tenants know",
        who="Tenancy policy officer",
        day="2026-11-24T10:00:00+00:00",
    )
    change(project, "registers/faqs/FAQ-001.yml", "A broken leg heals.", "A broken arm heals.")
    change(project, "registers/faqs/FAQ-001.yml", "- disability", "- disabled")
    git(
        project,
        "commit",
        "-aqm",
        "Arms too",
        who="Housing officer",
        day="2026-11-25T10:00:00+00:00",
    )
    git(project, "checkout", "-q", "main")
    git(
        project,
        "merge",
        "-q",
        "--no-ff",
        "plainer",
        "-m",
        "Merge pull request #14 from example/plainer",
        "-m",
        "Plainer words\n\nApproved-by: The governance team <g@example.org>",
        day="2026-11-26T10:00:00+00:00",
    )
    (project / "registers/definitions/DEF-benchmarking.yml").unlink()
    change(project, "docs/guides/how-long.md", "we keep", "we hold")
    git(project, "commit", "-aqm", "Take out what nothing uses", day="2026-11-27T10:00:00+00:00")
    change(project, "registers/retention/RET-003.yml", "title: ", "title: Old ")
    change(project, "docs/guides/how-long.md", 'columns=["id", ', "columns=[")
    (project / "tests").mkdir()
    (project / "tests/test_words.py").write_text("pass\n", "utf-8")
    git(project, "add", "tests")
    git(
        project,
        "commit",
        "-aqm",
        "Sort tables in one place",
        "-m",
        "The old way sorted twice.",
        day="2026-11-28T10:00:00+00:00",
    )
    change(project, "registers/retention/RET-002.yml", "title: ", "title: New ")
    return build_both(project)


def page(site: Path, address: str) -> html.HtmlElement:
    return html.document_fromstring(
        (site / address / "index.html").read_bytes(), parser=html.HTMLParser(encoding="utf-8")
    )


def chapters(site: Path, address: str) -> list[str]:
    return [
        " ".join(chapter.text_content().split())
        for chapter in page(site, address).cssselect(".kim-chapter")
    ]


def test_a_story_says_who_when_why_and_what_from_what_to_what(sites: BuiltSites) -> None:
    newest, first = chapters(sites.staff, "registers/retention/ret-001")
    assert newest.startswith("Changed on 23 November 2026, 10:00 By Clinic")
    assert "Keep tenancy files for seven years" in newest
    assert "How long we keep it 6 years → became 7 years" in newest
    assert first.startswith("Created on 22 November 2026, 09:00 with the program By Somebody")


def test_text_from_a_commit_stays_text(sites: BuiltSites) -> None:
    newest = chapters(sites.staff, "registers/retention/ret-001")[0]
    assert SPELL in newest
    assert "By Clinic {{ 7 * 7 }} & co" in newest  # Git itself takes angle brackets out of names
    assert page(sites.staff, "registers/retention/ret-001").cssselect("article script") == []


def test_a_merge_is_one_step_and_each_field_is_credited_to_who_set_it(sites: BuiltSites) -> None:
    newest = chapters(sites.staff, "registers/faqs/faq-001")[0]
    assert newest.startswith("Changed on 26 November 2026")
    assert "Plainer words" in newest
    assert "It came in by pull request 14, as its message says." in newest
    assert "The message names as approving: The governance team" in newest
    assert (
        "The housing team → became Your housing officer "
        "(set by Tenancy policy officer on 24 November 2026: Name the officer" in newest
    )
    assert "(set by Housing officer on 25 November 2026: Arms too)" in newest


def test_long_text_is_compared_word_by_word(sites: BuiltSites) -> None:
    chapter = page(sites.staff, "registers/faqs/faq-001").cssselect(".kim-chapter")[0]
    assert [words.text_content() for words in chapter.cssselect(".kim-words del")] == [
        "[taken out: leg]"
    ]
    assert [words.text_content() for words in chapter.cssselect(".kim-words ins")] == [
        "[put in: arm]"
    ]


def test_each_revision_links_to_its_commit_and_says_whether_it_is_signed(sites: BuiltSites) -> None:
    (link,) = (
        page(sites.staff, "registers/faqs/faq-001").cssselect(".kim-chapter")[0].cssselect("a")
    )
    assert str(link.get("href")).startswith(
        "https://forge.example.org/example-district/kim-registers/commit/"
    )
    assert "Signature: none." in chapters(sites.staff, "registers/faqs/faq-001")[0]


def test_a_deleted_record_keeps_its_page_marked_with_its_story(sites: BuiltSites) -> None:
    gone = page(sites.staff, "registers/definitions/def-benchmarking")
    assert "Deleted on 27 November 2026." in gone.text_content()
    assert "Measuring ourselves against others" in gone.text_content()
    assert [
        story.partition(" on ")[0]
        for story in chapters(sites.staff, "registers/definitions/def-benchmarking")
    ] == ["Deleted", "Created"]
    assert gone.cssselect("h1")[0].text_content() == "Benchmarking"
    assert gone.cssselect(".kim-edit") == []


def test_a_written_page_has_its_story_by_section(sites: BuiltSites) -> None:
    _, words, _ = chapters(sites.staff, "guides/how-long")
    assert words.startswith("Changed on 27 November 2026")
    assert "hold" in words


def words_of(tree: html.HtmlElement, css: str) -> list[str]:
    return [" ".join(element.text_content().split()) for element in tree.cssselect(css)]


def test_the_newest_change_and_a_count_stand_open_and_the_rest_is_folded(sites: BuiltSites) -> None:
    story = page(sites.staff, "registers/retention/ret-001").cssselect(".kim-story")[0]
    assert len(story.cssselect(".kim-story > ol > li")) == 1
    assert words_of(story, ".kim-earlier > summary") == [
        "1 earlier change, back to 22 November 2026"
    ]
    assert len(story.cssselect("details.kim-earlier:not([open]) > ol > li")) == 1
    assert words_of(story, ".kim-aside")[0].startswith(
        "2 changes, of which 1 came together with changes to the program; "
        "the newest other is of 23 November 2026. "
    )
    assert not page(sites.staff, "registers/retention/ret-010").cssselect(".kim-earlier")


def test_what_is_not_committed_stands_open_beside_the_newest_commit(sites: BuiltSites) -> None:
    story = page(sites.staff, "registers/retention/ret-002").cssselect(".kim-story")[0]
    assert len(story.cssselect(".kim-story > ol > li")) == 2
    assert not story.cssselect(".kim-earlier")


def test_every_change_has_a_place_of_its_own_by_its_commit(sites: BuiltSites) -> None:
    tree = page(sites.staff, "registers/retention/ret-001")
    commits = words_of(tree, ".kim-chapter__facts a")
    assert [item.get("id") for item in tree.cssselect(".kim-chapter")] == [
        f"revision-{commit}" for commit in commits
    ]


def test_a_change_that_came_with_the_program_says_so_and_folds_what_developers_wrote(
    sites: BuiltSites,
) -> None:
    newest = page(sites.staff, "registers/retention/ret-003").cssselect(".kim-chapter")[0]
    assert words_of(newest, "h3 .kim-tag") == ["with the program"]
    assert words_of(newest, ".kim-aside")[0] == (
        "It came together with changes to the program (tests), "
        "so its reason may be about those and not about this record."
    )
    assert words_of(newest, "details > .kim-chapter__more") == ["The old way sorted twice."]
    owners = page(sites.staff, "registers/retention/ret-001").cssselect(".kim-chapter")[0]
    assert not owners.cssselect(".kim-tag, details")
    assert words_of(owners, ".kim-chapter__more") == [f"Agreed by the clinic. {SPELL}"]
    titles = words_of(page(sites.staff, "changes"), ".kim-landing h3")
    assert [title.endswith(" with the program") for title in titles] == [
        True,
        False,
        False,
        False,
        True,
    ]


def test_a_macro_in_the_text_of_a_page_is_code_in_a_folded_part(sites: BuiltSites) -> None:
    newest, _, first = page(sites.staff, "guides/how-long").cssselect(".kim-chapter")
    assert words_of(newest, "dd > details.kim-source:not([open]) > summary") == [
        "What the site was asked for"
    ]
    gone, come = words_of(newest, ".kim-source code")
    assert gone.startswith('{{ register_table("retention", columns=["id", "title"')
    assert come.startswith('{{ register_table("retention", columns=["title"')
    assert "Nothing but what the site was asked for changed." in words_of(newest, "dd")[0]
    for code in first.cssselect(".kim-source"):
        code.drop_tree()
    assert "[data]" in first.text_content()
    assert "{{" not in first.text_content()


def test_a_page_of_the_tenants_site_has_its_story_on_the_staff_site(sites: BuiltSites) -> None:
    assert "stands on the tenants' site" in page(sites.staff, "history/public/ask").text_content()
    assert chapters(sites.staff, "history/public/ask")[0].startswith("Created on 22 November 2026")


def test_what_is_not_committed_is_said_so(sites: BuiltSites) -> None:
    newest, _ = chapters(sites.staff, "registers/retention/ret-002")
    assert newest.startswith("Not yet committed")
    assert "nobody stands for it" in newest


def test_the_public_reads_days_and_fields_and_nothing_else(sites: BuiltSites) -> None:
    about = " ".join(page(sites.public, "registers/faqs/faq-001").text_content().split())
    assert "Last changed 26 November 2026: More about this, Who to ask" in about
    assert "Other words for it" not in about
    everything = b"".join(path.read_bytes() for path in sites.public.rglob("*.html"))
    for word in (
        "Tenancy policy officer on",
        "Arms too",
        "Plainer words",
        "seven years",
        "Records officer",
        "/commit/",
        "def-benchmarking",
        "The housing team →",
    ):
        assert word.encode() not in everything


def test_the_words_of_a_public_page_have_a_day(sites: BuiltSites) -> None:
    assert (
        "The words of this page last changed on 22 November 2026."
        in page(sites.public, "ask").text_content()
    )


@pytest.mark.parametrize("config", ["mkdocs.yml", "mkdocs.public.yml"])
def test_no_site_is_built_from_half_a_history(
    sites: BuiltSites, tmp_path: Path, config: str
) -> None:
    git(
        sites.project,
        "clone",
        "-q",
        "--depth",
        "1",
        sites.project.as_uri(),
        str(tmp_path / "shallow"),
    )
    with pytest.raises(
        BuildFailedError,
        match=r"This is a shallow clone: its history has been cut off\. "
        r"Run 'git fetch --unshallow'",
    ):
        generate(tmp_path / "shallow" / config, tmp_path / "site", TODAY)
    assert not (tmp_path / "site").exists()


def test_no_site_is_built_from_copied_files(tmp_path: Path) -> None:
    project = copy_tiny(tmp_path / "copied")
    (project / ".git").rename(tmp_path / "elsewhere")
    with pytest.raises(BuildFailedError, match="There is no Git repository in copied"):
        generate(project / "mkdocs.yml", tmp_path / "site", TODAY)

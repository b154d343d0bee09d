"""Pages of the public site: what people wrote there is published from allowed parts alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.catalogue.checks import CHECKS
from macros.site.run_mkdocs import BuildFailedError
from tests.projects import build_public, change
from tests.tiny import copy_tiny

ABOUT = "docs/public/about.md"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_tiny(tmp_path / "project")


def write(project: Path, text: str) -> None:
    with (project / ABOUT).open("a", encoding="utf-8") as page:
        page.write(f"\n\n{text}\n")


def test_comments_are_not_published_and_nothing_else_is_missed(project: Path) -> None:
    before = (build_public(project) / "about/index.html").read_text("utf-8").splitlines()
    write(project, "<!-- Flat 3 -->\n\nSee [how](accessibility.md).<!-- Flat 3 -->")
    after = (build_public(project) / "about/index.html").read_text("utf-8").splitlines()
    added = [line for line in after if line not in before]
    assert added == ['<p>See <a href="../accessibility/">how</a>.</p>']
    assert [line for line in before if line not in after] == []


def test_the_build_refuses_what_the_check_did_not_see(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = [check for check in CHECKS if check.rule.id != "public-markup"]
    monkeypatch.setattr("macros.catalogue.load.CHECKS", others)
    write(project, "<p hidden>Flat 3</p>\n\n[x](java&#115;cript:go())")
    with pytest.raises(BuildFailedError) as refused:
        build_public(project)
    assert "about.md: 'hidden' can't stand in <p> of a public page." in str(refused.value)
    assert "about.md: A link can't lead to 'javascript:'." in str(refused.value)
    assert not (project / "site/public").exists()


def test_what_an_extension_of_markdown_adds_is_refused_too(project: Path) -> None:
    change(project, "mkdocs.yml", "  tables:\n", "  attr_list: {}\n  tables:\n")
    write(project, 'Some text\n{: style="display: none" }')
    with pytest.raises(BuildFailedError, match=r"about\.md: 'style' can't stand in <p>"):
        build_public(project)


def test_settings_bring_in_nothing_either(project: Path) -> None:
    with (project / "mkdocs.public.yml").open("a", encoding="utf-8") as settings:
        settings.write("  - A trap: javascript:go()\n")
        settings.write("extra_javascript: [https://elsewhere.example/a.js]\n")
        settings.write("extra_css: [//elsewhere.example/a.css]\n")
    with pytest.raises(BuildFailedError) as refused:
        build_public(project)
    for danger in (
        "a link to 'javascript:go()'",
        "<script> that asks 'https://elsewhere.example/a.js'",
        "<link> that asks '//elsewhere.example/a.css'",
    ):
        assert danger in str(refused.value)
    assert "stands in mkdocs.yml" in str(refused.value)


@pytest.mark.parametrize(
    "line", ['<a href="javascript:go()">Us</a>', "<!-- x --><img src=//elsewhere.example/a.png>"]
)
def test_the_line_at_the_foot_of_each_page_is_cleaned_as_a_page_is(
    project: Path, line: str
) -> None:
    with (project / "mkdocs.public.yml").open("a", encoding="utf-8") as settings:
        settings.write(f"copyright: '{line}'\n")
    with pytest.raises(BuildFailedError, match="copyright in mkdocs"):
        build_public(project)

"""Scripts and styles of the tenants' site have an address that changes when they do."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.site.lasting import set_apart
from tests.projects import BuiltSites


def site(folder: Path, script: str = "run();") -> Path:
    for name, text in {
        "assets/kim.js": script,
        "assets/vendor/stem.js": "stem();",
        "assets/kim.css": "a { background: url(images/mark.png) }",
        "assets/images/mark.png": "a picture",
        "registers/assets/own.js": "own();",
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def used(folder: Path, html: str, where: str = "index.html") -> str:
    page = folder / where
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(html, "utf-8")
    apart = set_apart(folder)
    return page.read_text("utf-8").replace(apart, "apart")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<script src="assets/kim.js" defer>', '<script src="apart/kim.js" defer>'),
        ('<script src="./assets/vendor/stem.js">', '<script src="./apart/vendor/stem.js">'),
        ('<script defer src="../../assets/kim.js">', '<script defer src="../../apart/kim.js">'),
        ('<script src="/homes/assets/kim.js">', '<script src="/homes/apart/kim.js">'),
        (
            '<link rel="stylesheet" href="../assets/kim.css">',
            '<link rel="stylesheet" href="../apart/kim.css">',
        ),
    ],
)
def test_a_page_uses_what_is_set_apart(tmp_path: Path, before: str, after: str) -> None:
    assert used(site(tmp_path), before) == after


@pytest.mark.parametrize(
    "html",
    [
        '<script src="https://example.org/assets/kim.js">',
        '<link rel="icon" href="assets/images/mark.png">',
        '<img src="assets/images/mark.png">',
        '<a href="assets/kim.js">how it works</a>',
        '<script src="my-assets/kim.js">',
        "<p>&lt;script src=&#34;assets/kim.js&#34;&gt;</p>",
    ],
)
def test_nothing_else_moves(tmp_path: Path, html: str) -> None:
    assert used(site(tmp_path), html) == html


def test_pictures_keep_their_address_and_styles_find_them(tmp_path: Path) -> None:
    apart = set_apart(site(tmp_path))
    assert (tmp_path / "assets/images/mark.png").read_text("utf-8") == "a picture"
    assert (tmp_path / apart / "images/mark.png").read_text("utf-8") == "a picture"
    assert not list((tmp_path / "assets").rglob("*.js"))
    assert (tmp_path / "registers/assets/own.js").is_file()


def test_the_address_changes_with_what_stands_there_and_with_nothing_else(tmp_path: Path) -> None:
    first = set_apart(site(tmp_path / "first"))
    assert set_apart(site(tmp_path / "same")) == first
    assert set_apart(site(tmp_path / "other", "run(2);")) != first


def test_a_site_without_scripts_stays_as_it_is(tmp_path: Path) -> None:
    assert set_apart(tmp_path) == ""
    assert not list(tmp_path.iterdir())


def test_every_page_for_tenants_uses_scripts_that_may_be_kept_for_good(
    small_sites: BuiltSites,
) -> None:
    (apart,) = [path.name for path in small_sites.public.glob("assets-*")]
    for page in small_sites.public.rglob("*.html"):
        text = page.read_text("utf-8")
        assert f"{apart}/kim" in text, page
        assert "/assets/kim" not in text, page
    assert f"/{apart}/*" in (small_sites.public / "_headers").read_text("utf-8")
    assert not list(small_sites.staff.glob("assets-*"))

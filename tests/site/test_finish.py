"""What stops a finished site: links that lead nowhere, and code inside a page."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.site.errors import SiteError
from macros.site.guards import refuse_inline_code
from macros.site.links import dead_links
from macros.site.page_reader import read_pages

PAGE = "<!doctype html><html lang=en><title>A page</title><body>{}</body></html>"


def site(folder: Path, body: str) -> Path:
    """A site of two pages, the first with this in it."""
    (folder / "index.html").write_text(PAGE.format(body), "utf-8")
    (folder / "doors").mkdir()
    (folder / "doors/index.html").write_text(PAGE.format('<h2 id="fire-doors">Doors</h2>'), "utf-8")
    return folder


def dead(folder: Path, base: str = "/") -> list[tuple[str, str]]:
    return [(link.target, link.guess) for link in dead_links(folder, read_pages(folder), base)]


@pytest.mark.parametrize(
    ("target", "guess"),
    [
        ("doors/#fire-door", "fire-doors"),
        ("/kim/doors/#fire-door", "fire-doors"),
        ("#fire-doors", ""),
        ("door/", "doors/"),
        ("/doors/", "doors/"),
    ],
)
def test_a_link_to_no_page_and_to_no_place_is_dead(tmp_path: Path, target: str, guess: str) -> None:
    assert dead(site(tmp_path, f'<a href="{target}">Doors</a>'), "/kim/") == [(target, guess)]


LIVE = ("doors/#fire-doors", "doors/", "/kim/doors/#fire-doors", "#here", "https://example.org/#x")


@pytest.mark.parametrize("target", LIVE)
def test_a_link_that_leads_somewhere_is_not_dead(tmp_path: Path, target: str) -> None:
    assert dead(site(tmp_path, f'<p id="here"><a href="{target}">Doors</a></p>'), "/kim/") == []


@pytest.mark.parametrize(
    ("body", "tag"),
    [
        ('<button onclick="go()">Go</button>', "button"),
        ('<img src="a.svg" alt="" ONERROR=go()>', "img"),
        ("<svg><circle onload=go()></circle></svg>", "circle"),
        ('<p style="color: red">Red</p>', "p"),
        ("<script>go()</script>", "script"),
        ("<style>p { color: red }</style>", "style"),
    ],
)
def test_code_inside_a_page_stops_the_site(tmp_path: Path, body: str, tag: str) -> None:
    with pytest.raises(SiteError, match=rf"^index\.html holds code of its own \(<{tag}>\)"):
        refuse_inline_code(read_pages(site(tmp_path, body)))


NO_CODE = ('<script src="a.js"></script>', "<p>onclick=go()</p>", "<p data-on=x>On</p>")


@pytest.mark.parametrize("body", NO_CODE)
def test_code_in_a_file_and_words_about_code_are_let_through(tmp_path: Path, body: str) -> None:
    refuse_inline_code(read_pages(site(tmp_path, body)))

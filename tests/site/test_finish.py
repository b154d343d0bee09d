"""What stops a finished site: links that lead nowhere, and code inside a page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from macros.model import Permitted
from macros.site.errors import SiteError
from macros.site.guards import refuse_dangers, refuse_inline_code, refuse_unseen
from macros.site.links import dead_links
from macros.site.page_reader import read_pages
from macros.site.personal_guard import refuse_personal_data
from tests.catalogue.pictures import jpeg, png, with_chunk

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


DANGERS = [
    ('<a href="javascript:go()">x</a>', "a link to 'javascript:go()'"),
    ('<a href="java&#10;script:go()">x</a>', "a link to 'java\nscript:go()'"),
    ('<svg><a xlink:href="data:text/html,x">x</a></svg>', "a link to 'data:text/html,x'"),
    ('<iframe src="a.html"></iframe>', "<iframe>"),
    ('<embed src="a.svg">', "<embed>"),
    ('<base href="/">', "<base>"),
    ('<meta http-equiv="refresh" content="0;url=https://e.example/">', "http-equiv='refresh'"),
    ('<meta http-equiv="refresh" content="5">', "http-equiv='refresh'"),
    ('<meta http-equiv="set-cookie" content="a=b">', "http-equiv='set-cookie'"),
    ('<script src="https://e.example/a.js"></script>', "<script> that asks"),
    ('<link rel="stylesheet" href="//e.example/a.css">', "<link> that asks"),
    ('<link rel="preconnect" href="https://e.example/">', "<link> that asks"),
    ('<img src="https://e.example/a.png" alt="">', "<img> that asks"),
    (r'<img src="/\e.example/a.png" alt="">', "<img> that asks"),
    ('<img src="data:image/png;base64,x" alt="">', "<img> that asks 'data:"),
    ('<img src="a.png" srcset="//e.example/a.png 2x" alt="">', "<img> that asks"),
    ('<form action="https://e.example/"></form>', "<form> that asks"),
    ('<button formaction="javascript:go()">x</button>', "<button> that asks"),
    ('<video poster="//e.example/a.png"></video>', "<video> that asks"),
    ('<svg><use href="https://e.example/#a"/></svg>', "<use> that asks"),
    ('<a href="a/" ping="https://e.example/">x</a>', "<a> that asks"),
]


@pytest.mark.parametrize(("body", "danger"), DANGERS)
def test_what_is_dangerous_stops_the_site_wherever_it_came_from(
    tmp_path: Path, body: str, danger: str
) -> None:
    with pytest.raises(SiteError) as refused:
        refuse_dangers(read_pages(site(tmp_path, body)))
    assert str(refused.value).startswith("index.html: ")
    assert danger in str(refused.value)


SAFE = [
    '<a href="https://example.org/?a=javascript:x">x</a><a href="mailto:a@example.org">y</a>',
    '<a href="doors/#fire-doors">x</a><a href="tel:01632960001">y</a>',
    '<link rel="canonical" href="https://example.org/"><link rel="icon" href="a.svg">',
    '<link rel="alternate" href="https://example.org/a.atom">',
    '<form action="search/"><input></form><script src="a.js"></script>',
    '<img src="../a.png" alt=""><svg><use href="#a"/></svg>',
    '<meta name="viewport" content="width=device-width">',
    '<meta http-equiv="refresh" content="0; url=doors/">',
]


@pytest.mark.parametrize("body", SAFE)
def test_what_our_templates_need_is_let_through(tmp_path: Path, body: str) -> None:
    refuse_dangers(read_pages(site(tmp_path, body)))


def test_a_danger_in_every_page_is_told_once(tmp_path: Path) -> None:
    link = '<a href="javascript:go()">x</a>'
    folder = site(tmp_path, link)
    for name in ("a.html", "b.html"):
        (folder / name).write_text(PAGE.format(link), "utf-8")
    with pytest.raises(SiteError) as refused:
        refuse_dangers(read_pages(folder))
    assert str(refused.value).splitlines() == [
        "a.html, b.html and 1 more: a link to 'javascript:go()' can't be there.",
        "Take it out of the page; what is in every page stands in mkdocs.yml or the theme.",
    ]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.png", with_chunk(b"tEXt", b"Author\0Somebody"), "not made anew: tEXt"),
        ("a.jpg", jpeg() + b"more", "not made anew: bytes behind its end"),
        ("a.jpeg", png(), "not made anew"),
        ("a.svg", b"<svg><script>go()</script></svg>", "not made anew"),
        ("a.SVG", b'<svg xmlns="http://www.w3.org/2000/svg"><!-- x --></svg>', "a comment"),
        ("a.gif", b"GIF89a", "no file that can be published"),
        ("a.woff2", b"wOF2", "no file that can be published"),
        ("CNAME", b"example.org", "no file that can be published"),
        ("a.html", b"<p>x</p><!-- Flat 3 -->", "a.html holds a comment"),
    ],
)
def test_what_nobody_sees_stops_the_public_site(
    tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    folder = site(tmp_path, "<p>x</p>")
    refuse_unseen(folder, read_pages(folder))
    (folder / name).write_bytes(content)
    with pytest.raises(SiteError, match=words):
        refuse_unseen(folder, read_pages(folder))


def test_no_public_site_has_anything_personal_in_it(tmp_path: Path) -> None:
    folder = site(tmp_path, "<p>Ring us on 01632 960123.</p>")
    refuse_personal_data(folder, Permitted())
    (folder / "doors/index.html").write_text(PAGE.format("\n<p>Mrs&nbsp;Haq</p>"), "utf-8")
    (folder / "mrs-haq.txt").write_text("Ring 07812 345678", "utf-8")
    with pytest.raises(SiteError) as refused:
        refuse_personal_data(folder, Permitted())
    assert "doors/index.html:2: '•••&••••;•••' looks like a person's name." in str(refused.value)
    assert "•••-•••.txt:1: '••••• ••••••' looks like a telephone number" in str(refused.value)
    assert "Haq" not in str(refused.value)
    refuse_personal_data(folder, Permitted(data=frozenset(_HAQ)))


def test_numbers_written_as_letters_are_nothing_personal_and_titles_beside_them_may_be(
    tmp_path: Path,
) -> None:
    folder = site(tmp_path, "<p>x</p>")
    counted = {"registers": [], "counts": {"rows": "AB12CDE"}, "words": {"forms": "AB12CDE"}}
    (folder / "answers.json").write_text(json.dumps(counted), "utf-8")
    (folder / "answers-0123456789").mkdir()
    (folder / "answers-0123456789/0.json").write_text(json.dumps(counted), "utf-8")
    refuse_personal_data(folder, Permitted())
    (folder / "answers.json").write_text(json.dumps({**counted, "registers": "AB12CDE"}), "utf-8")
    with pytest.raises(SiteError, match="the registration mark of a vehicle"):
        refuse_personal_data(folder, Permitted())


_HAQ = {("name", "mrshaq"), ("name", "mrsnbsphaq"), ("phone", "07812345678")}

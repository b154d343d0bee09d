"""What people write into a public page: what is refused, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from macros.catalogue.markup import faults
from macros.catalogue.markup_checks import public_comment, public_markup
from macros.catalogue.project import Project
from macros.model import Document, Page, Problem
from macros.site.errors import SiteError
from macros.site.written import cleaned

START = 6
"""The lines of the heading."""


def page(text: str, file: str = "docs/public/page.md") -> Page:
    return Page(file, {"audience": "public"}, Document({}, {}, {}), text, START)


def problems(text: str, file: str = "docs/public/page.md") -> list[Problem]:
    project = Project(pages=(page(text, file),))
    return [*public_markup.find(project), *public_comment.find(project)]


IN_HTML = {
    "a script": ("<script>go()</script>", "<script>"),
    "a script in capitals": ("<SCRIPT SRC=//e.example/a.js></SCRIPT>", "<script>"),
    "a style sheet": ("<style>p { display: none }</style>", "<style>"),
    "a sheet from outside": ('<link rel="stylesheet" href="//e.example/a.css">', "<link>"),
    "an event": ('<p onclick="go()">x</p>', "'onclick'"),
    "an event without quotes": ("<img src=a.png alt=x onerror=go()>", "'onerror'"),
    "a refresh": ('<meta http-equiv="refresh" content="0;url=//e.example/">', "<meta>"),
    "a base": ('<base href="//e.example/">', "<base>"),
    "an iframe": ('<iframe src="https://e.example/"></iframe>', "<iframe>"),
    "an object": ('<object data="a.pdf"></object>', "<object>"),
    "an embed": ('<embed src="a.pdf">', "<embed>"),
    "a form": ('<form action="https://e.example/"><input name="nino"></form>', "<form>"),
    "a field": ('<input type="image" src="//e.example/a.png">', "<input>"),
    "a button": ('<button formaction="javascript:go()">x</button>', "<button>"),
    "hidden text": ("<p hidden>Flat 3</p>", "'hidden'"),
    "text that a style hides": ('<p style="display:none">Flat 3</p>', "'style'"),
    "text of no size": ('<span style="font-size: 0">Flat 3</span>', "'style'"),
    "text that a class hides": ('<p class="kim-hidden">Flat 3</p>', "class 'kim-hidden'"),
    "text for nobody": ('<p aria-hidden="true">Flat 3</p>', "'aria-hidden'"),
    "data": ('<p data-name="Flat 3">x</p>', "'data-name'"),
    "words where a day stands": ('<time datetime="Flat 3">x</time>', "can't say 'Flat 3'"),
    "words where a number stands": ('<ol start="Flat 3"><li>x</li></ol>', "can't say 'Flat 3'"),
    "words where a language stands": ('<p lang="Flat 3">x</p>', "can't say 'Flat 3'"),
    "words where a name stands": ('<p id="Mrs Example">x</p>', "can't say 'Mrs Example'"),
    "a template": ("<template><p>Flat 3</p></template>", "<template>"),
    "a drawing": ("<svg><set/></svg>", "<svg>"),
    "formulas": ('<math href="javascript:go()">x</math>', "<math>"),
    "a film": ('<video src="a.mp4" poster="//e.example/a.png"></video>', "<video>"),
    "a picture from several places": (
        '<img src="a.png" srcset="//e.example/a.png 2x" alt="x">',
        "'srcset'",
    ),
    "a link that tells": ('<a href="a.md" ping="//e.example/">x</a>', "'ping'"),
    "an older way to tell": ('<table background="//e.example/a.png"></table>', "'background'"),
    "a link to code": ('<a href="javascript:go()">x</a>', "'javascript:'"),
    "a link to code, written around": ('<a href="java&#115;cript:go()">x</a>', "'javascript:'"),
    "a link to code in capitals": ('<a href=" JaVaScRiPt:go()">x</a>', "'javascript:'"),
    "a link to code with a tab": ('<a href="java&#9;script:go()">x</a>', "'javascript:'"),
    "a link to code after a control": ('<a href="&#1;javascript:go()">x</a>', "'javascript:'"),
    "a link to another program": ('<a href="vbscript:go()">x</a>', "'vbscript:'"),
    "a link to data": ('<a href="data:text/html,x">x</a>', "'data:'"),
    "a link to a file": ('<a href="file:///etc/hosts">x</a>', "'file:'"),
    "a picture from outside": ('<img src="https://e.example/a.png" alt="x">', "from outside"),
    "a picture without a scheme": ('<img src="//e.example/a.png" alt="x">', "from outside"),
    "a picture behind backslashes": (r'<img src="\\e.example/a.png" alt="x">', "from outside"),
    "a picture behind both": (r'<img src="/\e.example/a.png" alt="x">', "from outside"),
    "a picture as data": ('<img src="data:image/png;base64,iVBO" alt="x">', "into its address"),
}

IN_MARKDOWN = {
    "a link to code": ("[x](javascript:go())", "'javascript:'"),
    "a link to code, written around": ("[x](java&#115;cript:go())", "'javascript:'"),
    "a link to code by name": ("[x][a]\n\n[a]: JAVASCRIPT:go()", "'javascript:'"),
    "a link to code in brackets": ("[x](<javascript:go()>)", "'javascript:'"),
    "a link around a picture": ("[![x](a.png)](data:text/html,x)", "'data:'"),
    "a picture from outside": ("![x](https://e.example/a.png)", "from outside"),
    "a picture without a scheme": ("![x](//e.example/a.png)", "from outside"),
    "a picture as data": ("![x](data:image/png;base64,iVBO)", "into its address"),
}


@pytest.mark.parametrize(
    ("text", "words"),
    [*IN_HTML.values(), *IN_MARKDOWN.values()],
    ids=[*IN_HTML, *(f"{name}, in Markdown" for name in IN_MARKDOWN)],
)
def test_what_a_public_page_cannot_hold_is_told_with_its_place(text: str, words: str) -> None:
    told = problems(f"First.\n\n{text}\n")
    assert any(words in problem.message for problem in told), told
    assert {(problem.rule, problem.severity) for problem in told} == {("public-markup", "error")}
    assert all(problem.hint for problem in told)
    last = START + 2 + text.count("\n") + 1
    assert {problem.line for problem in told} <= {START + 3, last}
    assert problems(text, "docs/page.md") == []


@pytest.mark.parametrize(("text", "words"), IN_HTML.values(), ids=IN_HTML)
def test_the_build_refuses_the_same_by_what_came_of_it(text: str, words: str) -> None:
    with pytest.raises(SiteError, match=r"^page\.md: ") as refused:
        cleaned(f"<div><p>First.</p>\n{text}\n</div>", "page.md")
    assert words in str(refused.value)


COMMENTS = ["<!-- Flat 3 -->", "a <!-- Flat 3 --> b", "<!DOCTYPE html>", "<?php Flat 3 ?>"]


@pytest.mark.parametrize("text", COMMENTS)
def test_a_comment_is_told_and_not_published(text: str) -> None:
    (told,) = problems(f"First.\n\n{text}\n")
    assert (told.rule, told.severity, told.line) == ("public-comment", "warning", START + 3)
    assert told.column == text.index("<") + 1
    assert "Flat" not in cleaned(f"<p>x</p>{text}", "page.md")


WELCOME = [
    "Write to <housing@example.org> or see <https://example.org/a>.",
    '[Ring us](tel:+441632960001), [write](mailto:a@example.org), [read](how.md#when "How").',
    "![A door](pictures/door.svg)",
    'Code: `<script>` and ``<b onclick="x">`` and\n\n```html\n<iframe src="//x"></iframe>\n```',
    "~~~\n<form>\n~~~\n\nText",
    '<ul class="kim-doors"><li><a href="questions/#a">Repairs</a></li></ul>',
    '{{ listing("faqs", text="<form>") }}',
    "5 < 6 and 7 > 6 & so on; a <b>bold</b> H<sub>2</sub>O.",
    "<details open><summary>More</summary>\n\nText\n\n</details>",
    '<table><tr><th scope="col" colspan="2">A</th></tr></table>',
    '<p lang="cy-GB" id="welsh">Croeso</p> <time datetime="2026-11-22">today</time>',
]


@pytest.mark.parametrize("text", WELCOME)
def test_plain_pages_are_left_alone(text: str) -> None:
    assert problems(text) == []


MADE = [
    '<h2 id="a">A<a class="headerlink" href="#a" title="Permanent link">#</a></h2>',
    '<div class="admonition note">\n<p class="admonition-title">Note</p>\n<p>x</p>\n</div>',
    '<pre><code class="language-c++">a &lt; b\n</code></pre>',
    '<table>\n<thead>\n<tr>\n<th align="left">A</th>\n</tr>\n</thead>\n</table>',
    '<p><img alt="A door" src="pictures/door.svg" title="x"></p>',
    '<ol start="3">\n<li>\n<p>x</p>\n</li>\n</ol>\n<hr>',
    '<div id="kim-search"></div>',
    "",
]


@pytest.mark.parametrize("text", MADE)
def test_what_markdown_makes_stays_as_it_is(text: str) -> None:
    assert cleaned(text, "page.md") == text


def test_what_only_a_browser_reads_as_code_is_not_published() -> None:
    for text in ("<p>a</p><scr\0ipt>go()</script>", "<noscript><p title='</noscript><img src=x>'>"):
        try:
            result = cleaned(text, "page.md")
        except (SiteError, ValueError):
            continue
        assert "<scr" not in result
        assert "<img" not in result


def told(tag: str, **attributes: str) -> Iterator[str]:
    return (fault.hint for fault in faults(tag, attributes.items()))


def test_hints_say_what_to_write_instead() -> None:
    assert list(told("name")) == [
        "Write it in Markdown; words between angle brackets as '&lt;name&gt;'."
    ]
    assert list(told("form")) == ["Link to the page that has the form, or call 'ask_box'."]
    assert list(told("p", hidden="")) == [
        "Take it out, with what it hides: all that is published can be read."
    ]
    assert list(told("img", src="//e.example/a.png")) == [
        "Put the picture into docs/public/pictures/."
    ]

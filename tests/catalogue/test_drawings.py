"""Drawings: what is published consists of shapes, paint and words, whatever lay in the file."""

from __future__ import annotations

from pathlib import Path, PurePath

import pytest
from lxml import etree

from macros.catalogue.assets import remade, unclean
from macros.catalogue.drawing_parts import SVG
from macros.catalogue.remade import FileFault, Remade

HOME = Path(__file__).resolve().parents[2]
XLINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"'
INKSCAPE = 'xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"'


def drawing(body: str, head: str = "", before: str = "", behind: str = "") -> bytes:
    text = f'{before}<svg xmlns="{SVG}" viewBox="0 0 9 9"{head and " "}{head}>{body}</svg>{behind}'
    return text.encode()


def growing(part: str, shown: str) -> bytes:
    """Ten parts, each of which shows the one before ten times."""
    parts = [part.format(number, shown.format(number - 1) * 10) for number in range(1, 10)]
    return drawing("".join(["<rect id='p0'/>", *parts, shown.format(9)]))


def made(content: bytes) -> Remade:
    result = remade(PurePath("a.svg"), content)
    assert isinstance(result, Remade), result
    return result


def refused(content: bytes) -> FileFault:
    result = remade(PurePath("a.svg"), content)
    assert isinstance(result, FileFault), result.content
    return result


REFUSED = {
    "a script": (drawing("<script>go()</script>"), "<script>"),
    "a script under another prefix": (
        drawing("<s:script>go()</s:script>", f'xmlns:s="{SVG}"'),
        "<s:script>",
    ),
    "a script of HTML": (
        drawing("<h:script>go()</h:script>", 'xmlns:h="http://www.w3.org/1999/xhtml"'),
        "<h:script>",
    ),
    "an iframe of HTML": (
        drawing('<iframe xmlns="http://www.w3.org/1999/xhtml" src="//e.example"/>'),
        "<iframe>",
    ),
    "an event": (drawing("", 'onload="go()"'), "code ('onload')"),
    "an event in a shape": (drawing('<rect onclick="go()"/>'), "code ('onclick')"),
    "an event in capitals": (drawing('<rect ONCLICK="go()"/>'), "code ('ONCLICK')"),
    "HTML inside": (drawing("<foreignObject><p>x</p></foreignObject>"), "<foreignObject>"),
    "a link": (drawing('<a href="https://e.example/"><rect/></a>'), "<a>"),
    "a link to code": (drawing('<a href="java&#115;cript:go()"><rect/></a>'), "<a>"),
    "code where a part is named": (
        drawing('<use href="java&#115;cript:go()"/>'),
        "leads out of itself: 'href'",
    ),
    "a part of another file": (drawing('<use href="b.svg#a"/>'), "leads out of itself: 'href'"),
    "a part of another file, in the older way": (
        drawing('<use xlink:href="//e.example/#a"/>', XLINK),
        "leads out of itself: 'href'",
    ),
    "a part as data": (
        drawing('<use href="data:image/svg+xml;base64,PHN2Zz4=#a"/>'),
        "leads out of itself",
    ),
    "a picture from outside": (drawing('<image href="https://e.example/a.png"/>'), "<image>"),
    "a picture inside": (drawing('<image href="data:image/png;base64,iVBO"/>'), "<image>"),
    "a style sheet": (drawing("<style>@import url(//e.example/a.css);</style>"), "<style>"),
    "paint from outside": (drawing('<rect fill="url(https://e.example/#a)"/>'), "'fill'"),
    "paint from outside, in a style": (
        drawing('<rect style="fill: url(//e.example/#a)"/>'),
        "leads out of itself: 'fill'",
    ),
    "paint behind an escape": (drawing(r'<rect fill="u\72l(//e.example/a)"/>'), "'fill'"),
    "a mask from outside": (drawing('<rect mask="url(b.svg#a)"/>'), "'mask'"),
    "a link that a movement sets": (
        drawing('<set attributeName="href" to="javascript:go()"/>'),
        "moves or changes (<set>)",
    ),
    "a movement": (drawing('<rect><animate attributeName="x"/></rect>'), "moves"),
    "a movement of a place": (drawing("<animateTransform/>"), "moves"),
    "a filter": (drawing('<filter><feImage href="//e.example/a"/></filter>'), "<filter>"),
    "another file taken in": (
        drawing('<xi:include href="../staff.svg"/>', 'xmlns:xi="http://www.w3.org/2001/XInclude"'),
        "<xi:include>",
    ),
    "an entity": (
        drawing("<text>&a;</text>", before='<!DOCTYPE svg [<!ENTITY a "staff">]>'),
        "a DTD",
    ),
    "an entity of a file": (
        drawing(
            "<text>&a;</text>", before='<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
        ),
        "a DTD",
    ),
    "entities that grow": (
        drawing(
            "<text>&c;</text>",
            before='<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;"><!ENTITY c "&b;&b;">]>',
        ),
        "a DTD",
    ),
    "a DTD from outside": (
        drawing("", before='<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://e.example/d">'),
        "a DTD",
    ),
    "an entity that nobody named": (drawing("<text>&a;</text>"), "line 1 is no XML"),
    "UTF-16": (drawing("<script>go()</script>").decode().encode("utf-16"), "UTF-8"),
    "UTF-16 without a mark": (drawing("").decode().encode("utf-16-le"), "no XML"),
    "another encoding": (drawing("<text>caf\u00e9</text>").decode().encode("latin-1"), "UTF-8"),
    "UTF-7": (
        b'<?xml version="1.0" encoding="UTF-7"?>+ADw-svg xmlns="http://www.w3.org/2000/svg"/+AD4-',
        "no XML",
    ),
    "half a file": (drawing("<g>")[:-8], "no XML"),
    "no drawing": (b"<p xmlns='http://www.w3.org/1999/xhtml'>x</p>", "No browser"),
    "no namespace": (b"<svg><path d='M0 0'/></svg>", "No browser"),
    "a thousand folds": (drawing("<g>" * 1000 + "</g>" * 1000), "no XML"),
    "too much": (drawing(f"<path d='M0 0{' ' * 1024 * 1024}'/>"), "more than 1 MB"),
    "itself in itself": (drawing('<g id="a"><use href="#a"/></g>'), "repeats its own parts"),
    "each other in each other": (
        drawing('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>'),
        "repeats its own parts",
    ),
    "parts that grow": (
        growing("<g id='p{}'>{}</g>", "<use href='#p{}'/>"),
        "repeats its own parts",
    ),
    "patterns that grow": (
        growing("<pattern id='p{}'>{}</pattern>", "<rect fill='url(#p{})'/>"),
        "repeats its own parts",
    ),
}


@pytest.mark.parametrize(("content", "words"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_left_out_of_a_drawing_stops_the_file(content: bytes, words: str) -> None:
    fault = refused(content)
    assert words in fault.message
    assert fault.hint


PRIVATE = "Flat 3, Nightingale House"

LEFT_OUT = {
    "a comment": (drawing(f"<!-- {PRIVATE} -->"), "a comment"),
    "a comment before": (drawing("", before=f"<!-- {PRIVATE} -->"), "a comment"),
    "a comment behind": (drawing("", behind=f"<!-- {PRIVATE} -->"), "a comment"),
    "an instruction": (drawing(f"<?xpacket {PRIVATE}?>"), "what a drawing program noted"),
    "a style sheet of the file": (
        drawing("", before='<?xml-stylesheet href="//e.example/Flat 3, Nightingale House"?>'),
        "what a drawing program noted",
    ),
    "metadata": (drawing(f"<metadata>{PRIVATE}</metadata>"), "metadata"),
    "content credentials": (
        drawing(
            f'<metadata><c:manifest xmlns:c="http://c2pa.org/">{PRIVATE}</c:manifest></metadata>'
        ),
        "metadata",
    ),
    "a title": (drawing(f"<title>{PRIVATE}</title>"), "a title"),
    "a description": (drawing(f"<g><desc>{PRIVATE}</desc></g>"), "a description"),
    "a layer's name": (
        drawing(f'<g inkscape:label="{PRIVATE}"/>', INKSCAPE),
        "what a drawing program noted",
    ),
    "a program's element": (
        drawing(f"<inkscape:note>{PRIVATE}</inkscape:note>", INKSCAPE),
        "what a drawing program noted",
    ),
    "a link's title": (
        drawing(f'<g id="a"/><use href="#a" xlink:title="{PRIVATE}"/>', XLINK),
        "what a drawing program noted",
    ),
    "data": (drawing(f'<g data-name="{PRIVATE}"/>'), "'data-name'"),
    "a label": (drawing(f'<g aria-label="{PRIVATE}"/>'), "'aria-label'"),
    "a class": (drawing(f'<g class="{PRIVATE}"/>'), "'class'"),
    "an attribute of nobody": (drawing(f'<g m:x="{PRIVATE}"/>', 'xmlns:m="urn:m"'), "'{urn:m}x'"),
    "words as a colour": (drawing(f'<rect fill="{PRIVATE}"/>'), "'fill'"),
    "words between shapes": (drawing(f"<g>{PRIVATE}</g>"), "words between the shapes"),
    "words behind a shape": (drawing(f"<rect/>{PRIVATE}"), "words between the shapes"),
    "words in a CDATA": (drawing(f"<g><![CDATA[{PRIVATE}]]></g>"), "words between the shapes"),
    "a layer that is off": (
        drawing(f'<g style="display:none"><text>{PRIVATE}</text></g>'),
        "parts that are hidden",
    ),
    "a hidden text": (
        drawing(f'<text visibility="hidden">{PRIVATE}</text>'),
        "parts that are hidden",
    ),
    "a text like glass": (
        drawing(f'<text opacity="0.0">{PRIVATE}</text>'),
        "parts that are hidden",
    ),
    "a definition that nothing shows": (
        drawing(f"<defs><text>{PRIVATE}</text></defs>"),
        "parts that nothing shows",
    ),
    "a symbol that nothing shows": (
        drawing(f"<symbol id='s'><text>{PRIVATE}</text></symbol>"),
        "parts that nothing shows",
    ),
    "definitions that show each other": (
        drawing(
            f'<defs><g id="a"><text>{PRIVATE}</text></g></defs>'
            '<symbol id="b"><use href="#a"/></symbol>'
        ),
        "parts that nothing shows",
    ),
    "an address that paints nothing": (
        drawing('<rect style="background: url(//e.example/Flat 3, Nightingale House)"/>'),
        "'background'",
    ),
}


@pytest.mark.parametrize(("content", "words"), LEFT_OUT.values(), ids=LEFT_OUT)
def test_what_draws_nothing_is_left_out_and_named(content: bytes, words: str) -> None:
    assert PRIVATE.encode() in content
    result = made(content)
    assert any(words in what for what in result.left_out), result.left_out
    assert PRIVATE.encode() not in result.content
    assert b"example" not in result.content
    assert unclean(PurePath("a.svg"), content) != ""
    assert unclean(PurePath("a.svg"), result.content) == ""


def test_the_id_of_a_part_is_kept_only_where_something_names_it() -> None:
    result = made(
        drawing(
            '<g id="Flat-3"/><linearGradient id="sky"><stop offset="0" stop-color="#fff"/>'
            '</linearGradient><rect fill="url(#sky)"/>'
        )
    )
    assert b"Flat-3" not in result.content
    assert b'id="sky"' in result.content
    assert result.left_out == ()


def test_what_a_drawing_program_writes_into_style_is_drawn_as_before() -> None:
    style = "fill:#ff0000;stroke:none;-inkscape-font:Arial;font-size:12px !important;opacity:.5"
    result = made(drawing(f'<text style="{style}" fill="blue">a<tspan dx="1">b</tspan>c</text>'))
    (text,) = etree.fromstring(result.content)
    assert dict(text.attrib) == {
        "fill": "#ff0000",
        "stroke": "none",
        "font-size": "12px",
        "opacity": ".5",
    }
    assert "".join(str(part) for part in text.itertext()) == "abc"
    assert result.left_out == ()


def test_words_around_what_is_left_out_of_them_stay() -> None:
    result = made(drawing("<text>a<!-- x -->b<tspan>c</tspan>d<?x y?>e</text>"))
    assert b"<text>ab<tspan>c</tspan>de</text>" in result.content


def test_the_older_way_to_name_a_part_becomes_the_newer_one() -> None:
    result = made(drawing('<g id="a"><rect/></g><use xlink:href="#a" x="2"/>', XLINK))
    assert b'<use href="#a" x="2"/>' in result.content
    assert b"xlink" not in result.content


FORMS = [
    '<path d="M1-2.5e-3,4z"/>',
    '<rect x="1" y="-.5" width="50%" height="2.5mm" rx="1" transform="rotate(45 1,1)scale(2)"/>',
    '<polygon points="0,0 1-1 2,2"/>',
    '<circle cx="1" cy="1" r="1" fill="rgba(1, 2, 3, 0.5)" stroke="hsl(120 50% 50%)"/>',
    '<line x1="0" x2="1" stroke="currentColor" stroke-dasharray="1 2,3" stroke-linecap="round"/>',
    '<text x="1" font-family="\'Noto Sans\', Arial" text-anchor="middle">A &amp; B</text>',
    '<svg viewBox="0 0 1 1" preserveAspectRatio="xMidYMid meet"><ellipse rx="1"/></svg>',
    '<clipPath id="c"><rect/></clipPath><g clip-path="url(#c)"><rect/></g>',
    '<marker id="m" orient="auto" refX="1"/><path d="M0 0" marker-end="url(\'#m\')"/>',
]


@pytest.mark.parametrize("body", FORMS)
def test_a_plain_drawing_stays_what_it_is(body: str) -> None:
    result = made(drawing(body))
    assert result.left_out == ()
    old = etree.fromstring(drawing(body))
    new = etree.fromstring(result.content)
    assert etree.tostring(new, method="c14n2") == etree.tostring(old, method="c14n2")


PICTURES = [
    *sorted((HOME / "docs/public/pictures").glob("*.svg")),
    HOME / "macros/theme/assets/favicon.svg",
    HOME / "docs/assets/plan.svg",
]


@pytest.mark.parametrize(
    "file", [file for file in PICTURES if file.is_file()], ids=lambda file: str(file.name)
)
def test_our_own_drawings_lose_nothing_and_what_is_made_is_made_again_the_same(file: Path) -> None:
    result = made(file.read_bytes())
    assert result.left_out == ()
    assert made(result.content) == result

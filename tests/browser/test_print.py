"""What comes out of the printer: each page is printed to PDF, and the PDF is read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser.conftest import Sites, opened
from tests.projects import HOME

A4 = (595, 842)  # points
A4_IN_WHOLE_PIXELS = {A4, (596, 843)}  # Chromium rounds up
MARGIN = 0.4 * 72  # points: what Chromium leaves where the style sheet asks for nothing
PAPER = ViewportSize(width=718, height=1047)  # CSS pixels: A4 without its margins
IS_INK = (250).__gt__  # of a shade of grey, of which 255 is white
MUCH_USED = "registers/roles/role-business-support-manager/"
LEAFLETS = sorted(file.stem.lower() for file in (HOME / "registers" / "leaflets").glob("*.yml"))


class Letter(NamedTuple):
    """A printed character: its size, and how far it reaches, in points.

    `left` and `right` are from the sheet's left edge, `bottom` and `top` from its lower edge.
    """

    text: str
    size: float
    left: float
    right: float
    bottom: float
    top: float


class Sheet(NamedTuple):
    """A printed page.

    `ink` is the share of points that aren't white in its columns, from left to right, one a point.
    """

    size: tuple[int, int]
    words: str
    letters: Sequence[Letter]
    ink: Sequence[float]


def printed(page: Page) -> list[Sheet]:
    document = pypdfium2.PdfDocument(page.pdf(format="A4", print_background=False))
    sheets = [sheet(page) for page in document]
    document.close()
    return sheets


def sheet(page: pypdfium2.PdfPage) -> Sheet:
    text = page.get_textpage()
    letters = [read_letter(text, place) for place in range(text.count_chars())]
    picture = page.render(scale=1, grayscale=True)
    shades = bytes(picture.buffer)
    rows = [
        shades[start : start + picture.width]
        for start in range(0, picture.stride * picture.height, picture.stride)
    ]
    columns = zip(*rows, strict=True)
    ink = [sum(map(IS_INK, column)) / len(rows) for column in columns]
    width, height = page.get_size()
    return Sheet(
        (round(width), round(height)),
        text.get_text_range(),
        [letter for letter in letters if letter.text.strip()],
        ink,
    )


def read_letter(text: pypdfium2.PdfTextPage, place: int) -> Letter:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text.raw, place, matrix)
    left, bottom, right, top = text.get_charbox(place)
    size = pdfium.FPDFText_GetFontSize(text.raw, place) * matrix.d
    return Letter(chr(pdfium.FPDFText_GetUnicode(text.raw, place)), size, left, right, bottom, top)


def cut(sheet: Sheet) -> list[Letter]:
    """The letters that reach into the margin or over the edge."""
    width, height = sheet.size
    left, right = MARGIN - 1, width - MARGIN + 1
    return [
        letter
        for letter in sheet.letters
        if letter.left < left
        or letter.right > right
        or letter.bottom < MARGIN - 1
        or letter.top > height - MARGIN + 1
    ]


def smallest(sheets: Sequence[Sheet]) -> float:
    """The size of the smallest letter."""
    return min(round(letter.size, 1) for sheet in sheets for letter in sheet.letters)


def ink(sheet: Sheet) -> float:
    """How much is printed where a leaflet's pictures stand.

    It is 90 for 90 columns of points that are black from top to bottom.
    """
    return sum(sheet.ink[int(MARGIN) : int(MARGIN) + 90])


@contextmanager
def on_paper(page: Page) -> Iterator[None]:
    """Have a page as it goes to the printer, at the width of the paper."""
    page.set_viewport_size(PAPER)
    page.emulate_media(media="print")
    yield
    page.emulate_media(media="null")


TOO_WIDE = """width => [...document.querySelectorAll("main *")]
  .filter(element => element.checkVisibility() && getComputedStyle(element).position !== "absolute")
  .filter(element => {
    const box = element.getBoundingClientRect();
    return box.right > width + 1 || box.left < -1;
  })
  .map(element => element.outerHTML.slice(0, 120))"""


def too_wide(page: Page) -> list[str]:
    """The elements that reach over the edge of the paper."""
    with on_paper(page):
        wide: list[str] = page.evaluate(TOO_WIDE, PAPER["width"])
    return wide


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("leaflet", LEAFLETS)
def test_a_leaflet_prints_whole_and_in_large_type_on_a4_with_its_pictures_left_of_the_words(
    browser: Browser, sites: Sites, leaflet: str
) -> None:
    with opened(browser, sites.page("public", f"registers/leaflets/{leaflet}/")) as page:
        sentences = page.locator(".kim-idea__words p").all_inner_texts()
        sheets = printed(page)
        assert {sheet.size for sheet in sheets} <= A4_IN_WHOLE_PIXELS
        assert 1 <= len(sheets) <= 4
        assert smallest(sheets) >= 14
        assert [*chain.from_iterable(map(cut, sheets))] == []
        text = squeezed("".join(sheet.words for sheet in sheets))
        ends = squeezed(sheets[-1].words)
        assert sum(squeezed(sentence) in ends for sentence in sentences) >= 2
        lowest = min(letter.bottom for letter in sheets[-1].letters)
        assert lowest < A4[1] / 2, "no near-empty last sheet"
        assert len(sentences) > 5
        assert [sentence for sentence in sentences if squeezed(sentence) not in text] == []
        assert too_wide(page) == []
        pictures_stand_left_of_the_words(page)
        page.locator(".kim-easy").evaluate(HIDE_PICTURES)
        without = printed(page)
        drawn = [ink(sheet) - ink(blank) for sheet, blank in zip(sheets, without, strict=True)]
        assert min(drawn) > 5


HIDE_PICTURES = """leaflet => {
  leaflet.querySelectorAll("img").forEach(picture => { picture.style.visibility = "hidden"; });
}"""


def pictures_stand_left_of_the_words(page: Page) -> None:
    ideas = page.locator(".kim-idea")
    assert ideas.count() > 5
    with on_paper(page):
        boxes = ideas.evaluate_all(BOXES)
    for picture, words in boxes:
        assert picture["x"] >= 0
        assert picture["width"] > 100
        assert picture["right"] < words["x"]
        assert words["right"] <= PAPER["width"]


BOXES = """ideas => ideas.map(idea => ["img", ".kim-idea__words"].map(part => {
  const {x, right, width} = idea.querySelector(part).getBoundingClientRect();
  return {x, right, width};
}))"""


@pytest.mark.parametrize(
    ("site", "path"),
    [
        ("staff", "registers/actions/"),
        ("staff", "registers/retention/"),
        ("staff", "registers/assets/"),
    ],
)
def test_printing_a_table_keeps_every_column_and_every_row(
    browser: Browser, sites: Sites, site: str, path: str
) -> None:
    with opened(browser, sites.page(site, path)) as page:
        heads = page.locator("main thead th").all_inner_texts()
        names = page.locator("main tbody th").all_inner_texts()
        last = page.locator("main tbody tr > :last-child").all_inner_texts()
        sheets = printed(page)
        words = {word for sheet in sheets for word in sheet.words.split()}
        assert len(names) > 10
        assert len(heads) > 2
        every = " ".join((*heads, *names, *last)).split()
        short = {word for word in every if len(word) < 10}
        assert short - words == set()
        assert [*chain.from_iterable(map(cut, sheets))] == []
        assert smallest(sheets) >= 6
        assert too_wide(page) == []


def test_earlier_changes_are_printed_where_they_were_opened(browser: Browser, sites: Sites) -> None:
    with opened(browser, sites.page("staff", "registers/retention/ret-001/")) as page:
        newest, earlier = page.locator(".kim-chapter__when").all_text_contents()
        summary = "1 earlier change, back to 12 January 2026"
        words = squeezed("".join(sheet.words for sheet in printed(page)))
        assert squeezed(newest) in words
        assert squeezed(f"{summary} (not printed: it was folded)") in words
        assert squeezed(earlier) not in words
        page.locator(".kim-earlier > summary").click()
        words = squeezed("".join(sheet.words for sheet in printed(page)))
        assert squeezed(earlier) in words
        assert "notprinted" not in words
        assert too_wide(page) == []


def test_all_that_uses_a_record_is_printed_though_it_folds(browser: Browser, sites: Sites) -> None:
    with opened(browser, sites.page("staff", MUCH_USED)) as page:
        names = page.locator(".kim-table--users tbody th").all_text_contents()
        words = squeezed("".join(sheet.words for sheet in printed(page)))
        assert len(names) > 100
        assert [name for name in names if squeezed(name) not in words] == []
        assert too_wide(page) == []


def test_what_is_small_or_cut_is_seen(browser: Browser, sites: Sites) -> None:
    with opened(browser, sites.page("public", f"registers/leaflets/{LEAFLETS[0]}/")) as page:
        words = page.locator(".kim-idea__words")
        words.locator("p").last.evaluate("words => { words.style.fontSize = '11pt'; }")
        assert smallest(printed(page)) < 14
        words.first.evaluate("words => { words.style.width = '900px'; }")
        assert too_wide(page) != []

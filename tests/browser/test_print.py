"""What comes out of the printer: each page is printed to PDF, and the PDF is read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser.conftest import Sites, opened
from tests.projects import HOME

A4 = (595, 842)  # points
MARGIN = 0.4 * 72  # points: what Chromium leaves where the style sheet asks for nothing
PAPER = ViewportSize(width=718, height=1047)  # CSS pixels: A4 without its margins
MUCH_USED = "registers/roles/role-business-support-manager/"
LEAFLETS = sorted(file.stem.lower() for file in (HOME / "registers" / "leaflets").glob("*.yml"))


class Letter(NamedTuple):
    """A printed character: its size, and how far it reaches from the sheet's left edge and its lower edge, in points."""

    text: str
    size: float
    left: float
    right: float
    bottom: float
    top: float


class Sheet(NamedTuple):
    """A printed page. `ink` is the share of points that aren't white in its columns from left to right, one for each point."""

    size: tuple[int, int]
    words: str
    letters: Sequence[Letter]
    ink: Sequence[float]


def printed(page: Page) -> list[Sheet]:
    document = pypdfium2.PdfDocument(page.pdf(format="A4", print_background=False))
    sheets = [sheet(one) for one in document]
    document.close()
    return sheets


def sheet(page: pypdfium2.PdfPage) -> Sheet:
    text = page.get_textpage()
    letters = [letter(text, place) for place in range(text.count_chars())]
    picture = page.render(scale=1, grayscale=True)
    shades = bytes(picture.buffer)
    rows = [
        shades[start : start + picture.width]
        for start in range(0, picture.stride * picture.height, picture.stride)
    ]
    ink = [sum(row[column] < 250 for row in rows) / len(rows) for column in range(picture.width)]
    width, height = page.get_size()
    return Sheet(
        (round(width), round(height)),
        text.get_text_range(),
        [one for one in letters if one.text.strip()],
        ink,
    )


def letter(text: pypdfium2.PdfTextPage, place: int) -> Letter:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text.raw, place, matrix)
    left, bottom, right, top = text.get_charbox(place)
    size = pdfium.FPDFText_GetFontSize(text.raw, place) * matrix.d
    return Letter(chr(pdfium.FPDFText_GetUnicode(text.raw, place)), size, left, right, bottom, top)


def cut(sheet: Sheet) -> list[Letter]:
    """The letters that reach into the margin or over the edge."""
    width, height = sheet.size
    inside = (MARGIN - 1, width - MARGIN + 1)
    return [
        one
        for one in sheet.letters
        if one.left < inside[0]
        or one.right > inside[1]
        or one.bottom < MARGIN - 1
        or one.top > height - MARGIN + 1
    ]


def ink(sheet: Sheet) -> float:
    """How much is printed where a leaflet's pictures stand: 90 for 90 columns of points that are black from top to bottom."""
    return sum(sheet.ink[int(MARGIN) : int(MARGIN) + 90])


def too_wide(page: Page) -> list[str]:
    """The elements that reach over the edge of the paper."""
    page.set_viewport_size(PAPER)
    page.emulate_media(media="print")
    found: list[str] = page.evaluate(
        """width => [...document.querySelectorAll("main *")]
          .filter(one => one.checkVisibility() && getComputedStyle(one).position !== "absolute")
          .filter(one => one.getBoundingClientRect().right > width + 1 || one.getBoundingClientRect().left < -1)
          .map(one => one.outerHTML.slice(0, 120))""",
        PAPER["width"],
    )
    return found


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("leaflet", LEAFLETS)
def test_a_leaflet_prints_whole_and_in_large_type_on_a4(
    browser: Browser, sites: Sites, leaflet: str
) -> None:
    with opened(browser, sites.page("public", f"registers/leaflets/{leaflet}/")) as page:
        sentences = page.locator(".kim-idea__words p").all_inner_texts()
        sheets = printed(page)
        assert {sheet.size for sheet in sheets} <= {
            A4,
            (596, 843),
        }  # Chromium rounds up to whole pixels
        assert 1 <= len(sheets) <= 4
        assert min(round(one.size, 1) for sheet in sheets for one in sheet.letters) >= 14
        assert [one for sheet in sheets for one in cut(sheet)] == []
        text = squeezed("".join(sheet.words for sheet in sheets))
        assert sum(squeezed(one) in squeezed(sheets[-1].words) for one in sentences) >= 2
        assert min(one.bottom for one in sheets[-1].letters) < A4[1] / 2, "no near-empty last sheet"
        assert len(sentences) > 5
        assert [one for one in sentences if squeezed(one) not in text] == []
        assert too_wide(page) == []


@pytest.mark.parametrize("leaflet", LEAFLETS)
def test_the_pictures_of_a_leaflet_are_printed_left_of_the_words(
    browser: Browser, sites: Sites, leaflet: str
) -> None:
    with opened(browser, sites.page("public", f"registers/leaflets/{leaflet}/")) as page:
        sheets = printed(page)
        page.set_viewport_size(PAPER)
        page.emulate_media(media="print")
        ideas = page.locator(".kim-idea").all()
        assert len(ideas) > 5
        for idea in ideas:
            picture, words = (
                idea.locator("img").bounding_box(),
                idea.locator(".kim-idea__words").bounding_box(),
            )
            assert picture
            assert words
            assert picture["x"] >= 0
            assert picture["width"] > 100
            assert picture["x"] + picture["width"] < words["x"]
            assert words["x"] + words["width"] <= PAPER["width"]
        page.locator(".kim-easy").evaluate(
            "one => one.querySelectorAll('img').forEach(img => { img.style.visibility = 'hidden'; })"
        )
        without = printed(page)
        drawn = [ink(one) - ink(blank) for one, blank in zip(sheets, without, strict=True)]
        assert min(drawn) > 5


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
        assert [
            one
            for text in (*heads, *names, *last)
            for one in text.split()
            if len(one) < 10 and one not in words
        ] == []
        assert [one for sheet in sheets for one in cut(sheet)] == []
        assert min(round(one.size, 1) for sheet in sheets for one in sheet.letters) >= 6
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
        page.locator(".kim-idea__words p").last.evaluate("one => { one.style.fontSize = '11pt'; }")
        sheets = printed(page)
        assert min(round(one.size, 1) for sheet in sheets for one in sheet.letters) < 14
        page.locator(".kim-idea__words").first.evaluate("one => { one.style.width = '900px'; }")
        assert too_wide(page) != []

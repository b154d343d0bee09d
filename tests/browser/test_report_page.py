"""The board's report as a page that stands alone: printed, it is no longer than as a PDF may be."""

from __future__ import annotations

import io

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from macros.evidence.report.make import fitting
from macros.evidence.report.page import as_html
from macros.evidence.report.pdf import SHEETS
from tests.browser.conftest import opened
from tests.evidence.test_report import THIS, states_of, with_long_plan


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the report of a plan with more actions than four sheets hold."""
    folder = tmp_path_factory.mktemp("report")
    file = folder / "report.html"
    file.write_bytes(as_html(fitting(states_of(with_long_plan(folder), THIS)).report))
    return file.as_uri()


def test_the_page_prints_on_four_sheets_too(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        sheets = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
        assert 1 < len(sheets) <= SHEETS


def test_the_page_fits_a_phone_and_needs_no_script(browser: Browser, address: str) -> None:
    with opened(browser, address, 390, scripts=False) as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert page.locator("h1").inner_text().startswith("Report to the board")

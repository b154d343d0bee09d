"""The board's report as a page that stands alone: printed, it is no longer than as a PDF may be."""

from __future__ import annotations

import io
from pathlib import Path

from playwright.sync_api import Browser
from pypdf import PdfReader

from macros.evidence.report.make import fitting
from macros.evidence.report.page import as_html
from macros.evidence.report.pdf import SHEETS
from tests.browser.conftest import opened
from tests.evidence.test_report import THIS, states_of, with_long_plan


def test_the_page_prints_on_four_sheets_too(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    file.write_bytes(as_html(fitting(states_of(with_long_plan(tmp_path), THIS)).report))
    with opened(browser, file.as_uri()) as page:
        sheets = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
        assert 1 < len(sheets) <= SHEETS


def test_the_page_fits_a_phone_and_needs_no_script(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    file.write_bytes(as_html(fitting(states_of(with_long_plan(tmp_path), THIS)).report))
    with opened(browser, file.as_uri(), 390, scripts=False) as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert page.locator("h1").inner_text().startswith("Report to the board")

"""A table of more rows than a page holds: all of them are sorted and filtered, few are drawn."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from macros.pages.due_later import LATER
from tests.browser.conftest import opened, served
from tests.long_register import AGAIN, HOME_PAGE, ORDER, PAGE, ROWS, lay_long_site

FIRST = 100
"""Rows that kim-rows.js draws at once."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with pytest.MonkeyPatch.context() as patch:
        site = lay_long_site(tmp_path_factory.mktemp("long"), patch)
    with served(site, "staff") as host:
        yield f"{host}/{HOME_PAGE}"


def rows(page: Page) -> list[str]:
    return page.locator(
        "tbody th a"
    ).all_text_contents()  # a phone draws no text of rows out of sight


def test_sorting_sorts_all_rows_and_draws_more_when_asked(browser: Browser, address: str) -> None:
    fetched: list[str] = []
    with opened(browser, "about:blank") as page:
        page.on("request", lambda request: fetched.append(request.url))
        page.goto(address, wait_until="networkidle")
        assert len(rows(page)) == PAGE
        assert not [url for url in fetched if "rows" in url]  # nothing before somebody asks
        page.get_by_role("button", name="Title").click()
        expect(page.locator("tbody tr")).to_have_count(FIRST)
        assert rows(page) == [f"T-{number}" for number in range(ROWS, ROWS - FIRST, -1)]
        expect(page.locator(".kim-rest")).to_have_count(0)
        link = page.get_by_role("link", name="T-129", exact=True)  # from another page's folder
        assert link.evaluate("link => link.href") == f"{address}t-129/"
        page.get_by_role("button", name="Show 30 more").click()
        assert rows(page) == [f"T-{number}" for number in range(ROWS, 0, -1)]
        expect(page.get_by_role("link", name="T-30", exact=True)).to_be_focused()
        expect(page.get_by_role("button", name="more")).to_have_count(0)


def test_a_filter_finds_rows_of_all_pages_and_goes_on_after_a_reload(
    browser: Browser, address: str
) -> None:
    with opened(browser, address, width=390) as page:
        count = page.locator("[data-kim-count]")
        expect(count).to_have_text(f"{ROWS} records")
        page.get_by_label("Kind").select_option("Done again and again")
        for _ in range(2):
            expect(count).to_have_text(f"13 of {ROWS} records fit")
            assert rows(page) == AGAIN
            assert page.locator("tbody td").last.get_attribute("role") == "cell"
            page.reload()
        page.get_by_label("Find in this table").fill("lift 010")
        expect(count).to_have_text(f"1 of {ROWS} records fits")
        assert rows(page) == ["T-120"]
        page.get_by_role("button", name="Clear filters").click()
        expect(count).to_have_text(f"{ROWS} records")
        assert len(rows(page)) == FIRST
        assert page.locator("tbody tr:visible").count() == FIRST


def test_what_cannot_be_fetched_is_said_and_its_pages_stay(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        page.route("**/rows/3/", lambda route: route.abort())
        page.get_by_role("button", name="Title").click()
        expect(page.get_by_text("The other rows could not be fetched.")).to_be_attached()
        assert len(rows(page)) == PAGE
        expect(page.locator(".kim-rest a")).to_have_count(2)
        page.unroute_all()
        page.get_by_role("button", name="Title").click()
        expect(page.locator("tbody tr")).to_have_count(FIRST)


def test_without_javascript_the_rest_is_read_page_by_page(browser: Browser, address: str) -> None:
    with opened(browser, address, scripts=False) as page:
        page.get_by_role("link", name="Rows 121 to 130").click()
        assert rows(page) == ORDER[120:]
        expect(page.get_by_role("button")).to_have_count(0)


def test_a_day_that_has_passed_is_marked_in_rows_that_are_fetched(
    browser: Browser, address: str
) -> None:
    with opened(browser, "about:blank") as page:
        page.clock.set_fixed_time("2199-01-01T09:00:00Z")
        page.goto(address.replace(HOME_PAGE, LATER))
        page.get_by_label("Find in this table").fill("Lift 125")  # on the last part
        expect(page.locator("[data-kim-count]")).to_contain_text(" fit")
        fitting = page.locator("tbody tr").filter(has_text="Lift 125")
        expect(fitting).to_contain_text("has passed since the page was made")

"""What an inspector does on the pages about the past: filter what changed, compare two days."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Sites, opened


def shown(page: Page) -> int:
    return page.locator("[data-kim-row]:visible").count()


def test_changes_are_filtered_by_words_author_and_day_and_say_how_many_are_left(
    browser: Browser, sites: Sites
) -> None:
    with opened(browser, sites.page("staff", "changes/2026-02/")) as page:
        count = page.locator("[data-kim-count]")
        expect(count).to_have_text("2 changes, all shown")
        page.get_by_label("Record, or words").press_sequentially("seven years")
        expect(count).to_have_text(
            "1 of 2 changes shown"
        )  # the reason is found too, not only the record
        expect(page.get_by_role("heading", name="4 February 2026")).to_be_hidden()
        page.get_by_role("button", name="Clear filters").press("Enter")
        expect(count).to_have_text("2 changes, all shown")
        page.get_by_label("Author").select_option("Tenancy policy officer")
        expect(count).to_have_text("1 of 2 changes shown")
        page.get_by_label("Author").select_option("")
        page.get_by_label("Until this day").fill("2026-02-03")
        expect(count).to_have_text("1 of 2 changes shown")
        page.reload()
        expect(count).to_have_text("1 of 2 changes shown")
        assert "until=2026-02-03" in page.url.partition("#")[2]


def test_many_records_of_one_commit_are_folded_and_opened_by_a_filter(
    browser: Browser, sites: Sites
) -> None:
    with opened(browser, sites.page("staff", "changes/2026-01/12/2/")) as page:
        folded = page.locator("details [data-kim-row]")
        assert folded.count() > 20
        assert folded.locator("visible=true").count() == 0
        page.get_by_label("Record, or words").fill("RET-005")
        expect(folded.locator("visible=true")).to_have_count(1)


def test_a_large_months_filter_says_which_pages_have_it_and_goes_along_to_them(
    browser: Browser, sites: Sites
) -> None:
    with opened(browser, sites.page("staff", "changes/2026-01/")) as page:
        pages = int(page.locator("[data-kim-count]").inner_text().split()[0])
        assert shown(page) == pages > 1
        page.get_by_label("Register").select_option("Retention schedule")
        expect(page.locator("[data-kim-count]")).to_have_text(f"1 of {pages} pages shown")
        page.locator("[data-kim-row]:visible a").click()
        expect(page.get_by_label("Register")).to_have_value("Retention schedule")
        assert 0 < shown(page) < page.locator("[data-kim-row]").count()


def test_without_javascript_changes_can_be_read_and_no_filter_is_offered(
    browser: Browser, sites: Sites
) -> None:
    with opened(browser, sites.page("staff", "changes/2026-02/"), scripts=False) as page:
        expect(page.locator(".kim-controls:visible")).to_have_count(0)
        assert shown(page) == 2


def test_any_two_days_are_compared_in_the_browser(browser: Browser, sites: Sites) -> None:
    fetched: list[str] = []
    with opened(browser, sites.page("staff", "as-at/compare/")) as page:
        page.on("request", lambda request: fetched.append(request.url))
        selects = page.locator("main select")
        page.get_by_role("button", name="Compare").click()
        expect(page.locator("#kim-compare-status")).to_contain_text("to now.")
        page.reload()  # what was asked stands in the address
        expect(page.locator("#kim-compare-status")).to_contain_text("to now.")
        selects.nth(0).select_option(label="31 March 2026")
        selects.nth(1).select_option(label="30 June 2026")
        deleted = page.get_by_role("link", name="Benchmarking")
        expect(deleted).to_be_visible()
        deleted.click()
        expect(page.get_by_text("Deleted on 6 May 2026.")).to_be_visible()
    assert sum(url.endswith("/compare.json") for url in fetched) == 2  # once for each page


def test_two_days_are_fetched_only_when_somebody_asks(browser: Browser, sites: Sites) -> None:
    fetched: list[str] = []
    with opened(browser, "about:blank") as page:
        page.on("request", lambda request: fetched.append(request.url))
        page.goto(sites.page("staff", "as-at/compare/"), wait_until="networkidle")
    assert any(url.endswith("/kim-as-at.js") for url in fetched)
    assert not [url for url in fetched if url.endswith(".json")]


def test_on_the_tenants_site_there_is_nothing_of_it(browser: Browser, sites: Sites) -> None:
    with opened(browser, sites.page("public", "changes/")) as page:
        expect(page.get_by_role("heading", level=1)).not_to_contain_text("Changes")
    assert not [
        path
        for path in sites.public_folder.rglob("*")
        if path.name in ("changes", "as-at", "history", "feed.atom", "feed.json")
    ]


TRAIL = "registers/retention/ret-001/"
"""A record with a change that is folded away."""

SITS = """element => {
  const box = element.getBoundingClientRect();
  return box.top >= 0 && box.top < innerHeight;
}"""


UNAIDED = """name => {
  history.replaceState(null, "", `#${name}`); // no navigation: Chromium opens nothing by itself
  dispatchEvent(new HashChangeEvent("hashchange"));
}"""


def folded(page: Page) -> str:
    """The place of a change that is folded away."""
    return str(page.locator(".kim-earlier .kim-chapter").last.get_attribute("id"))


@pytest.mark.parametrize("scripts", [True, False])
def test_a_link_opens_the_fold_of_an_earlier_change(
    browser: Browser, sites: Sites, scripts: bool
) -> None:
    with opened(browser, sites.page("staff", TRAIL)) as page:
        place = folded(page)
        expect(page.locator(f"#{place}")).to_be_hidden()
    with opened(browser, f"{sites.page('staff', TRAIL)}#{place}", scripts=scripts) as page:
        expect(page.locator(f"#{place}")).to_be_visible()
        assert page.locator(f"#{place}").evaluate(SITS)


def test_a_browser_that_opens_no_fold_by_itself_is_helped(browser: Browser, sites: Sites) -> None:
    with opened(browser, sites.page("staff", TRAIL), width=390) as page:
        place = page.locator(f"#{folded(page)}")
        page.evaluate(UNAIDED, folded(page))
        expect(place).to_be_visible()
        assert place.evaluate(SITS)
        page.evaluate(UNAIDED, "%")  # a stray % is no fault


@pytest.mark.parametrize("scripts", [True, False])
def test_earlier_changes_open_from_the_keyboard(
    browser: Browser, sites: Sites, scripts: bool
) -> None:
    with opened(browser, sites.page("staff", TRAIL), scripts=scripts) as page:
        earlier = page.locator(".kim-earlier > ol")
        expect(earlier).to_be_hidden()
        page.locator(".kim-earlier > summary").press("Enter")
        expect(earlier).to_be_visible()


def test_an_entry_of_a_feed_leads_to_the_change(browser: Browser, sites: Sites) -> None:
    feed = sites.staff_folder / "registers/retention/changes.json"
    items = json.loads(feed.read_text("utf-8"))["items"]
    titles = [item for item in items if "(RET-001)" in item["title"]]
    (created,) = [item["url"] for item in titles if item["title"].startswith("Created")]
    with opened(browser, f"{sites.page('staff', TRAIL)}#{created.partition('#')[2]}") as page:
        expect(page.locator(".kim-chapter:target")).to_contain_text("Created on 12 January 2026")

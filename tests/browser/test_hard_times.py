"""Tenants' pages when a reader needs twice the size of text, or the network fails."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Sites, opened
from tests.browser.kinds import KINDS

TWICE = "document.documentElement.style.fontSize = '250%'"  # every size is in rem, of 125%
WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
CUT = """() => [...document.querySelectorAll("body *")]
  .filter(element => element.checkVisibility({visibilityProperty: true}))
  .filter(element => !element.closest("svg, .kim-scroll"))
  .filter(element => {
    const style = getComputedStyle(element), box = element.getBoundingClientRect();
    if (style.position === "absolute" || !box.width) return false;
    const hides = [style.overflowX, style.overflowY].some(one => ["hidden", "clip"].includes(one));
    const wide = element.scrollWidth > element.clientWidth + 1;
    const over = wide || element.scrollHeight > element.clientHeight + 1;
    return box.right > innerWidth + 1 || box.left < -1 || (hides && over);
  })
  .map(element => element.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module")
def narrow(browser: Browser) -> Iterator[Page]:
    """A window of 320 pixels."""
    context = browser.new_context(viewport={"width": 320, "height": 800}, bypass_csp=True)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", KINDS["public"])
def test_text_of_twice_the_size_is_neither_cut_nor_wider_than_320_pixels(
    narrow: Page, sites: Sites, path: str
) -> None:
    """WCAG 1.4.4 and 1.4.10 at once."""
    narrow.goto(sites.page("public", path))
    narrow.evaluate(TWICE)
    assert narrow.evaluate(CUT) == []
    assert narrow.evaluate(WIDE) == 0


def test_what_is_cut_is_seen(narrow: Page, sites: Sites) -> None:
    narrow.goto(sites.page("public", "about/"))
    narrow.evaluate(
        "document.querySelector('main p').style.cssText = 'height: 1em; overflow: hidden'"
    )
    narrow.evaluate(TWICE)
    assert len(narrow.evaluate(CUT)) == 1


def test_where_the_answers_cannot_be_fetched_a_reader_can_try_again_and_go_on(
    browser: Browser, sites: Sites
) -> None:
    with opened(browser, sites.page("public", ""), 390) as page:
        page.route("**/answers.json", lambda route: route.abort())
        ask = page.locator("#kim-ask-text")
        ask.fill("black mould on my wall")
        status = page.locator("#kim-ask-status")
        expect(status).to_have_text("The answers could not be fetched. Your words are still here.")
        failed = page.locator("#kim-ask-failed")
        expect(failed).to_be_visible()
        for link in failed.get_by_role("link").all():
            address = link.evaluate("link => link.href")
            assert page.request.get(address).ok, address
        again = failed.get_by_role("button", name="Try again")
        again.press("Enter")
        expect(ask).to_be_focused()
        expect(failed).to_be_visible()
        page.unroute("**/answers.json")
        again.press("Enter")
        expect(page.locator("#kim-ask-found a").first).to_be_visible()
        expect(failed).to_be_hidden()
        expect(ask).to_have_value("black mould on my wall")


def test_an_answer_of_the_server_that_is_no_answer_is_a_failure_too(
    browser: Browser, sites: Sites
) -> None:
    with opened(browser, sites.page("public", "ask/")) as page:
        page.route("**/answers.json", lambda route: route.fulfill(status=503, body="busy"))
        page.locator("#kim-ask-text").fill("my boiler is broken")
        expect(page.locator("#kim-ask-failed")).to_be_visible()

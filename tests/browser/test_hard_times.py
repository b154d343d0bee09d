"""Tenants' pages when a reader needs twice the size of text, or the network fails."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.axe import WIDE, show
from tests.browser.conftest import Sites, opened

TWICE = "document.documentElement.style.fontSize = '250%'"  # every size is in rem, of 125%
ONCE = "document.documentElement.style.fontSize = ''"
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


def at_twice_the_size(page: Page) -> list[str]:
    """What of a page is cut, or by how much it is too wide, where 320 pixels hold as many as 160.

    That is WCAG 1.4.4 and 1.4.10 at once. `test_every_page` asks it of each page for tenants.
    """
    show(page, 320, "light")
    page.evaluate(TWICE)
    faults: list[str] = page.evaluate(CUT)
    over: int = page.evaluate(WIDE)
    page.evaluate(ONCE)
    return [*faults, *([f"at twice the size: {over}px too wide"] if over else [])]


def test_what_is_cut_or_too_wide_at_twice_the_size_is_seen(browser: Browser, sites: Sites) -> None:
    with opened(browser, sites.page("public", "about/")) as page:
        assert at_twice_the_size(page) == []
        first = page.locator("main p").first
        first.evaluate("words => { words.style.cssText = 'height: 1em; overflow: hidden'; }")
        assert len(at_twice_the_size(page)) == 1
        first.evaluate("words => { words.style.cssText = 'min-width: 12em'; }")
        assert any("too wide" in fault for fault in at_twice_the_size(page))


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
        expect(status).to_have_text("Trying again.")
        expect(status).to_have_text("The answers could not be fetched. Your words are still here.")
        expect(again).to_be_focused()
        page.unroute("**/answers.json")
        again.press("Enter")
        expect(page.locator("#kim-ask-found a").first).to_be_visible()
        expect(failed).to_be_hidden()
        expect(ask).to_be_focused()
        expect(ask).to_have_value("black mould on my wall")


PARTS = "**/answers-*/*.json"


@pytest.mark.parametrize("files", ["**/answers.json", PARTS])
def test_an_answer_of_the_server_that_is_no_answer_is_a_failure_too(
    browser: Browser, sites: Sites, files: str
) -> None:
    with opened(browser, sites.page("public", "ask/")) as page:
        page.route(files, lambda route: route.fulfill(status=503, body="busy"))
        page.locator("#kim-ask-text").fill("my boiler is broken")
        failed = page.locator("#kim-ask-failed")
        expect(failed).to_be_visible()
        page.unroute(files)
        failed.get_by_role("button", name="Try again").press("Enter")
        expect(page.locator("#kim-ask-found a").first).to_be_visible()
        expect(failed).to_be_hidden()


def test_what_an_earlier_question_fetched_too_slowly_stands_in_no_place_of_the_newer_answer(
    browser: Browser, sites: Sites
) -> None:
    slow: list[Route] = []
    with opened(browser, sites.page("public", "ask/")) as page:
        page.route(PARTS, lambda route: slow.append(route))  # noqa: PLW0108 - Playwright marks it
        ask = page.locator("#kim-ask-text")
        with page.expect_request(PARTS):
            ask.fill("can I have a pet ")
        page.unroute(PARTS)
        ask.fill("black mould on my wall ")
        answer = page.locator("#kim-ask-found a").first
        expect(answer).to_have_text("How do I report damp or mould?")
        for route in slow:
            route.continue_()
        page.wait_for_load_state("networkidle")
        expect(answer).to_have_text("How do I report damp or mould?")


def test_answers_of_another_version_are_not_read_as_if_they_were_of_this_one(
    browser: Browser, sites: Sites
) -> None:
    def newer(route: Route) -> None:
        route.fulfill(json={**route.fetch().json(), "form": 0})

    with opened(browser, sites.page("public", ""), 390) as page:
        page.route("**/answers.json", newer)
        page.locator("#kim-ask-text").fill("black mould on my wall")
        expect(page.locator("#kim-ask-failed")).to_be_visible()
        expect(page.locator("#kim-ask-status")).to_contain_text("could not be fetched")

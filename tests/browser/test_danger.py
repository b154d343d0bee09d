"""Danger in the browser: what to do stands first, and nobody else sees what was typed or read."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests import projects
from tests.browser.axe import at_each, look_at_each, too_wide
from tests.browser.conftest import has_dangers, opened, opened_alone, served

HARM = "my husband beats me"
ELSEWHERE = "https://www.bbc.co.uk/weather"


@pytest.fixture(scope="module")
def tenants(small_sites: projects.BuiltSites) -> Iterator[str]:
    """The address of the small project's site for tenants."""
    with served(small_sites.public, "public") as public:
        yield public


def alarm(page: Page) -> Any:
    return page.locator(".kim-alarm")


def test_the_question_box_shows_what_to_do_before_any_answer(
    browser: Browser, tenants: str
) -> None:
    with opened(browser, f"{tenants}/ask/") as page:
        page.locator("#kim-ask-text").fill("smok pouring out, and the damp")
        expect(alarm(page)).to_be_visible()
        expect(alarm(page).locator("h2")).to_have_text("Fire or smoke")
        expect(alarm(page).locator("a.kim-tel")).to_have_attribute("href", "tel:999")
        expect(alarm(page).get_by_role("alert")).to_contain_text(
            "Call Police, fire and ambulance, 999"
        )
        first = page.evaluate(
            "document.querySelector('.kim-alarm').compareDocumentPosition("
            "document.getElementById('kim-ask-found')) & Node.DOCUMENT_POSITION_FOLLOWING"
        )
        assert first
        page.locator("#kim-ask-text").fill("the fire door squeaks")
        expect(alarm(page)).to_be_hidden()
        assert page.locator("#kim-ask-text").get_attribute("autocomplete") == "off"


@pytest.mark.parametrize("sent_off", [False, True])
def test_words_of_danger_stand_in_no_address_and_no_title(
    browser: Browser, tenants: str, sent_off: bool
) -> None:
    with opened(browser, f"{tenants}/search/") as page:
        before = page.title()
        seen = []
        page.on("framenavigated", lambda frame: seen.append(frame.url))
        field = page.locator("#kim-search-words")
        field.press_sequentially(HARM, delay=40)
        if sent_off:
            field.press("Enter")
        expect(alarm(page)).to_be_visible()
        expect(page.locator("[data-kim-search-count]")).to_have_text(re.compile(HARM))
        assert (page.title(), "husband" in page.url) == (before, False)
        assert not [address for address in seen if "husb" in address]
        assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


def test_an_alert_is_said_once_however_much_is_typed_on(browser: Browser, tenants: str) -> None:
    with opened(browser, f"{tenants}/ask/") as page:
        field = page.locator("#kim-ask-text")
        field.fill("smoke pouring out")
        expect(alarm(page)).to_be_visible()
        page.evaluate(
            "window.said = 0; new MutationObserver(() => { window.said += 1; }).observe("
            "document.querySelector('.kim-alarm'), {childList: true, subtree: true})"
        )
        field.press("End")
        field.press_sequentially(" and the damp", delay=60)
        page.locator("#kim-ask-found a").first.wait_for()
        assert page.evaluate("window.said") == 0
        assert len(page.get_by_role("alert").all()) == 1


@pytest.fixture
def looking(browser: Browser, tenants: str) -> Iterator[Page]:
    """A window that lets axe in, which the policy would keep out."""
    context = browser.new_context(bypass_csp=True, reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{tenants}/ask/")
    yield page
    context.close()


def test_where_the_words_never_come_999_stands_there_and_it_is_tried_again(looking: Page) -> None:
    looking.route("**/dangers.json", lambda route: route.abort())
    looking.reload()
    looking.locator("#kim-ask-text").fill("smoke pouring out")
    expect(alarm(looking).locator("a.kim-tel")).to_have_attribute("href", "tel:999")
    expect(alarm(looking).get_by_role("alert")).to_contain_text("In danger? Call 999.")
    assert look_at_each(looking, at_each(1280, 390, 320)) == []
    assert too_wide(looking, 320) == []
    looking.get_by_role("button", name="Check again").press("Enter")
    expect(alarm(looking).get_by_role("heading", name="In danger? Call 999")).to_be_visible()
    looking.unroute("**/dangers.json")
    looking.get_by_role("button", name="Check again").press("Enter")
    expect(alarm(looking).locator("h2")).to_have_text("Fire or smoke")
    expect(alarm(looking)).to_be_focused()
    expect(alarm(looking).get_by_role("alert")).to_contain_text("Call Police")


def test_a_page_that_was_open_while_the_file_changed_its_form_says_999(
    browser: Browser, tenants: str
) -> None:
    with opened_alone(browser, f"{tenants}/ask/") as page:
        page.route("**/dangers.json", lambda route: route.fulfill(json={"form": 0, "dangers": []}))
        page.reload()
        page.locator("#kim-ask-text").fill("smoke pouring out")
        expect(alarm(page).locator("h2")).to_have_text("In danger? Call 999")


def test_where_the_words_come_late_and_tell_of_none_the_field_is_gone_back_to(
    browser: Browser, tenants: str
) -> None:
    with opened(browser, f"{tenants}/ask/") as page:
        page.route("**/dangers.json", lambda route: route.abort())
        page.reload()
        page.locator("#kim-ask-text").fill("the fire door squeaks")
        expect(alarm(page)).to_be_visible()
        page.unroute("**/dangers.json")
        page.get_by_role("button", name="Check again").press("Enter")
        expect(alarm(page)).to_be_hidden()
        expect(page.locator("#kim-ask-text")).to_be_focused()


def test_nothing_is_asked_for_in_danger_alone(browser: Browser, tenants: str) -> None:
    """Who sees the line, and not the words, can't tell one question from another.

    A word that no answer has, of whatever it tells, asks for those of other languages.
    """
    assert asked_for(browser, tenants, "smoke pouring out, and damp") == asked_for(
        browser, tenants, "zucchini pouring out, and damp"
    )


def asked_for(browser: Browser, tenants: str, words: str) -> set[str]:
    """What a page asks for as it is asked something, but for answers."""
    addresses: set[str] = set()
    with opened_alone(browser, f"{tenants}/ask/") as page:
        has_dangers(page)
        page.on("request", lambda request: addresses.add(request.url.removeprefix(tenants)))
        page.locator("#kim-ask-text").fill(words)
        page.locator("#kim-ask-found a").first.wait_for()
        page.wait_for_load_state("networkidle")
    others = {address for address in addresses if "answers" not in address}
    assert others < addresses
    return others


def test_danger_is_known_though_the_line_was_lost_before_a_word(
    browser: Browser, tenants: str
) -> None:
    with opened_alone(browser, f"{tenants}/ask/") as page:
        has_dangers(page)
        page.context.set_offline(True)
        page.locator("#kim-ask-text").fill("smoke pouring out")
        expect(alarm(page).locator("h2")).to_have_text("Fire or smoke")


def test_who_saves_data_fetches_what_tells_of_danger_once_it_is_needed(
    browser: Browser, tenants: str
) -> None:
    addresses: list[str] = []
    with opened_alone(browser, "about:blank") as page:
        page.add_init_script(
            "Object.defineProperty(navigator, 'connection', {value: {saveData: true}})"
        )
        page.on("request", lambda request: addresses.append(request.url))
        page.goto(f"{tenants}/ask/", wait_until="networkidle")
        page.wait_for_timeout(300)
        assert f"{tenants}/dangers.json" not in addresses
        page.locator("#kim-ask-text").fill("smoke pouring out")
        expect(alarm(page).locator("h2")).to_have_text("Fire or smoke")
        assert f"{tenants}/dangers.json" in addresses


def test_other_words_can_be_sent_on_once_they_are_sent_off(browser: Browser, tenants: str) -> None:
    with opened(browser, f"{tenants}/search/") as page:
        page.locator("#kim-search-words").fill("damp")
        page.locator("#kim-search-words").press("Enter")
        page.wait_for_url("**/search/#q=damp")
        assert page.title().startswith("damp ")


def test_an_address_with_words_of_danger_is_cleared(browser: Browser, tenants: str) -> None:
    with opened(browser, f"{tenants}/search/#q=husband+beats+me") as page:
        expect(alarm(page)).to_be_visible()
        page.wait_for_url("**/search/#")
        assert "husband" not in page.title()


def test_the_field_in_the_header_leads_nowhere_with_words_of_danger(
    browser: Browser, tenants: str
) -> None:
    with opened(browser, f"{tenants}/questions/") as page:
        page.get_by_label("Search this site").fill(HARM)
        page.keyboard.press("Enter")
        expect(alarm(page)).to_be_visible()
        expect(alarm(page)).to_be_focused()
        assert page.url == f"{tenants}/questions/"
        page.get_by_label("Search this site").fill("damp")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search/#q=damp")


def test_where_the_words_cannot_be_fetched_none_is_sent_on(browser: Browser, tenants: str) -> None:
    with opened(browser, f"{tenants}/questions/") as page:
        page.route("**/dangers.json", lambda route: route.abort())
        page.get_by_label("Search this site").fill(HARM)
        page.keyboard.press("Enter")
        page.wait_for_url("**/search/")


@pytest.mark.parametrize("is_typed", [True, False])
def test_staff_see_above_what_they_search_what_to_tell_the_caller_first(
    browser: Browser, pack_page: str, is_typed: bool
) -> None:
    search = pack_page.replace("guides/verify-a-pack", "search")
    with opened(browser, f"{search}{'' if is_typed else '#q=smoke+pouring+out'}") as page:
        if is_typed:
            page.locator("#kim-search-words").fill("caller says smoke is pouring out")
        expect(alarm(page)).to_be_visible()
        expect(alarm(page)).to_have_attribute("aria-label", re.compile("tell the caller"))
        expect(alarm(page).locator("h2")).to_have_text("Fire or smoke")
        expect(alarm(page).locator("a.kim-tel")).to_have_attribute("href", "tel:999")
        expect(page.get_by_role("link", name="Exit this page")).to_have_count(0)
        page.wait_for_url("**/search/#q=*")


def test_staff_are_told_although_the_search_comes_late(browser: Browser, pack_page: str) -> None:
    def late(route: Route) -> None:
        time.sleep(0.5)
        route.continue_()

    search = pack_page.replace("guides/verify-a-pack", "search")
    with opened(browser, f"{search}#q=smoke+pouring+out") as page:
        page.route("**/kim-search.js", late)
        page.reload()
        expect(alarm(page).locator("h2")).to_have_text("Fire or smoke")


# ---------------------------------------------------------------------- the way out


def stubbed(page: Page) -> None:
    page.route(f"{ELSEWHERE}**", lambda route: route.fulfill(body="<title>Weather</title>"))


def test_shift_three_times_leaves_and_leaves_no_way_back(browser: Browser, tenants: str) -> None:
    with opened(browser, f"{tenants}/questions/") as page:
        stubbed(page)
        page.goto(f"{tenants}/danger/private/")
        for says in ("press 2 more", "press 1 more"):
            page.keyboard.press("Shift")
            expect(page.locator("body > p[role=status]").last).to_contain_text(says)
        page.keyboard.press("Shift")
        page.wait_for_url(ELSEWHERE)
        page.go_back()
        assert page.url == f"{tenants}/questions/"


def test_shift_for_capitals_leaves_nothing(browser: Browser, tenants: str) -> None:
    with opened(browser, f"{tenants}/danger/private/") as page:
        stubbed(page)
        for letter in "ABCD":
            page.keyboard.press(f"Shift+{letter}")
        page.keyboard.press("Shift")
        page.keyboard.press("a")
        page.keyboard.press("Shift")
        page.keyboard.press("Shift")
        assert page.url == f"{tenants}/danger/private/"


@pytest.mark.parametrize("scripts", [True, False])
def test_the_button_leaves_with_and_without_scripts(
    browser: Browser, tenants: str, scripts: bool
) -> None:
    with opened(browser, f"{tenants}/danger/private/", scripts=scripts) as page:
        stubbed(page)
        page.get_by_role("link", name="Exit this page").first.focus()
        page.keyboard.press("Enter")
        page.wait_for_url(ELSEWHERE)


def test_the_box_has_a_way_out_where_it_speaks_of_harm_at_home(
    browser: Browser, tenants: str
) -> None:
    with opened(browser, f"{tenants}/ask/") as page:
        stubbed(page)
        page.locator("#kim-ask-text").fill(HARM)
        page.locator(".kim-alarm").get_by_role("link", name="Exit this page").click()
        page.wait_for_url(ELSEWHERE)


def test_without_scripts_what_to_do_can_be_read(browser: Browser, tenants: str) -> None:
    with opened(browser, f"{tenants}/danger/", scripts=False) as page:
        expect(page.get_by_role("heading", name="Fire or smoke")).to_be_visible()
        expect(page.locator("main a[href='tel:999']").first).to_be_visible()

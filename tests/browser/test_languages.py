"""Whoever writes in another language is led to us in it; the page itself, as a reader meets it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import Sites, opened

PAGE = "languages/"
UNCHECKED = "No translator has checked this text yet."
FROM_THE_RIGHT = ("ar", "ur")

PLACES = {"In your language": "", "العربية": "#trn-04", "Polski": "#trn-01"}
"""Where on the page the text in each language stands."""

WORDS = [
    ("moisissure", "In your language", "faq-012"),
    ("你好", "In your language", ""),
    ("رطوبة", "العربية", "faq-012"),
    ("mam pleśń w łazience", "Polski", "faq-012"),
    ("pleśń", "Polski", "faq-012"),
]


def test_the_box_leads_to_the_text_in_the_language_and_to_the_answer(
    browser: Browser, sites: Sites
) -> None:
    with opened(browser, sites.page("public", ""), 390) as page:
        for typed, language, answer in WORDS:
            page.locator("#kim-ask-text").fill(typed)
            leads_to(page, language, page.locator("#kim-ask-found a").first, answer)
        assert led_to(page, "Polski")
        for language, place in PLACES.items():
            expect(page.locator(place or "h1")).to_contain_text(language)


def test_the_search_leads_to_the_text_in_the_language_and_to_the_answer(
    browser: Browser, sites: Sites
) -> None:
    with opened(browser, sites.page("public", "")) as page:
        page.get_by_label("Search this site").fill(WORDS[0][0])
        page.keyboard.press("Enter")
        page.wait_for_url("**/search/*")
        for typed, language, answer in WORDS:
            page.locator("#kim-search-words").fill(typed)
            page.keyboard.press("Enter")
            expect(page.locator("[data-kim-search-count]")).to_contain_text(f"“{typed}”")
            leads_to(page, language, page.locator("h2.kim-result__title a").first, answer)
        assert led_to(page, "Polski")
        for language, place in PLACES.items():
            expect(page.locator(place or "h1")).to_contain_text(language)


def leads_to(page: Page, language: str, first: Locator, answer: str) -> None:
    """See that the first result is the answer, and that the one way leads to the language."""
    link = page.locator(".kim-spoken a")
    expect(link).to_have_count(1)
    expect(link).to_contain_text(language)
    expect(link).to_have_attribute("href", re.compile(rf"{PAGE}{PLACES[language]}$"))
    if answer:
        expect(first).to_have_attribute("href", re.compile(rf"/{answer}/$"))


def test_the_way_that_is_offered_stays_where_the_keyboard_is_when_the_search_goes_on(
    browser: Browser, sites: Sites
) -> None:
    """The words are sent off, and then read once more as what was typed: that redraws nothing."""
    with opened(browser, sites.page("public", "search/#q=pleśń")) as page:
        link = page.locator(".kim-spoken a")
        result = page.locator("h2.kim-result__title a").first
        expect(link).to_have_count(1)
        expect(result).to_be_visible()
        for place in (link, result):
            place.focus()
            page.locator("#kim-search-words").dispatch_event("input")
            page.wait_for_timeout(500)  # what a typed word waits for, twice
            expect(place).to_be_focused()


def led_to(page: Page, language: str) -> bool:
    """Whether the one way that is offered leads to a text in this language."""
    link = page.locator(".kim-spoken a")
    expect(link).to_have_count(1)
    expect(link).to_contain_text(language)
    link.press("Enter")
    page.wait_for_url(f"**/{PAGE}*")
    anchor = page.url.partition("#")[2]
    place = page.locator(f"#{anchor}" if anchor else "h1")
    return language in str(place.text_content())


def test_words_of_english_lead_to_no_other_language(browser: Browser, sites: Sites) -> None:
    with opened(browser, sites.page("public", ""), 390) as page:
        box = page.locator("#kim-ask-text")
        box.fill("pleśń")
        expect(page.locator(".kim-spoken a")).to_have_count(1)
        box.fill("black mould on my wall")
        expect(page.locator("#kim-ask-found a").first).to_be_visible()
        expect(page.locator(".kim-spoken a")).to_have_count(0)


@pytest.mark.parametrize("scripts", [True, False])
def test_the_page_says_of_each_text_that_nobody_has_checked_it_in_english_and_in_its_language(
    browser: Browser, sites: Sites, scripts: bool
) -> None:
    with opened(browser, sites.page("public", PAGE), 390, scripts=scripts) as page:
        sections = page.locator("section.kim-language").all()
        assert len(sections) == 8
        for section in sections:
            unchecked = section.locator(".kim-language__unchecked")
            assert unchecked.locator("[lang=en-GB]").inner_text() == UNCHECKED
            own = unchecked.locator(f"[lang={section.get_attribute('lang')}]")
            assert own.inner_text().strip()


def test_a_text_stands_at_the_side_from_which_it_runs_and_its_number_in_order(
    browser: Browser, sites: Sites
) -> None:
    with opened(browser, sites.page("public", PAGE), 390) as page:
        for section in page.locator("section.kim-language").all():
            language = section.get_attribute("lang")
            side = "right" if language in FROM_THE_RIGHT else "left"
            assert section.locator("h2").evaluate(SIDE) == side, language
            assert section.locator("li").first.evaluate(SIDE_OF_MARK) == side, language
            number = section.locator(".kim-tel[href='tel:01632960123']")
            assert number.evaluate(IN_ORDER), language


SIDE = """element => {
  const range = document.createRange(), around = element.getBoundingClientRect();
  range.selectNodeContents(element);
  const words = range.getBoundingClientRect();
  return words.left - around.left < around.right - words.right ? "left" : "right";
}"""
SIDE_OF_MARK = """item => {
  const around = item.parentElement.getBoundingClientRect(), box = item.getBoundingClientRect();
  return box.left - around.left > around.right - box.right ? "left" : "right";
}"""
IN_ORDER = """link => {
  const text = [...link.childNodes].find(node => node.nodeType === 3 && node.data.trim());
  const at = place => {
    const range = document.createRange();
    range.setStart(text, place);
    range.setEnd(text, place + 1);
    return range.getBoundingClientRect().left;
  };
  return at(0) < at(text.data.indexOf(" ") + 1);
}"""


def test_every_language_is_reached_by_keyboard_from_the_foot_of_any_page(
    browser: Browser, sites: Sites
) -> None:
    with opened(browser, sites.page("public", "contact/"), 390) as page:
        links = page.locator("footer .kim-languages a")
        expect(links).to_have_count(8)
        links.first.focus()
        for number in range(8):
            expect(links.nth(number)).to_be_focused()
            page.keyboard.press("Tab")
        links.last.press("Enter")
        page.wait_for_url(f"**/{PAGE}#*")

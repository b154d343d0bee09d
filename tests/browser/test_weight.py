"""What a telephone fetches to read a page: tenants read on paid data, and staff on the way."""

from __future__ import annotations

import gzip

import pytest
from playwright.sync_api import Browser, Page, Response

from tests.browser.conftest import Sites, has_dangers, opened_alone

MOST = 75 * 1024
"""Bytes, as they are sent: all that the page asks for, compressed."""

HOME = 65 * 1024
"""27 KB of it tell of danger, and come once the page is drawn."""

QUESTION = "black mould on my wall"
FIRST_QUESTION = 28 * 1024
"""30 KB is the aim. Titles and places are 8 KB of it, numbers of records and words 6, and the rest
what of the counts a question needs. Words of danger are there before."""

FIRST_SEARCH = 162 * 1024
"""The same, and Pagefind, whose own program is 83 KB of it."""


def weight(answer: Response) -> int:
    """What is sent of a file: some are compressed already."""
    body = answer.body()
    return min(len(body), len(gzip.compress(body)))


def weights(page: Page, address: str) -> dict[str, int]:
    """The weight of each file that a page fetches without being asked for more."""
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - Playwright marks it
    page.goto(address, wait_until="networkidle")
    if page.locator("#kim-ask-text").is_visible():
        has_dangers(page)
    return {answer.url: weight(answer) for answer in answers}


def weights_of_words(page: Page, field: str, first: str) -> dict[str, int]:
    """The weight of each file that a page fetches once words are there, until they are answered."""
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - Playwright marks it
    page.locator(field).fill(QUESTION)
    page.locator(first).first.wait_for()
    page.wait_for_load_state("networkidle")
    return {answer.url: weight(answer) for answer in answers}


def test_the_home_page_is_light(browser: Browser, sites: Sites) -> None:
    with opened_alone(browser, "about:blank", 390) as page:
        fetched = weights(page, sites.page("public", ""))
    told(fetched, HOME)
    assert len(fetched) > 3
    assert sum(fetched.values()) <= HOME


def told(fetched: dict[str, int], most: int) -> None:
    for url, size in sorted(fetched.items(), key=lambda item: -item[1]):
        print(f"{size:>8} {url}")  # noqa: T201 - what is measured
    print(f"{sum(fetched.values()):>8} bytes in all; {most} is the most")  # noqa: T201


FIRSTS = {
    "question": ("", "#kim-ask-text", "#kim-ask-found a", "answers.json", FIRST_QUESTION),
    "search": ("search/", "#kim-search-words", ".kim-result a", "pagefind.js", FIRST_SEARCH),
}
"""Where it is asked, in which box, what it shows, what it fetches besides answers, and the most."""


@pytest.mark.parametrize(("path", "box", "shown", "file", "most"), FIRSTS.values(), ids=FIRSTS)
def test_a_first_question_and_a_first_search_are_light(
    browser: Browser, sites: Sites, path: str, box: str, shown: str, file: str, most: int
) -> None:
    with opened_alone(browser, "about:blank", 390) as page:
        weights(page, sites.page("public", path))
        fetched = weights_of_words(page, box, shown)
    told(fetched, most)
    assert {"answers.json", file} <= {url.rpartition("/")[2] for url in fetched}
    assert sum(fetched.values()) <= most


@pytest.mark.parametrize("path", ["registers/faqs/faq-012/", "words/", "ask/log/"])
def test_other_pages_are_no_heavier(browser: Browser, sites: Sites, path: str) -> None:
    with opened_alone(browser, "about:blank", 390) as page:
        assert sum(weights(page, sites.page("public", path)).values()) <= MOST


@pytest.mark.parametrize("path", ["due/", "due/role-business-support-manager/"])
def test_what_is_due_is_no_heavier(browser: Browser, sites: Sites, path: str) -> None:
    with opened_alone(browser, "about:blank", 390) as page:
        assert sum(weights(page, sites.page("staff", path)).values()) <= MOST

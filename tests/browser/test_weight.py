"""What a telephone fetches to read a page: tenants read on paid data, and staff on the way."""

from __future__ import annotations

import gzip

import pytest
from playwright.sync_api import Browser, Page, Response

from tests.browser.conftest import Sites, opened_alone

MOST = 75 * 1024
"""Bytes, as they are sent: all that the page asks for, compressed."""


def weights(page: Page, address: str) -> dict[str, int]:
    """The weight of each file that a page fetches without being asked for more."""
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - Playwright marks it
    page.goto(address, wait_until="networkidle")
    return {answer.url: len(gzip.compress(answer.body())) for answer in answers}


def test_the_home_page_is_light(browser: Browser, sites: Sites) -> None:
    with opened_alone(browser, "about:blank", 390) as page:
        fetched = weights(page, sites.page("public", ""))
    for url, weight in sorted(fetched.items(), key=lambda item: -item[1]):
        print(f"{weight:>8} {url.removeprefix(sites.public)}")  # noqa: T201 - what is measured
    print(f"{sum(fetched.values()):>8} bytes in all; {MOST} is the most")  # noqa: T201
    assert len(fetched) > 3
    assert sum(fetched.values()) <= MOST


@pytest.mark.parametrize("path", ["registers/faqs/faq-012/", "words/", "ask/log/"])
def test_other_pages_are_no_heavier(browser: Browser, sites: Sites, path: str) -> None:
    with opened_alone(browser, "about:blank", 390) as page:
        assert sum(weights(page, sites.page("public", path)).values()) <= MOST


@pytest.mark.parametrize("path", ["due/", "due/role-business-support-manager/"])
def test_what_is_due_is_no_heavier(browser: Browser, sites: Sites, path: str) -> None:
    with opened_alone(browser, "about:blank", 390) as page:
        assert sum(weights(page, sites.page("staff", path)).values()) <= MOST

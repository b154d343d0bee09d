"""Every kind of page, visited once: whom it asks, what it leaves behind, and what axe-core sees.

No style that was cut out of what is sent would have met one of its elements.

It is read under the policy that hosts are told to send.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.axe import (
    ALL_BUT_LOOKS,
    AXE_FOR_THE_NEW,
    IDS,
    LAYOUT,
    ONE_OF_EACH_SHAPE,
    Look,
    look_at_the_new,
    too_wide,
)
from tests.browser.conftest import Sites, ready
from tests.browser.kinds import PAGES
from tests.browser.styles import meeting, missing
from tests.browser.test_alone import listen
from tests.browser.test_hard_times import at_twice_the_size

# Each page is looked at in the light and in the dark, and in a narrow window; pages take turns, so
# each of the six pairs of width and scheme comes up on every third page.
LOOKS: tuple[tuple[Look, Look], ...] = (
    ((1280, "light"), (320, "dark")),
    ((1280, "dark"), (390, "light")),
    ((390, "dark"), (320, "light")),
)
VISITS = [(*page, LOOKS[turn % 3]) for turn, page in enumerate(PAGES)]

MANY = 500
"""Selectors that each site's styles lack, at the least: Material's are made for all sites."""


class Reader(NamedTuple):
    """One reader, who goes from page to page: a new window for each takes twice the time.

    Beside the tab, what its pages ask for and complain of, which texts were looked at, and which
    selectors the styles of each site lack.
    """

    page: Page
    asked: list[str]
    complaints: list[str]
    known: set[str]
    lacking: dict[str, list[str]]


@pytest.fixture(scope="module")
def reader(browser: Browser, sites: Sites) -> Iterator[Reader]:
    """A reader for whom no colour is half-way to another."""
    context = browser.new_context(reduced_motion="reduce")
    # Given once, and compiled once for all pages: half of what it costs to hand it to each.
    context.add_init_script(AXE_FOR_THE_NEW)
    page = context.new_page()
    lacking = {
        "staff": missing(page, sites.staff_folder),
        "public": missing(page, sites.public_folder),
    }
    assert min(map(len, lacking.values())) > MANY
    yield Reader(page, *listen(page), set(), lacking)
    context.close()


@pytest.mark.parametrize(
    ("site", "path", "looks"), VISITS, ids=[f"{site}/{path}" for site, path in PAGES]
)
def test_a_page_keeps_to_itself_and_axe_finds_nothing_and_nothing_scrolls_sideways(
    reader: Reader, sites: Sites, site: str, path: str, looks: tuple[Look, Look]
) -> None:
    page, asked, complaints, known, lacking = reader
    if not page.url.startswith(sites.page(site, "")):
        page.goto("about:blank")  # what a page of the other site still asks for isn't this one's
    asked.clear()
    complaints.clear()
    page.goto(sites.page(site, path))
    ready(page)
    assert sites.page(site, path) in asked
    assert [url for url in asked if not url.startswith((sites.page(site, ""), "data:"))] == []
    assert complaints == []
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    faults = [*too_wide(page, 390), *too_wide(page, 320), *page.evaluate(IDS)]
    faults += at_twice_the_size(page) if site == "public" else []
    faults += meeting(page, lacking[site])
    page.evaluate(ONE_OF_EACH_SHAPE)
    for (width, scheme), check in zip(looks, (ALL_BUT_LOOKS, LAYOUT), strict=True):
        faults += look_at_the_new(page, width, scheme, check, known)
    assert faults == []

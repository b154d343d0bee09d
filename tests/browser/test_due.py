"""The pages of what is due in a browser: days that have passed since the build, and the order."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import opened_alone

PASSED = "This day has passed since the page was made."
TOLD = f"time[data-kim-due] + strong:text('{PASSED}')"


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    """A tab of a window whose clock each test sets."""
    with opened_alone(browser, "about:blank") as tab:
        yield tab


def days_passed(tab: Page, address: str, now: str) -> tuple[list[str], list[str]]:
    """The days to come of a page, and those that it says have passed, read at a time."""
    tab.clock.set_fixed_time(now)
    tab.goto(address)
    told = tab.locator("time[data-kim-due]").evaluate_all("all => all.map(one => one.dateTime)")
    marked = tab.locator(TOLD).evaluate_all(
        "all => all.map(one => one.previousElementSibling.dateTime)"
    )
    return told, marked


@pytest.mark.parametrize("path", ["due/later/", "macros/", "due/role-business-support-manager/"])
def test_a_day_that_has_passed_since_the_build_says_so(
    tab: Page, pack_page: str, path: str
) -> None:
    address = pack_page.replace("guides/verify-a-pack/", path)
    days, marked = days_passed(tab, address, "2000-01-01T09:00:00Z")
    assert days
    assert marked == []
    last = max(days)
    assert days_passed(tab, address, f"{last}T12:00:00Z")[1] == [day for day in days if day < last]
    assert days_passed(tab, address, "2199-01-01T09:00:00Z") == (days, days)


def test_the_day_is_that_of_the_united_kingdom(tab: Page, pack_page: str) -> None:
    address = pack_page.replace("guides/verify-a-pack/", "due/later/")
    tab.route("**/due/later/", lambda route: route.fulfill(body=_of_june(route.fetch().text())))
    assert days_passed(tab, address, "2031-06-30T22:59:59Z")[1] == []
    marked = days_passed(tab, address, "2031-06-30T23:00:00Z")[1]  # midnight in British Summer Time
    assert set(marked) == {"2031-06-30"}
    tab.unroute_all()


def _of_june(text: str) -> str:
    """A page all of whose days are the last of June 2031."""
    head, *rows = text.split('<time datetime="')
    return head + "".join(f'<time datetime="2031-06-30{row[10:]}' for row in rows)


def test_what_is_due_can_be_put_in_another_order_and_cut_to_a_post(
    tab: Page, pack_page: str
) -> None:
    tab.clock.set_fixed_time("2026-11-22T09:00:00Z")
    tab.goto(pack_page.replace("guides/verify-a-pack/", "due/later/"))
    rows = tab.locator("[data-kim-table] tbody tr:visible")
    whose = rows.locator("td[data-label='Whose']")
    posts = whose.all_inner_texts()
    tab.get_by_role("button", name="Whose").click()
    assert whose.all_inner_texts() == sorted(posts, key=str.casefold)
    post = min(posts, key=posts.count)
    tab.get_by_label("Whose").select_option(post)
    assert whose.all_inner_texts() == [post] * posts.count(post)

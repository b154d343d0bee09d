"""Pages that moved, and pages whose names no address can hold, as a browser finds them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.axe import at_each, look_at_each
from tests.browser.conftest import opened, served
from tests.moved_pages import with_moved_pages
from tests.projects import build_staff


@pytest.fixture
def looking(browser: Browser) -> Iterator[Page]:
    """A window that lets axe in, which the policy would keep out."""
    context = browser.new_context(bypass_csp=True)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    project = with_moved_pages(tmp_path_factory.mktemp("moved") / "project")
    with served(build_staff(project, searchable=True), "staff") as address:
        yield address


def test_an_old_address_leads_to_the_page_without_javascript(
    browser: Browser, address: str
) -> None:
    with opened(browser, f"{address}/guides/a%20b/", scripts=False) as page:
        page.wait_for_url("**/guides/how%20we%20record/")
        assert page.get_by_role("heading", level=1).inner_text() == "About a b"


def test_the_page_at_an_old_address_can_be_read(looking: Page, address: str) -> None:
    """For whoever has told the browser to lead nowhere by itself."""
    looking.route("**/how%20we%20record/", lambda route: route.fulfill(status=204))
    looking.goto(f"{address}/guides/a%20b/")
    link = looking.get_by_role("link", name="Go to where it is now")
    assert link.get_attribute("href") == "../../guides/how%20we%20record/"
    assert look_at_each(looking, at_each(1280, 390)) == []


def test_the_search_leads_to_a_page_of_any_name(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/search/#q=About+a%23b") as page:
        link = page.locator("h2.kim-result__title a", has_text="About a#b")
        link.click()
        page.wait_for_url("**/guides/a%23b/")
        assert page.get_by_role("heading", level=1).inner_text() == "About a#b"

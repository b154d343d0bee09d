"""Both sites keep to themselves: that the policy is in force, and what JavaScript isn't needed for.

That each kind of page does is in `test_every_page`.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from tests.browser.conftest import Sites, opened, opened_alone
from tests.projects import HOME


def listen(page: Page) -> tuple[list[str], list[str]]:
    """What the page asks for, and what the browser complains of, from now on."""
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on(
        "console",
        lambda message: (
            complaints.append(message.text) if message.type in ("error", "warning") else None
        ),
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return asked, complaints


@pytest.mark.parametrize("place", ["", "#content"])
def test_what_a_page_leaves_behind_is_gone_for_the_next_reader(
    browser: Browser, sites: Sites, place: str
) -> None:
    kept = "[localStorage.length, sessionStorage.length, document.cookie, history.state, self.left]"
    with opened(browser, sites.page("staff", f"404.html{place}")) as page:
        page.evaluate("localStorage.a = sessionStorage.a = document.cookie = 'a=b'")
        page.evaluate("history.replaceState('a', ''), (self.left = 'a')")
        assert page.evaluate(kept) == [1, 1, "a=b", "a", "a"]
    with opened(browser, sites.page("staff", f"404.html{place}")) as page:
        assert page.evaluate(kept) == [0, 0, "", None, None]


PLANTED = (
    "new Image().src = 'https://elsewhere.example/one.png'",
    "document.body.appendChild(document.createElement('script')).textContent = 'a = 1'",
    "fetch('https://elsewhere.example/').catch(() => {})",
)


@pytest.mark.parametrize("site", ["staff", "public"])
def test_the_policy_is_in_force(browser: Browser, sites: Sites, site: str) -> None:
    with opened_alone(browser, sites.page(site, "")) as page:
        _, complaints = listen(page)
        for planted in PLANTED:
            complaints.clear()
            with page.expect_console_message(refused):
                page.evaluate(planted)
            assert complaints


def refused(message: ConsoleMessage) -> bool:
    return "Content Security Policy" in message.text


# ----------------------------------------------------------------------------------- JavaScript off


@pytest.mark.parametrize(
    ("site", "path"),
    [
        ("staff", ""),
        ("staff", "strategy/"),
        ("staff", "registers/actions/ia1/"),
        ("staff", "action-plan/by-owner/"),
        ("public", "questions/"),
        ("public", "registers/faqs/faq-012/"),
        ("public", "registers/leaflets/ezr-01/"),
        ("public", "ask/"),
    ],
)
def test_reading_needs_no_javascript(browser: Browser, sites: Sites, site: str, path: str) -> None:
    with opened(browser, sites.page(site, path), 390) as with_scripts:
        words = with_scripts.locator(
            "main article h1, main article p:visible:not([role=status])"
        ).all_inner_texts()
    with opened(browser, sites.page(site, path), 390, scripts=False) as page:
        text = page.locator("main article").inner_text()
        assert [
            sentence
            for sentence in words
            if sentence not in text
            and "What you type stays" not in sentence
            and "Not what you need?" not in sentence
        ] == []
        page.get_by_role("link", name="Menu").click()
        entries = page.locator("#site-navigation > ul > li > a")
        expect(entries.first).to_be_in_viewport()
        entries.last.click()
        expect(page.locator("main h1")).to_be_visible()


def test_a_table_needs_no_javascript(browser: Browser, sites: Sites) -> None:
    with opened(browser, sites.page("staff", "registers/retention/"), scripts=False) as page:
        rows = page.locator("main tbody tr")
        assert rows.count() > 30
        assert all(row.is_visible() for row in rows.all())
        expect(page.locator(".kim-controls:visible")).to_have_count(
            0
        )  # what can't work isn't offered
        rows.first.get_by_role("link").first.click()
        expect(page.locator("main h1")).to_be_visible()


def test_a_leaflet_shows_its_pictures_without_javascript(browser: Browser, sites: Sites) -> None:
    with opened(browser, sites.page("public", "registers/leaflets/ezr-01/"), scripts=False) as page:
        pictures = page.locator(".kim-idea img")
        assert pictures.count() > 5
        for picture in pictures.all():
            picture.scroll_into_view_if_needed()
            expect(picture).to_have_js_property("complete", value=True)
            assert picture.evaluate("one => one.naturalWidth") > 0


@pytest.mark.parametrize(
    ("site", "title", "register"),
    [("staff", "Actions", "actions"), ("public", "Questions and answers", "faqs")],
)
def test_without_javascript_search_is_a_list_of_everything(
    browser: Browser, sites: Sites, site: str, title: str, register: str
) -> None:
    count = len([*(HOME / "registers" / register).iterdir()])
    with opened(browser, sites.page(site, "search/"), scripts=False) as page:
        page.get_by_text(f"{title} ({count} {'records' if site == 'staff' else 'answers'})").click()
        links = page.locator(f"details[open] a[href*='registers/{register}/']").locator(
            "visible=true"
        )
        assert links.count() >= count
        links.last.click()
        expect(page.locator("main h1")).to_be_visible()

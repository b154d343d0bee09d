"""Search on both sites, and the box that says whether a question has been answered before."""

from __future__ import annotations

import gzip
import re

import pytest
from playwright.sync_api import Browser, Route, expect

from macros.model import Catalogue
from macros.view.view import view
from tests.browser.conftest import Sites, opened
from tests.projects import TODAY

QUERIES = {
    "staff": {
        "IA1": "/registers/actions/ia1/",
        "ds-01": "/registers/datasets/ds-01/",
        "Can I keep a pet": "/registers/faqs/faq-050/",
        "cp12 retention": "/registers/retention/ret-003/",
    },
    "public": {
        "FAQ-012": "/registers/faqs/faq-012/",
        "pet": "/registers/faqs/faq-050/",
        "toliet blocked": "/registers/faqs/faq-005/",
        "skint": "/registers/faqs/faq-020/",
    },
}


@pytest.mark.parametrize("site", QUERIES)
def test_search_finds_a_record_by_its_reference_and_by_its_words(
    browser: Browser, sites: Sites, site: str
) -> None:
    """The first words are sent from the home page, all others typed where the results are."""
    with opened(browser, sites.page(site, "")) as page:
        page.get_by_label("Search this site").fill(next(iter(QUERIES[site])))
        page.keyboard.press("Enter")
        page.wait_for_url("**/search/*")
        count = page.locator("[data-kim-search-count]")
        for query, first in QUERIES[site].items():
            page.locator("#kim-search-words").fill(query)
            expect(count).to_have_text(re.compile(rf"^\d+ results? for “{query}”$"))
            result = page.locator("h2.kim-result__title a").first
            expect(result).to_have_attribute("href", re.compile(f"{first}$"))
        if site == "public":
            page.locator("#kim-search-words").fill("form")
            expect(count).to_contain_text("We are not sure which of the first three you mean.")
        expect(count).to_have_attribute("role", "status")


def test_what_fits_stands_there_before_the_text_of_pages_is_searched(
    browser: Browser, sites: Sites
) -> None:
    with opened(browser, sites.page("public", "search/"), 390) as page:
        waiting: list[Route] = []
        page.route("**/pagefind.js", lambda route: waiting.append(route))  # noqa: PLW0108 - Playwright marks it
        count = page.locator("[data-kim-search-count]")
        first = page.locator(".kim-result a").first
        page.evaluate("location.hash = 'q=toliet blocked'")  # as the field in the header leads on
        expect(count).to_have_text(re.compile("^[1-5] results? so far for “toliet blocked”"))
        expect(first).to_have_attribute("href", re.compile("/registers/faqs/faq-005/$"))
        first.focus()
        waiting[0].continue_()
        expect(count).to_have_text(re.compile(r"^\d+ results? for “toliet blocked”$"))
        expect(first).to_be_focused()
        links = page.locator(".kim-result a").evaluate_all("all => all.map(link => link.href)")
        assert len(links) == len(set(links))


def test_what_fits_is_found_where_the_text_of_pages_cannot_be_searched(
    browser: Browser, sites: Sites
) -> None:
    with opened(browser, sites.page("public", "search/"), 390) as page:
        page.route("**/pagefind.js", lambda route: route.abort())
        page.locator("#kim-search-words").fill("skint")
        count = page.locator("[data-kim-search-count]")
        expect(count).to_have_text(re.compile("^The text of pages could not be searched."))
        first = page.locator(".kim-result a").first
        expect(first).to_have_attribute("href", re.compile("/registers/faqs/faq-020/$"))


ROWS = {
    "ASB": ["RET-020", "RET-033"],
    "asbes": ["RET-004"],
    "cp12": ["RET-003"],
    "asbestso": ["RET-004"],
    "zeppelin": [],
}


def test_a_table_is_filtered_by_other_words_and_by_slips_of_the_keys(
    browser: Browser, sites: Sites
) -> None:
    with opened(browser, sites.page("staff", "guides/how-long/")) as page:
        for typed, rows in ROWS.items():
            page.get_by_label("Find in this table").fill(typed)
            expect(page.locator("tbody tr:visible th a")).to_have_text(rows)
            expect(page.locator("[data-kim-count]")).to_contain_text("shown" if rows else "None of")


def test_tenants_look_for_how_long_we_keep_things_and_no_address_tells_it(
    browser: Browser, sites: Sites
) -> None:
    with opened(browser, sites.page("public", "your-information/how-long/"), 390) as page:
        every = page.locator("[data-kim-row]").count()
        page.get_by_label("Find in this list").fill("CP12")
        expect(page.locator("[data-kim-row]:visible h3")).to_have_text(["Gas safety record"])
        expect(page.locator("[data-kim-group]:visible")).to_have_count(1)
        expect(page.locator("[data-kim-count]")).to_contain_text(f"1 of {every} kinds of record")
        assert page.url.endswith("/how-long/")
        page.get_by_role("button", name="Clear filters").click()
        expect(page.locator("[data-kim-row]:visible")).to_have_count(every)


@pytest.fixture(scope="module")
def staff_ids(real: Catalogue) -> list[str]:
    """The references of all records that aren't published."""
    registers = view(real, "public", TODAY).registers.values()
    published = {record.key for register in registers for record in register.records}
    keys = [record.key for register in real.registers.values() for record in register.records]
    return [key.id for key in keys if key not in published]


def test_public_search_knows_no_record_of_the_staff(
    browser: Browser, sites: Sites, staff_ids: list[str]
) -> None:
    assert "DS-01" in staff_ids
    with opened(browser, sites.page("public", "search/?q=DS-01")) as page:
        status = page.locator("[data-kim-search-count]")
        expect(status).not_to_have_text("")
        assert (
            page.locator(".kim-result a[href*='ds-01'], .kim-result a[href*='datasets']").count()
            == 0
        )
        assert "DS-01" not in page.locator(".kim-results").inner_text()


def test_the_public_index_names_no_record_of_the_staff(sites: Sites, staff_ids: list[str]) -> None:
    ids = {id_.casefold() for id_ in staff_ids}

    def names(folder: str) -> set[str]:
        site = sites.staff_folder if folder == "staff" else sites.public_folder
        packed = [gzip.decompress(path.read_bytes()) for path in site.glob("pagefind/**/*.pf_*")]
        plain = [path.read_bytes() for path in site.glob("answers*/**/*.json")]
        plain += [(site / "answers.json").read_bytes()]
        texts = [data.decode("utf-8", "replace").casefold() for data in packed + plain]
        return ids.intersection(re.findall(r"[\w-]+", " ".join(texts)))

    assert len(names("staff")) > 100  # so that the pattern can find what it looks for
    assert names("public") == set()


# -------------------------------------------------------------------------- has this been answered?

NOTHING = re.compile(r"^We have not published an answer to this\.")


@pytest.mark.parametrize("path", ["", "ask/"])
def test_the_box_suggests_at_most_three_and_says_the_way_to_ask(
    browser: Browser, sites: Sites, path: str
) -> None:
    with opened(browser, sites.page("public", path), 390) as page:
        box = page.get_by_label("What do you want to know?")
        answers = page.locator("#kim-ask-found a")
        status = page.locator("#kim-ask-status")
        ask = page.locator(".kim-ask__on a")
        expect(status).to_have_attribute("role", "status")
        for question, first in (
            ("black mould on my wall", "How do I report damp or mould?"),
            ("can I have a pet", "Can I keep a pet?"),
            ("how do I pay my rent", None),
        ):
            box.fill(question)
            expect(status).to_have_text(re.compile(r"^[123] answers? that may help:$"))
            if first:
                expect(answers.first).to_have_text(first)
            assert 1 <= answers.count() <= 3
            expect(page.locator("#kim-ask-none")).to_be_hidden()
            expect(ask).to_be_visible()
        box.fill("form")
        expect(status).to_have_text(re.compile("^We are not sure which of these three you mean"))
        expect(answers).to_have_count(3)
        sizes = answers.evaluate_all("links => links.map(link => getComputedStyle(link).fontSize)")
        assert len(set(sizes)) == 1, "none of them stands out as the answer"
        box.fill("who won the football")
        expect(status).to_have_text(NOTHING)
        expect(answers).to_have_count(0)
        expect(page.locator("#kim-ask-none .kim-tel")).to_be_in_viewport()
        expect(ask).to_be_in_viewport()
        ask.click()
        assert page.url == sites.page("public", "ask/how/")


def test_what_is_typed_into_the_box_is_sent_to_nobody(browser: Browser, sites: Sites) -> None:
    with opened(browser, sites.page("public", "ask/")) as page:
        page.wait_for_load_state("networkidle")
        asked: list[str] = []
        page.on(
            "request",
            lambda request: asked.append(
                f"{request.method} {request.url} {request.post_data or ''}"
            ),
        )
        box = page.get_by_label("What do you want to know?")
        box.press_sequentially("black mould on my wall")
        page.locator("#kim-ask-found a").first.wait_for()
        assert f"GET {sites.page('public', 'answers.json')} " in asked
        files = (".json ", ".js ")  # of this site, with nothing of what was typed
        home = f"GET {sites.public}/"
        assert all(ask.startswith(home) and ask.endswith(files) for ask in asked), asked
        assert not [ask for ask in asked if "?" in ask or "mould" in ask]
        before = len(asked)
        box.fill("")
        box.press_sequentially("who won the football")
        expect(page.locator("#kim-ask-status")).to_have_text(NOTHING)
        parts = re.compile(rf"GET {re.escape(sites.public)}/answers-[0-9a-f]{{10}}/\w+\.json $")
        assert all(map(parts.match, asked[before:])), "no more than ranges of the alphabet"
        assert len(asked) <= before + 3, "and none for the halves of words"
        assert page.url == sites.page("public", "ask/")

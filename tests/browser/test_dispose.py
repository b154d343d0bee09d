"""The form "May I dispose of this?" in a browser, under the site's own policy."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import opened, opened_alone

VERDICT = ".kim-dispose__verdict"


@pytest.fixture
def address(pack_page: str) -> str:
    return pack_page.replace("verify-a-pack", "dispose")


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    """A tab of a window in which it is always the same day."""
    with opened_alone(browser, "about:blank") as tab:
        tab.clock.set_fixed_time("2026-11-22T09:00:00Z")
        yield tab


@pytest.fixture
def page(tab: Page, address: str) -> Page:
    tab.goto(address)
    return tab


def choose(page: Page, of: str, day: str = "", hold: str = "no") -> None:
    page.get_by_label("Kind of record").select_option(of)
    if day:
        page.locator("[data-event]").fill(day)
    page.locator("#kim-dispose-hold").select_option(hold)
    page.get_by_role("button", name="May I dispose of it?").click()


def test_a_class_is_found_by_its_words_and_chosen_where_one_alone_fits(page: Page) -> None:
    page.get_by_label("Find it by words").fill("exemptions answer")
    expect(page.locator("#kim-dispose-count")).to_have_text("1 kind fits")
    expect(page.get_by_label("Kind of record")).to_have_value("RET-024")
    page.get_by_label("Find it by words").fill("exemptions unicorn")
    expect(page.locator("#kim-dispose-count")).to_have_text("0 kinds fit")
    expect(page.get_by_label("Kind of record")).to_have_value("")
    expect(page.locator("#kim-dispose-days")).to_contain_text("Choose the kind of record first.")


@pytest.mark.parametrize(
    ("of", "day", "hold", "verdict", "fact"),
    [
        ("RET-024", "2023-11-21", "no", "that time is only an example", "21 November 2026"),
        ("RET-024", "2023-11-21", "unknown", "Perhaps. Its time is up", "21 November 2026"),
        ("RET-024", "2023-11-21", "yes", "No. It is on hold", "21 November 2026"),
        ("RET-024", "2023-11-22", "no", "No, not before 23 November 2026", "22 November 2026"),
        ("RET-024", "2024-02-29", "no", "No, not before 1 March 2027", "28 February 2027"),
        ("RET-024", "", "no", "No, not yet. The time has not started", "No day"),
        ("RET-010", "2010-01-01", "no", "No. It is on hold", "HOLD-001, since 2 February 2026"),
    ],
)
def test_the_form_answers_with_the_day_and_the_rule(
    page: Page, of: str, day: str, hold: str, verdict: str, fact: str
) -> None:
    choose(page, of, day, hold)
    expect(page.locator(VERDICT)).to_contain_text(verdict)
    answer = page.locator("#kim-dispose-answer")
    expect(answer).to_contain_text(fact)
    expect(answer).to_contain_text("We keep it for")
    expect(answer.locator("ol li")).not_to_have_count(0)


def test_a_confirmed_time_that_is_up_leads_to_the_list_and_the_register(page: Page) -> None:
    page.evaluate("""() => {
      const data = document.getElementById("kim-dispose").dataset;
      data.kimClasses = data.kimClasses.replaceAll('"example": true', '"example": false');
    }""")
    page.add_script_tag(url="../../assets/kim-dispose.js")
    choose(page, "RET-024", "2023-11-21")
    expect(page.locator(VERDICT)).to_contain_text("Yes, once the list is signed.")
    expect(page.locator("#kim-dispose-answer ol")).to_contain_text("register of disposals")


def test_of_several_kinds_the_longest_counts_and_that_is_said(page: Page) -> None:
    answer = page.locator("#kim-dispose-answer")
    choose(page, "RET-024", "2023-11-21")
    answer.get_by_role("button", name="It is of another kind too").click()
    others = page.locator("#kim-dispose-others li")
    expect(others).to_contain_text("(RET-024): kept until 21 November 2026")
    expect(page.get_by_label("Find it by words")).to_be_focused()
    choose(page, "RET-001", "2024-03-31")
    expect(answer).to_contain_text("RET-001 is the longest; it is under RET-024 too.")
    expect(page.locator(VERDICT)).to_contain_text("No, not before")
    page.locator("[data-event]").fill("2001-03-31")
    page.get_by_role("button", name="May I dispose of it?").click()
    expect(answer).to_contain_text("RET-024 is the longest; it is under RET-001 too.")
    others.get_by_role("button", name="Leave out").click()
    expect(others).to_have_count(0)
    page.get_by_role("button", name="May I dispose of it?").click()
    expect(answer).not_to_contain_text("is the longest")


def test_a_hold_on_one_of_several_kinds_holds_it(page: Page) -> None:
    choose(page, "RET-010", "2010-01-01")
    page.get_by_role("button", name="It is of another kind too").click()
    choose(page, "RET-024", "2023-11-21")
    expect(page.locator(VERDICT)).to_contain_text("No. It is on hold")


def test_a_hold_on_a_part_of_a_kind_asks_to_look(page: Page) -> None:
    page.evaluate("""() => {
      const data = document.getElementById("kim-dispose").dataset;
      data.kimClasses = data.kimClasses.replaceAll('"part": ""', '"part": "The east block"');
    }""")
    page.add_script_tag(url="../../assets/kim-dispose.js")
    choose(page, "RET-010", "2010-01-01", "unknown")
    expect(page.locator(VERDICT)).to_contain_text("A part of its kind is on hold")
    expect(page.locator("#kim-dispose-answer")).to_contain_text("2 February 2026: The east block")
    choose(page, "RET-010", "2010-01-01", "no")
    expect(page.locator(VERDICT)).to_contain_text("only an example")


def test_an_answer_goes_when_a_question_is_answered_anew(page: Page) -> None:
    choose(page, "RET-024", "2023-11-21")
    expect(page.locator("#kim-dispose-answer")).to_be_visible()
    page.locator("#kim-dispose-hold").select_option("yes")
    expect(page.locator("#kim-dispose-answer")).to_be_hidden()


def test_as_many_later_checks_are_asked_for_as_the_rule_counts(page: Page) -> None:
    page.get_by_label("Kind of record").select_option("RET-003")
    expect(page.locator("[data-check]")).to_have_count(2)
    page.locator("[data-event]").fill("2024-01-02")
    page.locator("[data-check]").first.fill("2025-01-02")
    page.get_by_role("button", name="May I dispose of it?").click()
    expect(page.locator(VERDICT)).to_contain_text("1 of 2 later checks")
    page.locator("[data-check]").last.fill("2026-01-02")
    page.get_by_role("button", name="May I dispose of it?").click()
    expect(page.locator("#kim-dispose-answer")).to_contain_text("2 January 2026")


def test_nothing_is_sent_and_the_keyboard_is_enough(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_label("Find it by words").focus()
    page.keyboard.type("exemptions")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("21112023")
    page.locator("#kim-dispose-hold").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(VERDICT)).to_contain_text("only an example")
    assert [url for url in asked if not url.endswith("/favicon.svg")] == []
    assert page.url.endswith("/guides/dispose/")


def test_without_scripts_the_page_says_how_to_do_it_by_hand(browser: Browser, address: str) -> None:
    with opened(browser, address, scripts=False) as page:
        expect(page.locator("#kim-dispose-off")).to_contain_text("by hand")
        expect(page.locator("#kim-dispose-form")).to_be_hidden()
        expect(page.locator("article a[href*='how-long']")).to_be_visible()

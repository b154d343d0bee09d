"""The page that checks a pack, as a reader has it: offline, by keyboard, printed, or not at all."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from tests.browser.axe import at_each, look_at_each, too_wide
from tests.browser.conftest import opened, opened_alone
from tests.browser.pack_page import check
from tests.evidence.conftest import files_of, write_zip
from tests.projects import HOME

PACK = HOME / "tests/evidence/packs/form-1.zip"
SCRIPTS = HOME / "macros/theme/assets/verify"

VERDICT = "#kim-verify-verdict"
STATUS = "#kim-verify-status"
STOPPED = "Stopped. Nothing was found out about this pack."


def spoilt(folder: Path) -> Path:
    """A pack with an edited file, one that doesn't belong there, and one with a name of code."""
    files = files_of(PACK)
    return write_zip(folder / "spoilt.zip", {**files, "cover.html": b"x", "run.exe": b"MZ"})


# ------------------------------------------------------------------------------- nothing is sent


def test_nothing_is_sent_and_no_network_is_needed(browser: Browser, pack_page: str) -> None:
    with opened_alone(browser, pack_page) as page:
        expect(page.get_by_role("button", name="Check this pack")).to_be_visible()
        requests: list[Request] = []
        page.context.on("request", lambda request: requests.insert(0, request))
        page.context.set_offline(True)
        checksum = hashlib.sha256(PACK.read_bytes()).hexdigest()
        told = check(page, PACK, seal="1" * 40, checksum=checksum)
        assert {finding.rule for finding in told if finding.state == "fine"} >= {
            *("files", "history", "registers", "checksum")
        }
        assert requests == []
        stored = "[localStorage.length, sessionStorage.length, document.cookie, location.search]"
        assert page.evaluate(stored)[1:] == [0, "", ""]
        assert "kim-verify" not in str(page.evaluate("Object.keys(localStorage)"))


NETWORK = re.compile(
    r"fetch|XMLHttpRequest|WebSocket|WebTransport|EventSource|sendBeacon|RTCPeer|indexedDB"
    r"|caches|import\s*\(|\.src\s*=|\.href\s*=|location\.|eval\s*\(|new Function|innerHTML"
)


def test_no_script_of_the_page_has_a_word_for_the_network() -> None:
    scripts = sorted(SCRIPTS.rglob("*.js"))
    assert len(scripts) == 12
    words = {path.name: sorted(set(NETWORK.findall(path.read_text("utf-8")))) for path in scripts}
    assert {name: named for name, named in words.items() if named} == {"page.js": ["location."]}
    assert "location.protocol" in (SCRIPTS / "page.js").read_text("utf-8")


VENDORED = {
    "pako-inflate-3.0.3.js": "04a895459e5b456d4883d55f14e2e414864ee023b90b1ce51c759cf7b7ade73b",
    "js-yaml-5.5.0.js": "02970a652376ad653ff069c606ee7440b0514f52ed94a98426cb52426c8e5a02",
}
"""What others wrote, as they released it, by the SHA-256 of the file in their package."""


def test_what_others_wrote_is_as_they_released_it() -> None:
    folder = SCRIPTS / "vendor"
    sums = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("*.js")
    }
    assert sums == VENDORED
    for name in ("pako", "js-yaml"):
        assert "Permission is hereby granted" in (folder / f"{name}-LICENSE.txt").read_text("utf-8")


# ----------------------------------------------------------------------------- where it can't be


def test_without_javascript_it_says_how_to_check_by_hand(browser: Browser, pack_page: str) -> None:
    with opened(browser, pack_page, scripts=False) as page:
        expect(page.locator("#kim-verify-form")).to_be_hidden()
        expect(page.get_by_text("Without it, check it by hand as described below.")).to_be_visible()
        expect(page.get_by_text("CHECK.txt", exact=True)).to_be_visible()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (
            "Object.defineProperty(window, 'isSecureContext', {value: false})",
            "was not opened over https",
        ),
        ("delete window.Worker", "too old"),
        ("delete Object.hasOwn", "too old"),
        ("window.Worker = class extends Worker { constructor() { super('none.js') } }", "started"),
    ],
)
def test_where_a_browser_cannot_check_it_says_why(
    browser: Browser, pack_page: str, change: str, says: str
) -> None:
    context = browser.new_context()
    context.add_init_script(change)
    page = context.new_page()
    page.goto(pack_page)
    expect(page.locator("#kim-verify-off")).to_contain_text(says)
    expect(page.locator("#kim-verify-off")).to_contain_text("by hand")
    expect(page.locator("#kim-verify-form")).to_be_hidden()
    context.close()


def test_a_page_that_was_opened_as_a_file_says_so(browser: Browser, tmp_path: Path) -> None:
    text = (HOME / "macros/pages/templates/verify_pack.html").read_text("utf-8")
    text = text.replace("{{ root }}assets/", f"{SCRIPTS.parent.as_uri()}/")
    file = tmp_path / "page.html"
    file.write_text(text, "utf-8")
    with opened(browser, file.as_uri()) as page:
        expect(page.locator("#kim-verify-off")).to_contain_text("This page was opened as a file.")


def test_a_pack_that_is_too_large_is_left_to_the_program(browser: Browser, pack_page: str) -> None:
    for limit, says in (("mostPacked", "larger than a browser has room for"), ("mostHere", "")):
        with opened(browser, pack_page) as page:
            page.locator("#kim-verify").evaluate(
                """(box, limit) => {
                  const table = JSON.parse(box.dataset.kimTable);
                  table.limits[limit] = 1000;
                  box.dataset.kimTable = JSON.stringify(table);
                }""",
                limit,
            )
            page.get_by_label("The pack, a ZIP file").set_input_files(PACK)
            page.get_by_role("button", name="Check this pack").click()
            where = page.locator(STATUS if says else VERDICT)
            expect(where).to_contain_text(says or "This pack was not checked.")


def test_what_breaks_says_nothing_about_the_pack(browser: Browser, pack_page: str) -> None:
    with opened(browser, pack_page) as page:
        page.locator("#kim-verify").evaluate("box => { box.dataset.kimTable = '{\"limits\": {}}' }")
        page.get_by_label("The pack, a ZIP file").set_input_files(PACK)
        page.get_by_role("button", name="Check this pack").click()
        expect(page.locator(STATUS)).to_contain_text("That says nothing about the pack")
        expect(page.get_by_role("button", name="Check this pack")).to_be_enabled()


# ---------------------------------------------------------------------------------- how it is used


def test_it_is_used_by_keyboard_and_says_how_it_went(browser: Browser, pack_page: str) -> None:
    with opened(browser, pack_page) as page:
        status = page.locator(STATUS)
        expect(status).to_have_attribute("role", "status")
        page.get_by_role("button", name="Check this pack").press("Enter")
        expect(status).to_have_text("Choose a pack first.")
        expect(page.get_by_label("The pack, a ZIP file")).to_be_focused()
        page.keyboard.press("Tab")
        expect(page.get_by_label("Id, name or address of a seal")).to_be_focused()
        page.keyboard.press("Tab")
        expect(page.get_by_label("SHA-256 that the sender")).to_be_focused()
        page.get_by_label("The pack, a ZIP file").set_input_files(PACK)
        page.keyboard.type("0" * 64)
        page.keyboard.press("Enter")
        expect(status).to_have_text("Checked: 1 problem.")
        expect(page.get_by_text("it isn't the file that was sent")).to_be_visible()
        assert "?" not in page.url
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name="Check this pack")).to_be_focused()


def test_each_step_is_told_once(browser: Browser, pack_page: str) -> None:
    with opened(browser, pack_page) as page:
        page.locator("#kim-verify-form").wait_for()
        page.get_by_label("The pack, a ZIP file").set_input_files(PACK)
        page.evaluate(
            """() => {
              window.told = [];
              const status = document.querySelector("#kim-verify-status");
              new MutationObserver(() => told.push(status.textContent))
                .observe(status, {childList: true});
            }"""
        )
        page.get_by_role("button", name="Check this pack").click()
        page.locator(VERDICT).wait_for()
        told = page.evaluate("told")
        assert (told[0], told[-1]) == ("Reading the pack …", "Checked: no problem found.")
        assert len(told) == len(set(told))


START_AND_STOP = """async wait => {
  document.querySelector("#kim-verify-start").click();
  if (wait) await new Promise(go => setTimeout(go, wait));
  const stop = document.querySelector("#kim-verify-stop");
  const inTime = !stop.hidden;
  stop.focus();
  if (inTime) stop.click();
  return inTime;
}"""
"""Starts a check and stops it after some milliseconds, if it wasn't done by then."""

WAITS = (0, 1, 5, 20, 50, 100, 0)


@pytest.mark.parametrize("waits", [WAITS, (0,)], ids=["again and again", "offline"])
def test_a_check_that_was_stopped_can_be_started_again(
    browser: Browser, pack_page: str, waits: Sequence[int]
) -> None:
    """Once the form is shown: before, its buttons can't be pressed, and a test mustn't do so."""
    with opened_alone(browser, pack_page) as page:
        page.locator("#kim-verify-form").wait_for()
        page.get_by_label("The pack, a ZIP file").set_input_files(PACK)
        page.context.set_offline(len(waits) == 1)
        for wait in waits:
            page.locator("#kim-verify-start").focus()
            if page.evaluate(START_AND_STOP, wait):
                expect(page.locator(STATUS)).to_have_text(STOPPED)
                expect(page.get_by_role("button", name="Stop")).to_be_hidden()
                expect(page.locator("#kim-verify-start")).to_be_focused()
            else:
                page.locator("#kim-verify-start").focus()
            page.keyboard.press("Enter")
            expect(page.locator(STATUS)).to_have_text("Checked: no problem found.")
            page.locator(VERDICT).evaluate("verdict => verdict.remove()")


def test_nothing_is_shown_of_a_check_that_was_stopped(browser: Browser, pack_page: str) -> None:
    with opened(browser, pack_page) as page:
        page.locator("#kim-verify-form").wait_for()
        page.get_by_label("The pack, a ZIP file").set_input_files(PACK)
        for wait in (0, 30, 60):
            if page.evaluate(START_AND_STOP, wait):
                page.wait_for_timeout(300)
                expect(page.locator(STATUS)).to_have_text(STOPPED)
                expect(page.locator(VERDICT)).to_have_count(0)


def test_a_pack_can_be_dropped_anywhere_on_the_page(browser: Browser, pack_page: str) -> None:
    with opened(browser, pack_page) as page:
        data = page.evaluate_handle(
            """() => {
              const data = new DataTransfer();
              data.items.add(new File(["not a zip"], "dropped\\u202e.zip"));
              return data;
            }"""
        )
        page.dispatch_event("h1", "dragover", {"dataTransfer": data})
        expect(page.locator(".kim-verify__drop--over")).to_have_count(1)
        page.dispatch_event("h1", "drop", {"dataTransfer": data})
        expect(page.locator(".kim-verify__drop--over")).to_have_count(0)
        expect(page.locator(STATUS)).to_have_text("Chosen: dropped[U+202E].zip")
        page.get_by_role("button", name="Check this pack").click()
        expect(page.locator(STATUS)).to_have_text("Checked: 1 problem.")


def test_what_a_stranger_wrote_is_shown_as_text(
    browser: Browser, pack_page: str, tmp_path: Path
) -> None:
    name = "<img src=x onerror=alert(1)>\u202egpj \u05d3\u05e0\u05d4 12 \u05db\u05d4\u05df.exe"
    file = write_zip(tmp_path / "evil.zip", {**files_of(PACK), name: b"x"})
    with opened_alone(browser, pack_page) as page:
        page.on("dialog", lambda _: pytest.fail("code of a pack was run"))
        (told,) = [finding for finding in check(page, file) if finding.state == "problem"]
        assert told.message.startswith("'<img src=x onerror=alert(1)>[U+202E]gpj ")
        apart = page.locator("#kim-verify-result li bdi bdi")
        assert apart.all_text_contents() == ["\u05d3\u05e0\u05d4 12 \u05db\u05d4\u05df"]
        expect(page.locator("#kim-verify-result img")).to_have_count(0)


def test_another_file_takes_the_last_result_away(
    browser: Browser, pack_page: str, tmp_path: Path
) -> None:
    with opened(browser, pack_page) as page:
        check(page, spoilt(tmp_path))
        expect(page.locator(STATUS)).to_have_text("Checked: 2 problems.")
        page.get_by_label("The pack, a ZIP file").set_input_files(PACK)
        expect(page.locator(VERDICT)).to_have_count(0)
        expect(page.locator(STATUS)).to_have_text("")


# ------------------------------------------------------------------------------- how it is read


@pytest.fixture
def looking(browser: Browser, pack_page: str) -> Iterator[Page]:
    """A window that lets axe in, which the policy would keep out."""
    context = browser.new_context(bypass_csp=True, reduced_motion="reduce")
    page = context.new_page()
    page.goto(pack_page)
    yield page
    context.close()


@pytest.mark.parametrize("tampered", [False, True])
def test_a_result_is_accessible_at_each_width_and_in_the_dark(
    looking: Page, tmp_path: Path, tampered: bool
) -> None:
    check(looking, spoilt(tmp_path) if tampered else PACK, "seal/2026-10-01", "0" * 64)
    widths = (1280, 390, 320)
    assert look_at_each(looking, at_each(*widths)) == []
    assert [fault for width in widths for fault in too_wide(looking, width)] == []
    levels = [
        int(each.evaluate("h => h.tagName[1]")) for each in looking.locator("h1, h2, h3").all()
    ]
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_a_result_is_printed_without_its_form(looking: Page) -> None:
    check(looking, PACK)
    looking.emulate_media(media="print")
    expect(looking.locator("#kim-verify-form")).to_be_hidden()
    expect(looking.get_by_role("button", name="Print this page")).to_be_hidden()
    expect(looking.locator(VERDICT)).to_be_visible()
    checksum = hashlib.sha256(PACK.read_bytes()).hexdigest()
    expect(looking.locator(".kim-verify__facts")).to_contain_text(checksum)

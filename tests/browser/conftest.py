"""Both sites, served with the headers that hosts are told to send, and a browser to read in."""

from __future__ import annotations

import functools
import http.server
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser, CDPSession, Page, ViewportSize, sync_playwright

from macros.model import Audience
from macros.pages.admin import EDITOR
from macros.site.headers import LASTING, editor_headers, headers
from macros.site.lasting import ASSETS
from macros.site.matching import FOLDER
from tests import projects
from tests.browser import chromium
from tests.servers import running


class Sites(NamedTuple):
    """The two sites: where each is served, without a slash at the end, and its folder."""

    staff: str
    public: str
    staff_folder: Path
    public_folder: Path

    def page(self, site: str, path: str) -> str:
        """The address of a page of the site "staff" or "public"."""
        return f"{self.staff if site == 'staff' else self.public}/{path}"


@pytest.fixture(scope="session")
def sites(real_sites: projects.BuiltSites) -> Iterator[Sites]:
    """The real registers' sites, which all tests of a run share: a test only reads in them."""
    with served(real_sites.staff, "staff") as staff, served(real_sites.public, "public") as public:
        yield Sites(staff, public, real_sites.staff, real_sites.public)


@contextmanager
def served(folder: Path, audience: Audience, asks: str = "") -> Iterator[str]:
    """The address of a folder that is served for as long as the block runs.

    Scripts and styles may be kept on the staff site too, which says otherwise to its hosts: to read
    them again is a third of what a page costs a test. Its editor, where it has one, may ask `asks`.
    """

    class Host(http.server.SimpleHTTPRequestHandler):
        protocol_version = "HTTP/1.1"  # one connection for many files

        def end_headers(self) -> None:
            own = editor_headers(asks) if self.path.startswith(f"/{EDITOR}") and asks else {}
            kept = LASTING if self.path.startswith((f"/{ASSETS}", f"/{FOLDER}")) else {}
            for name, value in {**headers(audience), **own, **kept}.items():
                self.send_header(name, value)
            super().end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
            """Say nothing."""

    with running(functools.partial(Host, directory=str(folder))) as address:
        yield address


# A tab in a process of its own takes a third more of the processor's time.
TOGETHER = ("--renderer-process-limit=1", "--disable-site-isolation-trials")

# What scripts have made is looked through for rubbish once there are many megabytes of it and not
# one: of all that a browser does, a tenth less.
SELDOM_CLEARED = (
    "--js-flags=--min-semi-space-size=64 --max-semi-space-size=128 --initial-heap-size=512"
)

# Chromium draws the list under its address bar as a page of its own in a process of its own: half
# the time of a window. Of two lists of what is turned off it goes by the last, so Playwright's own,
# of release 1.65, stands in ours; `test_chromium` tells when a name is missing.
TURNED_OFF = (
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades"),
    *("HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding"),
    *("ThirdPartyStoragePartitioning", "AvoidCorsURLLoaderRestartOnRedirect"),
    *("TcpPortRandomizationWin", "OptimizationHints", "NetworkTimeServiceQuerying", "AimEnabled"),
    *("PreconnectToSearch", "msForceBrowserSignIn"),
    "msEdgeUpdateLaunchServicesPreferredVersion",
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup"),
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium.wanted()
    flags = [*TOGETHER, SELDOM_CLEARED, f"--disable-features={','.join(TURNED_OFF)}"]
    with sync_playwright() as play:
        started = play.chromium.launch(executable_path=path, args=flags)
        yield started
        started.close()


@pytest.fixture(scope="session")
def pack_page(small_sites: projects.BuiltSites) -> Iterator[str]:
    """The address of the page that checks packs, on the small project's site for staff."""
    with served(small_sites.staff, "staff") as staff:
        yield f"{staff}/guides/verify-a-pack/"


@contextmanager
def opened(
    browser: Browser, address: str, width: int = 1280, *, scripts: bool = True
) -> Iterator[Page]:
    """A page as a new reader sees it: nothing is remembered from before but files.

    It is the tab of a window that stays open, which goes on from page to page: a new tab takes
    twice the time. Whoever stops the clock or answers dialogs opens a page alone.
    """
    tab = _tab(browser, scripts)
    size = ViewportSize(width=width, height=900)
    if tab.page.viewport_size != size:
        tab.page.set_viewport_size(size)
    if "#" in address and _place(tab.page.url) == _place(address):
        tab.page.goto("about:blank")  # else it would be the same page still, scrolled and typed in
    tab.page.goto(address)
    try:
        yield tab.page
    finally:
        if _place(tab.page.url).startswith(urljoin(address, "/")):
            tab.page.evaluate("sessionStorage.clear(), history.replaceState(null, '')")
            tab.page.unroute_all()
            tab.forgets.send("Storage.clearDataForOrigin", {"origin": "*", "storageTypes": "all"})
        else:
            tab.page.context.close()
            _tab.cache_clear()


class Tab(NamedTuple):
    """A tab, and who clears what its pages keep."""

    page: Page
    forgets: CDPSession


@cache
def _tab(browser: Browser, scripts: bool) -> Tab:
    page = browser.new_context(java_script_enabled=scripts, locale="en-GB").new_page()
    return Tab(page, page.context.new_cdp_session(page))


def _place(address: str) -> str:
    """An address without the place on its page."""
    return address.partition("#")[0]


@contextmanager
def opened_alone(browser: Browser, address: str, width: int = 1280) -> Iterator[Page]:
    """The same in a window of its own: it has no file yet and can be cut off from the network."""
    context = browser.new_context(viewport={"width": width, "height": 900}, locale="en-GB")
    page = context.new_page()
    page.goto(address)
    yield page
    context.close()


def ready(page: Page) -> None:
    """Wait until a page that asks for something has it.

    These are results on a page of search, suggestions in the question box, a form that is made.
    """
    if "/edit/" in page.url:
        page.locator(".kim-edit__form").wait_for()
    if "?q=" in page.url:
        searched(page)
    if page.locator("#kim-ask-text").is_visible():
        page.locator("#kim-ask-text").fill("black mould on my wall")
        page.locator("#kim-ask-found a").first.wait_for()


def searched(page: Page) -> None:
    """Wait until a page of search shows all that it finds."""
    page.locator(".kim-result").first.wait_for()
    page.get_by_text("is still being searched").wait_for(state="detached")


HAS_DANGERS = """new Promise((done, fail) => {
  setTimeout(() => fail(new Error("dangers.json never came")), 30000);
  const isThere = () => performance.getEntriesByType("resource")
    .some(file => file.name.endsWith("/dangers.json"));
  const look = () => isThere() ? done() : setTimeout(look, 20);
  look();
})"""


def has_dangers(page: Page) -> None:
    """Wait until a page with the question box has what tells of danger, which comes by itself."""
    page.evaluate(HAS_DANGERS)
    page.wait_for_load_state("networkidle")

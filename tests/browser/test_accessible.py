"""WCAG 2.2 AA on every kind of page: what axe-core sees, and what only a keyboard or a small window shows."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from string import ascii_lowercase

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Sites, opened, ready
from tests.browser.kinds import PAGES
from tests.projects import HOME

AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
RULES = '{type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}'
CONTRAST = '{type: "rule", values: ["color-contrast"]}'
CHECK = """async () => {
  const found = await axe.run(document, {runOnly: %s, rules: %s, resultTypes: ["violations"]});
  return found.violations.map(one => `${one.id}: ${one.nodes.map(node => node.html.slice(0, 120)).join(" and ")}`);
}"""
ALL = CHECK % (RULES, "{}")
ALL_BUT_CONTRAST = CHECK % (RULES, '{"color-contrast": {enabled: false}}')
CONTRAST_ALONE = CHECK % (CONTRAST, "{}")
# Contrast is nearly all that axe's time goes to, two milliseconds a text; of rows that differ in words alone it needs
# to see the first. Classes, elements and what is empty count; other attributes don't.
ONE_OF_EACH_SHAPE = r"""() => {
  const shape = element =>
    element.outerHTML.replace(/>[^<]*\S[^<]*</g, ">words<").replace(/ (?!class|type|role|style)[a-z-]+="[^"]+"/g, "");
  let gone = 0;
  for (const parent of document.querySelectorAll("main *")) {
    const shapes = new Set();
    for (const child of parent.children.length < 6 ? [] : [...parent.children]) {
      if (shapes.has(shape(child))) gone += 1, child.remove();
      else shapes.add(shape(child));
    }
  }
  return gone;
}"""
# A page sees a new width when it is next drawn, and what it then changes is there in the drawing after that.
DRAWN_TWICE = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
ACTIONS = len([*(HOME / "registers" / "actions").iterdir()])

# Each page is looked at in the light and in the dark, and in a narrow window; pages take turns, so each of the six
# pairs of width and scheme comes up on every third page.
LOOKS = (
    ((1280, "light"), (320, "dark")),
    ((1280, "dark"), (390, "light")),
    ((390, "dark"), (320, "light")),
)
LOOKED_AT = [(*page, LOOKS[turn % 3]) for turn, page in enumerate(PAGES)]


@pytest.fixture(scope="module")
def looking(browser: Browser) -> Iterator[Page]:
    """A window that lets axe in, which the policy would keep out, and where no colour is half-way to another."""
    context = browser.new_context(bypass_csp=True, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def look(page: Page, width: int, scheme: str, check: str = ALL) -> list[str]:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.evaluate(DRAWN_TWICE)
    found: list[str] = page.evaluate(check)
    return [f"{width} {scheme}: {one}" for one in found]


@pytest.mark.parametrize(
    ("site", "path", "looks"), LOOKED_AT, ids=[f"{site}/{path}" for site, path in PAGES]
)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    looking: Page, sites: Sites, site: str, path: str, looks: tuple[tuple[int, str], ...]
) -> None:
    looking.goto(sites.page(site, path))
    ready(looking)
    found = [*too_wide(looking, 390), *too_wide(looking, 320)]
    looking.evaluate(AXE)
    found += look(looking, *looks[0], ALL_BUT_CONTRAST)
    looking.evaluate(ONE_OF_EACH_SHAPE)
    found += [*look(looking, *looks[0], CONTRAST_ALONE), *look(looking, *looks[1])]
    assert found == []


def too_wide(page: Page, width: int) -> list[str]:
    page.set_viewport_size({"width": width, "height": 900})
    over: int = page.evaluate(WIDE)
    return [f"{width}: {over}px too wide"] if over else []


def test_rows_that_differ_in_words_alone_are_looked_at_once(looking: Page, sites: Sites) -> None:
    looking.goto(sites.page("staff", "404.html"))
    rows = ["<li>a</li>", "<li>b</li>", "<li></li>", '<li class="c">d</li>', "<li><b>e</b></li>"]
    looking.evaluate(
        "rows => document.querySelector('main article').innerHTML = `<ol>${rows}</ol>`",
        "".join([*rows, "<li>f</li>"]),
    )
    assert looking.evaluate(ONE_OF_EACH_SHAPE) == 2
    assert looking.locator("main ol li").count() == 4


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("rule", "fault"),
    [
        ("image-alt", '<img src="data:,">'),
        ("label", "<input>"),
        ("color-contrast", '<p style="color: #777; background: #888">grey on grey</p>'),
        (
            "target-size",
            '<button style="all: revert; width: 9px; padding: 0">a</button><button style="all: revert; width: 9px; padding: 0">b</button>',
        ),
    ],
)
def test_axe_sees_a_fault_that_is_planted(
    looking: Page, sites: Sites, rule: str, fault: str, scheme: str
) -> None:
    looking.goto(sites.page("staff", "404.html"))
    looking.evaluate(
        "fault => document.querySelector('main article').insertAdjacentHTML('beforeend', fault)",
        fault,
    )
    looking.evaluate(AXE)
    assert [one.split(": ")[1] for one in look(looking, 1280, scheme)] == [rule]


def test_a_page_that_is_too_wide_is_seen(looking: Page, sites: Sites) -> None:
    looking.goto(sites.page("staff", "404.html"))
    looking.set_viewport_size({"width": 320, "height": 900})
    assert looking.evaluate(WIDE) == 0
    looking.evaluate(
        "document.querySelector('main').insertAdjacentHTML('beforeend', '<p style=\"width: 400px\">wide</p>')"
    )
    assert looking.evaluate(WIDE) > 0


# ------------------------------------------------------------------------------------------------ keyboard

STOP = """() => {
  const at = document.activeElement;
  if (!at || at === document.body || at.dataset.reached) return null;
  at.dataset.reached = "yes";
  const box = at.getClientRects()[0] || at.getBoundingClientRect(); // of a link over two lines, the first
  const style = getComputedStyle(at);
  const top = document.elementFromPoint(box.x + Math.min(box.width, 8) / 2, box.y + Math.min(box.height, 8) / 2);
  return {
    name: at.outerHTML.slice(0, 120),
    seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    covered: Boolean(top) && !at.contains(top) && !top.contains(at),
    ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
  };
}"""
MISSED = """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")]
  .filter(one => one.checkVisibility({visibilityProperty: true}) && !one.disabled && !one.dataset.reached)
  .map(one => one.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize(
    ("site", "path", "width"),
    [
        ("staff", "", 320),
        ("staff", "registers/actions/", 1280),
        ("staff", "registers/actions/ia1/", 1280),
        ("staff", "search/?q=damp", 390),
        ("public", "", 1280),
        ("public", "ask/", 320),
        ("public", "registers/leaflets/ezr-01/", 390),
        ("public", "your-information/how-long/", 320),
    ],
)
def test_the_keyboard_goes_from_the_skip_link_to_the_end(
    browser: Browser, sites: Sites, site: str, path: str, width: int
) -> None:
    with opened(browser, sites.page(site, path), width) as page:
        if "?q=" in path:
            page.locator(".kim-result").first.wait_for()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
        wrong = []
        while stop := page.evaluate(STOP):
            wrong += [stop] if not stop["seen"] or stop["covered"] or not stop["ring"] else []
            page.keyboard.press("Tab")
        assert wrong == []
        assert page.evaluate(MISSED) == []


@pytest.mark.parametrize("site", ["staff", "public"])
@pytest.mark.parametrize("width", [1280, 320])
def test_the_skip_link_leads_to_the_content(
    browser: Browser, sites: Sites, site: str, width: int
) -> None:
    with opened(browser, sites.page(site, ""), width) as page:
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "content"
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("site", ["staff", "public"])
def test_the_menu_opens_and_escape_closes_it(looking: Page, sites: Sites, site: str) -> None:
    looking.set_viewport_size({"width": 320, "height": 900})
    looking.goto(sites.page(site, ""))
    menu = looking.locator("button[aria-controls=site-navigation]")
    first = looking.locator("#site-navigation a").first
    expect(menu).to_have_attribute("aria-expanded", "false")
    expect(first).to_be_hidden()
    menu.focus()
    looking.keyboard.press("Enter")
    expect(menu).to_have_attribute("aria-expanded", "true")
    expect(first).to_be_visible()
    looking.evaluate(AXE)
    assert [*look(looking, 320, "light"), *look(looking, 320, "dark")] == []
    first.focus()
    looking.keyboard.press("Escape")
    expect(menu).to_have_attribute("aria-expanded", "false")
    expect(menu).to_be_focused()
    expect(first).to_be_hidden()


@pytest.mark.parametrize(
    ("site", "path"), [("staff", "registers/actions/"), ("staff", "search/"), ("public", "ask/")]
)
def test_single_keys_do_nothing(browser: Browser, sites: Sites, site: str, path: str) -> None:
    state = "[location.href, scrollX, scrollY, document.activeElement.tagName, document.documentElement.outerHTML]"
    with opened(browser, sites.page(site, path)) as page:
        before = page.evaluate(state)
        for key in [*ascii_lowercase, *"/.,?"]:
            page.keyboard.press(key)
        assert page.evaluate(state) == before


# ------------------------------------------------------------------------------------------------ tables


def test_a_table_sorts_by_keyboard_and_says_so(browser: Browser, sites: Sites) -> None:
    with opened(browser, sites.page("staff", "registers/actions/")) as page:
        head = page.locator("thead th", has_text="Reference")
        keys = page.locator("tbody tr > :first-child")
        said = page.locator("p[role=status].kim-hidden")
        expect(said).to_have_text("")
        head.locator("button").focus()
        for key, way, falling in (("Enter", "ascending", False), ("Space", "descending", True)):
            page.keyboard.press(key)
            expect(head).to_have_attribute("aria-sort", way)
            expect(said).to_have_text(f"Sorted by Reference, {way}.")
            sorted_keys = [one.get_attribute("data-sort") or "" for one in keys.all()]
            assert len(sorted_keys) == ACTIONS
            assert sorted_keys == sorted(sorted_keys, reverse=falling)
        expect(head.locator("button")).to_be_focused()
        expect(page.locator("thead [aria-sort]")).to_have_count(1)


def test_a_filter_says_how_many_are_left(browser: Browser, sites: Sites) -> None:
    with opened(browser, sites.page("staff", "registers/actions/")) as page:
        said = page.locator("[data-kim-count]")
        rows = page.locator("tbody tr:visible")
        find = page.get_by_label("Find in this table")
        expect(said).to_have_attribute("role", "status")
        expect(said).to_have_text(f"{ACTIONS} records, all shown")
        find.fill("vulnerab")
        expect(said).not_to_have_text(f"{ACTIONS} records, all shown")
        left = rows.count()
        assert 0 < left < ACTIONS
        assert all("vulnerab" in row.inner_text().lower() for row in rows.all())
        expect(said).to_have_text(f"{left} of {ACTIONS} records shown")
        find.fill("no action says this")
        expect(said).to_have_text(f"None of {ACTIONS} records fits these filters")
        page.get_by_role("button", name="Clear filters").press("Enter")
        expect(rows).to_have_count(ACTIONS)
        expect(find).to_be_focused()

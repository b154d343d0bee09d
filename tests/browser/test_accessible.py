"""WCAG 2.2 AA: that axe-core would see a fault, and what only a keyboard or a window shows."""

from __future__ import annotations

import random
from collections.abc import Iterator
from string import ascii_lowercase

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import (
    AXE,
    AXE_FOR_THE_NEW,
    IDS,
    LAYOUT,
    MARK_THE_CLOSE,
    ONE_OF_EACH_SHAPE,
    WIDE,
    at_each,
    look_at_each,
    look_at_the_new,
)
from tests.browser.conftest import Sites, opened, searched
from tests.projects import HOME

ACTIONS = len([*(HOME / "registers" / "actions").iterdir()])


@pytest.fixture(scope="module")
def looking(browser: Browser) -> Iterator[Page]:
    """A window without the policy, for faults to be planted; no colour is half-way to another."""
    context = browser.new_context(bypass_csp=True, reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.fixture
def bare(looking: Page, sites: Sites) -> Page:
    """The smallest page, without the menus above and beside it, which take most of axe's time."""
    looking.goto(sites.page("staff", "404.html"))
    looking.evaluate("document.body.replaceChildren(document.querySelector('main'))")
    return looking


def test_rows_that_differ_in_words_alone_are_looked_at_once(bare: Page) -> None:
    images = ['<li><img alt="a"></li>', '<li><img alt=""></li>', "<li><img></li>"]
    others = ["<li></li>", '<li class="c">d</li>', "<li><b>e</b></li>", *images]
    rows = ["<li>a</li>", "<li>b</li>", '<li><img alt="b"></li>', *others]
    bare.evaluate(
        "rows => document.querySelector('main article').innerHTML = `<ol>${rows}</ol>`",
        "".join([*rows, "<li>f</li>"]),
    )
    assert bare.evaluate(ONE_OF_EACH_SHAPE) == 3
    assert bare.locator("main ol li").count() == 7


def test_what_looks_like_nothing_before_is_looked_at(bare: Page) -> None:
    bare.evaluate(AXE_FOR_THE_NEW)
    known: set[str] = set()

    def faults() -> int:
        return len(look_at_the_new(bare, 1280, "light", LAYOUT, known))

    assert faults() == 0
    count = len(known)
    assert faults() == 0
    assert len(known) == count > 1
    for attribute, seen in (
        ('style="background: #888"', 1),
        ('style="background: #888"', 0),
        ('style="background: #889"', 1),
        ('style="background: #888; position: relative"', 1),
        ('style="background: #888; position: relative" class="other"', 1),
    ):
        words = f'<div {attribute}><p style="color: #777">grey on grey</p></div>'
        bare.evaluate(
            "words => document.querySelector('main').insertAdjacentHTML('beforeend', words)", words
        )
        assert faults() == seen, attribute
    bare.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<input>')")
    assert faults() == 1


def test_a_link_that_was_seen_alone_is_looked_at_among_words(bare: Page) -> None:
    bare.evaluate(AXE_FOR_THE_NEW)
    known: set[str] = set()
    link = '<a href="#" style="color: #333; text-decoration: none">hidden among words</a>'
    for block, seen in (
        (f"<p>{link}</p>", 0),
        (f"<p>{link} {link}</p>", 0),
        (f'<p style="color: #222">Which of these words is {link}?</p>', 1),
        (f'<p style="color: #123">Which of these <b>words</b> is <span>{link}</span>?</p>', 1),
        (f'<p style="color: #222">And here is {link}?</p>', 0),
    ):
        bare.evaluate(
            "words => document.querySelector('main').insertAdjacentHTML('beforeend', words)", block
        )
        assert len(look_at_the_new(bare, 1280, "light", LAYOUT, known)) == seen, block


def test_an_id_given_twice_or_to_nothing_is_seen(bare: Page) -> None:
    assert bare.evaluate(IDS) == []
    words = '<p id="a"></p><p id="a"></p><label for="gone">b</label>'
    bare.evaluate(
        "words => document.querySelector('main').insertAdjacentHTML('beforeend', words)", words
    )
    assert bare.evaluate(IDS) == ["the id a twice", 'for="gone" leads nowhere']


FAULTS = {
    "image-alt": '<img src="data:,">',
    "label": "<input>",
    "color-contrast": '<p style="color: #777; background: #888">grey on grey</p>',
    "target-size": 2 * '<button style="all: revert; width: 9px; padding: 0">a</button>',
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_sees_faults_that_are_planted(bare: Page, scheme: str) -> None:
    bare.evaluate(
        "faults => document.querySelector('main article').insertAdjacentHTML('beforeend', faults)",
        "".join(f"<div>{fault}</div>" for fault in FAULTS.values()),
    )
    seen = [fault.split(": ")[1] for fault in look_at_each(bare, [(1280, scheme)])]
    assert sorted(seen) == sorted(FAULTS)


def test_no_target_that_is_too_small_is_left_unmarked(looking: Page) -> None:
    """Axe finds no more where it looks at each of some hundred that lie anyhow."""
    chance = random.Random(7)  # noqa: S311 - no secret
    looking.set_content("".join(box(chance) for _ in range(80)))
    looking.evaluate(AXE)
    marked = looking.evaluate(TOO_SMALL)
    assert looking.locator("[data-is-close]").count() < looking.locator("button, a").count() - 20
    looking.evaluate("axe.configure({rules: [{id: 'target-size', selector: '*'}]})")
    assert looking.evaluate(TOO_SMALL) == marked
    assert len(marked) > 20


def box(chance: random.Random) -> str:
    """A few targets by themselves."""
    style = "position: relative; float: left; width: 200px; height: 160px"
    targets = [target(chance) for _ in range(chance.randrange(1, 5))]
    return f'<div style="{style}">{"".join(targets)}</div>'


def target(chance: random.Random) -> str:
    """A button or a link from a third of the size that is asked for to twice that, anywhere."""
    left, top, width, height = (chance.randrange(*each) for each in (PLACE, PLACE, SIZE, SIZE))
    place = f"left: {left}px; top: {top}px; width: {width}px; height: {height}px"
    tag = chance.choice(["button", 'a href="#"'])
    return (
        f'<{tag} style="all: revert; padding: 0; position: absolute; {place}">a</{tag.split()[0]}>'
    )


PLACE, SIZE = (0, 100), (8, 48)
TOO_SMALL = f"""async () => {{
  ({MARK_THE_CLOSE})();
  const {{violations}} = await axe.run(document, {{runOnly: ["target-size"]}});
  return violations.flatMap(rule => rule.nodes.map(node => node.target.join(" ")));
}}"""


def test_a_page_that_is_too_wide_is_seen(bare: Page) -> None:
    bare.set_viewport_size({"width": 320, "height": 900})
    assert bare.evaluate(WIDE) == 0
    bare.evaluate(
        "words => document.querySelector('main').insertAdjacentHTML('beforeend', words)",
        '<p style="width: 400px">wide</p>',
    )
    assert bare.evaluate(WIDE) > 0


# ----------------------------------------------------------------------------------------- keyboard

STOP = """() => {
  const at = document.activeElement;
  if (!at || at === document.body || at.dataset.reached) return null;
  at.dataset.reached = "yes";
  const box = at.getClientRects()[0] || at.getBoundingClientRect(); // a link's first line
  const style = getComputedStyle(at);
  const inside = [box.x + Math.min(box.width, 8) / 2, box.y + Math.min(box.height, 8) / 2];
  const top = document.elementFromPoint(...inside);
  return {
    name: at.outerHTML.slice(0, 120),
    seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight
      && box.right > 0 && box.left < innerWidth,
    covered: Boolean(top) && !at.contains(top) && !top.contains(at),
    ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
  };
}"""
STOPS = "a[href], button, input, select, textarea, summary, [tabindex='0']"
MISSED = f"""() => [...document.querySelectorAll("{STOPS}")]
  .filter(stop => stop.checkVisibility({{visibilityProperty: true}}) && !stop.disabled)
  .filter(stop => !stop.dataset.reached)
  .map(stop => stop.outerHTML.slice(0, 120))"""


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
            searched(page)
        page.evaluate(ONE_OF_EACH_SHAPE)
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
    looking.evaluate(ONE_OF_EACH_SHAPE)
    assert look_at_each(looking, at_each(320)) == []
    first.focus()
    looking.keyboard.press("Escape")
    expect(menu).to_have_attribute("aria-expanded", "false")
    expect(menu).to_be_focused()
    expect(first).to_be_hidden()


@pytest.mark.parametrize(
    ("site", "path"), [("staff", "registers/actions/"), ("staff", "search/"), ("public", "ask/")]
)
def test_single_keys_do_nothing(browser: Browser, sites: Sites, site: str, path: str) -> None:
    state = (
        "[location.href, scrollX, scrollY, document.activeElement.tagName, "
        "document.documentElement.outerHTML]"
    )
    with opened(browser, sites.page(site, path)) as page:
        before = page.evaluate(state)
        for key in [*ascii_lowercase, *"/.,?"]:
            page.keyboard.press(key)
        assert page.evaluate(state) == before


# ------------------------------------------------------------------------------------------- tables


def test_a_table_sorts_by_keyboard_and_says_so(browser: Browser, sites: Sites) -> None:
    with opened(browser, sites.page("staff", "registers/actions/")) as page:
        head = page.locator("thead th", has_text="Reference")
        keys = page.locator("tbody tr > :first-child")
        status = page.locator("p[role=status].kim-hidden")
        expect(status).to_have_text("")
        head.locator("button").focus()
        for key, way, falling in (("Enter", "ascending", False), ("Space", "descending", True)):
            page.keyboard.press(key)
            expect(head).to_have_attribute("aria-sort", way)
            expect(status).to_have_text(f"Sorted by Reference, {way}.")
            sorted_keys = [key.get_attribute("data-sort") or "" for key in keys.all()]
            assert len(sorted_keys) == ACTIONS
            assert sorted_keys == sorted(sorted_keys, reverse=falling)
        expect(head.locator("button")).to_be_focused()
        expect(page.locator("thead [aria-sort]")).to_have_count(1)


def test_a_filter_says_how_many_are_left(browser: Browser, sites: Sites) -> None:
    with opened(browser, sites.page("staff", "registers/actions/")) as page:
        status = page.locator("[data-kim-count]")
        rows = page.locator("tbody tr:visible")
        find = page.get_by_label("Find in this table")
        expect(status).to_have_attribute("role", "status")
        expect(status).to_have_text(f"{ACTIONS} records, all shown")
        find.fill("vulnerab")
        expect(status).not_to_have_text(f"{ACTIONS} records, all shown")
        left = rows.count()
        assert 0 < left < ACTIONS
        assert all("vulnerab" in row.inner_text().lower() for row in rows.all())
        expect(status).to_have_text(f"{left} of {ACTIONS} records shown")
        find.fill("no action says this")
        expect(status).to_have_text(f"None of {ACTIONS} records fits these filters")
        page.get_by_role("button", name="Clear filters").press("Enter")
        expect(rows).to_have_count(ACTIONS)
        expect(find).to_be_focused()

"""What axe-core sees of WCAG 2.2 AA on a page, and ways to have it look at nothing twice."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files

from playwright.sync_api import Page

AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
_RULES = 'runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]'
_CHECK = """async () => {
  const options = {resultTypes: ["violations"], iframes: false, preload: false, ...%s};
  const {violations} = await axe.run(document, options);
  const shown = rule => rule.nodes.map(node => node.html.slice(0, 120)).join(" and ");
  return violations.map(rule => `${rule.id}: ${shown(rule)}`);
}"""
ALL = _CHECK % f"{{{_RULES}}}"
ALL_BUT_LOOKS = _CHECK % (
    f'{{{_RULES}, rules: {{"color-contrast": {{enabled: false}}, '
    '"link-in-text-block": {enabled: false}}}'
)
_LAYOUT = (
    *("aria-hidden-focus", "button-name", "label", "link-name"),
    *("nested-interactive", "scrollable-region-focusable", "select-name", "target-size"),
)
LAYOUT = _CHECK % f"{{runOnly: {[*_LAYOUT]}}}"
"""What may be otherwise at another width or in the other scheme, but for what looks decide."""
LAYOUT_AND_LOOKS = _CHECK % f"{{runOnly: {[*_LAYOUT, 'color-contrast', 'link-in-text-block']}}}"
WITH_LOOKS = {ALL_BUT_LOOKS: ALL, LAYOUT: LAYOUT_AND_LOOKS}

AXE_FOR_THE_NEW = f"""{AXE}; axe.configure({{rules: [
  {{id: "color-contrast", selector: "[data-is-new]"}},
  {{id: "link-in-text-block", selector: "[data-is-new]:is(a[href], [role=link])"}},
]}})"""
"""It looks at the colours of nothing but what is marked as new."""

# What a page says with an id, and what it says about another element by its id.
IDS = r"""() => {
  const all = [...document.querySelectorAll("[id]")].map(element => element.id);
  const twice = all.filter((id, number) => all.indexOf(id) !== number);
  const nowhere = [];
  for (const name of ["for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns"])
    for (const element of document.querySelectorAll(`[${name}]`))
      for (const id of element.getAttribute(name).split(/\s+/).filter(Boolean))
        if (!document.getElementById(id)) nowhere.push(`${name}="${id}"`);
  return [...twice.map(id => `the id ${id} twice`), ...nowhere.map(id => `${id} leads nowhere`)];
}"""

# Of rows that differ in words alone axe needs to see the first. What classes and roles are counts,
# and of every other attribute whether it is there and holds something.
ONE_OF_EACH_SHAPE = r"""() => {
  const shape = element => element.outerHTML
    .replace(/>[^<]*[^<\s][^<]*</g, ">words<")
    .replace(/ (?!(?:class|type|role|style)=)([a-z-]+)="[^"]+"/g, " $1");
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

# Contrast, and whether links stand out among words, are most of axe's time. They follow from what a
# text, what is behind it and the words around a link look like, so a text that looks as one of an
# earlier page did, on the same grounds, needs no second look. A ground that can't be seen through a
# style of its own is none: what an element is called says nothing but of the text's own, and of one
# that may stand elsewhere than in the flow. This marks what is new and gives back what it looks
# like.
MARK_THE_NEW = r"""known => {
  const seen = new Set(known), looks = [];
  const PLAIN = "rgba(0, 0, 0, 0)|none|1|none";
  const own = element => {
    const style = getComputedStyle(element);
    const ground = [style.backgroundColor, style.backgroundImage, style.opacity, style.filter];
    const placed = style.position !== "static" || style.float !== "none";
    if (placed) return [...ground, style.position, element.className].join("|");
    return ground.join("|") === PLAIN ? "" : ground.join("|");
  };
  const above = new Map();
  const surroundings = element => {
    if (!element) return "";
    if (!above.has(element)) {
      const ground = own(element), around = surroundings(element.parentElement);
      above.set(element, ground ? `${around}>${ground}` : around);
    }
    return above.get(element);
  };
  const digest = text => {
    let high = 0, low = 0;
    for (let at = 0; at < text.length; at++) {
      high = Math.imul(high ^ text.charCodeAt(at), 2654435761);
      low = Math.imul(low ^ text.charCodeAt(at), 1597334677);
    }
    return `${high >>> 0}.${low >>> 0}`;
  };
  const isText = node => node.nodeType === Node.TEXT_NODE && node.data.trim();
  const drawn = element => {
    const style = getComputedStyle(element);
    return [style.color, style.fontSize, style.fontWeight, style.fontStyle, style.fontFamily,
            style.textDecoration, style.borderBottom, style.textShadow].join("|");
  };
  const LINK = "a[href], [role=link]";
  const letters = element => element.textContent.replace(/\s/g, "").length;
  const around = link => {
    let block = link.parentElement;
    while (getComputedStyle(block).display.startsWith("inline")) block = block.parentElement;
    const others = [...block.querySelectorAll(LINK)];
    const isAmongWords = others.reduce((left, other) => left - letters(other), letters(block)) > 0;
    return `${drawn(block)}|${isAmongWords}`;
  };
  for (const element of document.querySelectorAll("body, body *")) {
    element.removeAttribute("data-is-new");
    const looked = `input, select, textarea, ${LINK}`;
    if (!element.matches(looked) && ![...element.childNodes].some(isText)) continue;
    if (!element.checkVisibility({visibilityProperty: true})) continue;
    const link = element.matches(LINK) ? around(element) : "";
    const words = [element.tagName, element.className, drawn(element), link].join("|");
    const look = digest(`${surroundings(element)} ${words}`);
    if (seen.has(look)) continue;
    seen.add(look);
    looks.push(look);
    element.setAttribute("data-is-new", "");
  }
  return looks;
}"""

WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def look(page: Page, width: int, scheme: str, check: str = ALL) -> list[str]:
    """What a check finds at a width, in the scheme "light" or "dark"."""
    show(page, width, scheme)
    return faults_of(page, width, scheme, check)


def look_at_each(page: Page, widths: Sequence[int]) -> list[str]:
    """What is wrong at each width in the light and in the dark.

    All rules are for the first; the others may be otherwise in layout and in contrast.
    """
    first, *others = [(width, scheme) for width in widths for scheme in ("light", "dark")]
    faults = look(page, *first)
    for width, scheme in others:
        faults += look(page, width, scheme, LAYOUT_AND_LOOKS)
    return faults


def faults_of(page: Page, width: int, scheme: str, check: str) -> list[str]:
    faults: list[str] = page.evaluate(check)
    return [f"{width} {scheme}: {fault}" for fault in faults]


def look_at_the_new(page: Page, width: int, scheme: str, check: str, known: set[str]) -> list[str]:
    """What a check without looks finds, and where colours are too near each other.

    Of that, what looks as nothing `known` does is looked at, and known then. Both at once take
    two thirds of the time of one after the other.
    """
    show(page, width, scheme)
    new: list[str] = page.evaluate(MARK_THE_NEW, sorted(known))
    known.update(new)
    return faults_of(page, width, scheme, WITH_LOOKS[check] if new else check)


def show(page: Page, width: int, scheme: str) -> None:
    """Have a page at a width, in a scheme, with what its scripts do about that done."""
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done)))")


def too_wide(page: Page, width: int) -> list[str]:
    """By how much a page scrolls sideways."""
    page.set_viewport_size({"width": width, "height": 900})
    over: int = page.evaluate(WIDE)
    return [f"{width}: {over}px too wide"] if over else []

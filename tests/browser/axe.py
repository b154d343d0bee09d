"""What axe-core sees of WCAG 2.2 AA on a page, and ways to have it look at nothing twice."""

from __future__ import annotations

from importlib.resources import files

from playwright.sync_api import Page

AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
_RULES = 'runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]'
_CHECK = """async () => {
  const options = {resultTypes: ["violations"], iframes: false, ...%s};
  const {violations} = await axe.run(%s, options);
  const shown = rule => rule.nodes.map(node => node.html.slice(0, 120)).join(" and ");
  return violations.map(rule => `${rule.id}: ${shown(rule)}`);
}"""
ALL = _CHECK % (f"{{{_RULES}}}", "document")
ALL_BUT_CONTRAST = _CHECK % (
    f'{{{_RULES}, rules: {{"color-contrast": {{enabled: false}}}}}}',
    "document",
)
LAYOUT = _CHECK % (
    """{preload: false, runOnly: [
      "aria-hidden-focus", "button-name", "label", "link-in-text-block", "link-name",
      "nested-interactive", "scrollable-region-focusable", "select-name", "target-size"]}""",
    "document",
)
"""What may be otherwise at another width or in the other scheme, but for contrast."""

CONTRAST_OF_THE_NEW = _CHECK % (
    '{preload: false, runOnly: ["color-contrast"]}',
    '{include: ["[data-is-new]"]}',
)

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

# Contrast is most of what axe's time goes to. It follows from what a text and what is behind it
# look like, so a text that looks as one of an earlier page did, in the same places inside each
# other, needs no second look. This marks what is new and gives back what it looks like.
MARK_THE_NEW = r"""known => {
  const seen = new Set(known), looks = [];
  const own = element => {
    const style = getComputedStyle(element);
    return [element.tagName, element.className, style.backgroundColor, style.backgroundImage,
            style.opacity, style.position, style.filter].join("|");
  };
  const above = new Map();
  const surroundings = element => {
    if (!element) return "";
    if (!above.has(element))
      above.set(element, `${surroundings(element.parentElement)}>${own(element)}`);
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
  for (const element of document.querySelectorAll("body, body *")) {
    element.removeAttribute("data-is-new");
    const fields = "input, select, textarea";
    if (!element.matches(fields) && ![...element.childNodes].some(isText)) continue;
    if (!element.checkVisibility({visibilityProperty: true})) continue;
    const style = getComputedStyle(element);
    const words = [style.color, style.fontSize, style.fontWeight, style.textShadow].join("|");
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
    faults: list[str] = page.evaluate(check)
    return [f"{width} {scheme}: {fault}" for fault in faults]


def look_at_the_new(page: Page, width: int, scheme: str, known: set[str]) -> list[str]:
    """Where the contrast is too low, of what looks as nothing `known` does; it is known then."""
    show(page, width, scheme)
    new: list[str] = page.evaluate(MARK_THE_NEW, sorted(known))
    known.update(new)
    return look(page, width, scheme, CONTRAST_OF_THE_NEW) if new else []


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

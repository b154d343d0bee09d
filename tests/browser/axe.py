"""What axe-core sees of WCAG 2.2 AA on a page, and ways to have it look at nothing twice."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files

from playwright.sync_api import Page

Look = tuple[int, str]
"""A width, and a scheme: "light" or "dark"."""

_SCRIPT = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
AXE = f"""{_SCRIPT}; axe.configure({{rules: [
  {{id: "target-size", selector: "[data-is-close]"}},
]}})"""
"""It looks at the size of nothing but what is marked as close to something else."""

# Whether a target is large enough, and far enough from others, is half of axe's time. It asks for
# 24 pixels: of what has them on both sides that it is under no other, of what is smaller that a
# circle so wide around its middle meets no other, nor another's circle. This marks the rest.
MARK_THE_CLOSE = r"""() => {
  const LEAST = 24 + 1;
  const TARGETS = "a, area, button, input, select, textarea, summary, "
    + "[role][tabindex]:not([role=region])";
  const of = target => {
    const box = target.getBoundingClientRect();
    const middle = {x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2};
    return {target, box, middle, isSmall: Math.min(box.width, box.height) < LEAST};
  };
  const overlap = (box, other) => box.left < other.right && other.left < box.right
    && box.top < other.bottom && other.top < box.bottom;
  const away = (at, other) => Math.hypot(at.x - other.x, at.y - other.y);
  const within = (at, box) => ({
    x: Math.max(box.left, Math.min(at.x, box.right)),
    y: Math.max(box.top, Math.min(at.y, box.bottom)),
  });
  const isTooNear = (one, other) => one.target !== other.target && (overlap(one.box, other.box)
    || one.isSmall && away(one.middle, within(one.middle, other.box)) < LEAST / 2
    || one.isSmall && other.isSmall && away(one.middle, other.middle) < LEAST);
  const shown = [...document.querySelectorAll(TARGETS)]
    .filter(target => target.checkVisibility({visibilityProperty: true})).map(of);
  for (const one of shown)
    one.target.toggleAttribute("data-is-close", shown.some(other => isTooNear(one, other)));
}"""
_RULES = 'runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]'
_CHECK = """async () => {
  (%s)();
  const options = {resultTypes: ["violations"], iframes: false, preload: false, ...%s};
  const {violations} = await axe.run(document, options);
  const shown = rule => rule.nodes.map(node => node.html.slice(0, 120)).join(" and ");
  return violations.map(rule => `${rule.id}: ${shown(rule)}`);
}"""
ALL = _CHECK % (MARK_THE_CLOSE, f"{{{_RULES}}}")
_NO_LOOKS = '{"color-contrast": {enabled: false}, "link-in-text-block": {enabled: false}}'
ALL_BUT_LOOKS = _CHECK % (MARK_THE_CLOSE, f"{{{_RULES}, rules: {_NO_LOOKS}}}")
_LAYOUT = (
    *("aria-hidden-focus", "button-name", "label", "link-name"),
    *("nested-interactive", "scrollable-region-focusable", "select-name", "target-size"),
)
LAYOUT = _CHECK % (MARK_THE_CLOSE, f"{{runOnly: {[*_LAYOUT]}}}")
"""What may be otherwise at another width or in the other scheme, but for what looks decide."""
LAYOUT_AND_LOOKS = _CHECK % (
    MARK_THE_CLOSE,
    f"{{runOnly: {[*_LAYOUT, 'color-contrast', 'link-in-text-block']}}}",
)
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
  for (const parent of document.querySelectorAll("body *")) {
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


def look_at_each(page: Page, looks: Sequence[Look]) -> list[str]:
    """What is wrong at each of some widths and schemes, on a page that lets axe in.

    All rules are for the first; the others may be otherwise in layout and in looks.
    """
    page.evaluate(AXE_FOR_THE_NEW)
    known: set[str] = set()
    checks = [ALL_BUT_LOOKS, *[LAYOUT] * (len(looks) - 1)]
    return [
        fault
        for (width, scheme), check in zip(looks, checks, strict=True)
        for fault in look_at_the_new(page, width, scheme, check, known)
    ]


def at_each(*widths: int) -> list[Look]:
    """Each width in the light and in the dark."""
    return [(width, scheme) for width in widths for scheme in ("light", "dark")]


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

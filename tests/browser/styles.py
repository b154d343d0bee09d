"""Which selectors of the theme's styles a site's lack, and whether one of them meets an element."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from playwright.sync_api import Page

from macros.site.own_theme import THEME

OURS = THEME / "assets"
MATERIALS = Path(str(files("material"))) / "templates/assets/stylesheets"

# The browser reads both, so that they differ in nothing but what is missing. What an element is at
# times only, such as pointed at, is left out of a selector: so it meets whatever it may ever meet.
# Rules that set nothing but custom properties draw nothing.
_MISSING = r"""([whole, sent]) => {
  const read = text => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    return sheet.cssRules;
  };
  const isDrawn = rule => [...rule.style ?? []].some(name => !name.startsWith("--"));
  const parts = text => text.split(/,(?![^(]*\))/).map(part => part.trim()).filter(Boolean);
  const selectors = rules => [...rules].flatMap(rule => rule.cssRules?.length
    ? selectors(rule.cssRules)
    : parts(isDrawn(rule) && rule.selectorText || ""));
  const left = new Set(selectors(read(sent)));
  const missing = selectors(read(whole)).filter(selector => !left.has(selector));
  const always = missing.map(selector => selector.replace(/::?(?!root)[a-z-]+(?![a-z(-])/g, ""));
  return [...new Set(always)].filter(selector => CSS.supports(`selector(${selector})`));
}"""

# Those of these selectors that meet something. To ask for all at once takes a fifth of the time.
_MEETING = """selectors => document.querySelector(selectors.join()) === null
  ? [] : selectors.filter(selector => document.querySelector(selector))"""


def missing(page: Page, site: Path) -> list[str]:
    """The selectors of the theme's styles that those of the site in this folder lack."""
    sent = sorted(site.glob("assets*/*.css")) + sorted(site.glob("assets*/stylesheets/*.css"))
    whole = [
        (MATERIALS if path.parent.name == "stylesheets" else OURS) / path.name for path in sent
    ]
    selectors: list[str] = page.evaluate(_MISSING, [_text(whole), _text(sent)])
    return selectors


def _text(paths: list[Path]) -> str:
    return "\n".join(path.read_text("utf-8") for path in paths)


def meeting(page: Page, selectors: list[str]) -> list[str]:
    """Those of them that an element of the page goes by."""
    met: list[str] = page.evaluate(_MEETING, selectors)
    return met

"""Drawings of numbers: what Vega-Lite is told becomes an SVG that reads in light and dark.

Nothing is fetched, and the letters are measured with a font that the library brings: the same
numbers give the same drawing on every machine.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from importlib.metadata import version
from typing import Any

import vl_convert
from lxml import etree
from markupsafe import Markup

Spec = Mapping[str, Any]
"""A drawing in Vega-Lite's words: https://vega.github.io/vega-lite/docs/spec.html"""

VEGA_LITE = "6.4"

DRAWN_BY = f"vl-convert {version('vl-convert-python')}, Vega-Lite {VEGA_LITE}"
"""All that a drawing rests on beside its specification, fonts among it."""

FONT = "Liberation Sans"
"""The font that letters are measured with: vl-convert brings it along."""

CONFIG: Spec = {
    "background": None,
    "font": FONT,
    "view": {"stroke": None},
    "axis": {
        "labelFontSize": 13, "grid": False,
    },
    "legend": {
        "labelColor": "var(--kim-ink)",
        "labelFontSize": 13, "labelLimit": 280, "offset": 6,
        "orient": "top", "direction": "horizontal", "columns": 2, "symbolType": "square",
    },
    "text": {"fontSize": 13},
}  # fmt: skip
"""How every drawing looks. Colours are names of ours, which the style sheet sets."""

_DROPPED = ("role", "aria-roledescription", "aria-label", "aria-hidden", "font-family", "style")
"""What the drawing as a whole says once, and what the style sheet sets."""


def draw(spec: Spec, anchor: str, title: str, description: str) -> Markup:
    """An SVG with a title and a description, for the page itself."""
    svg = etree.fromstring(_drawn(json.dumps({**spec, "config": CONFIG})))
    for element in svg.iter():
        for name in _DROPPED:
            element.attrib.pop(name, None)
    names = [f"{anchor}-title", f"{anchor}-description"]
    svg.attrib.update({"role": "img", "aria-labelledby": " ".join(names)})
    for place, (tag, id_, words) in enumerate(
        zip(("title", "desc"), names, (title, description), strict=True)
    ):
        child = etree.Element(tag, id=id_)
        child.text = words
        svg.insert(place, child)
    html = etree.tostring(svg, encoding="unicode")
    return Markup(html)  # noqa: S704 - made and written by two libraries that escape


@lru_cache(maxsize=256)
def _drawn(spec: str) -> bytes:
    """What is drawn of a whole specification. `kim serve` asks for the same again and again."""
    return _draws.get()(spec)


def by_library(spec: str) -> bytes:
    """What the library draws, which takes a tenth of a second."""
    text: str = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[], vl_version=VEGA_LITE)
    return text.encode()


_draws: ContextVar[Callable[[str], bytes]] = ContextVar("draws", default=by_library)


@contextmanager
def drawing_with(drawer: Callable[[str], bytes]) -> Iterator[None]:
    """Somebody else draws meanwhile, who has drawings that `by_library` made of the same before."""
    before = _draws.set(drawer)
    try:
        yield
    finally:
        _draws.reset(before)

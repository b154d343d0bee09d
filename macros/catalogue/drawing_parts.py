"""What a public drawing may consist of: elements, attributes, and what their values may be.

From the chapters of SVG 2 on shapes, text, paint and structure. Whatever isn't on these lists is
left out where it doesn't draw, and otherwise stops the file: `drawings` says which.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
XML = "http://www.w3.org/XML/1998/namespace"

SHAPES = frozenset(("path", "rect", "circle", "ellipse", "line", "polyline", "polygon"))
WORDS = frozenset(("text", "tspan"))
PAINT = frozenset(("linearGradient", "radialGradient", "stop", "pattern"))
HOLDERS = frozenset(("svg", "g", "defs", "symbol", "use", "clipPath", "mask", "marker"))
ELEMENTS = SHAPES | WORDS | PAINT | HOLDERS

UNSEEN = {"metadata": "metadata", "title": "a title", "desc": "a description"}
"""What a picture in a page shows to nobody; the page or the record describes it, in 'alt'."""

EDITORS = (
    "http://www.inkscape.org/",
    "http://sodipodi.sourceforge.net/",
    "http://ns.adobe.com/",
    "http://www.bohemiancoding.com/sketch/",
    "http://www.serif.com/",
    "http://www.figma.com/",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://creativecommons.org/ns#",
    "http://web.resource.org/cc/",
    "http://purl.org/dc/",
)
"""How the names begin under which drawing programs keep what is theirs."""

_NUMBER = r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?"
_LENGTH = rf"{_NUMBER}(?:px|pt|pc|em|ex|mm|cm|in|%)?"
_LENGTHS = rf"{_LENGTH}(?:[\s,]+{_LENGTH})*"
_LOCAL = r"url\(\s*['\"]?#[\w.-]+['\"]?\s*\)"
_COLOUR = (
    r"#[0-9a-fA-F]{3,8}|[a-zA-Z]{3,20}"
    rf"|(?:rgb|rgba|hsl|hsla)\(\s*{_LENGTH}(?:[\s,/]+{_LENGTH}){{2,3}}\s*\)"
)
_STEP = rf"(?:matrix|translate|scale|rotate|skewX|skewY)\(\s*{_LENGTHS}\s*\)"
_WORD = r"[a-zA-Z-]{1,24}"


def _form(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII)


LENGTHS = _form(_LENGTHS)
POINTS = _form(r"[\d\s,.eE+-]*")
PATH = _form(r"[MmLlHhVvCcSsQqTtAaZzEe\d\s,.+-]*")
COLOURS = _form(rf"(?:{_LOCAL}\s*)?(?:{_COLOUR})?")
TRANSFORM = _form(rf"{_STEP}(?:[\s,]*{_STEP})*")
WORD = _form(rf"{_WORD}(?:\s+{_WORD}){{0,2}}|{_LENGTHS}")
REFERENCE = _form(rf"none|{_LOCAL}")
FONT = _form(r"[\w\s,'\"-]{1,120}")
PLACE = _form(r"#[\w.-]+")
NAME = _form(r"[\w.-]+")

ATTRIBUTES: Mapping[str, re.Pattern[str]] = {
    "d": PATH,
    "points": POINTS,
    **dict.fromkeys(("viewBox", "x", "y", "width", "height", "rx", "ry", "r"), LENGTHS),
    **dict.fromkeys(("cx", "cy", "x1", "y1", "x2", "y2", "fx", "fy", "fr", "dx", "dy"), LENGTHS),
    **dict.fromkeys(("offset", "pathLength", "textLength", "rotate"), LENGTHS),
    **dict.fromkeys(("refX", "refY", "markerWidth", "markerHeight"), LENGTHS),
    **dict.fromkeys(("opacity", "fill-opacity", "stroke-opacity", "stop-opacity"), LENGTHS),
    **dict.fromkeys(("stroke-width", "stroke-miterlimit", "stroke-dashoffset"), LENGTHS),
    **dict.fromkeys(("fill", "stroke", "stop-color", "color"), COLOURS),
    **dict.fromkeys(("transform", "gradientTransform", "patternTransform"), TRANSFORM),
    **dict.fromkeys(("clip-path", "mask"), REFERENCE),
    **dict.fromkeys(("marker", "marker-start", "marker-mid", "marker-end"), REFERENCE),
    **dict.fromkeys(("stroke-linecap", "stroke-linejoin", "stroke-dasharray"), WORD),
    **dict.fromkeys(("fill-rule", "clip-rule", "preserveAspectRatio", "paint-order"), WORD),
    **dict.fromkeys(("gradientUnits", "spreadMethod", "patternUnits", "clipPathUnits"), WORD),
    **dict.fromkeys(("patternContentUnits", "maskUnits", "maskContentUnits"), WORD),
    **dict.fromkeys(("markerUnits", "orient", "overflow", "shape-rendering"), WORD),
    **dict.fromkeys(("text-anchor", "dominant-baseline", "lengthAdjust", "mix-blend-mode"), WORD),
    **dict.fromkeys(("font-size", "font-weight", "font-style", "letter-spacing"), WORD),
    "vector-effect": WORD,
    "font-family": FONT,
    "id": NAME,
}
"""What each attribute may say, as an attribute and as a property in `style`."""

SILENT = frozenset(
    {
        *("version", "baseProfile", "enable-background", "style", "isolation"),
        *("visibility", "display", "font-variant", "font-stretch", "text-decoration"),
    }
)
"""Attributes that are left out without a word: they say nothing, or have been acted on."""


def is_editors(namespace: str) -> bool:
    """Whether a drawing program keeps under this name what draws nothing."""
    return namespace.startswith(EDITORS)

"""A picture of a part of the screen, with what is marked in it outlined, as a small file."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import FloatRect, Locator

from tests.pictures import WIDTH, Take, told

SCALE = 1.5
"""Dots for each CSS pixel: letters stay clear on a good screen, and the file small."""

COLOURS = 64
MOST = 40 * 1024
"""Bytes of a picture."""

_AROUND = 16  # CSS pixels between a part and the edge of its picture

# A line with another round it: seen on any ground, and by whoever sees no colours.
_MARKED = """element => {
  element.style.outline = "4px solid #b3005e";
  element.style.outlineOffset = "2px";
  element.style.boxShadow = "0 0 0 8px #fff";
  element.style.borderRadius = "2px";
}"""
_UNMARKED = """element => {
  for (const name of ["outline", "outlineOffset", "boxShadow", "borderRadius"])
    element.style[name] = "";
}"""


def drawer(pictures: Path, shown: Path) -> Take:
    """Writes each picture into one folder, and what it shows in words into the other.

    It raises ValueError where a picture is too heavy.
    """

    def draw(name: str, parts: Sequence[Locator], marked: Sequence[Locator]) -> None:
        page = parts[0].page
        page.evaluate("document.activeElement?.blur()")
        with _outlined(marked):
            shot = page.screenshot(full_page=True, clip=_frame(parts), animations="disabled")
        content = _packed(shot)
        if len(content) > MOST:
            raise ValueError(f"{name} has {len(content)} bytes; {MOST} is the most.")
        (pictures / f"{name}.webp").write_bytes(content)
        (shown / f"{name}.txt").write_text(told(parts), "utf-8")

    return draw


@contextmanager
def _outlined(marked: Sequence[Locator]) -> Iterator[None]:
    for place in marked:
        place.evaluate(_MARKED)
    yield
    for place in marked:
        place.evaluate(_UNMARKED)


def _frame(parts: Sequence[Locator]) -> FloatRect:
    """From the top of the highest part to the foot of the lowest, as wide as the window."""
    boxes = [box for part in parts if (box := part.bounding_box())]
    scrolled = parts[0].page.evaluate("scrollY")
    top = min(box["y"] for box in boxes) + scrolled - _AROUND
    foot = max(box["y"] + box["height"] for box in boxes) + scrolled + _AROUND
    return FloatRect(x=0, y=top, width=WIDTH, height=foot - top)


def _packed(shot: bytes) -> bytes:
    with Image.open(io.BytesIO(shot)) as picture:
        few = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).convert("RGB")
    packed = io.BytesIO()
    few.save(packed, "WEBP", lossless=True, quality=100, method=6)
    return packed.getvalue()

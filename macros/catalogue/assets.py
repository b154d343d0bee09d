"""Files that would be published beside the pages: which kinds there are, and each made anew.

A file is known by its bytes, and its name has to say the same. Nothing is published as it lies
there: `rasters` and `drawings` make it anew from what they know, or say why that can't be.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import PurePath

from macros.catalogue import drawings, open_tables, rasters
from macros.catalogue.picture_parts import NEEDED, RasterKind, carried, parts
from macros.catalogue.remade import FileFault, Remade
from macros.model.text import both, printable

OFFICE = (
    *(".doc", ".docx", ".odt", ".rtf", ".pdf"),
    *(".xls", ".xlsx", ".ods"),
    *(".ppt", ".pptx", ".odp"),
    *(".msg", ".eml", ".zip"),
)
"""Files that carry authors, comments, older versions or other files inside them."""

DRAWING = ".svg"
RASTERS: Mapping[str, RasterKind] = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG"}

PICTURES = frozenset((DRAWING, *RASTERS))
"""The endings of pictures that can be published beside the pages. Tables can be too."""

REMADE = PICTURES | {open_tables.ENDING}
"""The endings of all that is made anew beside the pages."""

LARGEST = 20 * 1024 * 1024

_KINDS: Sequence[tuple[re.Pattern[bytes], str]] = [
    (re.compile(pattern, re.DOTALL | re.IGNORECASE), name)
    for pattern, name in (
        (rb"\x89PNG\r\n\x1a\n", "a PNG"),
        (rb"\xff\xd8\xff", "a JPEG"),
        (rb"GIF8", "a GIF"),
        (rb"RIFF....WEBP", "a WebP picture"),
        (rb"....ftyp(?:avif|avis)", "an AVIF picture"),
        (rb"....ftyp(?:hei|hev|mif|msf)", "a HEIC picture, as telephones take"),
        (rb"\0\0\0\x0cJXL |\xff\x0a", "a JPEG XL picture"),
        (rb"\0\0\0\x0cjP  ", "a JPEG 2000 picture"),
        (rb"\0\0[\1\2]\0", "an ICO"),
        (rb"II\*\0|MM\0\*", "a TIFF"),
        (rb"BM....\0\0\0\0", "a BMP"),
        (rb"\s*%PDF", "a PDF"),
        (rb"PK\x03\x04", "a ZIP, or a document of an office program"),
        (rb"\x1f\x8b", "packed (gzip)"),
        (rb"MZ|\x7fELF", "a program"),
        (rb"\s*<(?:!doctype html|html|head|body|script|iframe)", "a page (HTML)"),
        (rb".{0,999}?<(?:\w{1,20}:)?svg\b", "an SVG"),
        (rb".{0,999}?<(?:!doctype html|html|head|body|script)", "a page (HTML)"),
    )
]
"""What files start with. It serves our sentences: whether one is read, its own reader decides."""

_ENDINGS = {"a PNG": (".png",), "a JPEG": (".jpg", ".jpeg"), "an SVG": (".svg",)}
_NO_PICTURES = frozenset(
    ("a PDF", "a ZIP, or a document of an office program", "a program", "a page (HTML)")
)


def remade(file: PurePath, content: bytes) -> Remade | FileFault:
    """A file made anew for the public, or why it can't be published."""
    kind = file.suffix.lower()
    if file.name.startswith("."):
        message = f"'{printable(file.name)}' is hidden, and would be published all the same or lost"
        return FileFault(f"{message} without a word.", "Delete it.")
    if kind in OFFICE:
        message = f"A '{kind}' file can carry authors, comments and older text that nobody sees."
        return FileFault(message, "Write it as a page or a record; the site prints well.")
    if kind == open_tables.ENDING:
        return _misnamed(file, content, kind) or open_tables.made_anew(content)
    if kind not in PICTURES:
        message = f"A '{printable(kind or file.name)}' file can't be published."
        return FileFault(
            message, "Use pages (.md), drawings (.svg), pictures (.png, .jpg) and tables (.csv)."
        )
    if kind == DRAWING:
        return _misnamed(file, content, kind) or drawings.made_anew(content)
    return _misnamed(file, content, kind) or _picture(content, RASTERS[kind])


def unclean(file: PurePath, content: bytes) -> str:
    """What a file of a finished site carries that those made anew don't; '' for nothing."""
    kind = file.suffix.lower()
    if kind == open_tables.ENDING:
        table = open_tables.made_anew(content)
        return table.message if isinstance(table, FileFault) else both(table.left_out)
    if kind in RASTERS:
        return both([name for name in parts(content, RASTERS[kind]) if name not in NEEDED])
    drawing = drawings.made_anew(content)
    return drawing.message if isinstance(drawing, FileFault) else both(drawing.left_out)


def _misnamed(file: PurePath, content: bytes, kind: str) -> FileFault | None:
    """A file whose bytes are of another kind than its name says."""
    actual = next((name for start, name in _KINDS if start.match(content)), "")
    if not actual or kind in _ENDINGS.get(actual, ()):
        return None
    message = f"Its name ends in '{printable(file.suffix)}', and by its bytes it is {actual}."
    if actual in _ENDINGS:
        return FileFault(message, f"Name it '{printable(file.stem)}{_ENDINGS[actual][0]}'.")
    if actual in _NO_PICTURES:
        return FileFault(message, "Write it as a page or a record, if it belongs here.")
    return FileFault(message, "Open it in a drawing program, and save it as PNG or JPEG.")


@lru_cache(maxsize=64)  # `kim serve` makes none of them anew that nobody touched
def _picture(content: bytes, kind: RasterKind) -> Remade | FileFault:
    """A picture of dots, made anew."""
    if len(content) > LARGEST:
        message = f"The picture has {len(content) // 1024 // 1024} MB, too much for a page."
        return FileFault(message, rasters.TOO_LARGE.hint)
    if kind == "PNG" and "acTL" in parts(content, kind):
        message = "The picture moves, which nobody who reads beside it can stop."
        return FileFault(message, "Save one picture of it as PNG (WCAG 2.2.2).")
    new = rasters.made_anew(content, kind)
    if isinstance(new, FileFault):
        return new
    place = ["the place where it was taken (GPS)"] if rasters.knows_where(content, kind) else []
    return Remade(new, (*place, *carried(content, kind)))

"""What a file beside the pages carries that nobody sees, and whether it is an evidence pack."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import PurePath
from typing import NamedTuple

SUMS, FACTS = "MANIFEST.sha256", "manifest.json"
"""The two files by which an evidence pack is known."""

_SIGNS_OF_A_PACK = (b"PK\x03\x04", SUMS.encode(), FACTS.encode())
"""What the bytes of a ZIP with those two files hold, wherever it is cut."""

OFFICE = (
    *(".doc", ".docx", ".odt", ".rtf", ".pdf"),
    *(".xls", ".xlsx", ".ods"),
    *(".ppt", ".pptx", ".odp"),
    *(".msg", ".eml", ".zip"),
)
"""Files that carry authors, comments, older versions or other files inside them."""

_PNG_TEXT = re.compile(rb"tEXt|zTXt|iTXt|eXIf|tIME")
_SVG_HIDDEN = re.compile(
    rb"<!--|<metadata|<script|<foreignObject|<!DOCTYPE|<!ENTITY|<\?xpacket"
    rb"|\son[a-z]+\s*=|javascript:|data:|inkscape:|sodipodi:",
    re.IGNORECASE,
)


class FileFault(NamedTuple):
    """Why a file can't be published, and what would be right."""

    message: str
    hint: str


def fault(file: PurePath, content: bytes) -> FileFault | None:
    """Why a file can't be published, if it can't."""
    kind = file.suffix.lower()
    if file.name.startswith("."):
        message = f"'{file.name}' is hidden, and would be published all the same or lost without a"
        return FileFault(f"{message} word.", "Delete it.")
    if kind in OFFICE:
        message = f"A '{kind}' file can carry authors, comments and older text that nobody sees."
        return FileFault(message, "Write it as a page or a record; the site prints well.")
    if kind in _PICTURES:
        return _PICTURES[kind](content)
    message = f"A '{kind or file.name}' file can't be published."
    return FileFault(message, "Use pages (.md), drawings (.svg) and pictures (.png, .jpg).")


def _in_drawing(content: bytes) -> FileFault | None:
    """What a drawing program or a script leaves in an SVG."""
    hidden = _SVG_HIDDEN.search(content)
    if hidden is None:
        return None
    words = hidden[0].decode("utf-8", "replace").strip()
    plain = "Save it as a plain SVG, and take out comments, scripts and what the drawing program"
    return FileFault(
        f"The picture holds '{words}', which a picture needs not have.", f"{plain} added."
    )


def _in_image(content: bytes) -> FileFault | None:
    """Texts and dates in a PNG."""
    if not _PNG_TEXT.search(content):
        return None
    message = "The picture carries text or a date that nobody sees."
    return FileFault(message, "Save it again without metadata.")


def _in_photo(content: bytes) -> FileFault | None:
    """EXIF, XMP, Photoshop data or a comment in a JPEG (markers APP1, APP13, COM)."""
    at = 2
    while at + 4 <= len(content) and content[at] == 0xFF and content[at + 1] != 0xDA:
        if content[at + 1] in (0xE1, 0xED, 0xFE):
            message = "The photo carries data on where, when or with what it was taken."
            return FileFault(message, "Save it again without metadata (EXIF, XMP).")
        at += 2 + int.from_bytes(content[at + 2 : at + 4])
    return None


_PICTURES: Mapping[str, Callable[[bytes], FileFault | None]] = {
    ".svg": _in_drawing,
    ".png": _in_image,
    ".jpg": _in_photo,
    ".jpeg": _in_photo,
}
"""Kinds of pictures, and what finds in each what nobody sees."""


def is_pack(content: bytes) -> bool:
    """Whether these bytes are an evidence pack, whatever the file is called.

    By the names inside: a ZIP names its files at its end and before each, and either will do here,
    so that a pack that is cut short counts too.
    """
    if {SUMS, FACTS} <= {name.rpartition("/")[2] for name in _names_in(content)}:
        return True
    return all(sign in content for sign in _SIGNS_OF_A_PACK)


def _names_in(content: bytes) -> list[str]:
    """The names of the files in a ZIP; none where it isn't one that can be read."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return []
    try:
        return zipfile.ZipFile(io.BytesIO(content)).namelist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return []

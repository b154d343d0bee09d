"""The files beside the pages: on the public site only kinds that can't carry what nobody sees, on neither an evidence pack."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from macros.model import Problem

SUMS, FACTS = "MANIFEST.sha256", "manifest.json"
"""The two files by which an evidence pack is known."""

OFFICE = (
    ".doc",
    ".docx",
    ".xls",
    ".xlsx",
    ".ppt",
    ".pptx",
    ".odt",
    ".ods",
    ".odp",
    ".msg",
    ".eml",
    ".rtf",
    ".pdf",
    ".zip",
)
"""Files that carry authors, comments, older versions or other files inside them."""

_PNG_TEXT = re.compile(rb"tEXt|zTXt|iTXt|eXIf|tIME")
_SVG_HIDDEN = re.compile(
    rb"<!--|<metadata|<script|<foreignObject|<!DOCTYPE|<!ENTITY|<\?xpacket|\son[a-z]+\s*=|javascript:|data:|inkscape:|sodipodi:",
    re.IGNORECASE,
)


def check_files(root: Path) -> Iterator[Problem]:
    """Every file under docs/ that is an evidence pack, and every other under docs/public that can't be published."""
    for path in sorted((root / "docs").rglob("*")):
        if path.is_file() and not path.is_symlink() and is_pack(path.read_bytes()):
            message = "This is an evidence pack: it holds records for staff and the whole history, with everybody's names."
            hint = "Take it out of docs/, and out of Git if it was committed. A pack is handed over, never published."
            yield Problem(
                path.relative_to(root).as_posix(), 1, 1, "", "evidence-pack", "error", message, hint
            )
    for path in sorted((root / "docs" / "public").rglob("*")):
        if path.is_file() and path.suffix != ".md" and not path.is_symlink():
            file = path.relative_to(root).as_posix()
            for message, hint in _faults(path):
                yield Problem(file, 1, 1, "", "public-file", "error", message, hint)


def _faults(path: Path) -> Iterator[tuple[str, str]]:
    kind = path.suffix.lower()
    if path.name.startswith("."):
        yield (
            f"'{path.name}' is hidden, and would be published all the same or lost without a word.",
            "Delete it.",
        )
    elif kind in OFFICE:
        yield (
            f"A '{kind}' file can carry authors, comments and older text that nobody sees.",
            "Write it as a page or a record; the site prints well.",
        )
    elif kind == ".svg":
        if found := _SVG_HIDDEN.search(path.read_bytes()):
            yield (
                f"The picture holds '{found[0].decode('utf-8', 'replace').strip()}', which a picture needs not have.",
                "Save it as a plain SVG, and take out comments, scripts and what the drawing program added.",
            )
    elif kind == ".png":
        if _PNG_TEXT.search(path.read_bytes()):
            yield (
                "The picture carries text or a date that nobody sees.",
                "Save it again without metadata.",
            )
    elif kind in (".jpg", ".jpeg"):
        if _carries_metadata(path.read_bytes()):
            yield (
                "The photo carries data on where, when or with what it was taken.",
                "Save it again without metadata (EXIF, XMP).",
            )
    else:
        yield (
            f"A '{kind or path.name}' file can't be published.",
            "Use pages (.md), drawings (.svg) and pictures (.png, .jpg).",
        )


def _carries_metadata(content: bytes) -> bool:
    """Whether a JPEG holds EXIF, XMP, Photoshop data or a comment (markers APP1, APP13, COM)."""
    at = 2
    while at + 4 <= len(content) and content[at] == 0xFF and content[at + 1] != 0xDA:
        if content[at + 1] in (0xE1, 0xED, 0xFE):
            return True
        at += 2 + int.from_bytes(content[at + 2 : at + 4])
    return False


def is_pack(content: bytes) -> bool:
    """Whether these bytes are an evidence pack, whatever the file is called.

    By the names inside: a ZIP names its files at its end and before each, and either will do here, so that
    a pack that is cut short counts too.
    """
    if zipfile.is_zipfile(io.BytesIO(content)):
        try:
            names = set(zipfile.ZipFile(io.BytesIO(content)).namelist())
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
            names = set()
        if {SUMS, FACTS} <= {name.rpartition("/")[2] for name in names}:
            return True
    return b"PK\x03\x04" in content and SUMS.encode() in content and FACTS.encode() in content

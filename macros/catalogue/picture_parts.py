"""Of which parts a PNG or a JPEG consists, and whether bytes lie behind its end.

Pillow makes pictures anew, in `rasters`. This reads without it, so that the guard over a finished
site doesn't rest on the word of what made its pictures. Formats: PNG (third edition), JPEG
(ITU-T T.81, annex B).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal, TypeAlias

RasterKind: TypeAlias = Literal["PNG", "JPEG"]

BEHIND = "bytes behind its end"
CUT = "no end"

NEEDED = frozenset(
    {
        *("IHDR", "PLTE", "tRNS", "IDAT", "IEND"),
        *("JFIF", "quantisation", "frame", "Huffman", "restart", "scan", "end"),
    }
)
"""The parts without which dots can't be shown; a picture that was made anew has no others."""

HARMLESS = frozenset(
    {
        *("pHYs", "gAMA", "cHRM", "sRGB", "cICP", "iCCP", "bKGD", "sBIT", "hIST"),
        *("ICC_PROFILE", "Adobe"),
    }
)
"""How colours are meant: left out without a word."""

WORDS: Mapping[str, str] = {
    **dict.fromkeys(("tEXt", "zTXt", "iTXt"), "text that nobody sees"),
    **dict.fromkeys(("eXIf", "Exif"), "EXIF data on when and with what it was taken"),
    "http://ns.adobe.com/xap/1.0/": "XMP data on who made it and with what",
    **dict.fromkeys(("caBX", "JP"), "content credentials (C2PA)"),
    "tIME": "the time of its last change",
    "Photoshop 3.0": "what Photoshop noted",
    "COM": "a comment",
    "MPF": "more pictures behind the first",
    "JFXX": "a small copy of itself",
    BEHIND: BEHIND,
}
"""What a part is in words; any other is called by its name."""

_PNG_START = b"\x89PNG\r\n\x1a\n"
_END, _SCAN, _COMMENT = 0xD9, 0xDA, 0xFE
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_SEGMENTS: Mapping[int, str] = {
    **dict.fromkeys(_FRAMES, "frame"),
    0xC4: "Huffman",
    0xDB: "quantisation",
    0xDD: "restart",
    _SCAN: "scan",
    _COMMENT: "COM",
}
_AFTER_SCAN = re.compile(rb"\xff(?![\x00\xff\xd0-\xd7])")


def parts(content: bytes, kind: RasterKind) -> Sequence[str]:
    """The names of a picture's parts; BEHIND or CUT comes last where its file ends elsewhere."""
    return list(_READERS[kind](content))


def carried(content: bytes, kind: RasterKind) -> Sequence[str]:
    """What a picture carries besides its dots, in words, each once."""
    extra = [name for name in parts(content, kind) if name not in NEEDED | HARMLESS | {CUT}]
    return list(dict.fromkeys(WORDS.get(name, f"a part called '{name}'") for name in extra))


def _png(content: bytes) -> Iterator[str]:
    at = len(_PNG_START)
    while at + 8 <= len(content):
        length, kind = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8]
        yield _plain(kind)
        at += 12 + length
        if kind == b"IEND":
            if at < len(content):
                yield BEHIND
            return
    yield CUT


def _jpeg(content: bytes) -> Iterator[str]:
    at = 2
    while content[at : at + 1] == b"\xff" and at + 1 < len(content):
        kind = content[at + 1]
        if kind == 0xFF:  # a byte to fill up
            at += 1
            continue
        if kind == _END:
            yield "end"
            if at + 2 < len(content):
                yield BEHIND
            return
        after = at + 2 + int.from_bytes(content[at + 2 : at + 4])
        yield _segment(kind, content[at + 4 : after])
        at = _scanned(content, after) if kind == _SCAN else after
    yield CUT


def _scanned(content: bytes, at: int) -> int:
    """Where the next segment starts, behind the dots of a scan."""
    marker = _AFTER_SCAN.search(content, at)
    return marker.start() if marker else len(content)


def _segment(kind: int, data: bytes) -> str:
    """What a segment is; one that a program added is called as it calls itself."""
    if kind in _SEGMENTS:
        return _SEGMENTS[kind]
    if not 0xE0 <= kind <= 0xEF:
        return f"FF{kind:02X}"
    name = _plain(data.partition(b"\0")[0][:40])
    if name == "JFIF" and len(data) != 14:
        return "JFXX"  # the older way to add a small copy
    return "Adobe" if name.startswith("Adobe") else name or f"APP{kind - 0xE0}"


def _plain(name: bytes) -> str:
    """A name that can be printed, whatever it is made of."""
    return "".join(chr(byte) if 0x20 < byte < 0x7F else "?" for byte in name)


_READERS: Mapping[RasterKind, Callable[[bytes], Iterator[str]]] = {"PNG": _png, "JPEG": _jpeg}

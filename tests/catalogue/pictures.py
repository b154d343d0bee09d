"""Pictures as cameras, programs and inspectors leave them, made when they are needed."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

PRIVATE = b"Flat 3, Nightingale House"
"""What must be in no file that is published."""


def dots(mode: str = "RGB", size: tuple[int, int] = (40, 20)) -> Image.Image:
    """A picture that is dark on the left and light on the right."""
    grey = Image.linear_gradient("L").rotate(90).resize(size)
    return grey.convert(mode)


def saved(picture: Image.Image, kind: str, **settings: object) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **settings)
    return file.getvalue()


def png(mode: str = "RGB") -> bytes:
    return saved(dots(mode), "PNG")


def jpeg(mode: str = "RGB") -> bytes:
    return saved(dots(mode), "JPEG", quality=95)


def exif(*, turned: int = 1, place: bool = False) -> Image.Exif:
    """What a telephone writes: what it is, how it was held, and where it was."""
    data = Image.Exif()
    data[Base.Artist] = PRIVATE.decode()
    data[Base.Orientation] = turned
    if place:
        data.get_ifd(IFD.GPSInfo)[GPS.GPSLatitude] = (53.0, 22.0, 51.0)
    return data


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def with_chunk(name: bytes, data: bytes) -> bytes:
    """A PNG with one more chunk before its dots."""
    content = png()
    at = content.index(b"IDAT") - 4
    return content[:at] + chunk(name, data) + content[at:]


def with_segment(marker: int, data: bytes) -> bytes:
    """A JPEG with one more segment before its tables."""
    content = jpeg()
    return content[:2] + struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data + content[2:]


def claiming(width: int, height: int) -> bytes:
    """A PNG of few bytes that claims to be of this size."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
    return b"\x89PNG\r\n\x1a\n" + data + chunk(b"IEND", b"")

"""Pictures made of dots, made anew: every dot is read and written again, and nothing else.

Alone in knowing Pillow, beside `picture_words`. Readers of untrusted pictures are advised to keep
it to the formats that they need, up to a size that they name. `picture_parts` says what a picture
carried besides.
"""

from __future__ import annotations

import io
import struct
import warnings
import zlib

from PIL import ExifTags, Image, ImageOps
from PIL import WebPImagePlugin as _  # noqa: F401 - without it Pillow loads every format it knows

from macros.catalogue.picture_parts import RasterKind
from macros.catalogue.remade import FileFault

MOST_DOTS = 25_000_000
"""A picture of 5,000 by 5,000 dots fills any screen; a small file can claim many times that."""

QUALITY = 90
"""Of a JPEG. A copy at this quality can't be told from the original by eye."""

BROKEN = (
    *(OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error),
    *(IndexError, KeyError, TypeError, ArithmeticError, MemoryError, RuntimeError),
)
"""What Pillow raises of files that are damaged, or made to look so."""


TOO_LARGE = FileFault(
    f"The picture has, or claims to have, more than {MOST_DOTS // 1_000_000} million dots.",
    "Make it smaller: 2,000 dots from side to side are plenty for a page.",
)
UNREADABLE = FileFault(
    "The picture can't be read to its end: it is damaged, or not all of it is there.",
    "Open it in a drawing program, and save it again as PNG or JPEG.",
)


def made_anew(content: bytes, kind: RasterKind) -> bytes | FileFault:
    """The same dots in a new file, the right way up. The same bytes come each time."""
    with warnings.catch_warnings():  # Pillow warns of large and of odd pictures; we refuse or mend
        warnings.simplefilter("ignore")
        try:
            picture = Image.open(io.BytesIO(content), formats=(kind,))
            if picture.width * picture.height > MOST_DOTS:
                return TOO_LARGE
            picture.load()
            return _written(_dots(ImageOps.exif_transpose(picture), kind), kind)
        except Image.DecompressionBombError:
            return TOO_LARGE
        except BROKEN:
            return UNREADABLE


def size(content: bytes) -> tuple[int, int] | None:
    """The width and the height of a picture in dots; None where it isn't made of any."""
    try:
        with Image.open(io.BytesIO(content), formats=("PNG", "JPEG", "WEBP")) as picture:
            return picture.size
    except (*BROKEN, Image.DecompressionBombError):
        return None


def knows_where(content: bytes, kind: RasterKind) -> bool:
    """Whether a picture says where it was taken: EXIF has a place for that (GPS)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            exif = Image.open(io.BytesIO(content), formats=(kind,)).getexif()
            return bool(exif.get_ifd(ExifTags.IFD.GPSInfo))
        except (Image.DecompressionBombError, *BROKEN):
            return False


def _dots(picture: Image.Image, kind: RasterKind) -> Image.Image:
    """A new picture with the dots of another, which knows nothing else of it."""
    if picture.mode in ("I;16", "I;16B", "I"):  # greys of two bytes each
        picture = picture.convert("I").point(lambda grey: grey / 256).convert("L")
    if kind == "PNG" and picture.has_transparency_data:
        return _without_what_shows_through(picture.convert("RGBA"))
    is_grey = picture.mode in ("1", "L")
    fresh = Image.new("L" if is_grey else "RGB", picture.size)
    fresh.paste(picture.convert(fresh.mode))
    return fresh


def _without_what_shows_through(picture: Image.Image) -> Image.Image:
    """A dot that is wholly transparent has no colour: a second picture could be hidden in them."""
    seen = picture.getchannel("A").point(lambda alpha: 255 if alpha else 0)
    fresh = Image.new("RGBA", picture.size)
    fresh.paste(picture, mask=seen)
    return fresh


def _written(picture: Image.Image, kind: RasterKind) -> bytes:
    file = io.BytesIO()
    if kind == "PNG":
        picture.save(file, "PNG", optimize=True)
    else:
        picture.save(file, "JPEG", quality=QUALITY, optimize=True)
    return file.getvalue()

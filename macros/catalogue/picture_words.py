"""What photos and other pictures of dots say in words: EXIF, IPTC, XMP, comments, texts of PNG.

What a picture shows is not read.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from PIL import ExifTags, Image, ImageFile, IptcImagePlugin
from PIL import TiffImagePlugin as _  # noqa: F401 - without it Pillow loads every format it knows

from macros.catalogue.rasters import BROKEN, MOST_DOTS

FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "TIFF")
_STARTS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"II*\0", b"MM\0*", b"RIFF")

IPTC = {(2, 5): "title", (2, 25): "keyword", (2, 80): "author", (2, 105): "headline"} | {
    (2, 116): "rights",
    (2, 120): "caption",
    (2, 122): "writer",
}
"""What of IPTC is words (IIM 4.2)."""


class PictureText(NamedTuple):
    """A text in a picture, and where it stands there."""

    place: str
    text: str


class PictureWords(NamedTuple):
    """All that a picture says in words, and whether it says where it was taken."""

    texts: tuple[PictureText, ...]
    says_where: bool


def is_picture(content: bytes) -> bool:
    """Whether these bytes begin as a picture of dots does."""
    return content.startswith(_STARTS)


def picture_words(content: bytes) -> PictureWords | None:
    """What a picture says in words; None where it can't be read."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            picture = Image.open(io.BytesIO(content), formats=FORMATS)
            if picture.format == "PNG" and picture.width * picture.height <= MOST_DOTS:
                picture.load()  # a text can stand behind the dots
            exif = picture.getexif()
            place = exif.get_ifd(ExifTags.IFD.GPSInfo)
            assert isinstance(picture, ImageFile.ImageFile)
            texts = [*_exif(exif), *_info(picture.info), *_iptc(picture)]
            return PictureWords(tuple(texts), bool(place))
        except (Image.DecompressionBombError, *BROKEN):
            return None


def _exif(exif: Image.Exif) -> Iterator[PictureText]:
    tags: dict[int, object] = {**exif, **exif.get_ifd(ExifTags.IFD.Exif)}
    for tag, value in tags.items():
        name = ExifTags.TAGS.get(tag, str(tag))
        if text := _as_words(value, "utf-16-le" if name.startswith("XP") else "utf-8"):
            yield PictureText(f"EXIF {name}", text)


def _info(info: Mapping[str | tuple[int, int], object]) -> Iterator[PictureText]:
    """Comments, the texts of a PNG, and XMP, which is XML."""
    for name, value in info.items():
        if name not in ("exif", "icc_profile", "photoshop") and (text := _as_words(value, "utf-8")):
            yield PictureText(f"{name}.xml" if "xmp" in str(name).lower() else str(name), text)


def _iptc(picture: ImageFile.ImageFile) -> Iterator[PictureText]:
    for tag, values in (IptcImagePlugin.getiptcinfo(picture) or {}).items():
        for value in values if isinstance(values, list) else [values]:
            if tag in IPTC and (text := _as_words(value, "utf-8")):
                yield PictureText(f"IPTC {IPTC[tag]}", text)


_CHARSETS = (b"ASCII\0\0\0", b"UNICODE\0", b"\0" * 8)
"""How EXIF says in what encoding a comment of the user is written (Exif 3.0, 4.6.6)."""


def _as_words(value: object, encoding: str) -> str:
    """A value as words; empty where it is none."""
    if isinstance(value, str):
        return value.strip("\0 ")
    if not isinstance(value, bytes) or not value:
        return ""
    start = next(filter(value.startswith, _CHARSETS), b"")
    rest = value[len(start) :]
    if start.startswith(b"UNICODE"):
        encoding = "utf-16-be" if rest.startswith(b"\0") else "utf-16-le"
    return rest.decode(encoding, "replace").strip("\0 ")

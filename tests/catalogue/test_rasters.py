"""Pictures of dots: what is published of one is its dots, whatever else its file carried."""

from __future__ import annotations

import io
import zlib
from pathlib import PurePath

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from macros.catalogue.assets import remade, unclean
from macros.catalogue.picture_parts import NEEDED, carried, parts
from macros.catalogue.remade import FileFault, Remade
from tests.catalogue.pictures import (
    PRIVATE,
    claiming,
    dots,
    exif,
    jpeg,
    png,
    saved,
    with_chunk,
    with_segment,
)


def made(name: str, content: bytes) -> Remade:
    result = remade(PurePath(name), content)
    assert isinstance(result, Remade), result
    return result


def refused(name: str, content: bytes) -> FileFault:
    result = remade(PurePath(name), content)
    assert isinstance(result, FileFault)
    return result


def shown(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


CARRYING = {
    "EXIF in a JPEG": ("a.jpg", saved(dots(), "JPEG", exif=exif()), "EXIF data"),
    "a place in a JPEG": ("a.jpeg", saved(dots(), "JPEG", exif=exif(place=True)), "(GPS)"),
    "a place in a PNG": ("a.png", saved(dots(), "PNG", exif=exif(place=True)), "(GPS)"),
    "XMP": (
        "a.jpg",
        with_segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x>" + PRIVATE),
        "XMP data",
    ),
    "Photoshop's notes": ("a.jpg", with_segment(0xED, b"Photoshop 3.0\0" + PRIVATE), "Photoshop"),
    "C2PA in a JPEG": ("a.jpg", with_segment(0xEB, b"JP\0\1" + PRIVATE), "(C2PA)"),
    "a comment": ("a.jpg", with_segment(0xFE, PRIVATE), "a comment"),
    "an unknown segment": ("a.jpg", with_segment(0xE7, b"Mine\0" + PRIVATE), "called 'Mine'"),
    "an unnamed segment": ("a.jpg", with_segment(0xE7, b""), "called 'APP7'"),
    "a small copy": ("a.jpg", with_segment(0xE0, b"JFXX\0\x10" + PRIVATE), "a small copy"),
    "a small copy of old": ("a.jpg", with_segment(0xE0, b"JFIF\0" + PRIVATE), "a small copy"),
    "more pictures": (
        "a.jpg",
        saved(dots(), "MPO", save_all=True, append_images=[dots("L").convert("RGB")]),
        "more pictures",
    ),
    "text": ("a.png", with_chunk(b"tEXt", b"Author\0" + PRIVATE), "text that nobody sees"),
    "text that is packed": (
        "a.png",
        with_chunk(b"zTXt", b"Author\0\0" + zlib.compress(PRIVATE)),
        "text that nobody sees",
    ),
    "text in UTF-8": ("a.png", with_chunk(b"iTXt", b"A\0\0\0\0\0" + PRIVATE), "text that"),
    "a time": ("a.png", with_chunk(b"tIME", bytes(7)), "the time of its last change"),
    "C2PA in a PNG": ("a.png", with_chunk(b"caBX", PRIVATE), "(C2PA)"),
    "a private chunk": ("a.png", with_chunk(b"kiMa", PRIVATE), "called 'kiMa'"),
    "bytes behind a PNG": ("a.png", png() + PRIVATE, "bytes behind its end"),
    "bytes behind a JPEG": ("a.jpg", jpeg() + PRIVATE, "bytes behind its end"),
    "a page behind a JPEG": ("a.jpg", jpeg() + b"<script>" + PRIVATE, "bytes behind its end"),
    "a ZIP behind a PNG": ("a.png", png() + b"PK\x03\x04" + PRIVATE, "bytes behind its end"),
}


@pytest.mark.parametrize(("name", "content", "words"), CARRYING.values(), ids=CARRYING)
def test_what_a_picture_carries_is_named_and_not_published(
    name: str, content: bytes, words: str
) -> None:
    result = made(name, content)
    assert any(words in what for what in result.left_out), result.left_out
    for secret in (PRIVATE, zlib.compress(PRIVATE)):
        assert secret not in result.content
    assert unclean(PurePath(name), content) != ""
    assert unclean(PurePath(name), result.content) == ""


REFUSED = {
    "a JPEG called PNG": ("a.png", saved(dots(), "JPEG", exif=exif()), "it is a JPEG"),
    "a PNG called JPEG": ("a.jpg", with_chunk(b"tEXt", b"A\0b"), "it is a PNG"),
    "a drawing called PNG": ("a.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "it is an SVG"),
    "HEIC": ("a.jpg", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "a HEIC picture, as telephones take"),
    "AVIF": ("a.jpg", saved(dots(), "AVIF"), "it is an AVIF"),
    "WebP": ("a.png", saved(dots(), "WEBP", exif=exif()), "it is a WebP"),
    "GIF": ("a.png", saved(dots("P"), "GIF", comment=PRIVATE), "it is a GIF"),
    "ICO": ("a.png", saved(dots("RGBA"), "ICO", sizes=[(16, 16)]), "it is an ICO"),
    "TIFF": ("a.jpg", saved(dots(), "TIFF"), "it is a TIFF"),
    "BMP": ("a.jpg", saved(dots(), "BMP"), "it is a BMP"),
    "PDF": ("a.jpg", b"%PDF-1.7\n", "it is a PDF"),
    "HTML": ("a.png", b"<!DOCTYPE html><script>go()</script>", "it is a page"),
    "HTML after a comment": ("a.png", b"<!-- --><html>", "it is a page"),
    "an office document": ("a.png", b"PK\x03\x04rest", "it is a ZIP"),
    "a program": ("a.jpg", b"MZ\x90", "it is a program"),
    "a packed drawing": ("a.svg", b"\x1f\x8b\x08", "it is packed (gzip)"),
    "a picture called SVG": ("a.svg", png(), "it is a PNG"),
    "nothing at all": ("a.png", b"", "can't be read"),
    "half a PNG": ("a.png", png()[:-30], "can't be read"),
    "half a JPEG": ("a.jpg", jpeg()[:-200], "can't be read"),
    "a broken PNG": ("a.png", png().replace(b"IDAT", b"IDAX"), "can't be read"),
    "a segment that no JPEG has": ("a.jpg", with_segment(0xF0, PRIVATE), "can't be read"),
    "a bomb": ("a.png", claiming(60_000, 60_000), "more than 25 million dots"),
    "a large picture": ("a.png", claiming(5_001, 5_000), "more than 25 million dots"),
    "a bomb of text": (
        "a.png",
        with_chunk(b"zTXt", b"A\0\0" + zlib.compress(bytes(70_000_000))),
        "can't be read",
    ),
    "a picture that moves": (
        "a.png",
        saved(dots(), "PNG", save_all=True, append_images=[dots().rotate(180)]),
        "moves",
    ),
    "another kind": ("a.webp", saved(dots(), "WEBP"), "A '.webp' file can't be published."),
    "a script": ("a.js", b"go()", "A '.js' file can't be published."),
    "a style sheet": ("a.css", b"@import url(x)", "A '.css' file can't be published."),
    "data": ("a.json", b"{}", "A '.json' file can't be published."),
    "a font": ("a.woff2", b"wOF2", "A '.woff2' file can't be published."),
    "a page of its own": ("a.html", b"<p>", "A '.html' file can't be published."),
    "no ending": ("CNAME", b"x", "A 'CNAME' file can't be published."),
    "an office file": ("a.pdf", b"%PDF", "can carry authors"),
    "a hidden file": (".a.png", png(), "is hidden"),
}


@pytest.mark.parametrize(("name", "content", "words"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_picture_is_refused_with_what_would_be_right(
    name: str, content: bytes, words: str
) -> None:
    fault = refused(name, content)
    assert words in fault.message
    assert fault.hint


def test_a_picture_under_the_wrong_name_is_told_the_right_one() -> None:
    assert refused("plan.png", jpeg()).hint == "Name it 'plan.jpg'."


def test_a_picture_of_many_megabytes_is_refused() -> None:
    assert "has 21 MB" in refused("a.jpg", jpeg() + bytes(21 * 1024 * 1024)).message


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_a_png_keeps_its_dots(mode: str) -> None:
    old = Image.new("I;16", (9, 9), 0x8000) if mode == "I;16" else dots(mode)
    result = made("a.png", saved(old, "PNG"))
    new = shown(result.content)
    assert result.left_out == ()
    expected = Image.new("L", (9, 9), 0x80) if mode == "I;16" else old
    assert new.convert("RGBA").tobytes() == expected.convert("RGBA").tobytes()


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
def test_a_jpeg_looks_the_same(mode: str) -> None:
    old = saved(dots(mode), "JPEG", quality=95)
    new = shown(made("a.jpg", old).content).convert("L")
    pairs = zip(new.tobytes(), shown(old).convert("L").tobytes(), strict=True)
    assert max(abs(a - b) for a, b in pairs) < 12


@pytest.mark.parametrize(("name", "kind"), [("a.jpg", "JPEG"), ("a.png", "PNG")])
def test_a_picture_is_turned_as_its_camera_was_held(name: str, kind: str) -> None:
    turned = saved(dots(size=(40, 20)), kind, exif=exif(turned=6))
    new = shown(made(name, turned).content).convert("L")
    assert new.size == (20, 40)
    top, bottom = new.getpixel((10, 2)), new.getpixel((10, 37))
    assert isinstance(top, int)
    assert isinstance(bottom, int)
    assert abs(top - bottom) > 150
    assert len(shown(made(name, turned).content).getexif()) == 0


def test_nothing_is_hidden_in_dots_that_cannot_be_seen() -> None:
    old = Image.new("RGBA", (30, 10), (200, 30, 40, 0))
    old.putpixel((3, 3), (10, 20, 30, 1))
    new = shown(made("a.png", saved(old, "PNG")).content)
    assert new.getpixel((0, 0)) == (0, 0, 0, 0)
    assert new.getpixel((3, 3)) == (10, 20, 30, 1)


@pytest.mark.parametrize(("name", "content"), [("a.png", png()), ("a.jpg", jpeg())])
def test_the_same_bytes_come_each_time_and_from_each_copy(name: str, content: bytes) -> None:
    assert made(name, content) == made(name, bytes(bytearray(content)))
    assert made(name, content).left_out == ()


def test_colours_are_left_out_without_a_word() -> None:
    profile = b"a profile of some bytes"
    for name, kind in (("a.png", "PNG"), ("a.jpg", "JPEG")):
        result = made(name, saved(dots(), kind, icc_profile=profile, dpi=(300, 300)))
        assert result.left_out == ()
        assert "icc_profile" not in shown(result.content).info


def test_a_progressive_jpeg_is_read_scan_by_scan() -> None:
    content = saved(dots(size=(200, 200)), "JPEG", progressive=True)
    names = parts(content, "JPEG")
    assert names.count("scan") > 5
    assert NEEDED.issuperset(names)
    assert carried(content + b"x", "JPEG") == ["bytes behind its end"]


def test_whatever_a_file_calls_its_parts_they_have_a_name_that_can_be_printed() -> None:
    assert parts(with_segment(0xF0, PRIVATE), "JPEG")[0] == "FFF0"
    assert parts(with_segment(0xE5, b"\x1b[31m\0"), "JPEG")[0] == "?[31m"
    assert parts(jpeg()[:-2], "JPEG")[-1] == "no end"
    assert parts(png()[:40], "PNG") == ["IHDR", "no end"]


@given(st.data())
def test_damaged_pictures_are_made_anew_or_refused_and_never_stop_the_check(
    data: st.DataObject,
) -> None:
    name, content = data.draw(
        st.sampled_from(
            [("a.png", CARRYING["text"][1]), ("a.jpg", CARRYING["a place in a JPEG"][1])]
        )
    )
    spoilt = bytearray(content)
    for _ in range(data.draw(st.integers(1, 6))):
        spoilt[data.draw(st.integers(0, len(spoilt) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(spoilt)[: data.draw(st.integers(8, len(spoilt)))]
    result = remade(PurePath(name), cut)
    if isinstance(result, Remade):
        assert unclean(PurePath(name), result.content) == ""
        assert PRIVATE not in result.content

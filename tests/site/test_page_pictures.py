"""Pictures in written pages: their size comes from the file, wherever that is."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from macros.site.page_pictures import sized


def picture(kind: str) -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (30, 20)).save(content, kind)
    return content.getvalue()


FILES = {
    "guides/pictures/one.webp": picture("WEBP"),
    "a b/100% é.png": picture("PNG"),
    "drawn.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "broken.png": picture("PNG")[:12],
    "text.png": b"no picture",
}


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("guides/change/", "../pictures/one.webp"),
        ("a%20b/page/", "../100%25%20%C3%A9.png"),
        ("", "guides/pictures/one.webp"),
    ],
)
def test_a_picture_has_its_size_and_waits_until_it_is_come_to(url: str, address: str) -> None:
    html = sized(f'<p><img alt="What one sees" src="{address}" /></p>', url, FILES.get)
    attributes = 'width="30" height="20" loading="lazy"'
    assert html == f'<p><img {attributes} alt="What one sees" src="{address}" /></p>'


@pytest.mark.parametrize(
    "image",
    [
        '<img alt="" src="drawn.svg" />',
        '<img alt="" src="broken.png" />',
        '<img alt="" src="text.png" />',
        '<img alt="" src="not-there.png" />',
        '<img alt="" src="https://example.org/one.webp" />',
        '<img alt="" width="7" src="guides/pictures/one.webp" />',
    ],
)
def test_what_has_no_size_that_could_be_known_stays_as_it_is(image: str) -> None:
    assert sized(image, "", FILES.get) == image

"""Bytes hidden in a ZIP: each way to do it, by hand, and what `kim verify` calls it."""

from __future__ import annotations

import io
import os
import random
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from macros.evidence.verify.zip_layout import check_layout
from tests.evidence.conftest import Verified, files_of, problems_of

UNICODE_PATH = struct.pack("<HHBI", 0x7075, 5 + 12, 1, 0) + b"evil/run.exe"
"""The field by which some programs write a file under another name (APPNOTE 4.6.9)."""


class Crafted(NamedTuple):
    """A file in a ZIP, and what of its two descriptions is not as it should be."""

    name: bytes
    content: bytes
    size: int
    checksum: int
    local_extra: bytes = b""
    extra: bytes = b""
    comment: bytes = b""
    local_name: bytes = b""
    local_size: int = -1
    local_flags: int = 0
    flags: int = 0

    def header(self) -> bytes:
        name = self.local_name or self.name
        size = self.size if self.local_size < 0 else self.local_size
        numbers = (20, self.local_flags, 8, 0, 33, self.checksum, len(self.content), size)
        lengths = (len(name), len(self.local_extra))
        head = struct.pack("<4s5H3I2H", b"PK\x03\x04", *numbers, *lengths)
        return head + name + self.local_extra + self.content

    def listing(self, start: int) -> bytes:
        numbers = (20, 20, self.flags, 8, 0, 33, self.checksum, len(self.content), self.size)
        lengths = (len(self.name), len(self.extra), len(self.comment))
        head = struct.pack("<4s6H3I5H2I", b"PK\x01\x02", *numbers, *lengths, 0, 0, 0, start)
        return head + self.name + self.extra + self.comment


def craft(name: str, content: bytes, behind: bytes = b"") -> Crafted:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(content) + packer.flush() + behind
    return Crafted(name.encode(), packed, len(content), zlib.crc32(content))


def crafted_zip(files: list[Crafted], count: int | None = None, between: bytes = b"") -> bytes:
    body, listing = b"", b""
    for file in files:
        listing += file.listing(len(body))
        body += file.header()
    body += between
    count = len(files) if count is None else count
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, count, count, len(listing), len(body), 0)
    return body + listing + end


def spoilt(whole: Path, change: Callable[[Crafted], Crafted], count: int | None = None) -> Path:
    """A pack whose cover was packed otherwise."""
    files = [craft(name, content) for name, content in files_of(whole).items()]
    spoilt = [change(file) if file.name == b"cover.html" else file for file in files]
    out = whole.with_name("spoilt.zip")
    out.write_bytes(crafted_zip(spoilt, count))
    return out


def test_a_pack_that_another_program_packed_as_plainly_is_sound(whole: Path) -> None:
    assert problems_of(str(spoilt(whole, lambda file: file))) == {}


@pytest.mark.parametrize(
    ("change", "rule", "says"),
    [
        (
            lambda file: file._replace(comment=b"hello"),
            "hidden-bytes",
            "'cover.html' bears a comment in the ZIP's list",
        ),
        (
            lambda file: file._replace(extra=UNICODE_PATH),
            "hidden-bytes",
            "'cover.html' bears an extra field (0x7075) in the ZIP's list",
        ),
        (
            lambda file: file._replace(local_extra=UNICODE_PATH),
            "hidden-bytes",
            "'cover.html' bears an extra field (0x7075) in its own header",
        ),
        (
            lambda file: file._replace(extra=b"\x55\x54\x01\x00x"),
            "hidden-bytes",
            "an extra field (0x5455)",
        ),
        (
            lambda file: file._replace(content=file.content + b"MZ more"),
            "hidden-bytes",
            "'cover.html' holds more or less than the",
        ),
        (
            lambda file: file._replace(size=file.size - 1),
            "hidden-bytes",
            "'cover.html' holds more or less than the",
        ),
        (
            lambda file: file._replace(size=file.size + 1),
            "hidden-bytes",
            "'cover.html' holds more or less than the",
        ),
        (
            lambda file: file._replace(local_size=file.size + 1),
            "headers-differ",
            "otherwise in its own header than in the ZIP's list (size)",
        ),
        (
            lambda file: file._replace(local_name=b"cover.scr"),
            "headers-differ",
            "otherwise in its own header than in the ZIP's list (name)",
        ),
        (
            lambda file: file._replace(local_flags=2),
            "headers-differ",
            "otherwise in its own header than in the ZIP's list (flags)",
        ),
        (
            lambda file: file._replace(flags=8, local_flags=8),
            "unsafe-name",
            "'cover.html' is packed in a way that packs don't use",
        ),
    ],
)
def test_what_is_hidden_in_a_zip_is_named(
    whole: Path, verified: Verified, change: Callable[[Crafted], Crafted], rule: str, says: str
) -> None:
    (problem,) = verified(spoilt(whole, change))["problems"]
    assert problem["rule"] == rule
    assert says in problem["message"]


def test_a_list_that_counts_otherwise_is_named(whole: Path) -> None:
    problems = problems_of(str(spoilt(whole, lambda file: file, count=3)))
    assert "says that it lists 3 files, and lists" in problems["headers-differ"]


def test_bytes_between_the_files_and_their_list(tmp_path: Path) -> None:
    file = tmp_path / "a.zip"
    file.write_bytes(crafted_zip([craft("a", b"x")], between=b"more"))
    assert [finding.rule for finding in check_layout(file)] == ["hidden-bytes"]


def test_whatever_python_packs_is_read_to_its_last_byte(tmp_path: Path) -> None:
    """Sizes about the pieces that are read at a time, easy and hard to pack."""
    chance = random.Random(20261122)  # noqa: S311 - no secret
    for size in (0, 1, 65_535, 65_536, 65_537, 131_072, 400_000):
        for content in (bytes(size), chance.randbytes(size), os.fsencode("ab" * (size // 2))):
            out = io.BytesIO()
            with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr("a", content)
            file = tmp_path / "a.zip"
            file.write_bytes(out.getvalue())
            assert list(check_layout(file)) == []
            file.write_bytes(crafted_zip([craft("a", content, behind=b"x")]))
            assert [finding.rule for finding in check_layout(file)] == ["hidden-bytes"]

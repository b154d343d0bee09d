"""What lies in an archive: its files and their contents, as far as they can be read."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

LARGEST = 256 * 1024 * 1024
"""Bytes that are unpacked of one archive: a few can stand for more than there is room for."""

DEEPEST = 3
"""Archives inside archives that are opened."""


def is_zip(content: bytes) -> bool:
    """Whether these bytes are an archive, as workbooks, documents and packs are."""
    return content.startswith(b"PK\x03\x04") and zipfile.is_zipfile(io.BytesIO(content))


def is_locked(content: bytes) -> bool:
    """Whether something in an archive can't be read: locked with a password, or damaged."""
    try:
        return any(entry.flag_bits & 1 for entry in zipfile.ZipFile(io.BytesIO(content)).infolist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return True


def unpacked(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Each file in an archive with what it holds. What is damaged or too much is passed over."""
    left = LARGEST
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return
    for entry in archive.infolist():
        if not entry.is_dir() and entry.file_size <= left:
            left -= entry.file_size
            try:
                yield entry.filename, archive.read(entry)
            except (zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error, OSError):
                continue

"""PDF files as texts: what each page says, its notes and fields, and what the file says of itself.

Alone in knowing pypdf: it is written in Python, so that a file made to do harm reaches no memory.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from typing import Any, NamedTuple

from pypdf import PdfReader
from pypdf.generic import IndirectObject

MOST_PAGES = 2_000
"""Pages that are read of one file."""

PARTS = ("/T", "/TU", "/V", "/DV", "/Contents", "/RC", "/Subj")
"""What a note or a field says: its name, who wrote it, its value, its text."""


class PdfText(NamedTuple):
    """A text of a PDF file and where in it that stands; empty where a page has none."""

    place: str
    text: str


class Attached(NamedTuple):
    """A file that lies in a PDF file."""

    name: str
    content: bytes


class LockedPdfError(Exception):
    """It can't be read: locked with a password, or damaged."""


def pdf_parts(content: bytes) -> Iterator[PdfText | Attached]:
    """Everything in a PDF file that can be read as text. Raises LockedPdfError at what can't."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells of each oddity of a file
    try:
        reader = _opened(content)
        yield from _about(reader)
        for number, page in zip(range(1, MOST_PAGES + 1), reader.pages, strict=False):
            yield PdfText(f"page {number}", page.extract_text())
            yield from _notes(page, number)
        for name, contents in reader.attachments.items():
            yield from (Attached(name, inner) for inner in contents)
    except Exception as error:  # damaged ones fail in many ways
        raise LockedPdfError from error


def _opened(content: bytes) -> PdfReader:
    """A PDF file to be read; many are locked against changes alone, with an empty password."""
    reader = PdfReader(io.BytesIO(content), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise LockedPdfError
    return reader


def _about(reader: PdfReader) -> Iterator[PdfText]:
    """What the file says of itself: its title, who made it, and the same once more as XML."""
    for name, value in (reader.metadata or {}).items():
        yield PdfText("properties", f"{str(name).lstrip('/')}: {value}")
    metadata = _direct(reader.root_object.get("/Metadata"))
    if metadata is not None:
        yield PdfText("properties.xml", metadata.get_data().decode("utf-8", "replace"))


def _notes(page: Any, number: int) -> Iterator[PdfText]:
    """Notes in the margin, and the fields of forms with what somebody filled in."""
    for annotation in _direct(page.get("/Annots")) or ():
        note = _direct(annotation)
        parts = [_direct(note.get(part)) for part in PARTS]
        words = [part for part in parts if isinstance(part, str)]
        if words:
            yield PdfText(f"page {number}, note", "\n".join(words))


def _direct(thing: Any) -> Any:
    return thing.get_object() if isinstance(thing, IndirectObject) else thing

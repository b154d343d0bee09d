"""Every byte of a ZIP against its list: none may stand where no program of ours would look.

APPNOTE 4.3 has the layout: each file behind a header of its own, end to end, then the list of them,
then the end. Programs differ in which of the two they believe, and what they make of the rest.
"""

from __future__ import annotations

import os
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, NamedTuple

from macros.evidence.verify.findings import Finding, Findings, problem
from macros.model.text import both, decoded, printable

AGAIN = "Another program may show there what this one can't see. Ask for the pack again."

HEADER, LISTING, END = (
    struct.Struct("<4s5H3I2H"),
    struct.Struct("<4s6H3I5H2I"),
    struct.Struct("<4s4H2IH"),
)
"""What stands before a file, what stands of it in the list, and what stands at the end."""

PIECE = 1 << 16
"""Bytes that are read at a time."""


class Described(NamedTuple):
    """What a header and the list both say of a file."""

    version: int
    flags: int
    packing: int
    time: int
    day: int
    checksum: int
    packed: int
    size: int
    name: bytes


NAMES = ("version", "flags", "packing", "time", "day", "checksum", "packed size", "size", "name")
"""What these are called in a sentence."""


class Entry(NamedTuple):
    """A file as the list has it, and where it begins."""

    described: Described
    extra: bytes
    comment: bytes
    start: int

    @property
    def shown(self) -> str:
        """Its name so that it can be printed in one line."""
        return printable(decoded(self.described.name))[:200]


def check_layout(file: Path) -> Findings:
    """What is wrong with a ZIP as such, beside its files. Raises zlib.error where it is damaged."""
    with file.open("rb") as opened:
        size = opened.seek(0, os.SEEK_END)
        opened.seek(max(size - END.size, 0))
        sign, _, _, _, count, length, start, comment = END.unpack(opened.read(END.size))
        if sign != b"PK\x05\x06" or comment or start + length + END.size != size:
            yield _stray()
            return
        opened.seek(start)
        entries = list(_entries(opened.read(length)))
        yield from _beside(entries, count)
        yield from _files(opened, sorted(entries, key=lambda entry: entry.start), start)


def _stray() -> Finding:
    return problem(
        "hidden-bytes",
        "The ZIP holds bytes that are in none of the files that it lists: "
        "before, between or after them, or as its comment.",
        AGAIN,
    )


# -------------------------------------------------------------------------------------- the list


def _entries(listing: bytes) -> Iterator[Entry]:
    """The files that the list names, as far as it is one."""
    place = 0
    while listing[place : place + 4] == b"PK\x01\x02" and len(listing) - place >= LISTING.size:
        _, _, *numbers, name, extra, comment, _, _, _, start = LISTING.unpack_from(listing, place)
        place += LISTING.size
        parts = []
        for length in (name, extra, comment):
            parts.append(listing[place : place + length])
            place += length
        yield Entry(Described._make([*numbers, parts[0]]), parts[1], parts[2], start)
    if place != len(listing):
        raise zipfile.BadZipFile("its list holds something else than files")


def _beside(entries: Sequence[Entry], count: int) -> Findings:
    """What the list holds beside its files' names."""
    if len(entries) != count:
        message = f"The ZIP says that it lists {count:,} files, and lists {len(entries):,}."
        yield problem("headers-differ", message, AGAIN)
    for entry in entries:
        if entry.comment:
            message = (
                f"'{entry.shown}' bears a comment in the ZIP's list, and no file of ours does."
            )
            yield problem("hidden-bytes", message, AGAIN)
        if entry.extra:
            yield _more(entry, "in the ZIP's list", entry.extra)


def _more(entry: Entry, where: str, extra: bytes) -> Finding:
    kind = f"0x{int.from_bytes(extra[:2], 'little'):04x}"
    return problem(
        "hidden-bytes",
        f"'{entry.shown}' bears an extra field ({kind}) {where}, and no file of ours does: "
        "by some of these a program unpacks it under another name.",
        AGAIN,
    )


# ------------------------------------------------------------------------------------- the files


def _files(opened: IO[bytes], entries: Sequence[Entry], end: int) -> Findings:
    """Each file with its header, from the front: they stand end to end, up to the list."""
    place = 0
    for entry in entries:
        if entry.start != place:
            yield _stray()
            return
        opened.seek(place)
        _, *numbers, name_length, extra_length = HEADER.unpack(opened.read(HEADER.size))
        described = Described._make([*numbers, opened.read(name_length)])
        extra = opened.read(extra_length)
        yield from _header(entry, described, extra)
        place = opened.tell() + entry.described.packed
        yield from _content(opened, entry)
    if place != end:
        yield _stray()


def _header(entry: Entry, described: Described, extra: bytes) -> Findings:
    pairs = zip(NAMES, described, entry.described, strict=True)
    if other := [name for name, before, listed in pairs if before != listed]:
        message = (
            f"'{entry.shown}' is described otherwise in its own header than in the ZIP's list "
            f"({both(other)}), so two programs may unpack two things."
        )
        yield problem("headers-differ", message, AGAIN)
    if extra:
        yield _more(entry, "in its own header", extra)


def _content(opened: IO[bytes], entry: Entry) -> Findings:
    """Whether a file's content ends where it is said to, packed and unpacked."""
    described = entry.described
    if described.packing == zipfile.ZIP_STORED:
        ends = described.packed == described.size
    else:
        ends = _inflates(opened, described)
    if not ends:
        message = (
            f"'{entry.shown}' holds more or less than the {described.size:,} bytes that it is said "
            "to unpack to: something stands behind its content, or is left out."
        )
        yield problem("hidden-bytes", message, AGAIN)


def _inflates(opened: IO[bytes], described: Described) -> bool:
    """Whether a deflate stream fills its place and gives what was announced, and no byte more."""
    stream, left, size = zlib.decompressobj(-zlib.MAX_WBITS), described.packed, 0
    while left and not stream.eof and size <= described.size:
        piece = opened.read(min(left, PIECE))
        if not piece:
            return False
        left -= len(piece)
        full = True
        while full and size <= described.size:
            inflated = stream.decompress(piece, PIECE)
            size += len(inflated)
            piece, full = stream.unconsumed_tail, len(inflated) == PIECE
    return stream.eof and not (left or stream.unused_data) and size == described.size

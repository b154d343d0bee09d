"""A ZIP that a stranger hands over: looked at before it is unpacked, and unpacked under names of our own."""

from __future__ import annotations

import re
import shutil
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from macros.evidence.verify.findings import Finding, problem

MOST_FILES = 2_000
"""A register makes three files, and a landlord has tens of registers."""

MOST_BYTES = 4 * 1024**3
"""What may come out of a pack. This project's own comes to a few megabytes; fifty thousand commits, to hundreds."""

MOST_TIMES = 200
"""How many times larger than the ZIP its content may be. Stories, which repeat themselves most, come to thirty."""

SMALL = 10 * 1024**2
"""Below this nobody is harmed, whatever the ratio."""


class Unpacked(NamedTuple):
    """The files of a pack by name, where each lies now, and what is wrong with the ZIP."""

    files: Mapping[str, Path]
    findings: tuple[Finding, ...]


def unpack(file: Path, folder: Path) -> Unpacked:
    """A pack's files in `folder`, numbered: no name in the ZIP decides where anything is written.

    Where something is wrong with the ZIP itself nothing is unpacked.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            size = file.stat().st_size
            found = tuple(_faults(archive.infolist(), size))
            if not found and _strays(archive, file, size):
                found = (_hiding(),)
            return Unpacked({}, found) if found else _unpacked(archive, folder)
    except (
        zipfile.BadZipFile,
        EOFError,
        OSError,
        ValueError,
        NotImplementedError,
        RuntimeError,
        zlib.error,
        UnicodeDecodeError,
    ) as reason:
        return Unpacked({}, (_broken(str(reason)),))


def _broken(reason: str) -> Finding:
    message = f"This is no ZIP, or one that is cut short or damaged ({reason.rstrip('.')})."
    return problem(
        "broken-zip", message, "Ask for the pack again, and compare its SHA-256 with the sender's."
    )


def _hiding() -> Finding:
    message = "The ZIP holds bytes that are in none of the files that it lists: before, between or after them, or as its comment."
    return problem(
        "hidden-bytes",
        message,
        "Another program may show there what this one can't see. Ask for the pack again.",
    )


def _strays(archive: zipfile.ZipFile, file: Path, size: int) -> bool:
    """Whether there is a byte beside the files, which stand end to end, their list, and its end (APPNOTE 4.3.6).

    A program that reads a ZIP from its front unpacks what the list at its back doesn't name.
    """
    end = 0
    with file.open("rb") as opened:
        for about in sorted(archive.infolist(), key=lambda one: one.header_offset):
            if about.header_offset != end:
                return True
            opened.seek(end + 26)
            end += (
                30
                + sum(int.from_bytes(opened.read(2), "little") for _ in ("name", "extra"))
                + about.compress_size
            )
    listed = sum(
        46 + len(about.orig_filename) + len(about.extra) + len(about.comment)
        for about in archive.infolist()
    )
    return end + listed + 22 != size


def _unpacked(archive: zipfile.ZipFile, folder: Path) -> Unpacked:
    files: dict[str, Path] = {}
    for number, about in enumerate(archive.infolist()):
        place = folder / f"file-{number}"
        with archive.open(about) as packed, place.open("wb") as out:
            shutil.copyfileobj(
                packed, out
            )  # never more than was announced: zipfile stops there and compares the sum
        files[about.filename] = place
    return Unpacked(files, ())


def _faults(infos: Sequence[zipfile.ZipInfo], packed: int) -> Iterator[Finding]:
    yield from _too_much(infos, packed)
    for name, times in Counter(about.filename for about in infos).items():
        if times > 1:
            yield problem(
                "twice",
                f"'{_shown(name)}' stands in the ZIP {times} times, so nobody can say which one counts.",
                "Ask for the pack again.",
            )
    for about in infos:
        if why := _unsafe(about):
            yield problem(
                "unsafe-name",
                f"'{_shown(about.orig_filename)}' {why}. Nothing was unpacked.",
                "No pack of ours holds that. Don't unpack it by hand.",
            )


def _too_much(infos: Sequence[zipfile.ZipInfo], packed: int) -> Iterator[Finding]:
    size = sum(about.file_size for about in infos)
    hint = "No pack of ours is like that. Don't unpack it by hand."
    if len(infos) > MOST_FILES:
        yield problem(
            "too-many-files",
            f"The ZIP holds {len(infos):,} files; a pack has at most {MOST_FILES:,}.",
            hint,
        )
    if size > MOST_BYTES:
        yield problem(
            "too-large",
            f"The ZIP would unpack to {size:,} bytes; a pack has at most {MOST_BYTES:,}.",
            hint,
        )
    elif size > SMALL and size > MOST_TIMES * packed:
        yield problem(
            "zip-bomb",
            f"The ZIP would unpack to {size // max(packed, 1):,} times its size, which files of a pack never do.",
            hint,
        )


_OWN = re.compile(r"(?!\.(?:/|\Z))[A-Za-z0-9_.%~-]+(?:/(?!\.(?:/|\Z))[A-Za-z0-9_.%~-]+)*")


def _unsafe(about: zipfile.ZipInfo) -> str:
    """Why a file in the ZIP must not be unpacked; empty where it may."""
    name = about.orig_filename
    faults = {
        "has an absolute path, and would be written outside the folder": name.startswith(
            ("/", "\\")
        )
        or re.match(r"[A-Za-z]:", name),
        "climbs out of the folder": ".." in re.split(r"[/\\]", name),
        "has a name that no file of a pack has": not _OWN.fullmatch(name),
        "is encrypted, so it can't be checked": about.flag_bits & 1,
        "is a link or another thing that is no file": about.external_attr >> 16 & 0o170000
        not in (0, 0o100000),
        "is packed in a way that packs don't use": about.compress_type
        not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED),
    }
    return next((why for why, wrong in faults.items() if wrong), "")


def _shown(name: str) -> str:
    """A file's name so that it can be printed in one line."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in name)[:200]

"""A ZIP from a stranger: looked at before it is unpacked, and unpacked under names of our own."""

from __future__ import annotations

import re
import shutil
import stat
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from macros.evidence.format import PackFiles
from macros.evidence.verify.files import AGAIN
from macros.evidence.verify.findings import Finding, Findings, problem
from macros.evidence.verify.zip_layout import check_layout
from macros.model.text import printable

MOST_FILES = 2_000
"""A register makes three files, and a landlord has tens of registers."""

MOST_BYTES = 4 * 1024**3
"""What may come out of a pack. This project's own comes to a few megabytes; fifty thousand commits,
to hundreds."""

MOST_TIMES = 200
"""How many times larger than the ZIP its content may be. Stories, which repeat themselves most,
come to thirty."""

SMALL = 10 * 1024**2
"""Below this nobody is harmed, whatever the ratio."""

LEAVE = "Don't unpack it by hand."

UNREADABLE = (
    zipfile.BadZipFile,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    struct.error,
    zlib.error,
)
"""What Python raises at a ZIP that is damaged, cut short, or none."""


class Unpacked(NamedTuple):
    """The files of a pack by name, where each lies now, and what is wrong with the ZIP."""

    files: PackFiles
    findings: tuple[Finding, ...]


def unpack(file: Path, folder: Path) -> Unpacked:
    """A pack's files in `folder`, numbered: no name in the ZIP decides where anything is written.

    Where something is wrong with the ZIP itself nothing is unpacked.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            if faults := tuple(_faults(archive, file)):
                return Unpacked({}, faults)
            return Unpacked(_unpacked(archive, folder), ())
    except UNREADABLE as error:
        return Unpacked({}, (_broken(str(error)),))


def _broken(reason: str) -> Finding:
    message = f"This is no ZIP, or one that is cut short or damaged ({reason.rstrip('.')})."
    return problem("broken-zip", message, AGAIN)


def _unpacked(archive: zipfile.ZipFile, folder: Path) -> PackFiles:
    files = {
        entry.filename: folder / f"file-{number}" for number, entry in enumerate(archive.infolist())
    }
    for name, place in files.items():
        with archive.open(name) as packed, place.open("wb") as out:
            # Never more than was announced: zipfile stops there and compares the sum.
            shutil.copyfileobj(packed, out)
    return files


# --------------------------------------------------------------------------------------- faults


def _faults(archive: zipfile.ZipFile, file: Path) -> Findings:
    """What is wrong with the ZIP; bytes beside its files are looked for where nothing else is."""
    entries, size = archive.infolist(), file.stat().st_size
    faults = [*_too_much(entries, size), *_twice(entries), *_not_safe(entries)]
    yield from faults
    if not faults:
        yield from check_layout(file)


def _too_much(entries: Sequence[zipfile.ZipInfo], packed: int) -> Findings:
    size = sum(entry.file_size for entry in entries)
    hint = f"No pack of ours is like that. {LEAVE}"
    if len(entries) > MOST_FILES:
        message = f"The ZIP holds {len(entries):,} files; a pack has at most {MOST_FILES:,}."
        yield problem("too-many-files", message, hint)
    if size > MOST_BYTES:
        message = f"The ZIP would unpack to {size:,} bytes; a pack has at most {MOST_BYTES:,}."
        yield problem("too-large", message, hint)
    elif size > max(SMALL, MOST_TIMES * packed):
        times = f"{size // max(packed, 1):,} times its size"
        message = f"The ZIP would unpack to {times}, which files of a pack never do."
        yield problem("zip-bomb", message, hint)


def _twice(entries: Sequence[zipfile.ZipInfo]) -> Findings:
    for name, times in Counter(entry.filename for entry in entries).items():
        if times > 1:
            yield problem(
                "twice",
                f"'{_shown(name)}' stands in the ZIP {times} times, "
                "so nobody can say which one counts.",
                "Ask for the pack again.",
            )


def _not_safe(entries: Sequence[zipfile.ZipInfo]) -> Findings:
    for entry in entries:
        if fault := _unsafe(entry):
            message = f"'{_shown(entry.orig_filename)}' {fault}. Nothing was unpacked."
            yield problem("unsafe-name", message, f"No pack of ours holds that. {LEAVE}")


OWN_NAME = re.compile(r"(?!\.(?:/|\Z))[A-Za-z0-9_.%~-]+(?:/(?!\.(?:/|\Z))[A-Za-z0-9_.%~-]+)*")
_ABSOLUTE = re.compile(r"[/\\]|[A-Za-z]:")
_KINDS_OF_FILE = (0, stat.S_IFREG)
"""What an entry of a plain file says that it is: nothing, or that."""
OWN_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
OWN_FLAGS = 0b1000_0000_0111
"""That it is encrypted, how well it was packed, that its name is UTF-8 (APPNOTE 4.4.4)."""


def _unsafe(entry: zipfile.ZipInfo) -> str:
    """Why a file in the ZIP must not be unpacked; empty where it may."""
    return _unsafe_name(entry.orig_filename) or _unsafe_kind(entry)


def _unsafe_name(name: str) -> str:
    if _ABSOLUTE.match(name):
        return "has an absolute path, and would be written outside the folder"
    if ".." in re.split(r"[/\\]", name):
        return "climbs out of the folder"
    if not OWN_NAME.fullmatch(name):
        return "has a name that no file of a pack has"
    return ""


def _unsafe_kind(entry: zipfile.ZipInfo) -> str:
    if entry.flag_bits & 1:
        return "is encrypted, so it can't be checked"
    if stat.S_IFMT(entry.external_attr >> 16) not in _KINDS_OF_FILE:
        return "is a link or another thing that is no file"
    if entry.compress_type not in OWN_PACKINGS or entry.flag_bits & ~OWN_FLAGS:
        return "is packed in a way that packs don't use"
    return ""


def _shown(name: str) -> str:
    """A file's name so that it can be printed in one line."""
    return printable(name)[:200]

"""An evidence pack as files, bytes by name, and as one ZIP. Who writes it, and where, is open."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import quote

from macros.evidence.contents import PackContents
from macros.evidence.cover import cover
from macros.evidence.document import cover_html, document_html
from macros.evidence.file_names import COVER_PAGE, DOCUMENT, PAGE_STORIES, WORKBOOK
from macros.evidence.format import (
    BUNDLE,
    CHECKS,
    COVER,
    MANIFEST,
    RECORDS,
    REGISTERS,
    SIGNED,
    SIGNER,
    STORIES,
    SUMS,
    Kind,
    Manifest,
    Sum,
    as_json,
    manifest_as_json,
    sums_as_text,
)
from macros.evidence.instructions import instructions
from macros.evidence.statistics import statistics_files
from macros.evidence.stories import page_stories, stories
from macros.evidence.tables import register_csv, register_json, workbook

CONTENTS = {
    COVER_PAGE: "This page.",
    COVER: "The same for a program.",
    DOCUMENT: ("The pages that people wrote and every record with its story, to read and print."),
    f"{REGISTERS}NAME.json": "Each register: every value as it was, as text.",
    f"{REGISTERS}NAME.csv": (
        "The same as a table. A cell that begins with =, +, -, @, a tab, a line end, a wide or "
        "small form of these or an apostrophe has an apostrophe put before it, so that no program "
        "runs it as a formula: take that one off to have the value."
    ),
    RECORDS: (
        "Every record's file as it was written, one after the other, also where the pack shows a "
        "part. CHECK.txt compares it with the history by git and sha256sum alone."
    ),
    WORKBOOK: (
        "The same as one workbook, a sheet for each register. Every cell is text. Longer cells "
        "than a spreadsheet holds are cut, and say so."
    ),
    f"{STORIES}NAME.json": "Each record's story: every commit that changed it, field by field.",
    PAGE_STORIES: "The same for the pages that people write, section by section.",
    "statistics/requests.json": (
        "Requests for information: counts by subject, outcome and law, and how long they took. "
        "Also as CSV."
    ),
    BUNDLE: (
        "The whole history as a Git bundle: 'git clone history.bundle' gives a repository with "
        "files."
    ),
    MANIFEST: (
        "How the history looked: its tip, tree, beginning, length and seals; and how the pack was "
        "made."
    ),
    SUMS: "The SHA-256 of every file but itself and its signature.",
    CHECKS: "How to check all of this with git and sha256sum alone.",
}
"""What stands in which file, for the cover."""


def readable_files(contents: PackContents) -> dict[str, bytes]:
    """What people read: all of a pack that follows from its commit and what was asked for."""
    return {
        COVER_PAGE: cover_html(contents, CONTENTS),
        COVER: as_json(cover(contents)),
        DOCUMENT: document_html(contents),
        **dict(_register_files(contents)),
        RECORDS: contents.record_files,
        WORKBOOK: workbook(contents),
        **{f"{STORIES}{plain(name)}.json": story for name, story in stories(contents)},
        PAGE_STORIES: page_stories(contents),
        **statistics_files(contents),
    }


def _register_files(contents: PackContents) -> Iterator[tuple[str, bytes]]:
    for name in contents.registers:
        yield f"{REGISTERS}{plain(name)}.json", register_json(contents, name)
        yield f"{REGISTERS}{plain(name)}.csv", register_csv(contents, name)


class Signer(NamedTuple):
    """signer.json: whose key signs the pack. It proves nothing, since it comes with it."""

    kind: Kind
    key: str
    fingerprint: str
    note: str = "Ask the landlord for this by another way."


def with_manifest(
    files: Mapping[str, bytes], manifest: Manifest, bundle: bytes, signer: Signer | None
) -> dict[str, bytes]:
    """The files with the history, the instructions and both manifests."""
    whole = {
        **files,
        BUNDLE: bundle,
        MANIFEST: manifest_as_json(manifest),
        CHECKS: instructions(manifest, signer.kind if signer else None),
    }
    if signer:
        whole[SIGNER] = as_json(signer._asdict())
    sums = [Sum(hashlib.sha256(whole[name]).hexdigest(), name) for name in sorted(whole)]
    return {**whole, SUMS: sums_as_text(sums)}


def plain(name: str) -> str:
    """A register's name as a file's: letters that no system forbids."""
    return quote(name, safe="")


# -------------------------------------------------------------------------------------- the ZIP

FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The first day that a ZIP can name. The real one would make each pack different."""

UNIX = 3
"""The system that a ZIP names, whichever it is made on (APPNOTE 4.4.2)."""

PLAIN_FILE = 0o100644 << 16
"""A file that everybody may read, as that system says it."""


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The pack as a ZIP, the list of sums first: the same bytes for the same files."""
    first = [name for name in sorted((SUMS, *SIGNED.values())) if name in files]
    others = sorted(files.keys() - set(first))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in (*first, *others):
            # What is packed already grows when it is packed again.
            if name.endswith((".bundle", ".xlsx")):
                archive.writestr(_entry(name, zipfile.ZIP_STORED), files[name])
            else:
                archive.writestr(_entry(name, zipfile.ZIP_DEFLATED), files[name], compresslevel=9)
    return out.getvalue()


def _entry(name: str, packing: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, FIRST_DAY)
    entry.create_system, entry.external_attr = UNIX, PLAIN_FILE
    entry.compress_type = packing
    return entry
